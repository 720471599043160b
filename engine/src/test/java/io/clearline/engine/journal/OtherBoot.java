package io.clearline.engine.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * This machine in another of its starts, with a list of what was forced.
 *
 * @param bootId which start
 * @param forced the files and directories that were opened, in order: all are opened to be forced
 */
public record OtherBoot(long bootId, List<Path> forced) implements Machine {
    /** Creates one with an empty list. */
    public OtherBoot(final long bootId) {
        this(bootId, new ArrayList<>());
    }

    @Override
    public FileChannel open(final Path file, final OpenOption... options) throws IOException {
        forced.add(file);
        return Machine.system().open(file, options);
    }

    @Override
    public void rename(final Path from, final Path to) throws IOException {
        Machine.system().rename(from, to);
    }

    @Override
    public long freeBytes(final Path directory) throws IOException {
        return Machine.system().freeBytes(directory);
    }

    @Override
    public long sizeBytes(final Path directory) throws IOException {
        return Machine.system().sizeBytes(directory);
    }

    @Override
    public Background background(final String name, final Runnable work) {
        return Machine.system().background(name, work);
    }

    @Override
    public long nanoTime() {
        return Machine.system().nanoTime();
    }
}
