package io.clearline.tools.demo;

import io.clearline.engine.record.Alpha3;
import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.Election;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Form;
import io.clearline.engine.record.sbe.Regime;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;

/**
 * Makes declarations as a day at the ports of Hainan brings them: the same ones for the same seed,
 * on every machine. Traders declare their own goods at usual prices, mostly with the licences they
 * hold; a few forget one, choose a form they may not, or send what is not acceptable. Whole numbers
 * only, so that no floating point makes two machines differ. Not thread-safe.
 *
 * <p>Flows of a later version get their place in {@link #drawFlow} and a method beside the three
 * below.
 */
public final class DemoDeclarations {
    /** Engine time between two declarations: 200,000 of them fill most of a day. */
    static final long STEP_MS = 400;

    private static final int PER_MILLE = 1000;
    private static final long DAY_START_MS = LocalDate.parse(DemoCatalogue.DAY)
        .atStartOfDay().toInstant(ZoneOffset.ofHours(8)).toEpochMilli();
    private static final int USD = Alpha3.of("USD");
    private static final int EUR = Alpha3.of("EUR");
    private static final int JPY = Alpha3.of("JPY");

    // A unit of these in fen, roughly, to turn usual prices into invoices.
    private static final int USD_FEN = 705;
    private static final int EUR_FEN = 821;

    private final DemoCatalogue catalogue = new DemoCatalogue();
    private final DeclareWriter writer = new DeclareWriter();
    private final Draft draft = new Draft();
    private final Offering[] chosen = new Offering[Draft.ITEMS_MAX];
    private final byte[] stranger;
    private final SplittableRandom random;
    private long count;

