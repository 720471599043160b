package io.clearline.adapters.http;

/**
 * What those who come over HTTP may take of the server; immutable.
 *
 * @param connectionsMax connections at a time; further ones wait until one ends
 * @param headBytesMax longest request line and headers
 * @param headMs how long they may take to come
 * @param idleMs how long a connection may bring and take nothing
 * @param commandBytesMax longest single command
 * @param streamsOwnMax streams of commands at a time of one principal
 * @param events what listeners may take
 */
public record HttpLimits(int connectionsMax, int headBytesMax, int headMs, int idleMs,
    int commandBytesMax, int streamsOwnMax, EventLimits events) {
    /** Returns what serves most. */
    public static HttpLimits defaults() {
        return new HttpLimits(
            2048, 8 << 10, 10_000, 30_000, 8 << 20, 32, EventLimits.defaults());
    }

    /** Returns this with another bound of single commands. */
    public HttpLimits withCommandBytesMax(final int value) {
        return new HttpLimits(
            connectionsMax, headBytesMax, headMs, idleMs, value, streamsOwnMax, events);
    }

    /** Returns this with other numbers of connections and of one principal's streams. */
    public HttpLimits withConnections(final int all, final int streams) {
        return new HttpLimits(
            all, headBytesMax, headMs, idleMs, commandBytesMax, streams, events);
    }

    /** Returns this with other times, in ms. */
    public HttpLimits withTimes(final int head, final int idle) {
        return new HttpLimits(
            connectionsMax, headBytesMax, head, idle, commandBytesMax, streamsOwnMax, events);
    }

    /** Returns this with other bounds of listeners. */
    public HttpLimits withEvents(final EventLimits value) {
        return new HttpLimits(connectionsMax, headBytesMax, headMs, idleMs, commandBytesMax,
            streamsOwnMax, value);
    }
}
