package io.clearline.tools.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.HoldCode;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.Regime;
import io.clearline.tools.Setup;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generator runs ahead of the answers: here its guesses meet the core that decides. */
class DemoDayTest {
    private static final int COMMANDS = 30_000;

    @TempDir
    private Path home;

    private final Core core = new ClearanceCore();
    private final Tally tally = new Tally();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DecisionDecoder decision = new DecisionDecoder();
    private final Map<HoldCode, Integer> exitHolds = new EnumMap<>(HoldCode.class);
    private int exits;
    private int confirmedExits;

    @BeforeEach
    void loadReference() throws Exception {
        BundledReference.copyTo(home);
        for (final byte[] command : Setup.read(home).commands(true, true)) {
            step(new UnsafeBuffer(command), command.length);
        }
    }

    private Verdict step(final DirectBuffer command, final int length) {
        final Verdict verdict = core.decide(command, 0, length, Core.DECLARED_CLOCK);
        if (verdict.journaled()) {
            core.apply(core.lastSequence() + 1, verdict.timeMs(), command, 0, length,
                verdict.effects().buffer(), 0, verdict.effects().length());
        }
        return verdict;
    }

    @Test
    void equalSeedsGiveEqualCommands() {
        final DemoDay one = new DemoDay(7);
        final DemoDay two = new DemoDay(7);
        final DemoDay other = new DemoDay(8);
        boolean differs = false;
        for (int i = 0; i < 5000; i++) {
            final byte[] first = bytes(one);
            assertArrayEquals(first, bytes(two), "command " + i);
            assertEquals(one.tag(), two.tag(), "command " + i);
            differs |= !Arrays.equals(first, bytes(other));
        }
        assertTrue(differs);
    }

    private static byte[] bytes(final DemoDay day) {
        final byte[] bytes = new byte[day.next()];
        day.buffer().getBytes(0, bytes);
        return bytes;
    }

    @Test
    void whatTheGeneratorForeseesComesTrue() {
        final DemoDay day = new DemoDay(1);
        for (int i = 0; i < COMMANDS; i++) {
            final int length = day.next();
            final Verdict verdict = step(day.buffer(), length);
            assertTrue(verdict.journaled(), "nothing is sent twice");
            final Act act = DemoDay.act(day.tag());
            if (act != null) {
                tally.count(act, verdict.answer(), 0);
            } else {
                final Flow flow = Flow.get((short) day.tag());
                tally.count(flow, verdict.answer(), 0);
                if (flow == Flow.SECOND_LINE_EXIT) {
                    exit(day.buffer(), verdict.answer());
                }
            }
        }
        assertEquals(0, tally.others());
        assertFalse(exitHolds.containsKey(HoldCode.ENGINE_ERROR));
        amountsAndOfficersAreRight();
        exitsAreMostlyCovered();
    }

    private void amountsAndOfficersAreRight() {
        // Meant refusals: a fen too much, a distrusted one not drawn, a maker who is not filed.
        assertTrue(tally.acts(Act.PAY) > COMMANDS / 10, "payments " + tally.acts(Act.PAY));
        within(1, 10, tally.refused(Act.PAY), tally.acts(Act.PAY));
        within(0, 10, tally.refused(Act.RESOLVE), tally.acts(Act.RESOLVE));
        within(10, 200, tally.refused(Act.VALUE_ADDED), tally.acts(Act.VALUE_ADDED));
        assertEquals(0, tally.refused(Act.ARRIVE));
        within(10, 300, tally.stopped(), tally.acts(Act.ARRIVE));
    }

    private void exitsAreMostlyCovered() {
        within(5, 100, exitHolds.getOrDefault(HoldCode.LEDGER_SHORT, 0), exits);
        within(1, 50, exitHolds.getOrDefault(HoldCode.CONFIRMATION_CODE, 0), exits);
        within(30, 400, confirmedExits, exits);
        for (final Flow flow : Flow.values()) {
            if (flow != Flow.NULL_VAL) {
                assertTrue(tally.count(flow, 0) > 0, flow + " released");
                assertTrue(tally.count(flow, Tally.REJECTED) > 0, flow + " rejected");
            }
        }
    }

    private static void within(
        final int fromPerMille, final int toPerMille, final long some, final long all) {
        assertTrue(some * 1000 >= all * fromPerMille && some * 1000 <= all * toPerMille,
            some + " of " + all);
    }

    private void exit(final DirectBuffer command, final DirectBuffer answer) {
        exits++;
        decision.wrapAndApplyHeader(answer, 0, header);
        final Outcome outcome = decision.outcome();
        for (final DecisionDecoder.HoldsDecoder hold : decision.holds()) {
            assertFalse(hold.kind() == HoldKind.LICENCE, "no licences at the second line");
            exitHolds.merge(hold.code(), 1, Integer::sum);
            hold.skipBasis();
            hold.skipCitation();
        }
        final DeclareDecoder declare = new DeclareDecoder();
        declare.wrapAndApplyHeader(command, 0, header);
        declare.formErrors().forEach(error -> { });
        declare.documents().forEach(DeclareDecoder.DocumentsDecoder::sbeSkip);
        declare.containers().forEach(container -> { });
        final DeclareDecoder.ItemsDecoder item = declare.items().next();
        final boolean valueAdded = item.regime() == Regime.VALUE_ADDED;
        item.inputs().forEach(DeclareDecoder.ItemsDecoder.InputsDecoder::skipCode);
        item.skipName();
        item.skipAttributes();
        if (valueAdded && item.codeLength() > 0 && outcome == Outcome.RELEASE) {
            confirmedExits++;
        }
    }
}
