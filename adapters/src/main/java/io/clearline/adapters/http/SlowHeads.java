package io.clearline.adapters.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends connections on which a request's head trickles in: the idle timeout alone lets a peer keep one for
 * a byte now and then. Each connection is looked at once in the time that a head may take; one that
 * was found with a part of a head, and has the same head still when it is looked at again, is ended. So a
 * head has one to two times that time, and one that has just come is never taken for a slow one.
 */
final class SlowHeads implements Connection.Listener {
    /** How a connection stood when it was looked at last, and whether there was a part of a head. */
    private record Look(long messages, long bytes, boolean head) {
    }

    private final ServerConnector connector;
    private final int headMs;
    private final Map<Connection, Look> looks = new ConcurrentHashMap<>();

    SlowHeads(final ServerConnector connector, final int headMs) {
        this.connector = connector;
        this.headMs = headMs;
    }

    @Override
    public void onOpened(final Connection connection) {
        // What speaks TLS below counts no messages, what speaks HTTP above does.
        if (connection instanceof org.eclipse.jetty.server.internal.HttpConnection) {
            looks.put(connection, new Look(0, 0, false));
            again(connection);
        }
    }

    @Override
    public void onClosed(final Connection connection) {
        looks.remove(connection);
    }

    private void again(final Connection connection) {
        final Scheduler scheduler = connector.getScheduler();
        scheduler.schedule(() -> look(connection), headMs, TimeUnit.MILLISECONDS);
    }

    private void look(final Connection connection) {
        final Look before = looks.get(connection);
        if (before == null) {
            return;
        }
        final long messages = connection.getMessagesIn();
        final long bytes = connection.getBytesIn();
        final boolean same =
            messages == before.messages && messages == connection.getMessagesOut();
        if (same && before.head) {
            connection.getEndPoint().close();
            return;
        }
        final Look now = new Look(messages, bytes, same && bytes > before.bytes);
        looks.replace(connection, now);
        again(connection);
    }
}
