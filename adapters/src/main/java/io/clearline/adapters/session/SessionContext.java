package io.clearline.adapters.session;

import io.clearline.adapters.binary.CommandCheck;
import io.clearline.adapters.identity.Identities;
import io.clearline.adapters.intake.Intake;
import io.clearline.engine.journal.DataDirectory;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.agrona.ExpandableArrayBuffer;

/** What the sessions of a server share. Thread-safe. */
public final class SessionContext implements LineHost {
    private static final int SIDE_THREADS = 2;
    private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long LINGER_NS = TimeUnit.MILLISECONDS.toNanos(2L * Session.LINGER_MS);
    private static final long LOOK_NS = 2_000_000;

    /** A client, whatever line it comes on: a principal and the number the client chose. */
    record Client(int principal, long high, long low) {
    }

    /** What checking commands takes: large, and one thread's. */
    static final class Desk {
        final CommandCheck check = new CommandCheck();
        final ExpandableArrayBuffer command = new ExpandableArrayBuffer(4096);
    }

    final Identities identities;
    final Intake intake;
    final DataDirectory data;
    final LongSupplier upTo;
    final Limits limits;
    /** For what may wait: reading tokens and journal. */
    final ExecutorService side;
    final Map<Client, Session> clients = new ConcurrentHashMap<>();
    final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    final AtomicInteger unknown = new AtomicInteger();
    final FastThreadLocal<Desk> desk = new FastThreadLocal<>() {
        @Override
        protected Desk initialValue() {
            return new Desk();
        }
    };

    /**
     * Creates one.
     *
     * @param name of the server, for its threads
     * @param upTo the last record that may be shown: as durable as answers are
     */
    public SessionContext(final String name, final Identities identities, final Intake intake,
        final DataDirectory data, final LongSupplier upTo, final Limits limits) {
        this.identities = identities;
        this.intake = intake;
        this.data = data;
        this.upTo = upTo;
        this.limits = limits;
        this.side = Executors.newFixedThreadPool(
            SIDE_THREADS, new DefaultThreadFactory(name + "-side", true));
    }

    @Override
    public LineListener listener(final Line line) {
        return new Session(this, line);
    }

    @Override
    public int lines() {
        return sessions.size();
    }

    /** Lets what was taken be answered for a moment first. */
    @Override
    public void drain() {
        sessions.forEach(Session::stop);
        await(() -> sessions.stream().allMatch(Session::isEnded), DRAIN_NS);
        // A line that has ended closes by itself in a moment: what it was told last must arrive.
        await(sessions::isEmpty, LINGER_NS);
        sessions.forEach(Session::cut);
        await(sessions::isEmpty, LINGER_NS);
    }

    private static void await(final BooleanSupplier done, final long ns) {
        final long untilNs = System.nanoTime() + ns;
        while (!done.getAsBoolean() && System.nanoTime() - untilNs < 0) {
            LockSupport.parkNanos(LOOK_NS);
        }
    }

    @Override
    public void close() {
        side.shutdownNow();
    }
}
