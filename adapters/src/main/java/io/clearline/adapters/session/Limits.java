package io.clearline.adapters.session;

/**
 * What a peer may take of the server; immutable. Start from {@link #defaults()}.
 *
 * @param connectionsMax lines at a time
 * @param unknownMax of them, lines whose peer has not been let in yet
 * @param helloBytesMax longest message before that
 * @param helloTimeoutMs how long a peer has to say hello, TLS handshake included
 * @param frameBytesMax longest message after that
 * @param inFlightMax commands of a line without an answer; further ones are not read until some have one
 * @param outboxBytesMax answers that wait for a slow reader; beyond, its line is ended
 * @param heartbeatMs a line that has nothing to say says so this often; three times as long without a
 *     byte ends it
 * @param stallMs how long a reader may take nothing at all while something waits
 */
public record Limits(int connectionsMax, int unknownMax, int helloBytesMax, int helloTimeoutMs,
    int frameBytesMax, int inFlightMax, int outboxBytesMax, int heartbeatMs, int stallMs) {
    /** Returns what serves most. */
    public static Limits defaults() {
        return new Limits(1024, 256, 2048, 5_000, 4 << 20, 1024, 8 << 20, 5_000, 10_000);
    }

    /** Returns this with other timeouts, in ms. */
    public Limits withTimes(final int hello, final int heartbeat, final int stall) {
        return new Limits(connectionsMax, unknownMax, helloBytesMax, hello, frameBytesMax,
            inFlightMax, outboxBytesMax, heartbeat, stall);
    }

    /** Returns this with other numbers of lines. */
    public Limits withConnections(final int all, final int unknown) {
        return new Limits(all, unknown, helloBytesMax, helloTimeoutMs, frameBytesMax, inFlightMax,
            outboxBytesMax, heartbeatMs, stallMs);
    }

    /** Returns this with another bound of answers that wait. */
    public Limits withOutboxBytesMax(final int value) {
        return new Limits(connectionsMax, unknownMax, helloBytesMax, helloTimeoutMs,
            frameBytesMax, inFlightMax, value, heartbeatMs, stallMs);
    }

    /** Returns how many bytes may wait before no more commands are read. */
    int pauseBytes() {
        return outboxBytesMax / 8;
    }
}
