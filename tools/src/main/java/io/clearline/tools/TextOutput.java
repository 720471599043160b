package io.clearline.tools;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where a verb's data goes: standard output, or a file that is replaced once all of it was written.
 */
final class TextOutput implements AutoCloseable {
    private final Path file;
    private final Path draft;
    private final PrintStream stream;
    private boolean whole;

    private TextOutput(final Path file, final Path draft, final PrintStream stream) {
        this.file = file;
        this.draft = draft;
        this.stream = stream;
    }

    /**
     * Opens it.
     *
     * @param file null = standard output
     * @throws Failure if the file cannot be written
     */
    static TextOutput open(final Path file, final Streams streams) {
        if (file == null) {
            return new TextOutput(null, null, streams.out());
        }
        if (Files.isDirectory(file)) {
            throw Failure.usage(file + " is a directory: --out names a file");
        }
        final Path draft = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            return new TextOutput(file, draft, new PrintStream(
                new BufferedOutputStream(Files.newOutputStream(draft)), false,
                StandardCharsets.UTF_8));
        } catch (final IOException refused) {
            throw Failure.environment(file + " cannot be written: check that its directory is"
                + " there and may be written", refused);
        }
    }

    PrintStream stream() {
        return stream;
    }

    /** Says that all was written; without it the file stays as it was. */
    void whole() {
        whole = true;
    }

    @Override
    public void close() throws IOException {
        final boolean written = !stream.checkError();
        if (file != null) {
            stream.close();
            if (whole && written) {
                Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.deleteIfExists(draft);
            }
        }
        if (whole && !written) {
            throw Failure.environment((file == null ? "standard output" : file)
                + " was closed or is full", null);
        }
    }
}
