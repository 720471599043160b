package io.clearline.engine.core;

import io.clearline.engine.memory.LongList;
import io.clearline.engine.record.Exact;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.HoldCode;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.InputKind;
import io.clearline.engine.record.sbe.NoticeCode;
import io.clearline.engine.record.sbe.NoticeReason;
import io.clearline.engine.record.sbe.Regime;
import io.clearline.engine.record.sbe.Source;
import io.clearline.engine.reference.HsKey;
import io.clearline.engine.reference.Policy;
import io.clearline.engine.reference.Tariff;
import io.clearline.engine.state.Account;
import io.clearline.engine.state.Code;
import io.clearline.engine.state.Declaration;
import io.clearline.engine.state.Hold;

/**
 * What was freed at the first line is controlled where it leaves: made goods and their inputs, value added
 * (rule 7: MOF-12, GAC-81, GAC-158), the ledger (rule 8: GAC-159) and transfers on the island (rule 9).
 */
final class TwoLineRules {
    private final LongList needs = new LongList();
    private long imported;
    private long domestic;

    void apply(final Assessment a) {
        for (int i = 0; i < a.body.itemCount; i++) {
            final Item item = a.body.item(i);
            if (item.regime != Regime.DOMESTIC) {
                item(a, item);
            }
        }
    }

    private void item(final Assessment a, final Item item) {
        needs.clear();
        imported = 0;
        domestic = 0;
        if (item.inputCount == 0) {
            Assessment.draw(needs, Account.of(item.regime, item.line8()), item.quantity);
        }
        for (int i = 0; i < item.inputCount; i++) {
            input(a, item, a.body.inputs.get(item.firstInput + i));
        }
        if (item.regime == Regime.VALUE_ADDED) {
            valueAdded(a, item);
        }
        final boolean transfer = a.body.flow == Flow.ISLAND_TRANSFER;
        final boolean free = transfer && RegimeRules.receiverQualifies(a, item);
        if (a.body.flow != Flow.FIRST_LINE_EXPORT && !free) {
            tax(a, item);
        }
        draw(a, item);
        if (free && item.covered) {
            Assessment.draw(
                a.draft.additions, Account.of(item.regime, item.line8()), item.quantity);
        }
    }

    /** Takes up what one input needs of the ledger and of codes, and what it adds to I and D. */
    private void input(final Assessment a, final Item item, final InputLine input) {
        switch (input.kind) {
            case IMPORTED -> {
                imported = Math.addExact(imported, TaxRules.fen(input.value));
                need(input.regime, HsKey.line8(input.hs, input.hsDigits), input.quantity);
            }
            case DOMESTIC -> domestic = Math.addExact(domestic, TaxRules.fen(input.value));
            case CUMULATIVE -> cumulative(a, item, input);
            default -> {
            }
        }
    }

    private void need(final Regime regime, final int line8, final long quantity) {
        if (quantity > 0) {
            Assessment.draw(needs, Account.of(regime, line8), quantity);
        }
    }

    private void cumulative(final Assessment a, final Item item, final InputLine input) {
        final int code = find(a, input);
        if (code < 0) {
            hold(a, item, HoldCode.CUMULATIVE_CODE, Source.CODE);
            imported = Math.addExact(imported, TaxRules.fen(input.value));
            need(input.regime, HsKey.line8(input.hs, input.hsDigits), input.quantity);
            return;
        }
        final Code upstream = a.code;
        imported = Math.addExact(
            imported, Exact.mulDiv(upstream.imported, input.quantity, upstream.quantity));
        domestic = Math.addExact(
            domestic, Exact.mulDiv(upstream.domestic, input.quantity, upstream.quantity));
        if (item.regime != Regime.VALUE_ADDED) {
            if (a.codeLeft(code, upstream.quantity) < input.quantity) {
                hold(a, item, HoldCode.CUMULATIVE_CODE, Source.CODE);
            } else {
                Assessment.draw(a.draft.codeDraws, code, input.quantity);
            }
        }
        if (upstream.trader != a.trader) {
            need(input.regime, HsKey.line8(input.hs, input.hsDigits), input.quantity);
            return;
        }
        for (int i = 0; i < upstream.lines.size(); i += Code.LINE) {
            final long hsKey = upstream.lines.get(i);
            need(upstream.lines.get(i + 2) == 1 ? Regime.BONDED : Regime.ZERO_TARIFF,
                HsKey.line8(HsKey.number(hsKey), HsKey.digits(hsKey)),
                Exact.mulDiv(upstream.lines.get(i + 3), input.quantity, upstream.quantity));
        }
    }

