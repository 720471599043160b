package io.clearline.engine.follower;

import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.journal.JournalReader;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A follower in a thread of its own beside a running engine, a few milliseconds behind it. What
 * goes wrong here is logged and ends the following, never the engine. Thread-safe.
 */
public final class LiveStatus implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveStatus.class);

    /** After fewer records it lets more gather: a look at the journal costs as much as several. */
    private static final long GATHERED_MIN = 1024;

    private final StatusFollower follower;
    private final FollowerThread thread;

    private LiveStatus(final StatusFollower follower, final LongSupplier upTo) {
        this.follower = follower;
        this.thread = FollowerThread.start("clearline-status",
            () -> follower.catchUp(upTo.getAsLong()) >= GATHERED_MIN,
            thrown -> LOG.error("Status store is no longer followed; look-ups stay at record {}",
                follower.lastSequence(), thrown));
    }

    /**
     * Opens the store and starts to follow.
     *
     * @param upTo the last record that may be shown: the engine's {@code durableSequence} where
     *     answers wait for the disk, its {@code lastSequence} where not
     * @throws JournalException if another follower has the store, or it cannot be used
     */
    public static LiveStatus start(
        final DataDirectory data, final StatusOptions options, final LongSupplier upTo) {
        final StatusFollower follower = StatusFollower.open(data, options).orElseThrow(() ->
            new JournalException("the status store in " + data.status() + " is in use by another"
                + " process, a look-up perhaps; try again in a moment"));
        return new LiveStatus(follower, upTo);
    }

    /** Looks a declaration up by its number of 18 digits, or else by the submitter's reference. */
    public Optional<Status> find(final String numberOrRef) {
        return follower.find(numberOrRef);
    }

    /** As the other, among those that are wanted: the latest of them under a reference. */
    public Optional<Status> find(final String numberOrRef, final Predicate<Status> wanted) {
        return follower.find(numberOrRef, wanted);
    }

    /**
     * Opens a reader of the journal at a record, near which the store knows its way; one thread's.
     *
     * @param fromSequence the first record to hand out, from 1
     * @throws io.clearline.engine.journal.RecordNotKeptException if it is no longer kept
     * @throws JournalException if the files cannot be opened
     */
    public JournalReader read(final long fromSequence) {
        return follower.read(fromSequence);
    }

    /** Returns the last record that is in the store. */
    public long lastSequence() {
        return follower.lastSequence();
    }

    /** Stops following and closes the store; waits for the batch at hand. */
    @Override
    public void close() {
        thread.close();
        follower.close();
    }
}
