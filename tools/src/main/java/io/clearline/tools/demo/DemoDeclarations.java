package io.clearline.tools.demo;

import io.clearline.engine.record.Alpha3;
import io.clearline.engine.record.Field;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.Election;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Form;
import io.clearline.engine.record.sbe.Regime;
import io.clearline.engine.record.sbe.RejectCode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.agrona.DirectBuffer;

/**
 * Makes declarations as a day at the ports of Hainan brings them: the same ones for the same seed,
 * on every machine. Traders declare their own goods at usual prices, mostly with the licences they
 * hold; a few forget one, choose a form they may not, or send what is not acceptable. Whole numbers
 * only, so that no floating point makes two machines differ. Not thread-safe.
 *
 * <p>It runs ahead of the answers: what may leave over the second line it takes from what it knows
 * to be released ({@link Stock}), and it notes in the diary what is to follow each declaration.
 */
public final class DemoDeclarations {
    /** Engine time between two declarations: 200,000 of them fill most of a day. */
    static final long STEP_MS = 400;
    static final int REF_LENGTH = 10;

    private static final int REMEMBERED = 1000;
    private static final long DAY_START_MS = LocalDate.parse(DemoCatalogue.DAY)
        .atStartOfDay().toInstant(ZoneOffset.ofHours(8)).toEpochMilli();
    private static final int USD = Alpha3.of("USD");
    private static final int EUR = Alpha3.of("EUR");
    private static final int JPY = Alpha3.of("JPY");

    // A unit of these in fen, roughly, to turn usual prices into invoices.
    private static final int USD_FEN = 705;
    private static final int EUR_FEN = 821;

    private final DemoCatalogue catalogue;
    private final Stock stock;
    private final DeclareWriter writer = new DeclareWriter();
    private final Draft draft = new Draft();
    private final Offering[] chosen = new Offering[Draft.ITEMS_MAX];
    private final byte[][] declarants = new byte[REMEMBERED][];
    private final byte[] stranger;
    private final Dice dice;
    private final Workshop workshop;
    private final Outbound outbound;
    private final FollowUp followUp;
    private long count;

    /** Creates a generator; equal seeds give equal declarations. */
    public DemoDeclarations(final long seed) {
        this(new DemoCatalogue(), seed, 1);
    }

    DemoDeclarations(final DemoCatalogue catalogue, final long seed, final int haste) {
        this.catalogue = catalogue;
        stock = new Stock(catalogue.traders(), catalogue.lines());
        dice = new Dice(seed);
        // A code with a right check digit that no list knows.
        stranger = "91460100MADEM999XX".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        workshop = new Workshop(catalogue, stock, dice);
        outbound = new Outbound(catalogue, stock, workshop, dice, draft, stranger);
        followUp = new FollowUp(catalogue, stock, dice, haste);
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
        draft.clear();
        draft.atMs = now();
        draft.dispatchCountry = Alpha3.ABSENT;
        draft.form = Form.NORMAL;
        reference(draft.ref, count);
        final char flow = drawFlow();
        switch (flow) {
            case 'I' -> importing();
            case 'E' -> exporting();
            case 'D' -> entering();
            case 'X' -> outbound.exit();
            default -> outbound.transfer();
        }
        draft.uscc = catalogue.trader(draft.trader).uscc();
        weigh();
        fault(flow);
        declarants[(int) (count % REMEMBERED)] = draft.uscc;
        if (!draft.unacceptable) {
            followUp.note(draft, chosen, count);
        }
        count++;
        return writer.write(draft);
    }

    /** Returns the engine time of the declaration to come. */
    long now() {
        return DAY_START_MS + count * STEP_MS;
    }

    /** Returns how many declarations were made. */
    long count() {
        return count;
    }

    Diary diary() {
        return followUp.diary();
    }

    Stock stock() {
        return stock;
    }

    Workshop workshop() {
        return workshop;
    }

    Outbound outbound() {
        return outbound;
    }

    DemoCatalogue catalogue() {
        return catalogue;
    }

    Dice dice() {
        return dice;
    }

