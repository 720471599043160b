package io.clearline.bench;

import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.reference.HsKey;
import io.clearline.engine.state.ClearanceState;
import io.clearline.engine.state.Declaration;
import io.clearline.engine.state.Hold;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.agrona.collections.IntArrayList;

/**
 * A seeded stream of binary commands of all kinds in the shares of a busy port: declarations of the
 * five flows with one to five items, codes for made goods, and what follows on decisions: payments,
 * officers' acts, documents, cancellations, vehicles at the checkpoint. What follows refers to what
 * the core was told by {@link #learn}, so commands between two calls may be decided over and over
 * without being applied. Traders and goods are drawn evenly: there is no favourite that a cache
 * could keep.
 */
final class MixedStream {
    /** Engine time between two commands. */
    private static final long STEP_MS = 400;
    private static final long START_MS = LocalDate.of(2026, 3, 2)
        .atTime(8, 0).toInstant(ZoneOffset.ofHours(8)).toEpochMilli();

    private final MixedReference reference;
    private final ClearanceState state;
    private final SplittableRandom random;
    private final CommandTape tape;
    private final CommandPen pen;
    private final Pending pending;
    private final MixedDeclarations declarations;
    private final Declaration d = new Declaration();
    private boolean acts = true;
    private long count;

    /**
     * Creates a stream for a core that has applied the commands of {@code reference}.
     *
     * @param tape where commands are written
     */
    MixedStream(final long seed, final MixedReference reference, final ClearanceCore core,
        final CommandTape tape) {
        this.reference = reference;
        this.state = core.state();
        this.random = new SplittableRandom(seed);
        this.tape = tape;
        this.pen = new CommandPen(tape);
        final Stock stock = new Stock(reference.traders.length, MixedDeclarations.LEAST_LOT);
        this.pending = new Pending(state, stock);
        this.declarations = new MixedDeclarations(reference, random, stock, pending);
    }

    CommandTape tape() {
        return tape;
    }

    /** Takes up what the core has decided and applied since. */
    void learn() {
        pending.learn();
    }

    /** Chooses whether what follows on decisions is written too, or declarations alone. */
    void acts(final boolean value) {
        acts = value;
    }

    /** Chooses how many items declarations have, 1 to 50; 0 = one to five, drawn. */
    void items(final int value) {
        declarations.items(value);
    }

    /** Writes the next command. */
    void next() {
        final long at = START_MS + count++ * STEP_MS;
        final int draw = acts ? random.nextInt(1000) : 1000;
        final boolean written = draw < 150 ? act(at) : draw < 200 ? arrive(at)
            : draw < 235 ? product(at) : draw < 245 ? cancel(at) : false;
        if (!written) {
            pen.declare(declarations.next(at, ref("YP", 8)));
        }
    }

    private byte[] ref(final String prefix, final int digits) {
        final byte[] ref = new byte[prefix.length() + digits];
        long rest = count;
        for (int i = ref.length - 1; i >= 0; i--) {
            ref[i] = (byte) (i < prefix.length() ? prefix.charAt(i) : '0' + rest % 10);
            rest = i < prefix.length() ? rest : rest / 10;
        }
        return ref;
    }

    /** Names a declaration by its number, or by its reference as one in three does. */
    private byte[] name() {
        if (random.nextInt(3) > 0) {
            return CommandPen.ascii(Long.toString(d.number));
        }
        final byte[] ref = new byte[d.refLength];
        d.ref.getBytes(0, ref);
        return ref;
    }

    private boolean act(final long at) {
        final int number = pending.takeHeld(random);
        if (number < 0) {
            return false;
        }
        state.declarations().read(number, d);
        if (d.isUnsettledBatch() || d.holds.size() > 0 && kind() == HoldKind.TAX) {
            // One in ten pays in two parts.
            final long due = d.total() - d.paid;
            pen.pay(at, name(), random.nextInt(10) == 0 && due > 1 ? due / 2 : due);
        } else if (d.holds.size() > 0 && kind() == HoldKind.LICENCE) {
            licence(at);
        } else if (d.holds.size() > 0) {
            pen.resolve(at, name(), kind(),
                kind() != HoldKind.PROHIBITED && random.nextInt(50) > 0);
        } else {
            return false;
        }
        return true;
    }

    private HoldKind kind() {
        return HoldKind.get((short) Hold.kind(d.holds.get(0)));
    }

    /** Brings the licence that is missing, or gives the goods up where the trader has none. */
    private void licence(final long at) {
        final long hsKey = d.licenceItems.get(1);
        final int line = reference.byLine8.get(
            HsKey.line8(HsKey.number(hsKey), HsKey.digits(hsKey)));
        final IntArrayList candidates = reference.ofLine[line];
        for (int i = 0; i < candidates.size(); i++) {
            final MixedReference.Licence licence = reference.licences[candidates.getInt(i)];
            if (licence.holder() == d.trader) {
                pen.document(at, name(), MixedReference.LETTER, licence.no());
                return;
            }
        }
        pen.resolve(at, name(), HoldKind.LICENCE, false);
    }

    private boolean arrive(final long at) {
        final int number = pending.takeExit(random);
        if (number < 0) {
            return false;
        }
        state.declarations().read(number, d);
        final byte[] plate = new byte[d.plateLength];
        d.plate.getBytes(0, plate);
        // One in ten vehicles carries nothing that was declared.
        final boolean empty = random.nextInt(10) == 0;
        plate[plate.length - 1] = empty ? (byte) '?' : plate[plate.length - 1];
        pen.arrive(at, ref("AR", 8), d.entryOffice, !empty && !d.domesticOnly, plate);
        return true;
    }

    private boolean product(final long at) {
        final int trader = declarations.product();
        if (trader < 0) {
            return false;
        }
        pen.valueAdded(
            at, ref("VA", 8), reference.traders[trader].uscc(), declarations.sheet().items[0]);
        return true;
    }

    private boolean cancel(final long at) {
        final int size = state.declarations().size();
        if (size == 0) {
            return false;
        }
        state.declarations().read(random.nextInt(size), d);
        if (d.outcome != Outcome.HOLD && d.flow == Flow.FIRST_LINE_IMPORT) {
            // Mostly used already; cancelling would only be refused.
            return false;
        }
        pen.cancel(at, name());
        return true;
    }
}
