package io.clearline.engine.core;

import io.clearline.engine.memory.LongList;
import io.clearline.engine.record.Field;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.state.ClearanceState;
import io.clearline.engine.state.Declaration;
import io.clearline.engine.state.Effects;
import org.agrona.DirectBuffer;

/**
 * What every command needs while it is decided: where it stands, the day, the state, the pens.
 * Reused.
 */
final class Step {
    private static final int NUMBER_DIGITS = 18;

    final ClearanceState state;
    final AnswerWriter answers;
    final Effects effects = new Effects();
    final MessageHeaderDecoder header = new MessageHeaderDecoder();
    final Verdict verdict = new Verdict();
    final Rejects rejects = new Rejects();
    final Authority authority;
    /** The declaration that a command is about. */
    final Declaration declaration = new Declaration();

    DirectBuffer command;
    int offset;
    int length;
    int day;

    Step(final ClearanceState state) {
        this.state = state;
        this.answers = new AnswerWriter(state);
        this.authority = new Authority(state);
    }

    /**
     * Refuses the command if its form is at fault: the first fault in the order of the contract.
     */
    boolean refusedForForm() {
        if (rejects.isEmpty()) {
            return false;
        }
        answers.refuse(verdict, rejects.key(0), rejects.code(0));
        return true;
    }

    void refuse(final Field field, final RejectCode code) {
        answers.refuse(verdict, FieldPath.head(field), code);
    }

    /** Answers without a record, at the latest time seen. */
    void repeat() {
        verdict.reset(state.lastTimeMs());
        verdict.notJournaled();
    }

    /** Returns the declaration of a number or reference, or -1; the number comes first. */
    int find(final int textAt, final int textLength) {
        final long number = numberOf(textAt, textLength);
        final int byNumber = number < 0 ? -1 : state.declarations().byNumber(number);
        return byNumber >= 0 ? byNumber
            : state.declarations().byRef(command, textAt, textLength);
    }

    private long numberOf(final int textAt, final int textLength) {
        if (textLength != NUMBER_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < textLength; i++) {
            final int digit = command.getByte(textAt + i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** Fills {@link #declaration}, or refuses the command. */
    boolean found(final int textAt, final int textLength) {
        final int at = find(textAt, textLength);
        if (at < 0) {
            refuse(Field.DECLARATION, RejectCode.UNKNOWN_DECLARATION);
            return false;
        }
        state.declarations().read(at, declaration);
        return permitted(declaration);
    }

    /** Refuses the command if its sender may not act on a declaration. */
    boolean permitted(final Declaration d) {
        if (authority.allows(d)) {
            return true;
        }
        refuse(Field.DECLARATION,
            authority.hides(d) ? RejectCode.UNKNOWN_DECLARATION : RejectCode.FORBIDDEN);
        return false;
    }

    /** Answers with {@link #declaration} as it now stands and writes that as the effect. */
    void conclude() {
        keep(declaration);
        answers.decision(verdict, declaration);
    }

    /** Writes how a declaration now stands, as an effect that can be applied. */
    void keep(final Declaration d) {
        requireRoom(d);
        effects.declaration(verdict.effects(), d);
    }

    /** Writes what a declaration under assessment adds to the counters; before its own effect. */
    void count(final Assessment a, final int declaration) {
        final boolean isHeld = a.draft.outcome == Outcome.HOLD;
        final boolean isAmended = a.amendedAt >= 0;
        // A held one without anything counts, too: from its acceptance, if an amendment adds to it;
        // and an amendment that adds nothing takes back what was counted before.
        if (a.tally.isKept() && (isHeld || isAmended || !a.tally.isEmpty())) {
            effects.counted(verdict.effects(), declaration, isAmended, isHeld, a.tally);
        }
    }

    /**
     * A sum that no long can hold must fail here, where the command is held or refused for it.
     * Found when it is applied it would stop the engine, and stop it again at every replay.
     */
    private void requireRoom(final Declaration d) {
        final LongList added = d.additions;
        for (int i = 0; d.additionsStand() && i < added.size(); i += 2) {
            state.ledgers().requireRoom(
                d.additionsParty(), (int) added.get(i), added.get(i + 1));
        }
        final LongList licences = d.licenceDraws;
        for (int i = 0; i < licences.size(); i += 2) {
            Math.addExact(
                state.ledgers().licenceUsed((int) licences.get(i)), licences.get(i + 1));
        }
    }
}
