package io.clearline.adapters.text;

import io.clearline.engine.record.Alpha3;
import io.clearline.engine.record.PackedWriter;
import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.record.ReferenceTable.Column;
import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.RejectCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Checks the cells of a reference row, spelled as in CSV, and packs them as {@link
 * ReferenceTable.Type} says. Shared by the CSV loader and the {@code reference} command, so that
 * both take and refuse the same. Beyond the form of a cell it checks what one row can tell: {@code
 * to} not before {@code from}, a consumption tax below 1 (rule 6 divides by what it leaves), the
 * names of the policy and the bounds of their values, the yuan at 1. Reused; not thread-safe.
 */
public final class RowPacker {
    private static final long RATE_LIMIT = 1_000_000_000L * Scales.RATE;
    private static final long MONEY_LIMIT = 1_000_000_000_000L * Scales.MONEY;
    private static final long FEN_LIMIT = 1_000_000_000_000L * Scales.FEN;
    private static final long QUANTITY_LIMIT = 1_000_000_000L * Scales.QUANTITY;
    private static final int TEXT_CHARACTERS = 255;
    private static final int LAST_DAY_OF_ANY_MONTH = 31;

    /** The names that policy.csv may set (contract section 5). */
    public static final List<String> POLICY_NAMES = List.of("value_added_threshold",
        "waiver_months", "batch_due_day", "checkpoint_days", "random.ADVANCED",
        "random.CERTIFIED", "random.REGULAR", "random.DISHONEST", "random.SERIOUSLY_DISHONEST",
        "random.WATCH", "random.WHITE");

    private final PackedWriter out;
    private ReferenceTable table;
    private List<Column> columns;
    private String policyName;
    private boolean yuan;
    private long fromDay;
    private byte[] bytes;
    private int from;
    private int to;

    /** Creates a packer that appends to {@code out}. */
    public RowPacker(final PackedWriter out) {
        this.out = out;
    }

    /** Starts a row of a table. */
    public void begin(final ReferenceTable target) {
        if (table != target) {
            table = target;
            columns = target.columns();
        }
        policyName = null;
        yuan = false;
        fromDay = ReferenceTable.NO_DAY;
    }

    /**
     * Takes the next cell; cells come in the order of the table's columns, each once. Where a fault
     * is returned the bytes packed for the row are of no use.
     *
     * @param column position of the column, from 0
     * @param cell holds the spelling in UTF-8
     * @param start index of its first byte
     * @param end index behind its last byte; {@code start} where the cell is empty
     * @param number whether it was a JSON number: right for numeric columns alone, where it may
     *     have an exponent
     * @return {@code MISSING}, {@code FORMAT}, {@code RANGE}, {@code CHECK_DIGIT}, or null
     */
    public RejectCode cell(
        final int column, final byte[] cell, final int start, final int end,
        final boolean number) {
        final Column target = columns.get(column);
        bytes = cell;
        from = start;
        to = end;
        if (start == end) {
            return empty(target);
        }
        switch (target.type()) {
            case RATE:
                return rate(target, number);
            case MONEY:
                return number(Scales.MONEY_DECIMALS, MONEY_LIMIT, number);
            case FEN:
                return number(2, FEN_LIMIT, number);
            case QUANTITY:
                return number(Scales.QUANTITY_DECIMALS, QUANTITY_LIMIT, number);
            default:
                return number ? RejectCode.FORMAT : text(target);
        }
    }

    private RejectCode empty(final Column column) {
        if (column.required()) {
            return RejectCode.MISSING;
        }
        switch (column.type()) {
            case DATE:
                fromDay = ReferenceTable.NO_DAY;
                out.putSigned(ReferenceTable.NO_DAY);
                break;
            case DATE_OPEN:
                out.putSigned(ReferenceTable.OPEN_DAY);
                break;
            case ALPHA3:
                out.putVar(Alpha3.ABSENT);
                break;
            default:
                out.putVar(0);
                break;
        }
        return null;
    }

    private RejectCode text(final Column column) {
        switch (column.type()) {
            case TEXT:
                return freeText(column);
            case HS:
                return hs();
            case DATE:
            case DATE_OPEN:
                return day(column.type() == ReferenceTable.Type.DATE_OPEN);
            case FLAG:
                return flag();
            case ALPHA3:
                return alpha3();
            case USCC:
                return uscc();
            case WORD:
                return word(column);
            case OFFICE:
                return office();
            case LETTER:
                return letter();
            case LETTERS:
                return letters(column);
            default:
                throw new IllegalStateException("no text: " + column);
        }
    }

