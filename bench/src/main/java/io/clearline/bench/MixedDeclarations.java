package io.clearline.bench;

import io.clearline.engine.record.Alpha3;
import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.Election;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Form;
import io.clearline.engine.record.sbe.InputKind;
import io.clearline.engine.record.sbe.Regime;
import io.clearline.engine.state.Account;
import io.clearline.engine.state.Code;
import java.util.SplittableRandom;

/** Draws up the declarations and products of the mixed stream on a sheet. Not thread-safe. */
final class MixedDeclarations {
    /** Less than this is not worth an exit. */
    static final long LEAST_LOT = 5 * Scales.QUANTITY;

    private static final long HS_NOWHERE = 99_999_999;

    private final MixedReference reference;
    private final SplittableRandom random;
    private final Stock stock;
    private final Pending pending;
    private final Sheet sheet = new Sheet();
    private final Code code = new Code();
    /** How many items a declaration has where there are goods for so many; 0 = one to five, drawn. */
    private int items;

    MixedDeclarations(final MixedReference reference, final SplittableRandom random,
        final Stock stock, final Pending pending) {
        this.reference = reference;
        this.random = random;
        this.stock = stock;
        this.pending = pending;
    }

    Sheet sheet() {
        return sheet;
    }

    /** Chooses how many items declarations have from now on, 1 to 50; 0 = one to five, drawn. */
    void items(final int value) {
        items = value;
    }

    /** Draws up the next declaration. */
    Sheet next(final long at, final byte[] ref) {
        final int draw = random.nextInt(1000);
        final boolean drawn = draw < 460 ? importing() : draw < 560 ? exporting()
            : draw < 800 ? exiting() : draw < 870 && transferring();
        if (!drawn) {
            entering();
        }
        sheet.at = at;
        sheet.ref = ref;
        if (chance(200)) {
            // One in five comes through one of a thousand brokers.
            sheet.agent = reference.traders[random.nextInt(1000)].uscc();
        }
        if (chance(8)) {
            sheet.items[0].hs = HS_NOWHERE;
            sheet.items[0].digits = 8;
        }
        return sheet;
    }

    private boolean chance(final int perMille) {
        return random.nextInt(1000) < perMille;
    }

    private int itemCount() {
        if (items > 0) {
            return items;
        }
        final int draw = random.nextInt(100);
        return draw < 45 ? 1 : draw < 70 ? 2 : draw < 85 ? 3 : draw < 95 ? 4 : 5;
    }

    private void office(final int first) {
        sheet.office = first + random.nextInt(MixedReference.OFFICES);
    }

    private void begin(final Flow flow, final int trader) {
        sheet.begin(flow, reference.traders[trader].uscc());
        final boolean firstLine =
            flow == Flow.FIRST_LINE_IMPORT || flow == Flow.FIRST_LINE_EXPORT;
        office(firstLine ? MixedReference.FIRST_LINE_OFFICE : MixedReference.SECOND_LINE_OFFICE);
    }

    private long quantity() {
        return (1 + random.nextInt(2000)) * Scales.QUANTITY;
    }

    /** Returns a value in 1/10000 yuan for a quantity, at 10 to 400 yuan a unit. */
    private long worth(final long quantity) {
        return Math.max(100, quantity / 10 * (10 + random.nextInt(390)) / 100 * 100);
    }

    private Sheet.Item item(
        final MixedReference.Line line, final Regime regime, final long quantity) {
        // Half of the goods of an eight-digit line are declared with ten digits.
        final boolean longer = line.digits() == 8 && chance(500);
        final Sheet.Item item = sheet.item(
            longer ? line.hs() * 100 : line.hs(), longer ? 10 : line.digits(), regime);
        item.quantity = quantity;
        item.value = worth(quantity);
        item.origin = reference.country();
        return item;
    }

    private MixedReference.Line anyLine() {
        return reference.lines[random.nextInt(MixedReference.LINES)];
    }

    private MixedReference.Line lineOf(final int line8) {
        return reference.lines[reference.byLine8.get(line8)];
    }

    private boolean importing() {
        MixedReference.Line line = anyLine();
        int holder = -1;
        if (chance(30)) {
            final MixedReference.Licence licence =
                reference.licences[random.nextInt(reference.licences.length)];
            line = reference.lines[licence.line()];
            holder = licence.holder();
            sheet.documentLetter = MixedReference.LETTER;
            begin(Flow.FIRST_LINE_IMPORT, holder);
            sheet.documentNo = chance(900) ? licence.no() : null;
        } else {
            holder = random.nextInt(reference.traders.length);
            begin(Flow.FIRST_LINE_IMPORT, holder);
        }
        final MixedReference.Trader trader = reference.traders[holder];
        sheet.dispatchCountry = reference.country();
        final int money = random.nextInt(8);
        sheet.currency = money < 3 ? MixedReference.currency(money) : Alpha3.CNY;
        boolean direct = true;
        for (int i = itemCount(); i > 0; i--) {
            final Regime regime = trader.bonded() && chance(300) ? Regime.BONDED
                : trader.eligible() && !line.taxed() || chance(20)
                    ? Regime.ZERO_TARIFF : Regime.TAXED;
            final Sheet.Item item = item(line, regime, quantity());
            if (regime == Regime.ZERO_TARIFF && chance(35)) {
                item.election = chance(100) ? Election.ALL : Election.VAT_CT;
            }
            direct &= !line.licensed() && !line.inspected() && item.election != Election.ALL
                && (regime == Regime.BONDED
                    || regime == Regime.ZERO_TARIFF && trader.eligible() && !line.taxed());
            line = anyLine();
            while (line.licensed()) {
                line = anyLine();
            }
        }
        sheet.form = direct && chance(800) ? Form.H1 : Form.NORMAL;
        return true;
    }

