package io.clearline.engine.control;

import io.clearline.engine.counter.Amounts;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

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
    private Contribution tally;

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

    /** Takes what the declaration adds to counters, for those that ask what a counter says. */
    protected final void counts(final Contribution counted) {
        tally = counted;
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

    /** Spells the value of a field as an expression, and JSON, would write it; allocates. */
    public final String spelled(final ControlField field) {
        return switch (field.type()) {
            case STRING -> quoted(text(field));
            case BOOL -> number(field) == 1 ? "true" : "false";
            case INT -> Long.toString(number(field));
            case NUMBER -> BigDecimal.valueOf(number(field), field.decimals())
                .stripTrailingZeros().toPlainString();
            // Of the items an expression sees nothing but how many there are.
            case LIST -> field == ControlField.ITEMS
                ? Integer.toString(size(field)) : elements(field);
        };
    }

    /** Spells what a counter says, the declaration itself counted, as JSON would; allocates. */
    public final String spelled(final Counter counter) {
        final long amount = tally.amount(counter, this);
        return amount == Amounts.TOO_LARGE ? "\"too large to hold\""
            : BigDecimal.valueOf(amount, counter.decimals()).stripTrailingZeros().toPlainString();
    }

    private String elements(final ControlField list) {
        final StringJoiner all = new StringJoiner(", ", "[", "]");
        for (int i = 0; i < size(list); i++) {
            all.add(quoted(element(list, i)));
        }
        return all.toString();
    }

    private static String quoted(final Slice text) {
        final StringBuilder out = new StringBuilder("\"");
        for (final char c : new String(text.copy(), StandardCharsets.UTF_8).toCharArray()) {
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (Character.isISOControl(c)) {
                out.append("\\u00").append(Integer.toHexString(0x100 | c).substring(1));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    final long nowMs() {
        return nowMs;
    }

    /** Returns what a counter says, the declaration itself counted; of a sum without its scale. */
    final long counted(final Counter counter) {
        final long amount = tally.amount(counter, this);
        if (amount == Amounts.TOO_LARGE && fault == Fault.NONE) {
            fault = Fault.OVERFLOW;
        }
        return amount;
    }

    /** Takes the fault of an operand as the error of a truth. */
    final int erred() {
        error = fault;
        fault = 0;
        return Predicate.ERROR;
    }
}