    private int characters() {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += (bytes[i] & 0xC0) == 0x80 ? 0 : 1;
        }
        return count;
    }

    private RejectCode freeText(final Column column) {
        if (characters() > TEXT_CHARACTERS) {
            return RejectCode.FORMAT;
        }
        if (table == ReferenceTable.POLICY && "name".equals(column.name())) {
            policyName = new String(bytes, from, to - from, StandardCharsets.UTF_8);
            if (!POLICY_NAMES.contains(policyName)) {
                return RejectCode.FORMAT;
            }
        }
        out.putVar(to - from);
        out.putBytes(Arrays.copyOfRange(bytes, from, to));
        return null;
    }

    private RejectCode rate(final Column column, final boolean number) {
        final long value =
            Decimals.parse(bytes, from, to, Scales.RATE_DECIMALS, number);
        if (value == Decimals.MALFORMED) {
            return RejectCode.FORMAT;
        }
        final boolean beyond = value < 0 || value >= RATE_LIMIT
            || table == ReferenceTable.POLICY && policyName != null && !isPolicyValue(value)
            || table == ReferenceTable.CURRENCIES && (value == 0 || yuan && value != Scales.RATE)
            || table == ReferenceTable.SELECTION && !isSelectionValue(column, value)
            || "consumption_tax".equals(column.name()) && value >= Scales.RATE;
        if (beyond) {
            return RejectCode.RANGE;
        }
        out.putNullable(value, Long.MIN_VALUE);
        return null;
    }

    private boolean isPolicyValue(final long value) {
        if (policyName.startsWith("random.")) {
            return value <= Scales.RATE;
        }
        if ("value_added_threshold".equals(policyName)) {
            return true;
        }
        final long whole = value / Scales.RATE;
        return value % Scales.RATE == 0 && whole <= 100_000
            && (!"batch_due_day".equals(policyName)
                || whole >= 1 && whole <= LAST_DAY_OF_ANY_MONTH);
    }

    /** A share is at most 1; how many may pass in a row is a whole number above 0. */
    private static boolean isSelectionValue(final Column column, final long value) {
        return "most_unselected".equals(column.name())
            ? value > 0 && value % Scales.RATE == 0 && value / Scales.RATE <= Integer.MAX_VALUE
            : value <= Scales.RATE;
    }

    private RejectCode number(final int decimals, final long limit, final boolean number) {
        final long value = Decimals.parse(bytes, from, to, decimals, number);
        if (value == Decimals.MALFORMED) {
            return RejectCode.FORMAT;
        }
        if (value < 0 || value >= limit) {
            return RejectCode.RANGE;
        }
        out.putNullable(value, Long.MIN_VALUE);
        return null;
    }

    /** Returns the number that the digits spell, or -1 where there are other characters. */
    private long digits() {
        long value = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return -1;
            }
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }

    private RejectCode hs() {
        final int length = to - from;
        final long value = length >= 2 && length <= 10 ? digits() : -1;
        if (value < 0) {
            return RejectCode.FORMAT;
        }
        out.putByte(length).putVar(value);
        return null;
    }

    private RejectCode office() {
        final long value = to - from == 4 ? digits() : -1;
        if (value < 0) {
            return RejectCode.FORMAT;
        }
        out.putVar(value);
        return null;
    }

    private RejectCode day(final boolean open) {
        final long day = Times.parseDay(bytes, from, to);
        if (day == Times.MALFORMED) {
            return RejectCode.FORMAT;
        }
        if (open && day < fromDay) {
            return RejectCode.RANGE;
        }
        fromDay = day;
        out.putSigned(day);
        return null;
    }

    private RejectCode flag() {
        if (to - from != 1 || bytes[from] != 'Y' && bytes[from] != 'N') {
            return RejectCode.FORMAT;
        }
        out.putByte(bytes[from] == 'Y' ? 1 : 0);
        return null;
    }

    private RejectCode alpha3() {
        int code = to - from == 3 ? 0 : -1;
        for (int i = from; i < to && code >= 0; i++) {
            code = bytes[i] < 'A' || bytes[i] > 'Z' ? -1 : code * 26 + bytes[i] - 'A';
        }
        if (code < 0) {
            return RejectCode.FORMAT;
        }
        yuan = code == Alpha3.CNY;
        out.putVar(code);
        return null;
    }

    private RejectCode uscc() {
        final RejectCode fault = CheckDigits.uscc(bytes, from, to);
        if (fault == null) {
            out.putBytes(Arrays.copyOfRange(bytes, from, to));
        }
        return fault;
    }

    private RejectCode word(final Column column) {
        final int word = column.words()
            .indexOf(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        if (word < 0) {
            return RejectCode.FORMAT;
        }
        out.putByte(word);
        return null;
    }

    private RejectCode letter() {
        if (characters() != 1) {
            return RejectCode.FORMAT;
        }
        out.putVar(new String(bytes, from, to - from, StandardCharsets.UTF_8).codePointAt(0));
        return null;
    }

    /** Keeps the letters and digits in their order; {@code M/N} and {@code MN} say the same. */
    private RejectCode letters(final Column column) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += isLetterOrDigit(bytes[i]) ? 1 : 0;
        }
        if (to - from > TEXT_CHARACTERS || count == 0 && column.required()) {
            return RejectCode.FORMAT;
        }
        out.putVar(count);
        for (int i = from; i < to; i++) {
            if (isLetterOrDigit(bytes[i])) {
                out.putByte(bytes[i]);
            }
        }
        return null;
    }

    private static boolean isLetterOrDigit(final byte next) {
        return next >= '0' && next <= '9' || next >= 'A' && next <= 'Z'
            || next >= 'a' && next <= 'z';
    }
}