    /** Creates a generator; equal seeds give equal declarations. */
    public DemoDeclarations(final long seed) {
        random = new SplittableRandom(seed);
        // A code with a right check digit that no list knows.
        stranger = "91460100MADEM999XX".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    /** Returns the buffer with the command that {@link #next} wrote, from index 0. */
    public DirectBuffer buffer() {
        return writer.buffer();
    }

    /** Returns the flow of the declaration that {@link #next} wrote. */
    public Flow flow() {
        return draft.flow;
    }

    /**
     * Writes the next declaration as an SBE {@code Declare} message, header included; returns its
     * length.
     */
    public int next() {
        draft.atMs = DAY_START_MS + count * STEP_MS;
        draft.documents = 0;
        draft.dispatchMissing = false;
        draft.dispatchCountry = Alpha3.ABSENT;
        draft.form = Form.NORMAL;
        reference(count);
        final char flow = drawFlow();
        final int trader = chooseGoods(flow);
        draft.trader = catalogue.trader(trader).uscc();
        switch (flow) {
            case 'I' -> importing(catalogue.trader(trader));
            case 'E' -> exporting();
            default -> entering();
        }
        weigh();
        fault(flow);
        count++;
        return writer.write(draft);
    }

    /** Draws the flow: imports at the first line, exports at it, entry from the mainland. */
    private char drawFlow() {
        final int draw = random.nextInt(PER_MILLE);
        return draw < 520 ? 'I' : draw < 720 ? 'E' : 'D';
    }

    private void reference(final long number) {
        draft.ref[0] = 'H';
        draft.ref[1] = 'N';
        long rest = number + 1;
        for (int i = 9; i >= 2; i--) {
            draft.ref[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /**
     * Draws the first item by share, its trader, and further items from what that trader trades.
     */
    private int chooseGoods(final char flow) {
        final Offering[][] goods = catalogue.goods(flow);
        final Offering[] sellers = goods[random.nextInt(goods.length)];
        // The first trader of a line has half of it.
        final Offering first = sellers[chance(500) ? 0 : random.nextInt(sellers.length)];
        final Offering[] others = catalogue.goodsByTrader(flow)[first.trader()];
        final int draw = random.nextInt(PER_MILLE);
        draft.items = draw < 550 ? 1 : draw < 770 ? 2 : draw < 890 ? 3 : draw < 960 ? 4 : 5;
        final boolean foreign = flow == 'I';
        draft.currency = !foreign ? Alpha3.CNY : chance(700) ? USD : chance(500) ? EUR
            : chance(500) ? JPY : Alpha3.CNY;
        for (int i = 0; i < draft.items; i++) {
            final Offering offering = i == 0 ? first : others[random.nextInt(others.length)];
            chosen[i] = offering;
            item(i, offering.goods());
        }
        return first.trader();
    }

    private void item(final int i, final Goods goods) {
        final long hundredths = (long) goods.quantity() * (20 + random.nextInt(180));
        final long quantity = goods.whole() ? Math.max(1, hundredths / 100) * 100 : hundredths;
        final long valueFen = quantity * goods.priceFen() / 100 * (70 + random.nextInt(60)) / 100;
        draft.hs[i] = goods.hs();
        draft.name[i] = goods.name();
        draft.quantity[i] = quantity * (Scales.QUANTITY / 100);
        draft.value[i] = Math.max(1, invoiced(valueFen)) * (Scales.MONEY / 100);
        draft.origin[i] = goods.origins()[chance(500) ? 0 : random.nextInt(goods.origins().length)];
        draft.election[i] = null;
        draft.relaxed[i] = false;
    }

    /** Turns fen into hundredths of the invoice's currency. */
    private long invoiced(final long fen) {
        if (draft.currency == USD) {
            return fen * 100 / USD_FEN;
        }
        return draft.currency == EUR ? fen * 100 / EUR_FEN : draft.currency == JPY ? fen * 22 : fen;
    }

    private void importing(final DemoTrader trader) {
        draft.flow = Flow.FIRST_LINE_IMPORT;
        final int[] offices = catalogue.firstLineOffices();
        draft.office = offices[random.nextInt(offices.length)];
        draft.transport = chance(800) ? '2' : '5';
        draft.dispatchCountry = draft.origin[0];
        boolean direct = true;
        for (int i = 0; i < draft.items; i++) {
            final Offering offering = chosen[i];
            final Goods goods = offering.goods();
            draft.regime[i] = regime(trader, goods);
            draft.relaxed[i] = offering.relaxed() && chance(900);
            direct &= !goods.inspected() && (goods.letters().isEmpty() || draft.relaxed[i]);
            direct &= draft.regime[i] == Regime.BONDED && trader.bonded()
                || draft.regime[i] == Regime.ZERO_TARIFF && trader.eligible() && !goods.taxed();
            if (draft.regime[i] == Regime.ZERO_TARIFF && chance(15)) {
                draft.election[i] = Election.VAT_CT;
            }
            attach(offering, draft.relaxed[i]);
        }
        // Direct release is chosen by most who may, and now and then by one who may not.
        draft.form = chance(direct ? 850 : 8) ? Form.H1 : Form.NORMAL;
    }

    private Regime regime(final DemoTrader trader, final Goods goods) {
        if (trader.bonded() && chance(180)) {
            return Regime.BONDED;
        }
        if (trader.eligible() && !goods.taxed()) {
            return chance(950) ? Regime.ZERO_TARIFF : Regime.TAXED;
        }
        return chance(25) ? Regime.ZERO_TARIFF : Regime.TAXED;
    }

    private void exporting() {
        draft.flow = Flow.FIRST_LINE_EXPORT;
        final int[] offices = catalogue.firstLineOffices();
        draft.office = offices[random.nextInt(offices.length)];
        draft.transport = chance(900) ? '2' : '5';
        for (int i = 0; i < draft.items; i++) {
            draft.regime[i] = Regime.DOMESTIC;
            attach(chosen[i], false);
        }
    }

    private void entering() {
        draft.flow = Flow.SECOND_LINE_ENTRY;
        final int[] offices = catalogue.secondLineOffices();
        // Four in five come over the Qiongzhou Strait, by ro-ro ferry to Xinhai and the south port.
        draft.office = chance(800) ? offices[1 + random.nextInt(2)]
            : offices[random.nextInt(offices.length)];
        draft.transport = chance(950) ? '4' : '5';
        for (int i = 0; i < draft.items; i++) {
            draft.regime[i] = Regime.DOMESTIC;
        }
    }

    /** Attaches the licences that the goods need and the trader has; one in fifty is forgotten. */
    private void attach(final Offering offering, final boolean lifted) {
        final byte[][] licences = offering.licences();
        for (int i = 0; i < licences.length; i++) {
            if (licences[i] != null && !lifted && !chance(20)) {
                draft.addDocument(offering.goods().letters().charAt(i), licences[i]);
            }
        }
    }

    private void weigh() {
        long net = 0;
        for (int i = 0; i < draft.items; i++) {
            net += chosen[i].goods().weighed() ? draft.quantity[i]
                : draft.quantity[i] * (1 + random.nextInt(20));
        }
        final long most = 900_000_000L * Scales.QUANTITY;
        draft.netKg = Math.min(Math.max(net, Scales.QUANTITY / 10), most);
        draft.grossKg = draft.netKg + draft.netKg / 20;
        draft.packages = 1 + random.nextInt(400);
    }

    /** Makes about one in a hundred unacceptable. */
    private void fault(final char flow) {
        final int draw = random.nextInt(PER_MILLE);
        if (draw < 3) {
            draft.hs[0] = 99_999_999;
        } else if (draw < 5) {
            draft.trader = stranger;
        } else if (draw < 7 && flow == 'I') {
            draft.dispatchMissing = true;
        } else if (draw < 9 && count > PER_MILLE) {
            reference(count - PER_MILLE);
        } else if (draw < 10) {
            draft.regime[0] = Regime.VALUE_ADDED;
        }
    }

    private boolean chance(final int perMille) {
        return random.nextInt(PER_MILLE) < perMille;
    }
}
