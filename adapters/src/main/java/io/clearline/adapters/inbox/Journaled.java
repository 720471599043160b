package io.clearline.adapters.inbox;

import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.record.RecordHeader;
import java.util.ArrayDeque;
import java.util.Queue;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the journal has of a principal's commands between two records, in order: how far a file was sent
 * before the process was killed. One thread's.
 */
final class Journaled implements AutoCloseable {
    private static final int BATCH = 256;

    /** One command as it is journaled, and its answer. */
    record Entry(long sequence, long timeMs, DirectBuffer command, DirectBuffer answer) {
    }

    private final JournalReader reader;
    private final int principal;
    private final long through;
    private final Queue<Entry> ahead = new ArrayDeque<>();

    /**
     * Opens one.
     *
     * @param after the record behind which it begins
     * @param through the last record it looks at
     * @throws io.clearline.engine.journal.JournalException if that part cannot be read or is not kept
     */
    Journaled(final DataDirectory data, final int principal, final long after, final long through) {
        this.principal = principal;
        this.through = through;
        this.reader = after >= through ? null : JournalReader.open(data, after + 1);
    }

    /** Returns the next, null where there is none. */
    Entry peek() {
        int count = 1;
        while (ahead.isEmpty() && reader != null && count > 0
            && reader.nextSequence() <= through) {
            count = reader.poll(
                this::take, (int) Math.min(BATCH, through + 1 - reader.nextSequence()));
        }
        return ahead.peek();
    }

    /** Moves behind the next. */
    void skip() {
        ahead.remove();
    }

    private void take(final DirectBuffer record, final int at, final int length) {
        if (RecordHeader.principal(record, at) == principal) {
            ahead.add(new Entry(RecordHeader.sequence(record, at),
                RecordHeader.timeMs(record, at),
                copy(record, RecordHeader.commandAt(at), RecordHeader.commandLength(record, at)),
                copy(record, RecordHeader.answerAt(record, at),
                    RecordHeader.answerLength(record, at))));
        }
    }

    private static DirectBuffer copy(
        final DirectBuffer from, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        from.getBytes(offset, bytes);
        return new UnsafeBuffer(bytes);
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }
}
