package io.clearline.engine.recovery;

import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.journal.RecordNotKeptException;
import io.clearline.engine.journal.SoundJournal;
import io.clearline.engine.record.RecordHeader;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;

/**
 * Decides a journal again: each record's command is put to the core, and what comes out is compared
 * byte for byte with what was recorded; then the recorded effects are applied, so one difference
 * does not make more. Never answers anybody and never writes. Used by one thread.
 */
public final class Replayer {
    /** As a record to start with: the first whose state before it is kept. */
    public static final long FIRST = 0;

    private static final int BATCH = 1 << 16;
    private static final int EXCERPT_BYTES = 16;

    private final Core core;
    private final long fromSequence;
    private long records;
    private long equal;
    private long otherLogic;
    private ReplayReport.Mismatch firstMismatch;

    private Replayer(final Core core, final long fromSequence) {
        this.core = core;
        this.fromSequence = fromSequence;
    }

    /**
     * Replays a journal.
     *
     * @param cores makes new cores
     * @param fromSequence the first record to decide again, those before it are only applied; {@link
     *     #FIRST} for the first whose state before it is kept
     * @param toSequence the last one, {@link Long#MAX_VALUE} for the end of the journal
     * @throws io.clearline.engine.journal.JournalDamagedException if the journal is not what was
     * written
     * @throws RecordNotKeptException if the state before the first one is no longer kept
     * @throws JournalException if it cannot be read, or the range is none
     */
    public static ReplayReport replay(
        final DataDirectory data, final Supplier<Core> cores, final long fromSequence,
        final long toSequence) {
        if (fromSequence < FIRST || toSequence < Math.max(1, fromSequence)) {
            throw new JournalException("cannot replay records " + fromSequence + " to " + toSequence
                + "; the first is 1 and none comes before the one to start from");
        }
        final long startNs = System.nanoTime();
        try (Restored restored = Restored.before(data, cores, Math.max(1, fromSequence))) {
            final long first = restored.core().lastSequence() + 1;
            if (fromSequence != FIRST && fromSequence < first) {
                throw new RecordNotKeptException("record " + fromSequence
                    + " cannot be decided again: the oldest state that is kept is that of record "
                    + (first - 1) + "; begin with record " + first);
            }
            final Replayer replayer =
                new Replayer(restored.core(), Math.max(first, fromSequence));
            replayer.replay(data, restored.reader(), toSequence);
            return new ReplayReport(replayer.fromSequence, replayer.records, replayer.equal,
                replayer.otherLogic, replayer.firstMismatch, System.nanoTime() - startNs);
        }
    }

    private void replay(
        final DataDirectory data, final JournalReader reader, final long toSequence) {
        int count = 1;
        while (count > 0 && toSequence != Long.MAX_VALUE) {
            final long left = toSequence + 1 - reader.nextSequence();
            count = reader.poll(
                (record, offset, length) -> replay(record, offset), (int) Math.min(BATCH, left));
        }
        if (reader.nextSequence() <= toSequence) {
            // Shorter than asked, or read to the end: it must be the true one.
            SoundJournal.read(
                data, reader, (record, offset, length) -> replay(record, offset));
        }
    }

    private void replay(final DirectBuffer record, final int offset) {
        if (RecordHeader.sequence(record, offset) >= fromSequence) {
            records++;
            if (RecordHeader.logicVersion(record, offset) != core.logicVersion()) {
                otherLogic++;
            } else {
                decide(record, offset);
            }
        }
        Recovery.apply(core, record, offset);
    }

    private void decide(final DirectBuffer record, final int offset) {
        final long sequence = RecordHeader.sequence(record, offset);
        // The recorded time is what the clock gave then, or the command's own where no clock was
        // asked.
        final long timeMs = RecordHeader.timeMs(record, offset);
        final Verdict verdict = core.decide(record, RecordHeader.commandAt(offset),
            RecordHeader.commandLength(record, offset), timeMs,
            RecordHeader.principal(record, offset));
        final ReplayReport.Mismatch mismatch = compare(record, offset, sequence, verdict);
        if (mismatch == null) {
            equal++;
        } else if (firstMismatch == null) {
            firstMismatch = mismatch;
        }
    }

    private ReplayReport.Mismatch compare(
        final DirectBuffer record, final int offset, final long sequence, final Verdict verdict) {
        final long high = RecordHeader.policyHigh(record, offset);
        final long low = RecordHeader.policyLow(record, offset);
        final long timeMs = RecordHeader.timeMs(record, offset);
        if (high != core.policyHigh() || low != core.policyLow()) {
            return new ReplayReport.Mismatch(sequence, ReplayReport.Part.POLICY, 0,
                hex(high) + hex(low), hex(core.policyHigh()) + hex(core.policyLow()));
        }
        if (!verdict.journaled()) {
            return new ReplayReport.Mismatch(
                sequence, ReplayReport.Part.JOURNALED, 0, "journaled", "not journaled");
        }
        if (verdict.timeMs() != timeMs) {
            return new ReplayReport.Mismatch(
                sequence, ReplayReport.Part.TIME, 0, hex(timeMs), hex(verdict.timeMs()));
        }
        final ReplayReport.Mismatch answer = compare(sequence, ReplayReport.Part.ANSWER,
            record, RecordHeader.answerAt(record, offset),
            RecordHeader.answerLength(record, offset),
            verdict.answer(), verdict.answerLength());
        return answer != null ? answer : compare(sequence, ReplayReport.Part.EFFECTS,
            record, RecordHeader.effectsAt(record, offset),
            RecordHeader.effectsLength(record, offset),
            verdict.effects().buffer(), verdict.effects().length());
    }

    private static ReplayReport.Mismatch compare(
        final long sequence, final ReplayReport.Part part, final DirectBuffer record,
        final int recordAt,
        final int recordLength, final DirectBuffer decided, final int decidedLength) {
        final int length = Math.min(recordLength, decidedLength);
        int at = 0;
        while (at + Long.BYTES <= length && record.getLong(recordAt + at) == decided.getLong(at)) {
            at += Long.BYTES;
        }
        while (at < length && record.getByte(recordAt + at) == decided.getByte(at)) {
            at++;
        }
        if (at == recordLength && at == decidedLength) {
            return null;
        }
        return new ReplayReport.Mismatch(sequence, part, at,
            excerpt(record, recordAt, at, recordLength), excerpt(decided, 0, at, decidedLength));
    }

    private static String excerpt(
        final DirectBuffer buffer, final int start, final int at, final int length) {
        final byte[] bytes = new byte[Math.min(EXCERPT_BYTES, length - at)];
        buffer.getBytes(start + at, bytes);
        return length + " bytes, from byte " + at + ": " + HexFormat.of().formatHex(bytes);
    }

    private static String hex(final long value) {
        return HexFormat.of().toHexDigits(value);
    }
}
