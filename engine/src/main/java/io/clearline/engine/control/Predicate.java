package io.clearline.engine.control;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * A program compiled to closures. Evaluating allocates nothing and boxes nothing, but for {@link
 * Op#MATCHES}: the regular expression's machine needs objects, in time linear in the text. One
 * thread, as its subject.
 */
public final class Predicate {
    /** It does not match. */
    public static final int FALSE = 0;
    /** It matches. */
    public static final int TRUE = 1;
    /** It went wrong on this subject: an overflow, a division by zero. */
    public static final int ERROR = 2;

    /** A compiled part whose value is a truth: FALSE, TRUE or ERROR. */
    @FunctionalInterface
    interface Truth {
        int of(Subject subject);
    }

    private final Truth truth;
    private final boolean namesItem;
    private final long fields;

    private Predicate(final Truth truth, final Node root) {
        this.truth = truth;
        this.namesItem = root.namesItem();
        this.fields = root.fields();
    }

    /**
     * Reads and compiles a program.
     *
     * @param lists the named lists that it may ask
     * @throws IllegalArgumentException if the bytes are no sound program
     */
    public static Predicate of(
        final DirectBuffer buffer, final int offset, final int length, final NamedLists lists) {
        return of(buffer, offset, length, new Counters(lists));
    }

    /**
     * Reads and compiles a program that may ask counters and their named lists.
     *
     * @throws IllegalArgumentException if the bytes are no sound program, or ask another counter
     */
    public static Predicate of(
        final DirectBuffer buffer, final int offset, final int length, final Counters counters) {
        return of(new ProgramReader().read(buffer, offset, length), counters.lists(), counters);
    }

    /**
     * Checks a program; its predicate would ask lists that are not there, so that it is not given
     * out.
     */
    static void check(final DirectBuffer buffer, final int offset, final int length) {
        of(new ProgramReader().read(buffer, offset, length), null, null);
    }

    static Predicate of(final Node root, final NamedLists lists, final Counters counters) {
        return new Predicate(new TruthCompiler(lists, counters).compile(root), root);
    }

    /** Tells whether it is to be tried on each item. */
    public boolean namesItem() {
        return namesItem;
    }

    /** Returns the fields that it names, in the order of their numbers; allocates. */
    public List<ControlField> fields() {
        final List<ControlField> named = new ArrayList<>();
        for (long left = fields; left != 0; left &= left - 1) {
            named.add(ControlField.of(Long.numberOfTrailingZeros(left)));
        }
        return named;
    }

    Truth truth() {
        return truth;
    }

    /** Tries it on a subject: FALSE, TRUE or ERROR. */
    public int of(final Subject subject) {
        return truth.of(subject);
    }

    static int of(final boolean truth) {
        return truth ? TRUE : FALSE;
    }
}
