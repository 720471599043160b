package io.clearline.engine.core;

import io.clearline.engine.record.Scales;
import io.clearline.engine.state.ClearanceState;

/**
 * Random draws (rule 12): a keyed function of the declaration's number under the key of its day of
 * acceptance. Nobody steers it who does not know the key, and who knows it can draw again; an
 * amendment draws what the declaration drew before. Not thread-safe.
 */
public final class Draws {
    /** What is drawn for: random examination by credit class. */
    public static final long RANDOM = 0;
    /** What is drawn for: the office's expected share of examinations. */
    public static final long RED = 1;
    /** What is drawn for: the office's expected share of checks of documents. */
    public static final long YELLOW = 2;
    /** What is drawn for: the office's expected share of audits. */
    public static final long BLUE = 3;

    private final ClearanceState state;
    private final DayKey key = new DayKey();
    private DrawListener listener;

    Draws(final ClearanceState state) {
        this.state = state;
    }

    void listener(final DrawListener who) {
        listener = who;
    }

    /**
     * Draws.
     *
     * @param what {@link #RANDOM}, a lane, or the hash of a control's citation
     * @param detail the item of a control, else 0
     * @param rate the share to be taken, scaled by {@link Scales#RATE}
     * @return whether this one is taken
     */
    boolean isTaken(final Assessment a, final long what, final int detail, final long rate) {
        if (rate <= 0 || rate >= Scales.RATE) {
            return rate > 0;
        }
        final int day = a.draft.acceptedDay;
        key.derive(state.drawSecret().low(), state.drawSecret().high(), day);
        final long value = value(key.low(), key.high(), a.draft.number, what, detail);
        if (listener != null) {
            listener.drawn(a.draft.number, day, what, detail, rate, value);
        }
        return value < rate;
    }

    /**
     * Returns what is drawn under a key.
     *
     * @param declaration the declaration's number, 18 digits
     * @param what {@link #RANDOM}, a lane, or the hash of a control's citation
     * @param detail the item of a control, else 0
     * @return from 0 to {@link Scales#RATE} - 1, evenly
     */
    public static long value(final long keyLow, final long keyHigh, final long declaration,
        final long what, final int detail) {
        final long even = SipHash.of(keyLow, keyHigh, declaration, what, detail);
        // The high half of an unsigned 128-bit product; multiplyHigh alone would take the sign.
        return Math.multiplyHigh(even, Scales.RATE) + (even < 0 ? Scales.RATE : 0);
    }
}
