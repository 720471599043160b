package io.clearline.bench.rig;

/**
 * What became of a stretch of load.
 *
 * @param planned how many commands were to be sent
 * @param sent how many were taken by the target
 * @param answered how many were answered
 * @param busy how often an offer found the target busy
 * @param plannedNs how long sending was to take
 * @param tookNs how long it took from the first command's time to the last answer
 */
public record Slice(
    long planned, long sent, long answered, long busy, long plannedNs, long tookNs) {

    /** Nothing at all; to add to. */
    public static final Slice NONE = new Slice(0, 0, 0, 0, 0, 0);

    /** Share by which a run may be slower than its rate and still count as having reached it. */
    private static final double SLACK = 0.01;

    /** Share by which it may be slower until a higher rate is not worth trying. */
    private static final double SATURATED = 0.1;

    /** Returns this and another as one. */
    public Slice plus(final Slice that) {
        return new Slice(planned + that.planned, sent + that.sent, answered + that.answered,
            busy + that.busy, plannedNs + that.plannedNs, tookNs + that.tookNs);
    }

    /** Tells whether everything was sent and answered, at the rate at which it was to be. */
    public boolean reached() {
        return sent == planned && answered == planned && tookNs <= plannedNs * (1 + SLACK);
    }

    /** Tells whether it was so far from its rate that a higher one is not worth trying. */
    public boolean saturated() {
        return sent < planned || answered < planned || tookNs > plannedNs * (1 + SATURATED);
    }
}
