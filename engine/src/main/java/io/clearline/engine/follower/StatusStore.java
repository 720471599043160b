package io.clearline.engine.follower;

import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The status store as a look-up from any process sees it. Brings the store up to the journal
 * itself, or, where a follower is at work on it, only reads and is as late as that one. Opening
 * takes a second or two, and longer where the store must be made anew. Thread-safe but for {@link
 * #close}.
 */
public final class StatusStore implements AutoCloseable {
    private static final int OPEN_TRIES = 3;

    private final StatusFollower own;
    private final StatusMap others;

    private StatusStore(final StatusFollower own, final StatusMap others) {
        this.own = own;
        this.others = others;
    }

    /**
     * Opens the store of a data directory, which an engine may be using.
     *
     * @param data opened or only looked at
     * @throws JournalException if it cannot be used, the journal is damaged, or a follower of
     *     another process is just making the store anew
     */
    public static StatusStore open(final DataDirectory data, final StatusOptions options) {
        final Optional<StatusFollower> follower = StatusFollower.open(data, options);
        if (follower.isEmpty()) {
            return new StatusStore(null, read(data.status()));
        }
        try {
            follower.get().catchUp(Long.MAX_VALUE);
            return new StatusStore(follower.get(), null);
        } catch (final RuntimeException | Error refused) {
            follower.get().close();
            throw refused;
        }
    }

    private static StatusMap read(final Path directory) {
        for (int i = 0; i < OPEN_TRIES; i++) {
            final Optional<StatusMark> mark = StatusMark.read(directory);
            final Path file = directory.resolve(mark.map(StatusMark::mapFile).orElse("none"));
            // Looked for first, since opening one that is not there would make it.
            if (Files.exists(file)) {
                final StatusMap map = open(file, mark.orElseThrow().entries());
                final String now =
                    StatusMark.read(directory).map(StatusMark::mapFile).orElse("none");
                if (now.equals(mark.orElseThrow().mapFile())) {
                    return map;
                }
                map.close();
            }
        }
        throw new JournalException("the status store in " + directory
            + " is just being made anew; try again in a moment");
    }

    private static StatusMap open(final Path file, final long entries) {
        try {
            return StatusMap.open(file, entries);
        } catch (final IOException e) {
            throw StatusMark.unusable(file, e);
        }
    }

    /**
     * Looks a declaration up.
     *
     * @param numberOrRef its number of 18 digits, or else the submitter's reference; of several
     *     agents' the declaration that was accepted last under it
     * @return empty if no such declaration was accepted up to {@link #lastSequence}
     */
    public Optional<Status> find(final String numberOrRef) {
        return own != null ? own.find(numberOrRef) : others.find(numberOrRef, any -> true);
    }

    /** Returns the last record that the answers take into account. */
    public long lastSequence() {
        return own != null ? own.lastSequence() : others.lastSequence();
    }

    /** Closes the store. */
    @Override
    public void close() {
        if (own != null) {
            own.close();
        } else {
            others.close();
        }
    }
}
