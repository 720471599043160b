package io.clearline.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Writes the declarations of a {@link Soak} in advance: making them up allocates. */
public final class SoakTape {
    private static final int CONTROLS = 100;
    private static final int PRELUDE = 40_000;

    private SoakTape() {
    }

    /**
     * Writes a tape.
     *
     * @param directory where, must not have one yet
     * @param traders how many traders there are, 1,000 to 900,000
     * @param declarations how many, behind the setup and a prelude of commands of all kinds
     */
    public static void write(final Path directory, final int traders, final int declarations)
        throws IOException {
        final LoadStream stream = new LoadStream(traders, CONTROLS, PRELUDE, false);
        stream.require(stream.setup() + PRELUDE + declarations);
        stream.writeTo(directory);
    }
}
