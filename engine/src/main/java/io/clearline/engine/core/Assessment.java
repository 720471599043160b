package io.clearline.engine.core;

import io.clearline.engine.control.Contribution;
import io.clearline.engine.memory.LongList;
import io.clearline.engine.record.Uscc;
import io.clearline.engine.record.sbe.NoticeCode;
import io.clearline.engine.record.sbe.NoticeReason;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.reference.ReferenceData;
import io.clearline.engine.state.ClearanceState;
import io.clearline.engine.state.Code;
import io.clearline.engine.state.Declaration;

/**
 * One declaration under assessment: what it says, what the rules read, and what they have found so far.
 * Every rule family takes it and adds to it; none undoes what another did. What is "left" of a licence,
 * an account, a code or a guarantee is what the state has, less what this declaration's earlier items
 * took, plus what an amended declaration gives back. Reused; one thread.
 */
final class Assessment {
    final ClearanceState state;
    final ReferenceData reference;
    final Body body = new Body();
    final Rejects rejects = new Rejects();
    final Declaration draft = new Declaration();
    final Code code = new Code();
    /** What it adds to the counters. */
    final Contribution tally = new Contribution();
    final Draws draws;

    /** The declaration that is amended; empty otherwise. */
    final Declaration amended = new Declaration();
    /** Its dense number, -1 = none. */
    int amendedAt = -1;

    /** Day of the decision in China. */
    int day;
    /** Engine time of the decision in milliseconds. */
    long nowMs;
    int trader;
    /** The agent, -1 = never seen. */
    int agent;
    int receiver;

    Assessment(final ClearanceState state) {
        this.state = state;
        this.reference = state.reference();
        this.draws = new Draws(state);
    }

    /** Begins an assessment at a time; nothing is amended unless said so afterwards. */
    void begin(final int onDay, final long timeMs) {
        day = onDay;
        nowMs = timeMs;
        rejects.clear();
        draft.clear();
        tally.clear();
        if (amendedAt >= 0) {
            amended.clear();
            amendedAt = -1;
        }
    }

    /** Looks up who takes part; mostly the agent is the trader and need not be looked up. */
    void identify() {
        trader = reference.parties().find(body.buffer, body.traderAt);
        agent = Uscc.equal(body.buffer, body.traderAt, body.buffer, body.agentAt)
            ? trader : reference.parties().find(body.buffer, body.agentAt);
        receiver = Uscc.isAbsent(body.buffer, body.receiverAt)
            ? -1 : reference.parties().find(body.buffer, body.receiverAt);
    }

    void reject(final long path, final RejectCode reason) {
        rejects.add(path, reason);
    }

    void notice(final Item item, final NoticeCode notice, final NoticeReason reason) {
        draft.notices.add((long) item.no << 16 | notice.value() << 8 | reason.value());
    }

    long licenceLeft(final int licence) {
        return reference.licences().quantity(licence) - state.ledgers().licenceUsed(licence)
            - drawn(draft.licenceDraws, licence) + drawn(amended.licenceDraws, licence);
    }

    long accountLeft(final int account) {
        return state.ledgers().balance(trader, account)
            - drawn(draft.ledgerDraws, account)
            + (amended.trader == trader ? drawn(amended.ledgerDraws, account) : 0);
    }

    /** Returns what is left of a code of a quantity. */
    long codeLeft(final int codeNumber, final long quantity) {
        return quantity - state.codes().used(codeNumber)
            - drawn(draft.codeDraws, codeNumber) + drawn(amended.codeDraws, codeNumber);
    }

    long guaranteeLeft() {
        return reference.parties().guarantee(trader) - state.ledgers().guaranteeUsed(trader)
            + (amended.trader == trader ? amended.guarantee : 0);
    }

    boolean isWaived(final int line8) {
        return state.obligations().isWaived(trader, line8, day, amendedAt);
    }

    private static long drawn(final LongList draws, final long key) {
        for (int i = 0; i < draws.size(); i += 2) {
            if (draws.get(i) == key) {
                return draws.get(i + 1);
            }
        }
        return 0;
    }

    /** Adds an amount under a key; those of one key are added up. */
    static void draw(final LongList draws, final long key, final long amount) {
        for (int i = 0; i < draws.size(); i += 2) {
            if (draws.get(i) == key) {
                draws.set(i + 1, Math.addExact(draws.get(i + 1), amount));
                return;
            }
        }
        draws.add(key);
        draws.add(amount);
    }
}
