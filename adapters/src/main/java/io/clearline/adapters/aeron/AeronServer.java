package io.clearline.adapters.aeron;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.driver.MediaDriver;
import io.clearline.adapters.identity.Identities;
import io.clearline.adapters.intake.Intake;
import io.clearline.adapters.session.Limits;
import io.clearline.adapters.session.LineHost;
import io.clearline.adapters.session.SessionContext;
import io.clearline.engine.journal.DataDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The binary protocol on Aeron: takes clients from {@link #start} to {@link #close}. One thread carries all
 * lines; the media driver, unless it is another process, has one, too.
 */
public final class AeronServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AeronServer.class);
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Options options;
    private final Channels channels;
    private final MediaDriver driver;
    private final LineHost host;
    private final AeronLoop loop;
    private final List<AeronLine> lines = new ArrayList<>();
    private final Queue<Image> arrived = new ArrayDeque<>();
    private final Queue<Image> left = new ArrayDeque<>();
    private Aeron aeron;
    /** Watches the media driver where it is another process, else null. */
    private DriverWatch watch;
    private boolean lost;
    private long triedNs;
    private String told = "";
    private boolean stopping;

    /**
     * Where it takes clients.
     *
     * @param channel as {@link Channels#of} reads it
     * @param directory the media driver's
     * @param external whether that driver is another process; else one is started there
     * @param anywhere whether UDP is allowed on others than loopback, where all is said in plain
     */
    public record Options(String channel, Path directory, boolean external, boolean anywhere,
        Idle idle, Limits limits) {
        /**
         * Checks that the channel is one and that nothing is said in plain by oversight.
         *
         * @throws IOException if not; says what to do
         */
        public Channels check() throws IOException {
            final Channels channels = Channels.of(channel);
            if (!anywhere && !channels.isLocal()) {
                throw new IOException("tokens and declarations would cross the network in plain:"
                    + " Aeron has no TLS; allow it by --aeron-plain, or take --tcp with TLS");
            }
            return channels;
        }
    }

    private AeronServer(final Options options, final Channels channels, final MediaDriver driver,
        final LineHost host) {
        this.options = options;
        this.channels = channels;
        this.driver = driver;
        this.host = host;
        this.loop = new AeronLoop("clearline-aeron", options.idle());
    }

    /**
     * Starts to take clients.
     *
     * @param upTo the last record that may be shown: as durable as answers are
     * @throws IOException if the options do not allow it, the media driver does not start, or none runs
     *     where another process should have started it
     */
    public static AeronServer start(final Options options, final Identities identities,
        final Intake intake, final DataDirectory data, final LongSupplier upTo)
        throws IOException {
        options.check();
        return start(options, new SessionContext(
            "clearline-aeron", identities, intake, data, upTo, options.limits()));
    }

    /**
     * Starts to take others than sessions.
     *
     * @param host whom lines lead to; closed with the server, and where it does not start
     * @throws IOException as for sessions
     */
    public static AeronServer start(final Options options, final LineHost host)
        throws IOException {
        final Channels channels = options.check();
        final MediaDriver driver;
        try {
            driver =
                options.external() ? null : Drivers.launch(options.directory(), options.idle());
        } catch (final IOException e) {
            host.close();
            throw e;
        }
        final AeronServer server = new AeronServer(options, channels, driver, host);
        final Throwable failed = server.loop.loop().submit(() -> {
            server.open();
            return null;
        }).awaitUninterruptibly().cause();
        if (failed != null) {
            server.shutdown();
            throw new IOException("cannot take clients on " + options.channel() + " ("
                + failed.getMessage() + ")", failed);
        }
        server.loop.loop().submit(() -> server.loop.add(server::poll)).awaitUninterruptibly();
        return server;
    }

    /** Connects to the media driver and listens. On the loop. */
    private void open() throws IOException {
        final Aeron.Context context = new Aeron.Context();
        if (options.external()) {
            watch = DriverWatch.of(options.directory());
            context.driverTimeoutMs(DriverWatch.DEAD_MS);
        }
        aeron = Aeron.connect(context
            .aeronDirectoryName(options.directory().toAbsolutePath().toString())
            .useConductorAgentInvoker(true)
            .errorHandler(e -> LOG.warn("Aeron: {}", e.toString())));
        // What Aeron tells must not call it: it is kept for the next round.
        aeron.addSubscription(
            channels.request(), Channels.REQUEST_STREAM, arrived::add, left::add);
    }

    private int poll() {
        if (!lost && (aeron.isClosed() || watch != null && watch.isGone())) {
            lose();
        }
        if (lost) {
            return reopen();
        }
        int work = aeron.conductorAgentInvoker().invoke();
        for (Image gone = left.poll(); gone != null; gone = left.poll()) {
            for (final AeronLine line : lines) {
                if (line.isOf(gone)) {
                    line.close();
                }
            }
            work++;
        }
        for (Image next = arrived.poll(); next != null; next = arrived.poll()) {
            take(next);
            work++;
        }
        for (int i = lines.size() - 1; i >= 0; i--) {
            final AeronLine line = lines.get(i);
            if (!line.isClosed()) {
                work += line.poll(this);
            } else if (line.isSettled(this)) {
                lines.remove(i);
            }
        }
        return work;
    }

    private void take(final Image image) {
        // One that did not begin here was a line of another server: its client will see and come anew.
        if (stopping || image.joinPosition() != 0 || image.isClosed()) {
            return;
        }
        final AeronLine line = new AeronLine(loop.loop(), host, image);
        lines.add(line);
        line.open();
        if (!line.isClosed()) {
            line.await(aeron.asyncAddExclusivePublication(
                channels.responseTo(image.correlationId()), Channels.RESPONSE_STREAM));
        }
    }

    /** Returns the publication that was asked for, null as long as it is not there. */
    ExclusivePublication made(final long registration) {
        return aeron.getExclusivePublication(registration);
    }

    /** The media driver ended, or took this process for dead, which had stood still. */
    private void lose() {
        lines.forEach(AeronLine::close);
        lines.clear();
        arrived.clear();
        left.clear();
        aeron.close();
        lost = true;
        if (!stopping) {
            LOG.warn("The media driver in {} has ended, or had not heard of this process: its lines"
                + " are lost, others are taken when it runs", options.directory());
        }
    }

    private int reopen() {
        final long now = System.nanoTime();
        if (stopping || now - triedNs < RETRY_NS) {
            return 0;
        }
        triedNs = now;
        try {
            open();
            lost = false;
            told = "";
            LOG.warn("Clients are taken on {} again", options.channel());
        } catch (final IOException | RuntimeException e) {
            aeron.close();
            if (!told.equals(String.valueOf(e.getMessage()))) {
                told = String.valueOf(e.getMessage());
                LOG.warn("Aeron cannot be opened again yet: {}", told);
            }
        }
        return 1;
    }

    /** Returns where it takes clients, such as {@code aeron:ipc in DIR/aeron}. */
    public String address() {
        return options.channel() + (channels.isIpc() ? " in " + options.directory() : "");
    }

    /** Returns how many lines there are. */
    public int connections() {
        return host.lines();
    }

    /** Takes no more clients, lets what was taken be answered for a moment, says bye and ends. */
    @Override
    public void close() {
        if (loop.loop().isShutdown()) {
            return;
        }
        loop.loop().submit(() -> stopping = true).awaitUninterruptibly();
        host.drain();
        shutdown();
    }

    private void shutdown() {
        loop.loop().submit(() -> {
            if (aeron != null) {
                aeron.close();
            }
        }).awaitUninterruptibly();
        loop.close();
        host.close();
        if (driver != null) {
            driver.close();
        }
    }
}
