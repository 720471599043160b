package io.clearline.engine.follower;

import io.clearline.engine.journal.JournalException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The right to write to what a follower keeps in a directory; dies with its process. Thread-safe. */
public final class FollowerLock implements AutoCloseable {
    private static final String FILE = "lock";

    /**
     * What this process holds. Asked before the file is opened: closing a second channel of it
     * would release the first one's lock on POSIX systems.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private FollowerLock(final Path path, final FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Takes the lock, creating the directory if it must.
     *
     * @return empty if another, of this process or of another one, holds it
     * @throws JournalException if the directory cannot be used
     */
    public static Optional<FollowerLock> tryTake(final Path directory) {
        final Path path;
        try {
            Files.createDirectories(directory);
            path = directory.toRealPath();
        } catch (final IOException e) {
            throw unusable(directory, e);
        }
        if (!HELD.add(path)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel = FileChannel.open(path.resolve(FILE), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
            taken = channel.tryLock() != null;
            return taken ? Optional.of(new FollowerLock(path, channel)) : Optional.empty();
        } catch (final IOException e) {
            throw unusable(path, e);
        } finally {
            if (!taken) {
                release(path, channel);
            }
        }
    }

    private static JournalException unusable(final Path directory, final IOException e) {
        return new JournalException("cannot lock " + directory + ": "
            + e.getClass().getSimpleName() + " " + e.getMessage()
            + "; check its permissions and the free space", e);
    }

    private static void release(final Path path, final FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (final IOException e) {
            throw unusable(path, e);
        } finally {
            HELD.remove(path);
        }
    }

    /** Gives the right back. */
    @Override
    public void close() {
        release(path, channel);
    }
}
