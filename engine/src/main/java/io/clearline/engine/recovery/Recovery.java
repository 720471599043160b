package io.clearline.engine.recovery;

import io.clearline.engine.core.Core;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.journal.SoundJournal;
import io.clearline.engine.record.RecordHeader;
import org.agrona.DirectBuffer;

/**
 * From a data directory to a ready core: every record is applied in order, none is decided again.
 * Refuses a journal that is damaged or ends before its high-water mark.
 */
public final class Recovery {
    private Recovery() {
    }

    /**
     * Applies the journal to a core.
     *
     * @param data opened by the engine, or looked at while no engine writes to it
     * @param core a new core; afterwards it stands where the journal ends
     * @return what was done
     * @throws io.clearline.engine.journal.JournalDamagedException if the journal is not what was
     * written
     * @throws JournalException if it cannot be read, or the core is not a new one
     */
    public static RecoveryReport recover(final DataDirectory data, final Core core) {
        final long startNs = System.nanoTime();
        final long before = core.lastSequence();
        if (before != 0) {
            throw new JournalException("cannot recover " + data.path()
                + " into a core that stands at record "
                + before + "; give a new core");
        }
        final SoundJournal journal =
            SoundJournal.read(data, (record, offset, length) -> apply(core, record, offset));
        if (core.lastSequence() != journal.lastSequence()) {
            throw new JournalException("the core stands at record " + core.lastSequence()
                + " after record " + journal.lastSequence() + " of " + data.path()
                + " was applied; this is a fault of the"
                + " engine, report it");
        }
        return new RecoveryReport(journal.records(), journal.lastSequence(), journal.lastTimeMs(),
            journal.tornTailBytes(), System.nanoTime() - startNs);
    }

    /** Applies one record as it was decided. */
    static void apply(final Core core, final DirectBuffer record, final int offset) {
        final long sequence = RecordHeader.sequence(record, offset);
        try {
            core.apply(sequence, RecordHeader.timeMs(record, offset),
                record, RecordHeader.commandAt(offset), RecordHeader.commandLength(record, offset),
                record, RecordHeader.effectsAt(record, offset),
                RecordHeader.effectsLength(record, offset));
        } catch (final RuntimeException e) {
            throw new JournalException("record " + sequence
                + " is sound but cannot be applied: " + e
                + "; use the release that wrote it, or report this", e);
        }
    }
}
