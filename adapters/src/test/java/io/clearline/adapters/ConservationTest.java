package io.clearline.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.memory.LongList;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.state.ClearanceState;
import io.clearline.engine.state.Code;
import io.clearline.engine.state.Declaration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing comes from nowhere and nothing is lost: after every command, what releases added to a
 * ledger is its balance and what live declarations drew, and every use of a licence, a guarantee or
 * a code is held by somebody.
 */
class ConservationTest {
    private static final int COMMANDS = 1_000;

    /** What the declarations alone say; keys are trader and account, licence, trader, code. */
    private static final class Sums {
        private final Map<String, Long> ledger = new TreeMap<>();
        private final Map<Integer, Long> licences = new TreeMap<>();
        private final Map<Integer, Long> guarantees = new TreeMap<>();
        private final Map<Integer, Long> codes = new TreeMap<>();

        Sums(final ClearanceState state) {
            final Declaration d = new Declaration();
            for (int i = 0; i < state.declarations().size(); i++) {
                state.declarations().read(i, d);
                add(d);
            }
            final Code code = new Code();
            for (int i = 0; i < state.codes().size(); i++) {
                state.codes().read(i, code);
                numbered(code.codeDraws, codes);
            }
        }

        private void add(final Declaration d) {
            if (d.outcome == Outcome.RELEASE) {
                final int to = d.flow == Flow.ISLAND_TRANSFER ? d.receiver : d.trader;
                accounts(d.additions, to, 1);
            }
            accounts(d.ledgerDraws, d.trader, -1);
            numbered(d.licenceDraws, licences);
            numbered(d.codeDraws, codes);
            if (d.guarantee != 0) {
                guarantees.merge(d.trader, d.guarantee, Long::sum);
            }
        }

        private void accounts(final LongList moves, final int party, final int sign) {
            for (int i = 0; i < moves.size(); i += 2) {
                ledger.merge(party + "/" + moves.get(i), sign * moves.get(i + 1), Long::sum);
            }
        }

        private static void numbered(final LongList draws, final Map<Integer, Long> into) {
            for (int i = 0; i < draws.size(); i += 2) {
                into.merge((int) draws.get(i), draws.get(i + 1), Long::sum);
            }
        }
    }

    private static void check(final ClearanceState state, final String at) {
        final Sums sums = new Sums(state);
        sums.ledger.values().removeIf(sum -> sum == 0);
        final Map<String, Long> balances = new TreeMap<>();
        state.ledgers().forEach(
            (party, account, quantity) -> balances.put(party + "/" + account, quantity));
        assertEquals(sums.ledger, balances, at);
        balances.values().forEach(balance -> assertTrue(balance > 0, at));
        for (int i = 0; i < state.reference().licences().size(); i++) {
            assertEquals(sums.licences.getOrDefault(i, 0L), state.ledgers().licenceUsed(i), at);
        }
        for (int i = 0; i < state.reference().parties().size(); i++) {
            assertEquals(
                sums.guarantees.getOrDefault(i, 0L), state.ledgers().guaranteeUsed(i), at);
        }
        final Code code = new Code();
        for (int i = 0; i < state.codes().size(); i++) {
            state.codes().read(i, code);
            assertEquals(sums.codes.getOrDefault(i, 0L), state.codes().used(i), at);
            assertTrue(state.codes().used(i) <= code.quantity, at);
        }
    }

    /** Every declaration is in one state, and is what that state says. */
    private static void checkStates(final ClearanceState state, final String at) {
        final Declaration d = new Declaration();
        for (int i = 0; i < state.declarations().size(); i++) {
            state.declarations().read(i, d);
            final String what = d.number + " " + at;
            assertEquals(i, state.declarations().byNumber(d.number), what);
            assertEquals(d.outcome == Outcome.HOLD, d.holds.size() > 0, what);
            assertTrue(d.outcome != Outcome.RELEASE || d.released, what);
            assertTrue(d.outcome == Outcome.RELEASE || !d.departed, what);
            assertTrue(d.paid >= 0 && d.paid <= d.total(), what);
            assertTrue(d.guarantee == 0 || d.guarantee == d.total(), what);
            if (d.ended()) {
                assertEquals(0, d.guarantee + d.licenceDraws.size() + d.ledgerDraws.size()
                    + d.additions.size() + d.codeDraws.size() + d.waivers.size(), what);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {51, 52, 53})
    void whatComesInIsThereOrWasDrawn(final long seed) {
        final Recorder recorder = Recorder.opened();
        final List<String> lines = Recorder.lines(seed, COMMANDS);
        for (int i = 0; i < lines.size(); i++) {
            recorder.take(lines.get(i));
            check(recorder.core().state(), "command " + (i + 1) + " of seed " + seed);
            checkStates(recorder.core().state(), "command " + (i + 1) + " of seed " + seed);
        }
        assertTrue(recorder.core().state().declarations().size() > COMMANDS / 10);
    }
}
