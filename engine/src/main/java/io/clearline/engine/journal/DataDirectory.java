package io.clearline.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The directory behind {@code --data}: what lies where, and the lock that keeps a second engine
 * out.
 *
 * <pre>
 * format           which layout this is, in text
 * clearline.lock   locked while an engine owns the directory; the file itself stays
 * high-water       how far the journal must reach
 * journal/         the records, and the blank file that becomes the next day's
 * journal-start    the first record that must be there, if that is not record 1
 * snapshots/       states at some records, so that a start need not apply all of them
 * followers/       how far each follower has come
 * status/          the status store, rebuilt from the journal whenever in doubt
 * seals/           signed heads over the journal, and the key that signs them
 * </pre>
 *
 * <p>{@link #open} takes the lock and may write; {@link #at} is for readers and never writes. The
 * lock dies with its process, so what a killed engine left behind costs no time. Thread-safe.
 */
public final class DataDirectory implements AutoCloseable {
    private static final String FORMAT_NAME = "clearline-data";
    private static final int FORMAT_VERSION = 1;
    private static final String FORMAT_FILE = "format";
    private static final String FORMAT_DRAFT = "format.tmp";
    private static final String LOCK_FILE = "clearline.lock";
    private static final int FORMAT_BYTES_MAX = 256;

    /**
     * What this process holds. Asked before the lock file is even opened: closing a second channel
     * of the same file would release the first one's lock on POSIX systems.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final Machine machine;
    private final FileChannel lockChannel;
    private boolean closed;

    private DataDirectory(
        final Path path, final Machine machine, final FileChannel lockChannel) {
        this.path = path;
        this.machine = machine;
        this.lockChannel = lockChannel;
    }

    /**
     * Opens a directory for the one engine that may write to it, and creates what is missing.
     *
     * @throws JournalException if it is in use, foreign, from a newer release or cannot be written
     */
    public static DataDirectory open(final Path directory) {
        return open(directory, Machine.system());
    }

    /** As the other, on a machine that may be a simulated one. */
    public static DataDirectory open(final Path directory, final Machine machine) {
        final Path path = create(directory, machine);
        if (!HELD.add(path)) {
            throw inUse(path, "this process");
        }
        FileChannel channel = null;
        try {
            channel = lock(path);
            checkFormat(path, machine, true);
            Files.createDirectories(path.resolve("journal"));
            HighWater.create(path.resolve("high-water"), machine);
            JournalFiles.forceDirectory(machine, path);
            return new DataDirectory(path, machine, channel);
        } catch (final IOException e) {
            release(path, channel);
            throw unwritable(path, e);
        } catch (final RuntimeException e) {
            release(path, channel);
            throw e;
        }
    }

    /**
     * Looks at a directory without locking or writing: another process may own it.
     *
     * @throws JournalException if there is none, or it is foreign or from a newer release
     */
    public static DataDirectory at(final Path directory) {
        return at(directory, Machine.system());
    }

    /** As the other, on a machine that may be a simulated one. */
    public static DataDirectory at(final Path directory, final Machine machine) {
        if (!Files.isDirectory(directory)) {
            throw new JournalException("there is no data directory at " + directory
                + "; give the --data directory of an engine");
        }
        checkFormat(directory, machine, false);
        return new DataDirectory(directory, machine, null);
    }

    private static Path create(final Path directory, final Machine machine) {
        try {
            final boolean fresh = !Files.isDirectory(directory);
            Files.createDirectories(directory);
            final Path path = directory.toRealPath();
            if (fresh && path.getParent() != null) {
                JournalFiles.forceDirectory(machine, path.getParent());
            }
            return path;
        } catch (final FileAlreadyExistsException e) {
            throw new JournalException(directory + " is not a directory; give another --data", e);
        } catch (final IOException e) {
            throw unwritable(directory, e);
        }
    }

    private static FileChannel lock(final Path path) throws IOException {
        final FileChannel channel = FileChannel.open(path.resolve(LOCK_FILE),
            StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            final FileLock lock = channel.tryLock();
            if (lock == null) {
                throw inUse(path, "process " + text(channel));
            }
            final String pid = ProcessHandle.current().pid() + "\n";
            channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
            return channel;
        } catch (final OverlappingFileLockException e) {
            channel.close();
            throw inUse(path, "this process");
        } catch (final IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void checkFormat(
        final Path path, final Machine machine, final boolean create) {
        final Path file = path.resolve(FORMAT_FILE);
        try {
            if (!Files.exists(file)) {
                if (!create) {
                    throw new JournalException(path
                        + " is not a Clearline data directory (it has no file"
                        + " 'format'); give the --data directory of an engine");
                }
                checkEmpty(path);
                writeFormat(path, machine);
            }
            final String[] words;
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                words = text(channel).split(" ", -1);
            }
            if (words.length != 2 || !words[0].equals(FORMAT_NAME)
                || !words[1].matches("[0-9]{1,9}")) {
                throw new JournalException(file + " is not that of a Clearline data directory;"
                    + " restore it from a copy or give another --data");
            }
            if (Integer.parseInt(words[1]) != FORMAT_VERSION) {
                throw new JournalException(path + " has format " + words[1]
                    + ", this release knows "
                    + FORMAT_VERSION + "; use the release that wrote it");
            }
        } catch (final IOException e) {
            throw new JournalException("cannot read " + file + ": " + e.getMessage()
                + "; check its permissions", e);
        }
    }

    private static void checkEmpty(final Path path) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (final Path entry : entries) {
                final String name = entry.getFileName().toString();
                final boolean ours = name.equals(LOCK_FILE) || name.equals(FORMAT_DRAFT);
                if (!ours && !name.startsWith(".") && !name.equals("lost+found")) {
                    throw new JournalException(path + " holds other files (" + name
                        + ") and is not a"
                        + " Clearline data directory; give an empty or a new one as --data");
                }
            }
        }
    }

    private static void writeFormat(final Path path, final Machine machine) throws IOException {
        final Path draft = path.resolve(FORMAT_DRAFT);
        final String text = FORMAT_NAME + " " + FORMAT_VERSION + "\n";
        try (FileChannel channel = machine.open(draft, StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            JournalFiles.write(
                channel, ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
            channel.force(true);
        }
        machine.rename(draft, path.resolve(FORMAT_FILE));
    }

    private static String text(final FileChannel channel) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(FORMAT_BYTES_MAX);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).trim();
    }

    private static JournalException inUse(final Path path, final String by) {
        return new JournalException("data directory " + path + " is in use by " + by
            + "; stop that engine or give another --data");
    }

    private static JournalException unwritable(final Path path, final IOException e) {
        return new JournalException("cannot write to data directory " + path + ": "
            + e.getClass().getSimpleName() + " " + e.getMessage()
            + "; check its permissions and the free space", e);
    }

    private static void release(final Path path, final FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (final IOException e) {
            throw new JournalException("cannot release the lock of " + path + ": " + e.getMessage(),
                e);
        } finally {
            HELD.remove(path);
        }
    }

    /** Returns the directory itself. */
    public Path path() {
        return path;
    }

    /** Returns the machine it lies on. */
    public Machine machine() {
        return machine;
    }

    /** Returns the directory of the journal's files. */
    public Path journal() {
        return path.resolve("journal");
    }

    /** Returns the file of the high-water mark. */
    public Path highWater() {
        return path.resolve("high-water");
    }

    /** Returns the file that says where the journal begins; it may not exist. */
    public Path journalStart() {
        return path.resolve("journal-start");
    }

    /** Returns the directory of the snapshots; it may not exist. */
    public Path snapshots() {
        return path.resolve("snapshots");
    }

    /** Returns the directory in which followers say how far they have come; it may not exist. */
    public Path followers() {
        return path.resolve("followers");
    }

    /** Returns the directory of the status store; it may not exist. */
    public Path status() {
        return path.resolve("status");
    }

    /**
     * Tells whether an engine has the directory now. Changes nothing; where that cannot be found out
     * for want of permission, none is supposed to.
     */
    public boolean inUse() {
        if (owned() || HELD.contains(path)) {
            return true;
        }
        try (FileChannel channel =
            FileChannel.open(path.resolve(LOCK_FILE), StandardOpenOption.WRITE)) {
            final FileLock lock = channel.tryLock();
            return lock == null;
        } catch (final OverlappingFileLockException e) {
            return true;
        } catch (final IOException e) {
            return false;
        }
    }

    /** Returns the directory of the seals; it may not exist. */
    public Path seals() {
        return path.resolve("seals");
    }

    /** Tells whether this object holds the lock, so may write. */
    public synchronized boolean owned() {
        return lockChannel != null && !closed;
    }

    /** Releases the lock, if there is one. */
    @Override
    public synchronized void close() {
        if (owned()) {
            closed = true;
            release(path, lockChannel);
        }
    }
}
