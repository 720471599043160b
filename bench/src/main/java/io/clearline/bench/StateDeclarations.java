package io.clearline.bench;

import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Form;
import io.clearline.engine.record.sbe.Regime;
import java.util.SplittableRandom;

/**
 * Declarations that fill a state, all of one kind: imports released with one or two granted items, or
 * held because a licence is missing. The same on every run.
 */
final class StateDeclarations {
    private static final long START_MS = 1_772_409_600_000L;
    private static final long SEED = 20_260_302;

    private final CommandPen pen;
    private final MixedReference reference;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Sheet sheet = new Sheet();
    private final boolean held;
    private long count;

    /** Puts the reference data on the tape. */
    StateDeclarations(final CommandTape tape, final boolean held) {
        this.held = held;
        pen = new CommandPen(tape);
        reference = new MixedReference(SEED, MixedReference.TRADERS, new ReferenceTape(tape));
    }

    /** Gives the next declaration another number. */
    void skipTo(final long number) {
        count = number;
    }

    /** Writes an import of one or two items; to be held, by a trader whose licence is another's. */
    void next() {
        int trader = random.nextInt(MixedReference.TRADERS);
        while (!reference.traders[trader].eligible()) {
            trader = random.nextInt(MixedReference.TRADERS);
        }
        sheet.begin(Flow.FIRST_LINE_IMPORT, reference.traders[trader].uscc());
        sheet.office = MixedReference.FIRST_LINE_OFFICE + random.nextInt(MixedReference.OFFICES);
        sheet.at = START_MS + count;
        sheet.ref = CommandPen.ascii("YP" + (10_000_000 + count++));
        sheet.dispatchCountry = reference.country();
        sheet.form = held ? Form.NORMAL : Form.H1;
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            item();
        }
        if (held) {
            sheet.documentLetter = MixedReference.LETTER;
            sheet.documentNo = reference.licences[random.nextInt(reference.licences.length)].no();
        }
        pen.declare(sheet);
    }

    private void item() {
        MixedReference.Line line = reference.lines[random.nextInt(MixedReference.LINES)];
        while (line.licensed() != held || line.inspected() || line.taxed()) {
            line = reference.lines[random.nextInt(MixedReference.LINES)];
        }
        final Sheet.Item item = sheet.item(line.hs(), line.digits(), Regime.ZERO_TARIFF);
        item.quantity = (1 + random.nextInt(2000)) * Scales.QUANTITY;
        item.value = item.quantity;
        item.origin = sheet.dispatchCountry;
    }
}
