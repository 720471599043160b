package io.clearline.adapters.http;

/**
 * What listeners for answers may take of the server; immutable.
 *
 * @param listenersMax listeners at a time
 * @param ownMax of them, those of one principal
 * @param waitingBytesMax events that wait for a slow reader before no more are read for it
 * @param heartbeatMs a listener that has heard nothing is sent a comment so often, and its token is
 *     looked at again
 * @param stallMs how long a reader may take nothing while something waits
 */
public record EventLimits(
    int listenersMax, int ownMax, int waitingBytesMax, int heartbeatMs, int stallMs) {
    /** Returns what serves most. */
    public static EventLimits defaults() {
        return new EventLimits(512, 32, 256 << 10, 10_000, 15_000);
    }
}
