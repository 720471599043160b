package io.clearline.tools;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What a verb reads and writes: given to it, so that tests run verbs inside their own process.
 *
 * @param in commands, where a file is named {@code -}
 * @param out data and nothing else; UTF-8, whatever the locale
 * @param err everything else
 * @param terminal whether {@code err} is a terminal, where a progress bar may be drawn
 */
public record Streams(InputStream in, PrintStream out, PrintStream err, boolean terminal) {
    private static final int BUFFER_BYTES = 1 << 16;

    /** Returns those of this process. */
    public static Streams ofProcess() {
        return new Streams(
            new FileInputStream(FileDescriptor.in),
            new PrintStream(new java.io.BufferedOutputStream(
                new FileOutputStream(FileDescriptor.out), BUFFER_BYTES), false,
                    StandardCharsets.UTF_8),
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
            // Java cannot tell whether stderr is a terminal; the launcher can.
            Boolean.getBoolean("clearline.terminal"));
    }
}