    /** Adds goods out of the stock of whoever has the lot, and returns whether there were any. */
    private boolean goods(final Flow flow, final int perMille) {
        int lot = stock.any(random);
        if (lot < 0) {
            return false;
        }
        begin(flow, stock.trader(lot));
        final int wanted = itemCount();
        for (int i = 0; i < wanted && lot >= 0; i++) {
            final int account = stock.account(lot);
            item(lineOf(Account.line8(account)), regime(account), stock.take(lot, perMille));
            lot = i == 0 ? stock.first(stock.trader(lot)) : stock.next(lot);
        }
        return true;
    }

    private static Regime regime(final int account) {
        return Account.isBonded(account) ? Regime.BONDED : Regime.ZERO_TARIFF;
    }

    private void domestic() {
        for (int i = itemCount(); i > 0; i--) {
            item(anyLine(), Regime.DOMESTIC, quantity());
        }
    }

    private boolean exporting() {
        if (chance(400) && goods(Flow.FIRST_LINE_EXPORT, 400)) {
            return true;
        }
        begin(Flow.FIRST_LINE_EXPORT, random.nextInt(reference.traders.length));
        domestic();
        return true;
    }

    private void entering() {
        begin(Flow.SECOND_LINE_ENTRY, random.nextInt(reference.traders.length));
        domestic();
    }

    private boolean transferring() {
        if (!goods(Flow.ISLAND_TRANSFER, 500)) {
            return false;
        }
        sheet.receiver = reference.traders[random.nextInt(reference.traders.length)].uscc();
        return sheet.receiver != sheet.trader;
    }

    private boolean exiting() {
        final int draw = random.nextInt(100);
        final boolean drawn = draw < 45 ? goods(Flow.SECOND_LINE_EXIT, 300)
            : draw < 65 ? valueAdded() : draw < 80 && made();
        if (!drawn) {
            begin(Flow.SECOND_LINE_EXIT, random.nextInt(reference.traders.length));
            domestic();
        }
        sheet.form = chance(500) ? Form.H2 : Form.NORMAL;
        sheet.conveyance = CommandPen.ascii("QA" + (100_000 + random.nextInt(800_000)));
        return true;
    }

    /** Draws up goods whose confirmation code frees them of duty. */
    private boolean valueAdded() {
        if (!pending.confirmation(random, code)) {
            return false;
        }
        begin(Flow.SECOND_LINE_EXIT, code.trader);
        final Sheet.Item item =
            item(lineOf(code.line8), Regime.VALUE_ADDED, Math.max(1, code.quantity / 8));
        item.code = text(code);
        final long inputs = inputs(item, code.trader, false);
        item.value = inputs * 3 / 2 + 100;
        return true;
    }

    private boolean made() {
        final boolean chained = chance(400) && pending.cumulative(random, code);
        final int lot = stock.any(random);
        if (!chained && lot < 0) {
            return false;
        }
        final int trader = chained ? code.trader : stock.trader(lot);
        begin(Flow.SECOND_LINE_EXIT, trader);
        final Sheet.Item item = item(anyLine(), Regime.ZERO_TARIFF, quantity());
        if (chained) {
            cumulative(item);
        }
        inputs(item, trader, chained);
        return true;
    }

    /** Draws up a product for which a filed maker asks a code; returns the maker, or -1. */
    int product() {
        final int lot = stock.any(random);
        if (lot < 0 || !reference.traders[stock.trader(lot)].filed()) {
            return -1;
        }
        final int trader = stock.trader(lot);
        begin(Flow.SECOND_LINE_EXIT, trader);
        final Sheet.Item item = item(anyLine(), Regime.VALUE_ADDED, quantity());
        final boolean chained = chance(200) && pending.cumulative(random, code);
        if (chained) {
            cumulative(item);
        }
        final long inputs = inputs(item, trader, chained);
        // Two in three products reach the threshold of 30 %.
        item.value = (chance(667) ? inputs * 3 / 2 : inputs * 11 / 10) + 100;
        return trader;
    }

    /** Adds one domestic and one or two imported inputs; returns what all are worth. */
    private long inputs(final Sheet.Item item, final int trader, final boolean chained) {
        final Sheet.Input domestic = Sheet.input(item, InputKind.DOMESTIC);
        domestic.quantity = quantity();
        domestic.value = worth(domestic.quantity) / 4 + 100;
        long sum = domestic.value + (chained ? code.imported + code.domestic : 0);
        int lot = stock.first(trader);
        for (int i = random.nextInt(2); i >= 0 && lot >= 0; i--) {
            final int account = stock.account(lot);
            final MixedReference.Line line = lineOf(Account.line8(account));
            final Sheet.Input imported = Sheet.input(item, InputKind.IMPORTED);
            imported.hs = line.hs();
            imported.digits = line.digits();
            imported.origin = reference.country();
            imported.quantity = stock.take(lot, 50);
            imported.value = worth(imported.quantity);
            imported.regime = regime(account);
            sum += imported.value;
            lot = stock.next(lot);
        }
        return sum;
    }

    private void cumulative(final Sheet.Item item) {
        final MixedReference.Line line = lineOf(code.line8);
        final Sheet.Input upstream = Sheet.input(item, InputKind.CUMULATIVE);
        upstream.hs = line.hs();
        upstream.digits = line.digits();
        upstream.quantity = Math.max(1, code.quantity / 10);
        upstream.value = worth(upstream.quantity);
        upstream.regime = Regime.ZERO_TARIFF;
        upstream.code = text(code);
    }

    private static byte[] text(final Code code) {
        return CommandPen.ascii(code.letter + Long.toString(code.number));
    }
}
