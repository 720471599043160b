package io.clearline.engine.recovery;

import io.clearline.engine.core.Core;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.journal.SoundJournal;
import io.clearline.engine.record.RecordHeader;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;

/**
 * From a data directory to a ready core: the newest snapshot that can be used, then every record
 * behind it in order; none is decided again. Refuses a journal that is damaged there or ends before
 * its high-water mark.
 */
public final class Recovery {
    private Recovery() {
    }

    /**
     * Brings a core to where the journal ends. If the directory is {@linkplain DataDirectory#owned
     * owned}, what was done is kept there for {@link LastRecovery}.
     *
     * @param data opened by the engine, or looked at while no engine writes to it
     * @param cores makes new cores; asked again when one was spoilt by a snapshot that turned out bad
     * @throws io.clearline.engine.journal.JournalDamagedException if the journal is not what was
     * written, or begins later than with record 1 and no snapshot can be used
     * @throws JournalException if it cannot be read, or a core is not a new one
     */
    public static Recovered recover(final DataDirectory data, final Supplier<Core> cores) {
        final long startNs = System.nanoTime();
        try (Restored restored = Restored.latest(data, () -> fresh(data, cores))) {
            final SoundJournal journal = readOn(data, restored);
            final RecoveryReport report = new RecoveryReport(
                restored.snapshot() == null ? 0 : restored.snapshot().sequence(),
                restored.unusable(), journal.records(), restored.core().lastSequence(),
                restored.core().lastTimeMs(), journal.end(), restored.durationNs(),
                System.nanoTime() - startNs);
            if (data.owned()) {
                LastRecovery.write(data, report);
            }
            return new Recovered(restored.core(), report);
        }
    }

    private static Core fresh(final DataDirectory data, final Supplier<Core> cores) {
        final Core core = cores.get();
        if (core.lastSequence() != 0) {
            throw new JournalException("cannot recover " + data.path()
                + " into a core that stands at record "
                + core.lastSequence() + "; give a new core");
        }
        return core;
    }

    /**
     * Applies what the journal holds behind a restored core, to its true end; to be asked again as
     * the journal grows.
     */
    public static SoundJournal readOn(final DataDirectory data, final Restored restored) {
        final Core core = restored.core();
        final SoundJournal journal = SoundJournal.read(data, restored.reader(),
            (record, offset, length) -> apply(core, record, offset));
        if (core.lastSequence() != journal.lastSequence()) {
            throw new JournalException("the core stands at record " + core.lastSequence()
                + " after record " + journal.lastSequence() + " of " + data.path()
                + " was applied; this is a fault of the"
                + " engine, report it");
        }
        return journal;
    }

    /** Applies one record as it was decided; for whoever reads on behind a restored core. */
    public static void apply(final Core core, final DirectBuffer record, final int offset) {
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
