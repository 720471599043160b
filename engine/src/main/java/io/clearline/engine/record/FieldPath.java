package io.clearline.engine.record;

/**
 * The path of a field packed into a long whose natural order is the order of the rejects: by item, then
 * as the fields are listed, then by the position in a list, then by the part of the list's element.
 *
 * <pre>
 *  bits 40..51  item: 0 = head, i + 1 = items[i]        bit  60      the path is below "declare." (amend)
 *  bits 32..39  field number                    bits 8..23   index in a list + 1; 0 = the list itself
 *  bits 24..31  of a row: its table              bits 0..7    part number; 0 = none
 * </pre>
 *
 * <p>Part numbers are those of {@link Field}, but below {@link Field#ROWS} they are column numbers of the
 * table, from 1.
 */
public final class FieldPath {
    private static final long BODY = 1L << 60;

    private FieldPath() {
    }

    /** Returns the path of a field of the head. */
    public static long head(final Field field) {
        return (long) field.number() << 32;
    }

    /** Returns the path of element {@code index} of a list in the head. */
    public static long head(final Field field, final int index) {
        return head(field) | (index + 1L) << 8;
    }

    /** Returns the path of a part of element {@code index} of a list in the head. */
    public static long head(final Field field, final int index, final Field part) {
        return head(field, index) | part.number();
    }

    /** Returns the path of a field of {@code items[item]}. */
    public static long item(final int item, final Field field) {
        return item + 1L << 40 | (long) field.number() << 32;
    }

    /** Returns the path of element {@code index} of a list in {@code items[item]}. */
    public static long item(final int item, final Field field, final int index) {
        return item(item, field) | (index + 1L) << 8;
    }

    /** Returns the path of a part of element {@code index} of a list in {@code items[item]}. */
    public static long item(final int item, final Field field, final int index, final Field part) {
        return item(item, field, index) | part.number();
    }

    /** Returns the path of a column of {@code rows[row]} of a table; columns count from 1. */
    public static long row(final ReferenceTable table, final int row, final int column) {
        return head(Field.ROWS, row) | (long) table.wire().value() << 24 | column;
    }

    /** Returns the same path below {@code declare.} of an amendment. */
    public static long inBody(final long path) {
        return path | BODY;
    }

    /** Tells whether the path is below {@code declare.} of an amendment. */
    public static boolean isInBody(final long path) {
        return (path & BODY) != 0;
    }

    /** Returns the item's index, or -1 for a path of the head. */
    public static int itemOf(final long path) {
        return (int) (path >>> 40 & 0xFFF) - 1;
    }

    /** Returns the field. */
    public static Field fieldOf(final long path) {
        return Field.of((int) (path >>> 32 & 0xFF));
    }

    /** Returns the index in the list, or -1 where the path names the field itself. */
    public static int indexOf(final long path) {
        return (int) (path >>> 8 & 0xFFFF) - 1;
    }

    /** Returns the part's number, 0 = none. */
    public static int partOf(final long path) {
        return (int) (path & 0xFF);
    }

    /** Returns the path as the contract spells it, such as {@code items[0].inputs[2].hs}. */
    public static String text(final long path) {
        final StringBuilder text = new StringBuilder();
        if (isInBody(path)) {
            text.append("declare.");
        }
        if (itemOf(path) >= 0) {
            text.append("items[").append(itemOf(path)).append("].");
        }
        final Field field = fieldOf(path);
        text.append(field.text());
        if (indexOf(path) >= 0) {
            text.append('[').append(indexOf(path)).append(']');
        }
        final int part = partOf(path);
        if (part != 0) {
            text.append('.').append(field == Field.ROWS
                ? columnOf(path).name() : Field.of(part).text());
        }
        return text.toString();
    }

    private static ReferenceTable.Column columnOf(final long path) {
        final ReferenceTable table = ReferenceTable.values()[(int) (path >>> 24 & 0xFF) - 1];
        return table.columns().get(partOf(path) - 1);
    }
}
