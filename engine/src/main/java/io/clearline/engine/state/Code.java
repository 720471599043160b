package io.clearline.engine.state;

import io.clearline.engine.memory.LongList;
import io.clearline.engine.record.PackedReader;
import io.clearline.engine.record.PackedWriter;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A confirmation or cumulative code with the product it stands for (contract section 3, value-added).
 * A working object, filled from its image or by a decision. Reused; one thread.
 */
public final class Code {
    /** Where the reference stands in an image; the maker stands behind it. */
    static final int REF_AT = Long.BYTES;

    /** Longs of one kept line: HsKey, origin, bonded (1) or not, quantity, value in fen. */
    public static final int LINE = 5;

    /** Q = confirmation, L = cumulative. */
    public char letter;
    /** Year and nine digits as a number. */
    public long number;
    /** Number of the maker. */
    public int trader;
    /** 8-digit line of the product. */
    public int line8;
    /** Quantity the code is good for. */
    public long quantity;
    /** Value of the imported inputs in fen. */
    public long imported;
    /** Value of the domestic inputs in fen. */
    public long domestic;
    /** Rate scaled by {@code Scales.ANSWER_RATE}; may be negative. */
    public long rate;
    /** Hash of the command's content. */
    public long contentHash;
    /** Length of the submitter's reference. */
    public int refLength;
    /** The submitter's reference in ASCII. */
    public final MutableDirectBuffer ref = new ExpandableArrayBuffer(32);
    /** Imported inputs of the product, {@link #LINE} longs each. */
    public final LongList lines = new LongList();
    /** Upstream codes used up: pairs of code and quantity. */
    public final LongList codeDraws = new LongList();

    private final PackedReader in = new PackedReader();

    /** Makes this a fresh code. */
    public void clear() {
        imported = 0;
        domestic = 0;
        lines.clear();
        codeDraws.clear();
    }

    /** Adds an imported input; those of one code, origin and regime are added up. */
    public void addLine(
        final long hsKey, final int origin, final boolean bonded, final long lineQuantity,
        final long fen) {
        final int regime = bonded ? 1 : 0;
        for (int i = 0; i < lines.size(); i += LINE) {
            if (lines.get(i) == hsKey && lines.get(i + 1) == origin && lines.get(i + 2) == regime) {
                lines.set(i + 3, Math.addExact(lines.get(i + 3), lineQuantity));
                lines.set(i + 4, Math.addExact(lines.get(i + 4), fen));
                return;
            }
        }
        lines.add(hsKey);
        lines.add(origin);
        lines.add(regime);
        lines.add(lineQuantity);
        lines.add(fen);
    }

    /** Appends the image. */
    public void encode(final PackedWriter out) {
        out.putLong(contentHash);
        out.putByte(refLength).putBytes(ref, 0, refLength);
        out.putVar(trader).putByte(letter).putVar(number).putVar(line8).putVar(quantity);
        out.putVar(imported).putVar(domestic).putSigned(rate);
        encode(lines, out);
        encode(codeDraws, out);
    }

    private static void encode(final LongList list, final PackedWriter out) {
        out.putVar(list.size());
        for (int i = 0; i < list.size(); i++) {
            out.putVar(list.get(i));
        }
    }

    /** Fills this from an image. */
    void decode(final DirectBuffer image, final int offset, final int length) {
        in.wrap(image, offset, length);
        clear();
        contentHash = in.getLong();
        refLength = in.getByte();
        ref.putBytes(0, image, in.skip(refLength), refLength);
        trader = in.getVarInt();
        letter = (char) in.getByte();
        number = in.getVar();
        line8 = in.getVarInt();
        quantity = in.getVar();
        imported = in.getVar();
        domestic = in.getVar();
        rate = in.getSigned();
        decode(lines);
        decode(codeDraws);
    }

    private void decode(final LongList list) {
        for (int left = in.getVarInt(); left > 0; left--) {
            list.add(in.getVar());
        }
    }
}
