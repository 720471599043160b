package io.clearline.engine.core;

/** Is told of every draw while it is made: for those who check draws afterwards. */
@FunctionalInterface
public interface DrawListener {
    /**
     * One draw.
     *
     * @param declaration the declaration's number, 18 digits
     * @param day its day of acceptance, whose key draws, in China since 1970-01-01
     * @param what what is drawn for, as {@link Draws#value} takes it
     * @param detail the item of a control, else 0
     * @param rate the share that is taken, scaled by {@code Scales.RATE}
     * @param value what was drawn, from 0 to {@code Scales.RATE} - 1: below the rate it is taken
     */
    void drawn(long declaration, int day, long what, int detail, long rate, long value);
}
