package io.clearline.engine.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The operating system under this process. */
final class SystemMachine implements Machine {
    static final Machine THIS = new SystemMachine();

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private SystemMachine() {
    }

    @Override
    public FileChannel open(final Path file, final OpenOption... options) throws IOException {
        return FileChannel.open(file, options);
    }

    @Override
    public void rename(final Path from, final Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public long freeBytes(final Path directory) throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    @Override
    public long sizeBytes(final Path directory) throws IOException {
        return Files.getFileStore(directory).getTotalSpace();
    }

    @Override
    public Background background(final String name, final Runnable work) {
        return new SystemBackground(name, work);
    }

    @Override
    public long bootId() {
        try {
            long hash = 0;
            for (final byte b : Files.readAllBytes(BOOT_ID)) {
                hash = hash * 0x100_0000_01B3L + b;
            }
            return hash;
        } catch (final IOException | RuntimeException e) {
            // Not Linux: no restart can be told from a crash, so the stricter mark binds.
            return 0;
        }
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }
}
