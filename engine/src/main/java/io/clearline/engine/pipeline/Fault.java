package io.clearline.engine.pipeline;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/**
 * The fatal error of an engine, if it has one. The first cause wins and stays. Every stage looks
 * here before it touches a slot, so that nothing goes on behind a failure. Thread-safe.
 */
final class Fault {
    private final AtomicReference<Throwable> cause = new AtomicReference<>();
    private final BiConsumer<String, Throwable> listener;

    /** Creates one; the listener is told once where it happened and what was thrown. */
    Fault(final BiConsumer<String, Throwable> listener) {
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
            listener.accept(where, thrown);
        } catch (final Throwable late) {
            // Out of memory, for one: the cause is kept above and the engine stands still, which is
            // what counts. Thrown on, it would end the thread in the middle of its slot.
            return;
        }
    }
}
