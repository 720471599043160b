package io.clearline.adapters.tcp;

import io.clearline.adapters.binary.CommandCheck;
import io.clearline.adapters.identity.Identities;
import io.clearline.adapters.intake.Intake;
import io.clearline.engine.journal.DataDirectory;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.agrona.ExpandableArrayBuffer;

/** What the sessions of a server share. Thread-safe. */
final class SessionContext {
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

    SessionContext(final Identities identities, final Intake intake, final DataDirectory data,
        final LongSupplier upTo, final Limits limits, final ExecutorService side) {
        this.identities = identities;
        this.intake = intake;
        this.data = data;
        this.upTo = upTo;
        this.limits = limits;
        this.side = side;
    }
}
