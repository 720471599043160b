package io.clearline.adapters.fuzz;

import java.util.function.Consumer;

/** What the fuzzer calls, in a process of its own: the entry that {@code -Dfuzz.entry} names. */
public final class Target {
    private static Consumer<byte[]> decoder;

    private Target() {
    }

    /** Called once. */
    public static void fuzzerInitialize() {
        decoder = Entry.valueOf(System.getProperty("fuzz.entry")).open();
    }

    /** Called with any bytes. */
    public static void fuzzerTestOneInput(final byte[] bytes) {
        decoder.accept(bytes);
    }
}
