package io.clearline.engine.recovery;

import io.clearline.engine.control.Controls;
import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.core.DayKey;
import io.clearline.engine.core.Draws;
import io.clearline.engine.core.Verdict;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.RecordNotKeptException;
import io.clearline.engine.journal.SoundJournal;
import io.clearline.engine.record.ChinaTime;
import io.clearline.engine.record.Hash64;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.record.sbe.AmendDecoder;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.DrawCommitmentDecoder;
import io.clearline.engine.record.sbe.DrawDisclosureDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Draws every random draw of a day again, with the key that was disclosed after the day, and looks
 * whether each came out as the journal has it: that nobody, trader or officer, steered a selection
 * (rule 12). The declarations of the day are decided again to learn what was drawn for; the key is
 * held against the commitment made before. Used once, by one thread.
 */
public final class DrawAudit {
    /**
     * One draw that was made again.
     *
     * @param sequence record in which it was drawn
     * @param declaration the declaration's number
     * @param what {@code RANDOM}, {@code RED}, {@code YELLOW}, {@code BLUE} or a control's citation
     * @param item the item of a control, else 0
     * @param rate the share that is taken, scaled by {@code Scales.RATE}
     * @param value what was drawn, below the rate it is taken
     */
    public record Draw(
        long sequence, long declaration, String what, int item, long rate, long value) {
        /** Tells whether the declaration was taken. */
        public boolean taken() {
            return value < rate;
        }
    }

    /**
     * Something that is not as it must be.
     *
     * @param sequence the record
     * @param why in words
     */
    public record Mismatch(long sequence, String why) {
    }

    /**
     * What was found.
     *
     * @param committed record of the commitment, 0 = none
     * @param committedMs its engine time
     * @param disclosed record of the disclosure, 0 = none
     * @param draws every draw of the day, in the order of the journal
     * @param mismatches all that is not as it must be
     */
    public record Report(long committed, long committedMs, long disclosed, List<Draw> draws,
        List<Mismatch> mismatches) {
    }

    private final ClearanceCore core;
    private final DayKey key = new DayKey();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DrawCommitmentDecoder commitment = new DrawCommitmentDecoder();
    private final DrawDisclosureDecoder disclosure = new DrawDisclosureDecoder();
    private final List<Draw> draws = new ArrayList<>();
    private final List<Mismatch> mismatches = new ArrayList<>();
    private final int day;
    private final long[] hash = new long[4];
    private long sequence;
    private long committed;
    private long committedMs;
    private long disclosed;
    private long keyLow;
    private long keyHigh;

    private DrawAudit(final ClearanceCore core, final int day) {
        this.core = core;
        this.day = day;
        core.onDraw((declaration, drawnDay, what, detail, rate, value) -> {
            if (drawnDay == day) {
                draws.add(new Draw(sequence, declaration, name(what), detail, rate, value));
            }
        });
    }

    /**
     * Audits a day.
     *
     * @param day in China, since 1970-01-01
     * @throws io.clearline.engine.journal.JournalDamagedException if the journal is not what was
     * written
     * @throws RecordNotKeptException if records of the day, or its commitment, are no longer kept
     */
    public static Report audit(final DataDirectory data, final int day) {
        final ClearanceCore[] made = new ClearanceCore[1];
        try (Restored restored =
            Restored.before(data, () -> made[0] = new ClearanceCore(), 1)) {
            final DrawAudit audit = new DrawAudit(made[0], day);
            final long before = made[0].lastSequence();
            final long beforeMs = made[0].lastTimeMs();
            SoundJournal.read(data, restored.reader(),
                (record, offset, length) -> audit.take(record, offset));
            if (before > 0 && (ChinaTime.day(beforeMs) >= day || audit.committed == 0)) {
                throw new RecordNotKeptException("the draws of that day cannot be made again: the"
                    + " oldest state that is kept is that of record " + before
                    + ", and the records before it are not");
            }
            audit.check();
            return new Report(audit.committed, audit.committedMs, audit.disclosed, audit.draws,
                audit.mismatches);
        }
    }

    private void take(final DirectBuffer record, final int offset) {
        sequence = RecordHeader.sequence(record, offset);
        final int commandAt = RecordHeader.commandAt(offset);
        switch (RecordHeader.kind(record, offset)) {
            case DrawCommitmentDecoder.TEMPLATE_ID -> committed(record, offset, commandAt);
            case DrawDisclosureDecoder.TEMPLATE_ID -> disclosed(record, commandAt);
            case DeclareDecoder.TEMPLATE_ID, AmendDecoder.TEMPLATE_ID ->
                decide(record, offset, commandAt);
            default -> {
            }
        }
        Recovery.apply(core, record, offset);
    }

