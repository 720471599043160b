package io.clearline.tools.demo;

import io.clearline.engine.record.sbe.ArrivalDecoder;
import io.clearline.engine.record.sbe.ArrivalResult;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.HoldCode;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.Lane;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.RejectedDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Counts decisions on declarations by flow and lane, holds by reason, and the answers to all other
 * commands. One thread writes; read after it is done.
 */
final class Tally {
    /** Columns: the lanes in order, then rejects. */
    static final int REJECTED = 4;

    /** How many columns there are. */
    static final int COLUMNS = 5;

    private static final int FLOWS = Flow.values().length;
    private static final int LETTERS = 128;
    private static final int CODES = HoldCode.values().length;

    /**
     * A reason of holds and how many of them there were.
     *
     * @param kind the kind of the holds
     * @param code what the code names
     * @param letter the licence letter, 0 if it is none
     * @param count how many holds
     */
    record Reason(HoldKind kind, HoldCode code, char letter, long count) {
    }

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DecisionDecoder decision = new DecisionDecoder();
    private final long[][] byFlow = new long[FLOWS][COLUMNS];
    private final long[] byReason = new long[16 * CODES * LETTERS];
    private final ArrivalDecoder arrival = new ArrivalDecoder();
    private final long[] byAct = new long[Act.values().length];
    private final long[] refusedByAct = new long[Act.values().length];
    private long stopped;
    private long others;

    /** Counts one answer to a declaration of that flow. */
    void count(final Flow flow, final DirectBuffer answer, final int offset) {
        header.wrap(answer, offset);
        if (header.templateId() != DecisionDecoder.TEMPLATE_ID) {
            others++;
            return;
        }
        decision.wrapAndApplyHeader(answer, offset, header);
        final Outcome outcome = decision.outcome();
        final Lane lane = decision.lane();
        final int column = outcome == Outcome.REJECT || lane == Lane.NULL_VAL
            ? REJECTED : lane.ordinal();
        byFlow[flow.ordinal()][column]++;
        for (final DecisionDecoder.HoldsDecoder hold : decision.holds()) {
            final int kind = hold.kind().value();
            final int code = hold.code().ordinal();
            byReason[(kind * CODES + code) * LETTERS + (hold.letter() & LETTERS - 1)]++;
            hold.skipBasis();
            hold.skipCitation();
        }
    }

    /** Counts one answer to another command. */
    void count(final Act act, final DirectBuffer answer, final int offset) {
        byAct[act.ordinal()]++;
        header.wrap(answer, offset);
        if (header.templateId() == RejectedDecoder.TEMPLATE_ID) {
            refusedByAct[act.ordinal()]++;
        } else if (header.templateId() == ArrivalDecoder.TEMPLATE_ID) {
            arrival.wrapAndApplyHeader(answer, offset, header);
            stopped += arrival.result() == ArrivalResult.STOP ? 1 : 0;
        }
    }

    /** Returns how many decisions of the flow fell into the column. */
    long count(final Flow flow, final int column) {
        return byFlow[flow.ordinal()][column];
    }

    /** Returns how many decisions of all flows fell into the column. */
    long count(final int column) {
        long sum = 0;
        for (final long[] columns : byFlow) {
            sum += columns[column];
        }
        return sum;
    }

    /** Returns how many commands of that kind were answered. */
    long acts(final Act act) {
        return byAct[act.ordinal()];
    }

    /** Returns how many commands beside declarations were answered. */
    long acts() {
        return Arrays.stream(byAct).sum();
    }

    /** Returns how many commands of that kind were refused. */
    long refused(final Act act) {
        return refusedByAct[act.ordinal()];
    }

    /** Returns how many commands beside declarations were refused. */
    long refused() {
        return Arrays.stream(refusedByAct).sum();
    }

    /** Returns how many vehicles were stopped at a checkpoint. */
    long stopped() {
        return stopped;
    }

    /** Returns how many declarations got no decision at all; there should be none. */
    long others() {
        return others;
    }

    /** Returns the most frequent reasons, the first first; equal ones by kind, code and letter. */
    List<Reason> reasons(final int most) {
        final List<Reason> reasons = new ArrayList<>();
        for (int i = 0; i < byReason.length; i++) {
            if (byReason[i] > 0) {
                final int kindAndCode = i / LETTERS;
                reasons.add(new Reason(
                    HoldKind.get((short) (kindAndCode / CODES)),
                    HoldCode.values()[kindAndCode % CODES], (char) (i % LETTERS), byReason[i]));
            }
        }
        reasons.sort(Comparator.comparingLong(Reason::count).reversed());
        return reasons.subList(0, Math.min(most, reasons.size()));
    }
}
