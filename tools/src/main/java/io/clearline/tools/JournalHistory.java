package io.clearline.tools;

import io.clearline.adapters.history.ControlHistory;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.record.RecordHeader;
import org.agrona.DirectBuffer;

/** Reads a journal into the history of its controls, with no lock: an engine may be at work. */
final class JournalHistory {
    private static final int BATCH = 1024;

    /** Looks at a record before it is applied. */
    @FunctionalInterface
    interface Visitor {
        void visit(DirectBuffer record, int offset, ControlHistory history);
    }

    private JournalHistory() {
    }

    /** Reads all that there is by now. */
    static ControlHistory read(final DataDirectory directory) {
        return read(directory, Long.MAX_VALUE, (record, offset, history) -> { });
    }

    /** Reads up to a record; the visitor sees each before it is applied. */
    static ControlHistory read(
        final DataDirectory directory, final long toSequence, final Visitor visitor) {
        final ControlHistory history = new ControlHistory();
        try (JournalReader reader = JournalReader.open(directory, 1)) {
            int count = 1;
            while (count > 0 && reader.nextSequence() <= toSequence) {
                final long left = toSequence - reader.nextSequence();
                count = reader.poll((record, offset, length) -> {
                    visitor.visit(record, offset, history);
                    apply(history, record, offset);
                }, (int) Math.min(BATCH - 1, left) + 1);
            }
        }
        return history;
    }

    private static void apply(
        final ControlHistory history, final DirectBuffer record, final int offset) {
        try {
            history.apply(record, offset);
        } catch (final IllegalStateException | IllegalArgumentException e) {
            throw new JournalException("record " + RecordHeader.sequence(record, offset)
                + " is sound but cannot be applied: " + e.getMessage()
                + "; use the release that wrote it, or report this", e);
        }
    }
}
