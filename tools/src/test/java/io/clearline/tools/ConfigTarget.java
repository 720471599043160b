package io.clearline.tools;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;

/** What the fuzzer calls, in a process of its own: any bytes as a {@code clearline.toml}. */
public final class ConfigTarget {
    private ConfigTarget() {
    }

    /** Called once: loading and instrumenting the classes is not to look like a hang. */
    public static void fuzzerInitialize() {
        fuzzerTestOneInput(new byte[0]);
    }

    /** Called with any bytes. */
    public static void fuzzerTestOneInput(final byte[] bytes) {
        try {
            final ConfigFile config = ConfigFile.of(
                Path.of("clearline.toml"), new String(bytes, StandardCharsets.UTF_8));
            config.http();
            config.rates();
            final CommandLine line =
                new CommandLine(new ServeVerb(new Streams(null, System.out, System.err, false)));
            line.parseArgs("--data", "x");
            config.apply(line.getCommandSpec());
        } catch (final Failure refused) {
            if (!refused.getMessage().matches(".+") || refused.exitStatus() != Failure.USAGE) {
                throw new IllegalStateException("a refusal is not one line", refused);
            }
        }
    }
}
