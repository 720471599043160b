package io.clearline.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** The file system under a journal, as far as room on it goes; tests fill it up here. */
interface Disk {
    /** Returns how many bytes this process may still take. */
    long freeBytes() throws IOException;

    /** Returns how many bytes there are, taken or not. */
    long sizeBytes() throws IOException;

    /**
     * Writes all bytes that remain in a buffer.
     *
     * @param path what the file was opened as
     * @throws IOException if there is no room for them
     */
    void write(Path path, FileChannel file, ByteBuffer bytes, long at) throws IOException;

    /** Opens a file for writing. */
    default FileChannel open(final Path path, final OpenOption... options) throws IOException {
        return FileChannel.open(path, options);
    }

    /** Returns the file system of a directory. */
    static Disk of(final Machine machine, final Path directory) {
        return new Disk() {
            @Override
            public long freeBytes() throws IOException {
                return machine.freeBytes(directory);
            }

            @Override
            public long sizeBytes() throws IOException {
                return machine.sizeBytes(directory);
            }

            @Override
            public FileChannel open(final Path path, final OpenOption... options)
                throws IOException {
                return machine.open(path, options);
            }

            @Override
            public void write(
                final Path path, final FileChannel file, final ByteBuffer bytes, final long at)
                throws IOException {
                JournalFiles.write(file, bytes, at);
            }
        };
    }
}
