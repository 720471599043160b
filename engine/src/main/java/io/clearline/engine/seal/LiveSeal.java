package io.clearline.engine.seal;

import io.clearline.engine.follower.FollowerThread;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals in a thread of its own beside a running engine. A record waits at most half a second for
 * its block to be closed, so that there is at least one head a second as long as commands come.
 * What goes wrong here is logged and ends the sealing, never the engine. Thread-safe.
 */
public final class LiveSeal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSeal.class);
    private static final long INTERVAL_NS = 500_000_000;

    private final Sealer sealer;
    private final LongSupplier upTo;
    private final FollowerThread thread;
    private long openedNs;
    private volatile Throwable failure;

    private LiveSeal(final Sealer sealer, final LongSupplier upTo) {
        this.sealer = sealer;
        this.upTo = upTo;
        this.thread = FollowerThread.start("clearline-seal", this::step, this::failed);
    }

    /**
     * Starts to seal.
     *
     * @param sealer closed by {@link #close}
     * @param upTo the last record to seal: the engine's {@code durableSequence} where answers wait
     *     for the disk, its {@code lastSequence} where not
     */
    public static LiveSeal start(final Sealer sealer, final LongSupplier upTo) {
        return new LiveSeal(sealer, upTo);
    }

    private boolean step() {
        final boolean empty = sealer.pending() == 0;
        final int count = sealer.catchUp(upTo.getAsLong());
        if (empty && count > 0) {
            openedNs = System.nanoTime();
        }
        if (sealer.pending() > 0 && System.nanoTime() - openedNs >= INTERVAL_NS) {
            sealer.seal();
        }
        return count > 0;
    }

    private void failed(final Throwable thrown) {
        failure = thrown;
        LOG.error("Sealing stopped behind record {}; the engine goes on",
            sealer.lastSequence(), thrown);
    }

    /** Returns the last sequence that is sealed. */
    public long lastSequence() {
        return sealer.lastSequence();
    }

    /** Returns how many blocks are sealed. */
    public long blocks() {
        return sealer.blocks();
    }

    /** Returns what ended the sealing, if something did. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * Seals what {@code upTo} still shows and ends; to be called when the engine is closed, so that
     * this is all there is.
     */
    @Override
    public void close() {
        thread.close();
        try {
            if (failure == null) {
                int count = 1;
                while (count > 0) {
                    count = sealer.catchUp(upTo.getAsLong());
                }
                sealer.seal();
            }
        } catch (final RuntimeException | Error thrown) {
            failed(thrown);
        } finally {
            sealer.close();
        }
    }
}