    /** Finds the code of a cumulative input, if it is of the input's line; fills {@code a.code}. */
    static int find(final Assessment a, final InputLine input) {
        final int code = a.state.codes().find(a.body.buffer, input.codeAt, input.codeLength);
        if (code < 0) {
            return -1;
        }
        a.state.codes().read(code, a.code);
        return a.code.line8 == HsKey.line8(input.hs, input.hsDigits) ? code : -1;
    }

    private void valueAdded(final Assessment a, final Item item) {
        if (!a.reference.parties().isFiled(a.trader)) {
            a.notice(item, NoticeCode.VALUE_ADDED_DENIED, NoticeReason.NOT_FILED);
            return;
        }
        final long threshold =
            a.reference.policy().rate(Policy.Name.VALUE_ADDED_THRESHOLD, a.day);
        if (!ValueAdded.qualifies(item.fen, imported, domestic, threshold)) {
            a.notice(item, NoticeCode.VALUE_ADDED_DENIED, NoticeReason.BELOW_THRESHOLD);
            return;
        }
        item.dutyFree = true;
        final int code = a.state.codes().find(a.body.buffer, item.codeAt, item.codeLength);
        if (code >= 0) {
            a.state.codes().read(code, a.code);
            if (a.code.letter == 'Q' && a.code.trader == a.trader
                && a.code.line8 == item.line8()
                && a.codeLeft(code, a.code.quantity) >= item.quantity) {
                Assessment.draw(a.draft.codeDraws, code, item.quantity);
                return;
            }
        }
        hold(a, item, HoldCode.CONFIRMATION_CODE, Source.CODE);
    }

    private static void tax(final Assessment a, final Item item) {
        if (item.inputCount == 0) {
            part(a, item, item.line, item.hs, item.hsDigits, item.origin, item.fen,
                item.quantity, item.regime == Regime.BONDED);
        }
        for (int i = 0; i < item.inputCount; i++) {
            final InputLine input = a.body.inputs.get(item.firstInput + i);
            if (input.kind == InputKind.IMPORTED) {
                part(a, item, input.line, input.hs, input.hsDigits, input.origin,
                    TaxRules.fen(input.value), input.quantity, input.regime == Regime.BONDED);
            } else if (input.kind == InputKind.CUMULATIVE && find(a, input) >= 0) {
                upstream(a, item, input);
            }
        }
    }

    /** Taxes the imported inputs behind a code, in the proportion that is used of its product. */
    private static void upstream(final Assessment a, final Item item, final InputLine input) {
        final Code code = a.code;
        for (int i = 0; i < code.lines.size(); i += Code.LINE) {
            final long hsKey = code.lines.get(i);
            final long hs = HsKey.number(hsKey);
            final int digits = HsKey.digits(hsKey);
            final Tariff.Line line = a.reference.tariff().find(hs, digits, a.day);
            if (line == null) {
                hold(a, item, HoldCode.TARIFF_LINE, Source.TARIFF);
            } else {
                part(a, item, line, hs, digits, (int) code.lines.get(i + 1),
                    Exact.mulDiv(code.lines.get(i + 4), input.quantity, code.quantity),
                    Exact.mulDiv(code.lines.get(i + 3), input.quantity, code.quantity),
                    code.lines.get(i + 2) == 1);
            }
        }
    }

    private static void part(final Assessment a, final Item item, final Tariff.Line line,
        final long hs, final int digits, final int origin, final long fen, final long quantity,
        final boolean bonded) {
        final long measures = bonded ? TaxRules.measures(a, fen, hs, digits, origin) : 0;
        final long duty = item.dutyFree ? 0 : TaxRules.duty(a, line, fen, quantity, origin);
        TaxRules.charge(a.draft, line, fen, duty, measures);
    }

    /** Draws everything an item needs, or nothing. */
    private void draw(final Assessment a, final Item item) {
        final Declaration draft = a.draft;
        for (int i = 0; i < needs.size(); i += 2) {
            if (a.accountLeft((int) needs.get(i)) < needs.get(i + 1)) {
                item.covered = false;
                hold(a, item, HoldCode.LEDGER_SHORT, Source.LEDGER);
                return;
            }
        }
        for (int i = 0; i < needs.size(); i += 2) {
            Assessment.draw(draft.ledgerDraws, needs.get(i), needs.get(i + 1));
        }
    }

    private static void hold(
        final Assessment a, final Item item, final HoldCode code, final Source source) {
        a.draft.hold(Hold.of(item.no, HoldKind.DOCUMENT, code, 0, source), item.line.hsKey());
    }
}
