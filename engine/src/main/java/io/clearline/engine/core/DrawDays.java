package io.clearline.engine.core;

import io.clearline.engine.record.ChinaTime;
import io.clearline.engine.record.Field;
import io.clearline.engine.record.sbe.DrawCommitmentDecoder;
import io.clearline.engine.record.sbe.DrawCommitmentEncoder;
import io.clearline.engine.record.sbe.DrawDisclosureDecoder;
import io.clearline.engine.record.sbe.DrawDisclosureEncoder;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.state.DrawSecret;
import org.agrona.MutableDirectBuffer;

/**
 * Commits to the draw key of each day before the day and discloses it after the day, so that anybody
 * can draw again and see that nobody steered (rule 12). Written by the sequencer as timers are. At the
 * first command of a day the key of the next day is committed to; where the engine stood still for days,
 * that of the day itself too, before anything is drawn on it.
 */
final class DrawDays {
    private final Step step;
    private final DayKey key = new DayKey();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final DrawCommitmentEncoder commitment = new DrawCommitmentEncoder();
    private final DrawCommitmentDecoder committed = new DrawCommitmentDecoder();
    private final DrawDisclosureEncoder disclosure = new DrawDisclosureEncoder();
    private final DrawDisclosureDecoder disclosed = new DrawDisclosureDecoder();

    DrawDays(final Step step) {
        this.step = step;
    }

    /** Writes the next command that is due on a day; returns its length, 0 if there is none. */
    int due(final int today, final MutableDirectBuffer into) {
        if (disclosureDue(today)) {
            derive(secret().undisclosedDay());
            disclosure.wrapAndApplyHeader(into, 0, header).at(ChinaTime.startMs(today))
                .day(secret().undisclosedDay()).keyLow(key.low()).keyHigh(key.high());
            return header.encodedLength() + disclosure.encodedLength();
        }
        if (commitmentDue(today)) {
            final int day = dayToCommit(today);
            derive(day);
            commitment.wrapAndApplyHeader(into, 0, header).at(ChinaTime.startMs(today)).day(day)
                .hash0(hash(0)).hash1(hash(1)).hash2(hash(2)).hash3(hash(3));
            return header.encodedLength() + commitment.encodedLength();
        }
        return 0;
    }

    private DrawSecret secret() {
        return step.state.drawSecret();
    }

    private boolean disclosureDue(final int today) {
        return secret().undisclosedDay() != DrawSecret.NO_DAY && secret().undisclosedDay() < today
            && secret().isSet();
    }

    private boolean commitmentDue(final int today) {
        return secret().committedThrough() <= today && secret().isSet();
    }

    private int dayToCommit(final int today) {
        return Math.max(today, secret().committedThrough() + 1);
    }

    private void derive(final int day) {
        key.derive(secret().low(), secret().high(), day);
    }

    private long hash(final int word) {
        return key.commitment(key.low(), key.high(), word);
    }

    /** Decides a commitment: it must be the one that is due. */
    void commit() {
        committed.wrapAndApplyHeader(step.command, step.offset, step.header);
        final int day = committed.day();
        if (!commitmentDue(step.day) || day != dayToCommit(step.day)) {
            step.refuse(Field.TYPE, RejectCode.STATE);
            return;
        }
        derive(day);
        if (committed.hash0() != hash(0) || committed.hash1() != hash(1)
            || committed.hash2() != hash(2) || committed.hash3() != hash(3)) {
            step.refuse(Field.TYPE, RejectCode.STATE);
            return;
        }
        step.effects.drawCommitted(step.verdict.effects(), day);
        step.answers.accept(step.verdict);
    }

    /** Decides a disclosure: it must be the one that is due. */
    void disclose() {
        disclosed.wrapAndApplyHeader(step.command, step.offset, step.header);
        derive(disclosed.day());
        if (!disclosureDue(step.day) || disclosed.day() != secret().undisclosedDay()
            || disclosed.keyLow() != key.low() || disclosed.keyHigh() != key.high()) {
            step.refuse(Field.TYPE, RejectCode.STATE);
            return;
        }
        step.effects.drawDisclosed(step.verdict.effects());
        step.answers.accept(step.verdict);
    }
}
