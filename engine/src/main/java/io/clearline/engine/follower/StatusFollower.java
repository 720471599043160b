package io.clearline.engine.follower;

import io.clearline.engine.core.Core;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.journal.RecordPlace;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the status store up with the journal. The store is a cache: where its mark is missing, says
 * that it was not closed, or does not fit the journal, it is made anew from the journal's first
 * record, or from a snapshot where the first record has been deleted.
 *
 * <p>One thread calls {@link #catchUp} and {@link #close}; {@link #find} and {@link #lastSequence}
 * may be called by any until it is closed.
 */
public final class StatusFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatusFollower.class);
    private static final String NAME = "status";
    /** How many records the stated position may lag behind. */
    private static final long POSITION_STEP = 1 << 16;
    private static final String MAP_SUFFIX = ".map";
    private static final int GROWTH = 4;
    /** Few entries are spread unevenly, and a batch must fit into what a full map leaves. */
    private static final long ENTRIES_MIN = 1 << 14;

    private final DataDirectory data;
    private final Supplier<Core> cores;
    private final Path directory;
    private final FollowerLock lock;
    private final ReadWriteLock swap = new ReentrantReadWriteLock();
    private StatusGeneration current;
    private boolean published;
    /** The file before this one: a look-up that read the former mark may be about to open it. */
    private String formerMapFile = "";
    private long position;
    private boolean closed;

    private StatusFollower(
        final DataDirectory data, final FollowerLock lock, final StatusOptions options) {
        this.data = data;
        this.cores = options.cores();
        this.directory = data.status();
        this.lock = lock;
    }

    /**
     * Opens the store for writing; reads no more of the journal than tells whether the store fits
     * it. Takes a second or two: the map's library compiles its accessors once in each process.
     *
     * @return empty if another follower, of this process or another, has the store
     * @throws io.clearline.engine.journal.JournalException if the directory cannot be used
     */
    public static Optional<StatusFollower> open(
        final DataDirectory data, final StatusOptions options) {
        final Optional<FollowerLock> lock = FollowerLock.tryTake(data.status());
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        final StatusFollower follower = new StatusFollower(data, lock.get(), options);
        try {
            follower.begin(Math.max(
                ENTRIES_MIN, options.declarations() * StatusMap.ENTRIES_PER_DECLARATION));
            return Optional.of(follower);
        } catch (final RuntimeException | Error refused) {
            lock.get().close();
            throw refused;
        }
    }

    private void begin(final long entries) {
        final Optional<StatusMark> mark = StatusMark.read(directory);
        final Optional<StatusGeneration> resumed =
            mark.flatMap(found -> StatusGeneration.resume(data, found));
        if (resumed.isPresent()) {
            current = resumed.get();
            published = true;
        } else {
            // Nobody is to look at what an unclean end left, nor at a store that lags far.
            StatusMark.delete(directory);
            current = StatusGeneration.make(data, nextMapFile(),
                Math.max(entries, mark.map(StatusMark::entries).orElse(0L)), cores);
        }
        position = current.lastSequence();
        FollowerPositions.begin(data, NAME, position);
    }

    /** Says how far the store is: journal files behind that may go. */
    private void come() {
        position = current.lastSequence();
        FollowerPositions.put(data, NAME, position);
    }

    /**
     * Applies what the journal has.
     *
     * @param upTo the last record to apply, or {@code Long.MAX_VALUE}: a live follower stays behind
     *     what the engine has forced, so that a look-up shows no decision that a power cut could
     *     take back
     * @return how many records further the store is, 0 if there were no more
     * @throws io.clearline.engine.journal.JournalDamagedException where the journal is damaged;
     *     what stands before was applied
     */
    public long catchUp(final long upTo) {
        final long before = current.lastSequence();
        try {
            drive(current, upTo);
            if (current.full()) {
                remake(GROWTH * current.entries(), upTo);
            }
        } catch (final JournalException fault) {
            throw fault;
        } catch (final IllegalStateException full) {
            LOG.warn("Status store in {} is full, it is made anew", directory, full);
            remake(GROWTH * current.entries(), upTo);
        } catch (final RuntimeException fault) {
            // A reader in another process died with a lock in its hand, say.
            LOG.warn("Status store in {} cannot be written, it is made anew", directory, fault);
            remake(current.entries(), upTo);
        }
        if (!published) {
            current.publish();
            published = true;
            deleteOthers();
        }
        if (current.lastSequence() - position >= POSITION_STEP) {
            come();
        }
        return current.lastSequence() - before;
    }

    /** Looks a declaration up by its number of 18 digits, or else by the submitter's reference. */
    public Optional<Status> find(final String numberOrRef) {
        return find(numberOrRef, any -> true);
    }

    /** As the other, among those that are wanted: the latest of them under a reference. */
    public Optional<Status> find(final String numberOrRef, final Predicate<Status> wanted) {
        swap.readLock().lock();
        try {
            return current.find(numberOrRef, wanted);
        } finally {
            swap.readLock().unlock();
        }
    }

    /**
     * Opens a reader of the journal at a record, near which the store knows its way.
     *
     * @param fromSequence the first record to hand out, from 1
     * @throws io.clearline.engine.journal.RecordNotKeptException if it is no longer kept
     * @throws JournalException if the files cannot be opened
     */
    public JournalReader read(final long fromSequence) {
        swap.readLock().lock();
        final RecordPlace near;
        try {
            near = current.placeBefore(fromSequence);
        } finally {
            swap.readLock().unlock();
        }
        return JournalReader.open(data, fromSequence, near);
    }

    /** Returns the last record that is in the store. */
    public long lastSequence() {
        swap.readLock().lock();
        try {
            return current.lastSequence();
        } finally {
            swap.readLock().unlock();
        }
    }

    /** Closes the store and marks it as sound. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        swap.writeLock().lock();
        try {
            current.closeClean();
            come();
            formerMapFile = "";
            deleteOthers();
        } finally {
            swap.writeLock().unlock();
            lock.close();
        }
    }

    private static void drive(final StatusGeneration generation, final long upTo) {
        int count = 1;
        while (count > 0 && !generation.full()) {
            count = generation.apply(upTo);
        }
    }

    /** Makes a new generation, larger until it holds everything, in the place of the old one. */
    private void remake(final long entriesFirst, final long upTo) {
        long entries = entriesFirst;
        StatusGeneration made = filled(entries, upTo);
        while (made.full()) {
            made.close();
            entries *= GROWTH;
            made = filled(entries, upTo);
        }
        final StatusGeneration former = current;
        formerMapFile = former.mapFile();
        swap.writeLock().lock();
        try {
            current = made;
            former.close();
        } finally {
            swap.writeLock().unlock();
        }
        published = false;
    }

    private StatusGeneration filled(final long entries, final long upTo) {
        final StatusGeneration made =
            StatusGeneration.make(data, nextMapFile(), entries, cores);
        try {
            drive(made, upTo);
            return made;
        } catch (final RuntimeException | Error refused) {
            made.close();
            throw refused;
        }
    }

    private String nextMapFile() {
        long last = 0;
        try (DirectoryStream<Path> maps = Files.newDirectoryStream(directory, "*" + MAP_SUFFIX)) {
            for (final Path each : maps) {
                final String name = each.getFileName().toString();
                final String number = name.substring(0, name.length() - MAP_SUFFIX.length());
                last = Math.max(last, number.matches("[0-9]{1,8}") ? Long.parseLong(number) : 0);
            }
        } catch (final IOException e) {
            throw StatusMark.unusable(directory, e);
        }
        return last + 1 + MAP_SUFFIX;
    }

    private void deleteOthers() {
        try (DirectoryStream<Path> maps = Files.newDirectoryStream(directory, "*" + MAP_SUFFIX)) {
            for (final Path each : maps) {
                final String name = each.getFileName().toString();
                if (!name.equals(current.mapFile()) && !name.equals(formerMapFile)) {
                    Files.delete(each);
                }
            }
        } catch (final IOException e) {
            throw StatusMark.unusable(directory, e);
        }
    }
}
