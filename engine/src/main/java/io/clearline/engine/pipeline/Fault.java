package io.clearline.engine.pipeline;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fatal error of an engine, if it has one. The first cause wins and stays. Every stage looks
 * here before it touches a slot, so that nothing goes on behind a failure. Thread-safe.
 */
final class Fault {
    private static final Logger LOG = LoggerFactory.getLogger(Fault.class);

    private final AtomicReference<Throwable> cause = new AtomicReference<>();
    private final Consumer<Throwable> listener;

    Fault(final Consumer<Throwable> listener) {
        this.listener = listener;
    }

    boolean raised() {
        return cause.get() != null;
    }

    Throwable cause() {
        return cause.get();
    }

    void raise(final String where, final Throwable thrown) {
        if (!cause.compareAndSet(null, thrown)) {
            return;
        }
        try {
            LOG.error("Engine stopped, {} failed; nothing more leaves", where, thrown);
            listener.accept(thrown);
        } catch (final Throwable late) {
            // Out of memory, for one: the cause is kept above and the engine stands still, which is
            // what counts. Thrown on, it would end the thread in the middle of its slot.
            return;
        }
    }
}
