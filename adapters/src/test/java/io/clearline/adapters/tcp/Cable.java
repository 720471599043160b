package io.clearline.adapters.tcp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/** A line between client and server that is cut, slow or dead when told so. */
final class Cable implements AutoCloseable {
    private final ServerSocket listening;
    private final Set<Plugged> plugged = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile int delayMs;

    /** One connection through the cable. */
    private final class Plugged {
        private final Socket client;
        private final Socket server;
        private volatile int bytesLeft = -1;
        private volatile boolean dead;

        Plugged(final Socket client, final Socket server) {
            this.client = client;
            this.server = server;
        }

        void pump(final Socket from, final Socket to) {
            final byte[] bytes = new byte[4096];
            try {
                final InputStream in = from.getInputStream();
                final OutputStream out = to.getOutputStream();
                for (int count = in.read(bytes); count > 0; count = in.read(bytes)) {
                    if (delayMs > 0) {
                        Thread.sleep(delayMs);
                    }
                    final int left = bytesLeft;
                    if (left >= 0) {
                        out.write(bytes, 0, Math.min(left, count));
                        break;
                    }
                    if (!dead) {
                        out.write(bytes, 0, count);
                    }
                }
            } catch (final IOException | InterruptedException cut) {
                // The other pump closes, too.
                bytesLeft = 0;
            }
            unplug();
        }

        void unplug() {
            plugged.remove(this);
            for (final Socket socket : new Socket[] {client, server}) {
                try {
                    socket.close();
                } catch (final IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        }
    }

    Cable(final int target) throws IOException {
        this.target = target;
        listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        start(this::accept);
    }

    private static void start(final Runnable work) {
        final Thread thread = new Thread(work, "cable");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    void target(final int port) {
        target = port;
    }

    private void accept() {
        try {
            while (true) {
                final Socket client = listening.accept();
                client.setTcpNoDelay(true);
                try {
                    final Socket server = new Socket("127.0.0.1", target);
                    server.setTcpNoDelay(true);
                    final Plugged next = new Plugged(client, server);
                    plugged.add(next);
                    start(() -> next.pump(client, server));
                    start(() -> next.pump(server, client));
                } catch (final IOException down) {
                    client.close();
                }
            }
        } catch (final IOException closed) {
            return;
        }
    }

    /** Does something bad to all lines that are up. */
    void harm(final SplittableRandom random) throws InterruptedException {
        switch (random.nextInt(4)) {
            case 0 -> plugged.forEach(Plugged::unplug);
            // In the middle of what comes next, frame or not.
            case 1 -> plugged.forEach(one -> one.bytesLeft = random.nextInt(300));
            case 2 -> {
                delayMs = 1 + random.nextInt(20);
                Thread.sleep(random.nextInt(60));
                plugged.forEach(Plugged::unplug);
                delayMs = 0;
            }
            // Nobody hears that it is dead.
            default -> plugged.forEach(one -> one.dead = true);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        plugged.forEach(Plugged::unplug);
    }
}
