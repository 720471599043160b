package io.clearline.engine.recovery;

import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import io.clearline.engine.journal.ChronicleJournal;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalOptions;
import io.clearline.engine.record.RecordHeader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes the journal of a {@link TallyCore} as an engine does. */
public final class TallyJournal implements AutoCloseable {
    /** Engine time of the records, about. */
    public static final long START_MS = 1_764_000_000_000L;

    private static final long DAY_MS = 86_400_000L;
    private static final int TIMELESS = 3;

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(4096);
    private final UnsafeBuffer record = new UnsafeBuffer(bytes);
    private final TallyCore core;
    private final DataDirectory data;
    private final long recordsPerDay;
    private ChronicleJournal journal;

    /** Opens a directory as the engine of a core that stands where its journal ends. */
    public TallyJournal(final Path directory, final TallyCore core, final long recordsPerDay) {
        this.core = core;
        this.recordsPerDay = recordsPerDay;
        data = DataDirectory.open(directory);
        open();
    }

    private void open() {
        journal = ChronicleJournal.open(data, new JournalOptions(
            1, () -> START_MS + core.lastSequence() / recordsPerDay * DAY_MS));
    }

    /** Runs records through a core, a new file after so many, and closes the journal. */
    public static long run(
        final Path directory, final TallyCore core, final int count, final long recordsPerDay) {
        try (TallyJournal journal = new TallyJournal(directory, core, recordsPerDay)) {
            journal.append(count);
        }
        return core.stateHash();
    }

    /** Decides, appends and applies. */
    public void append(final int count) {
        for (int i = 0; i < count; i++) {
            final long sequence = core.lastSequence() + 1;
            if (sequence > 1 && (sequence - 1) % recordsPerDay == 0) {
                // While it is open it rolls when the next file is ready, which is any time soon.
                journal.close();
                open();
            }
            record.putLong(RecordHeader.LENGTH, sequence * 1_000_003L);
            final long clockMs = sequence <= TIMELESS
                ? Core.DECLARED_CLOCK : START_MS + sequence / 2;
            final Verdict verdict = core.decide(record, RecordHeader.LENGTH, 8, clockMs);
            final int effects = verdict.effects().length();
            RecordHeader.write(record, 0, 1, sequence, verdict.timeMs(), core.policyHigh(),
                core.policyLow(), core.logicVersion(), 8, verdict.answerLength(), effects);
            final int answerAt = RecordHeader.answerAt(record, 0);
            record.putBytes(answerAt, verdict.answer(), 0, verdict.answerLength());
            record.putBytes(RecordHeader.effectsAt(record, 0), verdict.effects().buffer(), 0,
                effects);
            final int length = RecordHeader.recordLength(record, 0);
            RecordHeader.crc(record, 0, RecordHeader.crc(bytes, 0, length, new CRC32C()));
            journal.append(record, 0, length);
            Recovery.apply(core, record, 0);
        }
    }

    /** Returns the directory, which is owned. */
    public DataDirectory data() {
        return data;
    }

    @Override
    public void close() {
        journal.close();
        data.close();
    }
}
