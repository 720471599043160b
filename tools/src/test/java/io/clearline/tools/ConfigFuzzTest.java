package io.clearline.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The configuration as any bytes: over a corpus always, against Jazzer for {@code -Dfuzz.seconds}. */
class ConfigFuzzTest {
    private static final long SEED = 6;
    private static final int BROKEN = 300;
    private static final int PATIENCE_S = 120;

    private static Path corpus() throws Exception {
        return Path.of(ConfigFuzzTest.class.getResource("/fuzz/config").toURI());
    }

    @Test
    @Timeout(120)
    void anyConfigurationIsReadOrRefusedInOneLine() throws Exception {
        final SplittableRandom random = new SplittableRandom(SEED);
        try (Stream<Path> files = Files.list(corpus())) {
            for (final Path file : files.sorted().toList()) {
                final byte[] bytes = Files.readAllBytes(file);
                ConfigTarget.fuzzerTestOneInput(bytes);
                for (int i = 0; i < BROKEN; i++) {
                    final byte[] broken = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
                    broken[random.nextInt(broken.length)] = bytes[random.nextInt(bytes.length)];
                    ConfigTarget.fuzzerTestOneInput(broken);
                }
            }
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "fuzz.seconds", matches = "[1-9][0-9]*",
        disabledReason = "fuzzing is for -Pnightly")
    void nothingIsFound() throws Exception {
        final int seconds = Integer.getInteger("fuzz.seconds");
        final Path home = Path.of("target/fuzz/CONFIG").toAbsolutePath();
        final Path kept = Files.createDirectories(home.resolve("corpus"));
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(flag -> flag.startsWith("--")).toList());
        command.addAll(List.of("-Xmx400m", "-cp", System.getProperty("surefire.test.class.path",
            System.getProperty("java.class.path")), "com.code_intelligence.jazzer.Jazzer",
            "--target_class=" + ConfigTarget.class.getName(), "--instrumentation_includes="
            + "io.clearline.**:com.fasterxml.jackson.dataformat.toml.**",
            "-max_total_time=" + seconds, "-timeout=30", "-rss_limit_mb=2500",
            kept.toString(), corpus().toString()));
        final Path log = home.resolve("log");
        final Process process = new ProcessBuilder(command).directory(home.toFile())
            .redirectOutput(log.toFile()).redirectErrorStream(true).start();
        try {
            assertEquals(true, process.waitFor(seconds + PATIENCE_S, TimeUnit.SECONDS), "it hangs");
        } finally {
            process.destroyForcibly();
        }
        final String said = Files.readString(log);
        final String end = said.substring(Math.max(0, said.length() - 8_000));
        assertEquals(0, process.exitValue(), () -> "input in " + home + "\n" + end);
        System.out.println("CONFIG: " + end.substring(end.lastIndexOf("Done ")).strip());
    }
}