    /**
     * Draws the flow: imports at the first line, exports at it, entry from the mainland, exit to
     * it, transfers on the island.
     */
    private char drawFlow() {
        final int draw = dice.below(Dice.PER_MILLE);
        return draw < 450 ? 'I' : draw < 590 ? 'E' : draw < 810 ? 'D' : draw < 950 ? 'X' : 'T';
    }

    /** Writes the reference of a declaration. */
    static void reference(final byte[] ref, final long number) {
        ref[0] = 'H';
        ref[1] = 'N';
        long rest = number + 1;
        for (int i = REF_LENGTH - 1; i >= 2; i--) {
            ref[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /**
     * Draws the first item by share, its trader, and further items from what that trader trades.
     */
    private int chooseGoods(final char flow) {
        final Offering[][] goods = catalogue.goods(flow);
        final Offering[] sellers = goods[dice.below(goods.length)];
        // The first trader of a line has half of it.
        final Offering first = sellers[dice.chance(500) ? 0 : dice.below(sellers.length)];
        final Offering[] others = catalogue.goodsByTrader(flow)[first.trader()];
        final int draw = dice.below(Dice.PER_MILLE);
        draft.items = draw < 550 ? 1 : draw < 770 ? 2 : draw < 890 ? 3 : draw < 960 ? 4 : 5;
        final boolean foreign = flow == 'I';
        draft.currency = !foreign ? Alpha3.CNY : dice.chance(700) ? USD : dice.chance(500) ? EUR
            : dice.chance(500) ? JPY : Alpha3.CNY;
        for (int i = 0; i < draft.items; i++) {
            final Offering offering = i == 0 ? first : others[dice.below(others.length)];
            chosen[i] = offering;
            item(i, offering.goods());
        }
        return first.trader();
    }

    private void item(final int i, final Goods goods) {
        final long hundredths = (long) goods.quantity() * (20 + dice.below(180));
        final long quantity =
            goods.line().whole() ? Math.max(1, hundredths / 100) * 100 : hundredths;
        final long valueFen = quantity * goods.priceFen() / 100 * (70 + dice.below(60)) / 100;
        draft.line[i] = goods.line();
        draft.hs[i] = goods.line().hs();
        draft.quantity[i] = quantity * (Scales.QUANTITY / 100);
        draft.value[i] = Math.max(1, invoiced(valueFen)) * (Scales.MONEY / 100);
        draft.origin[i] = dice.usual(goods.origins());
    }

    /** Turns fen into hundredths of the invoice's currency. */
    private long invoiced(final long fen) {
        if (draft.currency == USD) {
            return fen * 100 / USD_FEN;
        }
        return draft.currency == EUR ? fen * 100 / EUR_FEN : draft.currency == JPY ? fen * 22 : fen;
    }

    private void importing() {
        draft.flow = Flow.FIRST_LINE_IMPORT;
        draft.trader = chooseGoods('I');
        final DemoTrader trader = catalogue.trader(draft.trader);
        final int[] offices = catalogue.firstLineOffices();
        draft.office = offices[dice.below(offices.length)];
        draft.transport = dice.chance(800) ? '2' : '5';
        draft.dispatchCountry = draft.origin[0];
        boolean direct = true;
        for (int i = 0; i < draft.items; i++) {
            final Offering offering = chosen[i];
            final Goods goods = offering.goods();
            draft.regime[i] = regime(trader, goods);
            draft.relaxed[i] = offering.relaxed() && dice.chance(900);
            direct &= !goods.line().inspected() && !goods.line().quarantined()
                && (goods.letters().isEmpty() || draft.relaxed[i]);
            draft.granted[i] = granted(trader, goods.line(), draft.regime[i]);
            direct &= draft.granted[i] != Regime.TAXED;
            if (draft.regime[i] == Regime.ZERO_TARIFF && dice.chance(15)) {
                draft.election[i] = Election.VAT_CT;
            }
            attach(offering, draft.relaxed[i]);
        }
        // Direct release is chosen by most who may, and now and then by one who may not.
        draft.form = dice.chance(direct ? 850 : 8) ? Form.H1 : Form.NORMAL;
        draft.unacceptable = draft.form == Form.H1 && !direct;
    }

    private Regime regime(final DemoTrader trader, final Goods goods) {
        if (trader.bonded() && dice.chance(180)) {
            return Regime.BONDED;
        }
        if (trader.eligible() && !goods.line().catalogued()) {
            return dice.chance(950) ? Regime.ZERO_TARIFF : Regime.TAXED;
        }
        return dice.chance(25) ? Regime.ZERO_TARIFF : Regime.TAXED;
    }

    private static Regime granted(
        final DemoTrader trader, final TariffLine line, final Regime regime) {
        final boolean granted = regime == Regime.BONDED && trader.bonded()
            || regime == Regime.ZERO_TARIFF && trader.eligible() && !line.catalogued();
        return granted ? regime : Regime.TAXED;
    }

    private void exporting() {
        draft.flow = Flow.FIRST_LINE_EXPORT;
        draft.trader = chooseGoods('E');
        final int[] offices = catalogue.firstLineOffices();
        draft.office = offices[dice.below(offices.length)];
        draft.transport = dice.chance(900) ? '2' : '5';
        for (int i = 0; i < draft.items; i++) {
            draft.regime[i] = Regime.DOMESTIC;
            attach(chosen[i], false);
        }
    }

    private void entering() {
        draft.flow = Flow.SECOND_LINE_ENTRY;
        draft.trader = chooseGoods('D');
        final int[] offices = catalogue.secondLineOffices();
        // Four in five come over the Qiongzhou Strait, by ro-ro ferry to Xinhai and the south port.
        draft.office = dice.chance(800) ? offices[1 + dice.below(2)]
            : offices[dice.below(offices.length)];
        draft.transport = dice.chance(950) ? '4' : '5';
        for (int i = 0; i < draft.items; i++) {
            draft.regime[i] = Regime.DOMESTIC;
        }
    }

    /** Attaches the licences that the goods need and the trader has; one in fifty is forgotten. */
    private void attach(final Offering offering, final boolean lifted) {
        final byte[][] licences = offering.licences();
        for (int i = 0; i < licences.length; i++) {
            if (licences[i] != null && !lifted && !dice.chance(20)) {
                draft.addDocument(offering.goods().letters().charAt(i), licences[i]);
            }
        }
    }

    private void weigh() {
        long net = 0;
        for (int i = 0; i < draft.items; i++) {
            net += draft.line[i].weighed() ? draft.quantity[i]
                : draft.quantity[i] * (1 + dice.below(20));
        }
        final long most = 900_000_000L * Scales.QUANTITY;
        draft.netKg = Math.min(Math.max(net, Scales.QUANTITY / 10), most);
        draft.grossKg = draft.netKg + draft.netKg / 20;
        draft.packages = 1 + dice.below(400);
    }

    /** Makes about one in a hundred unacceptable. */
    private void fault(final char flow) {
        final int draw = dice.below(Dice.PER_MILLE);
        if (draw < 3) {
            draft.hs[0] = 99_999_999;
        } else if (draw < 5) {
            draft.uscc = stranger;
        } else if (draw < 7 && flow == 'I') {
            draft.dispatchCountry = Alpha3.ABSENT;
            formError(FieldPath.head(Field.DISPATCH_COUNTRY), RejectCode.MISSING);
        } else if (draw < 9 && count > REMEMBERED) {
            // Somebody's reference of a while ago, with other content.
            reference(draft.ref, count - REMEMBERED);
            draft.uscc = declarants[(int) (count % REMEMBERED)];
        } else if (draw < 10) {
            draft.regime[0] = flow == 'X' || flow == 'T' ? Regime.TAXED : Regime.VALUE_ADDED;
            formError(FieldPath.item(0, Field.REGIME), RejectCode.REGIME_FLOW);
        } else {
            return;
        }
        draft.unacceptable = true;
    }

    private void formError(final long key, final RejectCode code) {
        draft.formErrorKey = key;
        draft.formError = code;
    }
}
