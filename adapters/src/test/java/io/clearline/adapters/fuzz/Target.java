package io.clearline.adapters.fuzz;

import java.util.function.Consumer;

/** What the fuzzer calls, in a process of its own: the entry that {@code -Dfuzz.entry} names. */
public final class Target {
    private static Consumer<byte[]> decoder;

    private Target() {
    }

    /** Called once: loading and instrumenting the classes is not to look like a hang. */
    public static void fuzzerInitialize() {
        decoder = Entry.valueOf(System.getProperty("fuzz.entry")).open();
        decoder.accept(new byte[0]);
    }

    /** Called with any bytes. */
    public static void fuzzerTestOneInput(final byte[] bytes) {
        decoder.accept(bytes);
    }
}
