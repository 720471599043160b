package io.clearline.adapters.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends connections on which a request's head trickles in: the idle timeout alone lets a peer keep one for
 * a byte now and then. Each connection is looked at once in the time that a head may take.
 */
final class SlowHeads implements Connection.Listener {
    /** How a connection stood when it was looked at last. */
    private record Look(long messages, long bytes) {
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
            looks.put(connection, new Look(0, 0));
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
        final Look now = new Look(connection.getMessagesIn(), connection.getBytesIn());
        final boolean headAtHand = now.messages == before.messages && now.bytes > before.bytes
            && now.messages == connection.getMessagesOut();
        if (headAtHand) {
            connection.getEndPoint().close();
            return;
        }
        looks.replace(connection, now);
        again(connection);
    }
}
