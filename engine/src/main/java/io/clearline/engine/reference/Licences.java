package io.clearline.engine.reference;

import io.clearline.engine.memory.ByteKeyIndex;
import io.clearline.engine.record.PackedWriter;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Licences and certificates under dense numbers by code and no. A replaced row keeps its number, so that
 * what was drawn stays drawn.
 */
public final class Licences {
    private final ByteKeyIndex index = new ByteKeyIndex();
    private final PackedWriter key = new PackedWriter(256);
    private ReferenceRow[] rows = new ReferenceRow[16];
    private int[] holders = new int[16];

    void put(final ReferenceRow row, final Parties parties) {
        final byte[] no = row.bytes(1);
        final int length = key((int) row.number(0), new UnsafeBuffer(no), 0, no.length);
        final int licence = index.intern(key.buffer(), 0, length);
        if (licence == rows.length) {
            rows = Arrays.copyOf(rows, licence * 2);
            holders = Arrays.copyOf(holders, licence * 2);
        }
        rows[licence] = row;
        holders[licence] = parties.intern(new UnsafeBuffer(row.bytes(2)), 0);
    }

    /** Writes the numbers; the rows are written with those of the other tables. */
    void save(final StateOutput out) {
        index.save(out);
    }

    void load(final StateInput in) {
        index.load(in);
        final int capacity = Math.max(rows.length, index.size());
        rows = new ReferenceRow[capacity];
        holders = new int[capacity];
    }

    private int key(final int letter, final DirectBuffer no, final int offset, final int length) {
        return key.reset().putVar(letter).putBytes(no, offset, length).length();
    }

    /** Returns how many licences there are. */
    public int size() {
        return index.size();
    }

    /** Returns the number of a licence, or -1. */
    public int find(
        final int letter, final DirectBuffer no, final int offset, final int length) {
        return index.find(key.buffer(), 0, key(letter, no, offset, length));
    }

    /** Tells whether a licence is live on a day, held by a trader and covers a code. */
    public boolean covers(
        final int licence, final int trader, final long hs, final int digits, final int day) {
        final ReferenceRow row = rows[licence];
        final int covered = HsKey.digits(row.number(3));
        return holders[licence] == trader && row.number(5) <= day && day <= row.number(6)
            && covered <= digits && HsKey.prefix(hs, digits, covered) == row.number(3);
    }

    /** Returns the licence's quantity in the tariff unit, scaled; -1 = not limited. */
    public long quantity(final int licence) {
        return rows[licence].number(4);
    }

    /** Returns the letter of a licence's code. */
    public int letter(final int licence) {
        return (int) rows[licence].number(0);
    }

    /** Returns the licence's number text as UTF-8. */
    public byte[] no(final int licence) {
        return rows[licence].bytes(1);
    }
}
