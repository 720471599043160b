package io.clearline.engine.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that may hold records which are not on the disk yet: the one being written and those
 * that were left since the last force. The appending thread adds, the forcing thread forces.
 *
 * <p>Forces through a channel of its own: Chronicle's {@code sync()} covers the current block alone
 * and only logs what the disk refuses.
 */
final class UnforcedFiles implements AutoCloseable {
    /** A file that can be forced to the disk. */
    interface Target extends Closeable {
        void force() throws IOException;
    }

    /** Opens files for forcing; tests count here. */
    @FunctionalInterface
    interface Opener {
        Target open(Path file) throws IOException;
    }

    private record Entry(Path path, Target target) {
    }

    private final Opener opener;
    private final Machine machine;
    private final Path directory;
    private final List<Path> added = new ArrayList<>();
    private final List<Entry> open = new ArrayList<>();

    UnforcedFiles(final Path directory, final Machine machine, final Opener opener) {
        this.directory = directory;
        this.machine = machine;
        this.opener = opener;
    }

    /** Opens with {@code FileChannel.force(false)}: content and length, no timestamps. */
    static Target channel(final Machine machine, final Path file) throws IOException {
        final FileChannel channel =
            machine.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new Target() {
            @Override
            public void force() throws IOException {
                channel.force(false);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    /** Adds a file before its first record counts as appended. */
    void add(final Path file) {
        synchronized (added) {
            added.add(file);
        }
    }

    /** Forces all files; one thread at a time. On failure nothing is forgotten. */
    void force() throws IOException {
        final List<Path> fresh;
        synchronized (added) {
            fresh = List.copyOf(added);
        }
        for (final Path path : fresh) {
            open.add(new Entry(path, opener.open(path)));
            synchronized (added) {
                added.remove(0);
            }
        }
        for (final Entry entry : open) {
            entry.target.force();
        }
        if (!fresh.isEmpty()) {
            JournalFiles.forceDirectory(machine, directory);
        }
        // The last one is still being written; those before it never will be again.
        while (open.size() > 1) {
            open.remove(0).target.close();
        }
    }

    @Override
    public void close() throws IOException {
        for (final Entry entry : open) {
            entry.target.close();
        }
        open.clear();
    }
}
