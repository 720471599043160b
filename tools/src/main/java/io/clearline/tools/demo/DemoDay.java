package io.clearline.tools.demo;

import io.clearline.engine.record.sbe.CheckpointLane;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/**
 * All commands of the demo in their order: declarations, and between them what is done about those
 * that came before. Equal seeds give equal commands. Not thread-safe.
 */
public final class DemoDay {
    /** Tags of acts begin here; those below are flows. */
    private static final int ACTS = 16;
    private static final Act[] ACT = Act.values();

    private static final int MADE_PER_MILLE = 9;
    private static final int UNDECLARED_PER_MILLE = 2;

    private final DemoDeclarations declarations;
    private final int madePerMille;
    private final ActWriter acts = new ActWriter();
    private DirectBuffer buffer;
    private int tag;
    private long valueAdded;
    private long arrivals;
    private boolean asked = true;
    private boolean met = true;

    DemoDay(final long seed) {
        this(new DemoCatalogue(), seed, 1);
    }

    /**
     * Creates a day.
     *
     * @param catalogue who trades what; many days may share one
     * @param haste how many times sooner traders and officers come back to a declaration than on
     *     the demo's day, from 1; for short days
     */
    public DemoDay(final DemoCatalogue catalogue, final long seed, final int haste) {
        declarations = new DemoDeclarations(catalogue, seed, haste);
        madePerMille = MADE_PER_MILLE * haste;
    }

    /** Returns the buffer with the command that {@link #next} wrote, from index 0. */
    public DirectBuffer buffer() {
        return buffer;
    }

    /** Returns what {@link #next} wrote: a flow's value, or what {@link #act} knows. */
    int tag() {
        return tag;
    }

    /** Returns the act that a tag stands for, null if it stands for a flow. */
    static Act act(final int tag) {
        return tag < ACTS ? null : ACT[tag - ACTS];
    }

    /** Returns how many declarations were written. */
    public long declarations() {
        return declarations.count();
    }

    /** Returns the engine time of the declaration to come. */
    public long now() {
        return declarations.now();
    }

    /** Returns the reference of a declaration, numbered from 0. */
    public static String reference(final long number) {
        final byte[] ref = new byte[DemoDeclarations.REF_LENGTH];
        DemoDeclarations.reference(ref, number);
        return new String(ref, StandardCharsets.US_ASCII);
    }

    /** Writes the next command as an SBE message, header included; returns its length. */
    public int next() {
        final Diary.Entry due = declarations.diary().due(declarations.count());
        if (due != null) {
            declarations.stock().add(due.gains());
            return write(due);
        }
        if (!asked) {
            asked = true;
            final Product product = declarations.dice().chance(madePerMille)
                ? declarations.workshop().make() : null;
            if (product != null) {
                return write(product);
            }
        }
        if (!met) {
            met = true;
            if (declarations.dice().chance(UNDECLARED_PER_MILLE)) {
                return undeclared();
            }
        }
        asked = false;
        met = false;
        final int length = declarations.next();
        buffer = declarations.buffer();
        tag = declarations.flow().value();
        return length;
    }

    private int write(final Diary.Entry due) {
        final long atMs = declarations.now();
        is(due.act());
        return switch (due.act()) {
            case PAY -> acts.pay(atMs, due.number(), due.amount());
            case RESOLVE -> acts.resolve(atMs, due.number(), due.hold());
            default -> acts.arrive(atMs, arrivals++, due.office(), due.lane(), due.plate());
        };
    }

    private int write(final Product product) {
        is(Act.VALUE_ADDED);
        return acts.valueAdded(declarations.now(), valueAdded++,
            declarations.catalogue().trader(product.trader()).uscc(), product);
    }

    /** A vehicle in the supervised lane of which nothing is declared. */
    private int undeclared() {
        is(Act.ARRIVE);
        final int[] offices = declarations.catalogue().secondLineOffices();
        return acts.arrive(declarations.now(), arrivals++,
            offices[declarations.dice().below(offices.length)], CheckpointLane.SUPERVISED,
            declarations.outbound().plate());
    }

    private void is(final Act act) {
        buffer = acts.buffer();
        tag = ACTS + act.ordinal();
    }
}
