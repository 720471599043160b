package io.clearline.adapters.aeron;

import io.aeron.CncFileDescriptor;
import io.aeron.CommonContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Looks now and then whether the media driver of a directory is still the one that it was: a driver that
 * was started again knows nobody, and Aeron's timeouts for one that is gone are long. Used on one thread.
 */
public final class DriverWatch {
    /** A media driver that has not stirred for so long is dead. */
    static final long DEAD_MS = 5_000;
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Path directory;
    private final Object identity;
    private long lookedNs = System.nanoTime();

    private DriverWatch(final Path directory, final Object identity) {
        this.directory = directory;
        this.identity = identity;
    }

    /**
     * Begins to watch the one that runs.
     *
     * @throws IOException if none runs, or it may not be used; says which
     */
    public static DriverWatch of(final Path directory) throws IOException {
        final Path file = directory.resolve(CncFileDescriptor.CNC_FILE);
        if (Files.isDirectory(directory) && !Files.isExecutable(directory)
            || Files.exists(file) && !(Files.isReadable(file) && Files.isWritable(file))) {
            throw new IOException("the media driver in " + directory + " may not be used by this user:"
                + " it has to run with umask 007 and a group that this user is in");
        }
        final CommonContext context =
            new CommonContext().aeronDirectoryName(directory.toAbsolutePath().toString());
        context.conclude();
        if (!context.isDriverActive(DEAD_MS, text -> { })) {
            throw new IOException("no media driver runs in " + directory);
        }
        return new DriverWatch(directory, identity(file));
    }

    private static Object identity(final Path file) throws IOException {
        final BasicFileAttributes attributes =
            Files.readAttributes(file, BasicFileAttributes.class);
        return List.of(String.valueOf(attributes.fileKey()), attributes.creationTime());
    }

    /** Tells whether there is another now, or none that could be seen; looks ten times a second. */
    public boolean isGone() {
        final long now = System.nanoTime();
        if (now - lookedNs < LOOK_NS) {
            return false;
        }
        lookedNs = now;
        try {
            return !identity.equals(identity(directory.resolve(CncFileDescriptor.CNC_FILE)));
        } catch (final IOException nothing) {
            return true;
        }
    }
}
