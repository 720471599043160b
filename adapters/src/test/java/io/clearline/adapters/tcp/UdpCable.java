package io.clearline.adapters.tcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Datagrams between clients and the two ports of a server, both ways: lost, doubled, late and out of
 * order when told so. One thread carries them.
 */
final class UdpCable implements AutoCloseable {
    private static final Weather FINE = new Weather(0, 0, 0, 0);
    private static final int DATAGRAM_MAX = 1 << 16;
    private static final long PATIENCE_NS = 30_000_000_000L;

    private final Selector selector = Selector.open();
    private final Thread thread = new Thread(this::run, "cable");
    private final PriorityQueue<Late> late =
        new PriorityQueue<>(Comparator.comparingLong(Late::dueNs));
    private final SplittableRandom chance;
    private final DatagramChannel endpoint;
    private final DatagramChannel control;
    private volatile Weather weather = FINE;
    private final AtomicInteger lostCount = new AtomicInteger();
    private volatile boolean closed;

    /** Shares that are lost on the way to the server and back, share that is doubled, and delay. */
    private record Weather(double lostUp, double lostDown, double doubled, int delayMs) {
    }

    /** A datagram that is held back. */
    private record Late(long dueNs, ByteBuffer bytes, DatagramChannel by, SocketAddress to) {
        void leave() throws IOException {
            try {
                by.send(bytes, to);
            } catch (final PortUnreachableException gone) {
                // As any network does: nobody is told.
                return;
            }
        }
    }

    /** Where clients send to, in place of a port of the server's. */
    private final class Front {
        private final DatagramChannel channel;
        private final SocketAddress server;
        private final Map<SocketAddress, DatagramChannel> backs = new HashMap<>();

        Front(final DatagramChannel channel, final int port) {
            this.channel = channel;
            this.server = local(port);
        }

        void take(final ByteBuffer bytes, final SocketAddress from) throws IOException {
            DatagramChannel back = backs.get(from);
            if (back == null) {
                back = open();
                back.connect(server);
                back.register(selector, SelectionKey.OP_READ, new Back(this, from));
                backs.put(from, back);
            }
            pass(weather.lostUp, bytes, back, server);
        }
    }

    /** Where the server sends to, in place of a client. */
    private record Back(Front front, SocketAddress client) {
    }

    /**
     * Lays it.
     *
     * @param endpoint the port on which the server listens
     * @param control the port from which it answers
     */
    UdpCable(final int endpoint, final int control, final long seed) throws IOException {
        chance = new SplittableRandom(seed);
        this.endpoint = front(endpoint);
        this.control = front(control);
        thread.setDaemon(true);
        thread.start();
    }

    private DatagramChannel front(final int port) throws IOException {
        final DatagramChannel channel = open();
        channel.bind(local(0));
        channel.register(selector, SelectionKey.OP_READ, new Front(channel, port));
        return channel;
    }

    private static DatagramChannel open() throws IOException {
        final DatagramChannel channel = DatagramChannel.open();
        channel.configureBlocking(false);
        return channel;
    }

    private static SocketAddress local(final int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Returns the channel for clients. */
    String channel() throws IOException {
        return "aeron:udp?endpoint=127.0.0.1:"
            + ((InetSocketAddress) endpoint.getLocalAddress()).getPort() + "|control=127.0.0.1:"
            + ((InetSocketAddress) control.getLocalAddress()).getPort();
    }

    /** Returns how many datagrams were lost. */
    int lost() {
        return lostCount.get();
    }

    private void run() {
        try {
            while (!closed) {
                if (late.isEmpty()) {
                    selector.select();
                } else {
                    selector.select(1);
                }
                for (final SelectionKey key : selector.selectedKeys()) {
                    read((DatagramChannel) key.channel(), key.attachment());
                }
                selector.selectedKeys().clear();
                while (!late.isEmpty() && late.peek().dueNs <= System.nanoTime()) {
                    late.poll().leave();
                }
            }
            for (final SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(final DatagramChannel channel, final Object end) throws IOException {
        while (true) {
            final ByteBuffer bytes = ByteBuffer.allocate(DATAGRAM_MAX);
            final SocketAddress from;
            try {
                from = channel.receive(bytes);
            } catch (final PortUnreachableException gone) {
                continue;
            }
            if (from == null) {
                return;
            }
            bytes.flip();
            if (end instanceof Front front) {
                front.take(bytes, from);
            } else {
                final Back back = (Back) end;
                pass(weather.lostDown, bytes, back.front.channel, back.client);
            }
        }
    }

    private void pass(final double lost, final ByteBuffer bytes, final DatagramChannel by,
        final SocketAddress to) throws IOException {
        final Weather now = weather;
        if (chance.nextDouble() < lost) {
            lostCount.incrementAndGet();
            return;
        }
        final int copies = chance.nextDouble() < now.doubled ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
            final long delayNs = now.delayMs == 0 ? 0 : chance.nextLong(now.delayMs * 1_000_000L);
            final Late one = new Late(System.nanoTime() + delayNs, bytes.duplicate(), by, to);
            if (delayNs == 0) {
                one.leave();
            } else {
                late.add(one);
            }
        }
    }

    /**
     * Does something bad for a while: short enough to live through, or until the line is given up.
     *
     * @param up tells whether the client takes its line for good
     * @return whether the line was given up
     */
    boolean harm(final SplittableRandom random, final BooleanSupplier up)
        throws InterruptedException {
        final int kind = random.nextInt(5);
        weather = switch (kind) {
            case 0 -> new Weather(1, 1, 0, 0);
            case 1 -> new Weather(random.nextDouble() / 2, random.nextDouble() / 2,
                random.nextDouble() / 2, 0);
            case 2 -> new Weather(0, 0, random.nextDouble() / 2, 1 + random.nextInt(20));
            case 3 -> random.nextBoolean() ? new Weather(1, 0, 0, 0) : new Weather(0, 1, 0, 0);
            default -> new Weather(1, 1, 0, 0);
        };
        if (kind < 3) {
            Thread.sleep(random.nextInt(kind == 0 ? 60 : 200));
        } else {
            // Nobody is told that it is dead: heartbeats are missed.
            final long startNs = System.nanoTime();
            while (up.getAsBoolean()) {
                if (System.nanoTime() - startNs > PATIENCE_NS) {
                    throw new AssertionError("nobody misses a dead line");
                }
                Thread.sleep(1);
            }
            Thread.sleep(random.nextInt(60));
        }
        weather = FINE;
        return kind >= 3;
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }
}
