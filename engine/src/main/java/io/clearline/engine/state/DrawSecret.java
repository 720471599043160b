package io.clearline.engine.state;

import io.clearline.engine.record.Hash64;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;

/**
 * The secret that the days' draw keys are derived from, up to which day those keys are committed to,
 * and the day whose key is still to be disclosed.
 */
public final class DrawSecret {
    /** Stands for: no day. */
    public static final int NO_DAY = Integer.MIN_VALUE;

    private long low;
    private long high;
    private int committedThrough = NO_DAY;
    private int undisclosedDay = NO_DAY;

    /** Returns the low half of the secret. */
    public long low() {
        return low;
    }

    /** Returns the high half of the secret. */
    public long high() {
        return high;
    }

    /** Tells whether there is a secret yet. */
    public boolean isSet() {
        return low != 0 || high != 0;
    }

    /** Returns the last day whose key is committed to, {@link #NO_DAY} before the first. */
    public int committedThrough() {
        return committedThrough;
    }

    /** Returns the latest day on which something was drawn and whose key is not disclosed, or {@link #NO_DAY}. */
    public int undisclosedDay() {
        return undisclosedDay;
    }

    void set(final long newLow, final long newHigh) {
        low = newLow;
        high = newHigh;
    }

    void committed(final int day) {
        committedThrough = day;
    }

    void drawn(final int day) {
        undisclosedDay = day;
    }

    void disclosed() {
        undisclosedDay = NO_DAY;
    }

    long hash() {
        return Hash64.fold(Hash64.fold(low, high),
            (long) committedThrough << 32 | undisclosedDay & 0xFFFF_FFFFL);
    }

    /** Writes everything. */
    void save(final StateOutput out) {
        out.putLong(low);
        out.putLong(high);
        out.putInt(committedThrough);
        out.putInt(undisclosedDay);
    }

    /** Reads everything. */
    void load(final StateInput in) {
        low = in.getLong();
        high = in.getLong();
        committedThrough = in.getInt();
        undisclosedDay = in.getInt();
    }
}
