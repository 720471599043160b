package io.clearline.engine.control;

/**
 * What a control is tried on: a declaration, one of its items, the trader's facts. Fields are read
 * when first asked for and then kept until the subject moves on, so that a field that no control
 * names costs nothing. Reused; one thread.
 */
public abstract class Subject {
    private static final long OF_ITEM = ofItem();

    private final Slice[] texts = new Slice[ControlField.LIMIT];
    private final long[] numbers = new long[ControlField.LIMIT];
    private long known;
    private long nowMs;

    /** What went wrong in an operand that is no truth; 0 = nothing. */
    int fault;
    /** What went wrong in the last truth that erred. */
    int error;
    /** Decimals of the exact number that was evaluated last. */
    int decimals;

    private static long ofItem() {
        long bits = 0;
        for (final ControlField field : ControlField.values()) {
            bits |= field.isOfItem() ? field.bit() : 0;
        }
        return bits;
    }

    /** Forgets the last declaration and takes the engine's time in milliseconds. */
    protected final void moved(final long timeMs) {
        known = 0;
        fault = 0;
        nowMs = timeMs;
    }

    /** Forgets the last item. */
    protected final void movedToItem() {
        known &= ~OF_ITEM;
    }

    /** Returns how many items there are. */
    public abstract int items();

    /** Moves to an item; the implementation calls {@link #movedToItem}. */
    public abstract void item(int index);

    /** Reads a field that is no list and hands it to {@link #keep}. */
    protected abstract void read(ControlField field);

    /** Returns how many elements a list has. */
    public abstract int size(ControlField list);

    /** Returns an element of a list of texts; good until the next call. */
    public abstract Slice element(ControlField list, int index);

    /** Keeps a text. */
    protected final void keep(final ControlField field, final Slice text) {
        texts[field.number()] = text;
        known |= field.bit();
    }

    /** Keeps a whole number, a flag as 0 or 1, a decimal without its scale. */
    protected final void keep(final ControlField field, final long number) {
        numbers[field.number()] = number;
        known |= field.bit();
    }

    final Slice text(final ControlField field) {
        if ((known & field.bit()) == 0) {
            read(field);
        }
        return texts[field.number()];
    }

    final long number(final ControlField field) {
        if ((known & field.bit()) == 0) {
            read(field);
        }
        return numbers[field.number()];
    }

    final long nowMs() {
        return nowMs;
    }

    /** Takes the fault of an operand as the error of a truth. */
    final int erred() {
        error = fault;
        fault = 0;
        return Predicate.ERROR;
    }
}
