package io.clearline.tools;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where answers go: a file, or standard output. Opened before the engine, so that an unwritable one
 * is found in time, but what an earlier run left in the file stays until {@link #start}. Written in
 * place, not beside and renamed: an answer that left is a promise, and a long run is to be watched
 * as it goes.
 */
final class AnswerOutput implements AutoCloseable {
    private final Path path;
    private final RandomAccessFile file;
    private final OutputStream stream;
    private final boolean made;
    private boolean started;

    private AnswerOutput(
        final Path path, final RandomAccessFile file, final OutputStream stream,
            final boolean made) {
        this.path = path;
        this.file = file;
        this.stream = stream;
        this.made = made;
    }

    /**
     * Opens it.
     *
     * @param path the file; null = standard output
     * @param input the file that is read, which answers must not overwrite; null = none
     */
    static AnswerOutput open(final Path path, final Path input, final Streams streams)
        throws IOException {
        if (path == null) {
            return new AnswerOutput(null, null, checked(streams.out()), false);
        }
        final boolean made = Files.notExists(path);
        if (!made && input != null && Files.isSameFile(path, input)) {
            throw Failure.usage("--out is the file of --in: the answers would overwrite the"
                + " commands");
        }
        if (Files.isDirectory(path)) {
            throw Failure.usage("answers cannot be written to " + path + ": it is a directory");
        }
        final RandomAccessFile file;
        try {
            file = new RandomAccessFile(path.toFile(), "rw");
        } catch (final IOException refused) {
            throw Failure.environment("answers cannot be written to " + path
                + ": check that its directory is there and may be written", refused);
        }
        return new AnswerOutput(path, file, new OutputStream() {
            @Override
            public void write(final int value) throws IOException {
                file.write(value);
            }

            @Override
            public void write(final byte[] bytes, final int offset, final int length)
                throws IOException {
                file.write(bytes, offset, length);
            }
        }, made);
    }

    /** Makes a stream that says when it is broken: a print stream keeps silent. */
    private static OutputStream checked(final PrintStream out) {
        return new OutputStream() {
            @Override
            public void write(final int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(final byte[] bytes, final int offset, final int length)
                throws IOException {
                out.write(bytes, offset, length);
                if (out.checkError()) {
                    throw new IOException("standard output was closed or is full");
                }
            }
        };
    }

    /** Returns the stream; nothing may be written to it before {@link #start}. */
    OutputStream stream() {
        return stream;
    }

    /** Empties the file: from here on it holds this run's answers. */
    void start() throws IOException {
        started = true;
        if (file != null) {
            file.setLength(0);
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
            if (made && !started) {
                Files.deleteIfExists(path);
            }
        }
    }
}