    private void committed(final DirectBuffer record, final int offset, final int commandAt) {
        commitment.wrapAndApplyHeader(record, commandAt, header);
        if (commitment.day() == day && committed == 0) {
            committed = sequence;
            committedMs = RecordHeader.timeMs(record, offset);
            hash[0] = commitment.hash0();
            hash[1] = commitment.hash1();
            hash[2] = commitment.hash2();
            hash[3] = commitment.hash3();
        }
    }

    private void disclosed(final DirectBuffer record, final int commandAt) {
        disclosure.wrapAndApplyHeader(record, commandAt, header);
        if (disclosure.day() == day) {
            disclosed = sequence;
            keyLow = disclosure.keyLow();
            keyHigh = disclosure.keyHigh();
        }
    }

    /** Only an acceptance on the day draws with its key, or an amendment of one. */
    private void decide(final DirectBuffer record, final int offset, final int commandAt) {
        final long timeMs = RecordHeader.timeMs(record, offset);
        if (ChinaTime.day(timeMs) < day
            || RecordHeader.kind(record, offset) == DeclareDecoder.TEMPLATE_ID
                && ChinaTime.day(timeMs) != day) {
            return;
        }
        final int before = draws.size();
        final Verdict verdict = core.decide(record, commandAt,
            RecordHeader.commandLength(record, offset), timeMs,
            RecordHeader.principal(record, offset));
        final boolean concerns = draws.size() > before || ChinaTime.day(timeMs) == day;
        if (concerns && RecordHeader.logicVersion(record, offset) != core.logicVersion()) {
            mismatches.add(new Mismatch(sequence, "decided by logic version "
                + RecordHeader.logicVersion(record, offset) + ", this is "
                + core.logicVersion() + ": use that release to draw again"));
        } else if (concerns && !isAsRecorded(record, offset, verdict)) {
            mismatches.add(new Mismatch(sequence, "decided again it comes out otherwise;"
                + " see replay --verify --from " + sequence));
        }
    }

    private static boolean isAsRecorded(
        final DirectBuffer record, final int offset, final Verdict verdict) {
        final int length = RecordHeader.answerLength(record, offset);
        return verdict.answerLength() == length
            && new UnsafeBuffer(record, RecordHeader.answerAt(record, offset), length)
                .equals(new UnsafeBuffer(verdict.answer(), 0, length));
    }

    private void check() {
        if (disclosed == 0) {
            return;
        }
        if (committed == 0) {
            mismatches.add(new Mismatch(disclosed, "the key was never committed to"));
        }
        for (int word = 0; committed != 0 && word < hash.length; word++) {
            if (key.commitment(keyLow, keyHigh, word) != hash[word]) {
                mismatches.add(new Mismatch(
                    disclosed, "the key is not the one committed to in record " + committed));
                break;
            }
        }
        if (!draws.isEmpty() && draws.get(0).sequence() < committed) {
            mismatches.add(new Mismatch(draws.get(0).sequence(),
                "drawn before the key was committed to in record " + committed));
        }
        for (final Draw draw : draws) {
            final long value = Draws.value(
                keyLow, keyHigh, draw.declaration(), whatOf(draw.what()), draw.item());
            if (value != draw.value()) {
                mismatches.add(new Mismatch(draw.sequence(), draw.declaration() + " for "
                    + draw.what() + ": " + draw.value() + " was drawn, the key gives " + value));
            }
        }
    }

    private String name(final long what) {
        if (what == Draws.RANDOM) {
            return "RANDOM";
        }
        if (what == Draws.RED) {
            return "RED";
        }
        if (what == Draws.YELLOW) {
            return "YELLOW";
        }
        if (what == Draws.BLUE) {
            return "BLUE";
        }
        final Controls controls = core.state().controls();
        for (int i = controls.versions() - 1; i >= 0; i--) {
            final byte[] citation = controls.version(i).citation();
            if (hash(citation) == what) {
                return new String(citation, StandardCharsets.UTF_8);
            }
        }
        throw new IllegalStateException("a draw for a control that is not there");
    }

    private static long whatOf(final String name) {
        return switch (name) {
            case "RANDOM" -> Draws.RANDOM;
            case "RED" -> Draws.RED;
            case "YELLOW" -> Draws.YELLOW;
            case "BLUE" -> Draws.BLUE;
            default -> hash(name.getBytes(StandardCharsets.UTF_8));
        };
    }

    private static long hash(final byte[] citation) {
        return Hash64.of(new UnsafeBuffer(citation), 0, citation.length, 0);
    }
}
