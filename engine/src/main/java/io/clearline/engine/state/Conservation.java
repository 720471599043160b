package io.clearline.engine.state;

import io.clearline.engine.memory.LongList;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Outcome;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether a state adds up: nothing comes from nowhere and nothing is lost. What releases added to a
 * ledger is its balance and what live declarations drew; every use of a licence, a guarantee or a
 * code is held by somebody; every declaration is in one state, and is what that state says. Reads
 * everything and changes nothing; for tests, simulation and audits.
 */
public final class Conservation {
    private final ClearanceState state;
    private final Map<String, Long> ledger = new TreeMap<>();
    private final Map<Integer, Long> licences = new TreeMap<>();
    private final Map<Integer, Long> guarantees = new TreeMap<>();
    private final Map<Integer, Long> codes = new TreeMap<>();
    private String fault;

    private Conservation(final ClearanceState state) {
        this.state = state;
    }

    /** Returns the first thing found that does not add up, in words. */
    public static Optional<String> fault(final ClearanceState state) {
        final Conservation sums = new Conservation(state);
        sums.add();
        sums.checkLedgers();
        sums.checkUses();
        sums.checkDeclarations();
        return Optional.ofNullable(sums.fault);
    }

    private void add() {
        final Declaration declaration = new Declaration();
        for (int i = 0; i < state.declarations().size(); i++) {
            state.declarations().read(i, declaration);
            add(declaration);
        }
        final Code code = new Code();
        for (int i = 0; i < state.codes().size(); i++) {
            state.codes().read(i, code);
            numbered(code.codeDraws, codes);
        }
    }

    private void add(final Declaration d) {
        if (d.outcome == Outcome.RELEASE) {
            accounts(d.additions, d.flow == Flow.ISLAND_TRANSFER ? d.receiver : d.trader, 1);
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

    private void expect(final boolean holds, final String what) {
        if (!holds && fault == null) {
            fault = what;
        }
    }

    private void checkLedgers() {
        ledger.values().removeIf(sum -> sum == 0);
        final Map<String, Long> balances = new TreeMap<>();
        state.ledgers().forEach(
            (party, account, quantity) -> balances.put(party + "/" + account, quantity));
        expect(ledger.equals(balances),
            "ledgers hold " + balances + ", declarations brought " + ledger);
        balances.forEach((account, balance) ->
            expect(balance > 0, "ledger account " + account + " holds " + balance));
    }

    private void checkUses() {
        for (int i = 0; i < state.reference().licences().size(); i++) {
            expect(licences.getOrDefault(i, 0L) == state.ledgers().licenceUsed(i),
                "licence " + i + " has " + state.ledgers().licenceUsed(i)
                    + " used, declarations hold " + licences.getOrDefault(i, 0L));
        }
        for (int i = 0; i < state.reference().parties().size(); i++) {
            expect(guarantees.getOrDefault(i, 0L) == state.ledgers().guaranteeUsed(i),
                "the guarantee of party " + i + " has " + state.ledgers().guaranteeUsed(i)
                    + " used, declarations hold " + guarantees.getOrDefault(i, 0L));
        }
        final Code code = new Code();
        for (int i = 0; i < state.codes().size(); i++) {
            state.codes().read(i, code);
            final long used = state.codes().used(i);
            expect(codes.getOrDefault(i, 0L) == used && used <= code.quantity,
                "code " + i + " for " + code.quantity + " has " + used
                    + " used, declarations hold " + codes.getOrDefault(i, 0L));
        }
    }

    private void checkDeclarations() {
        final Declaration d = new Declaration();
        for (int i = 0; i < state.declarations().size(); i++) {
            state.declarations().read(i, d);
            final String what = "declaration " + d.number + " is " + d.outcome + " and ";
            expect(state.declarations().byNumber(d.number) == i,
                what + "cannot be found by its number");
            expect((d.outcome == Outcome.HOLD) == d.holds.size() > 0,
                what + "has " + d.holds.size() + " holds");
            expect(d.outcome != Outcome.RELEASE || d.released, what + "was never released");
            expect(d.outcome == Outcome.RELEASE || !d.departed, what + "has departed");
            expect(d.paid >= 0 && d.paid <= d.total(),
                what + "has paid " + d.paid + " of " + d.total());
            expect(d.guarantee == 0 || d.guarantee == d.total(),
                what + "reserves " + d.guarantee + " for " + d.total());
            expect(!d.ended() || d.guarantee + d.licenceDraws.size() + d.ledgerDraws.size()
                + d.additions.size() + d.codeDraws.size() + d.waivers.size() == 0,
                what + "still holds something");
        }
    }
}
