package io.clearline.adapters.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs Jazzer in a process of its own, so that what it does to classes touches no other test. Inputs that
 * reach new code are kept from run to run in {@code target/fuzz}.
 */
public final class Fuzzer {
    private static final Pattern END = Pattern.compile("Done ([0-9]+) runs in ([0-9]+) second");
    private static final Pattern COVERAGE = Pattern.compile("cov: ([0-9]+)");
    private static final int HANG_S = 30;
    private static final int RSS_MB_MAX = 2500;
    private static final int PATIENCE_S = 120;

    private Fuzzer() {
    }

    /**
     * Fuzzes one entry.
     *
     * @param name the entry's, given to the target as {@code fuzz.entry}
     * @throws AssertionError with the end of what Jazzer said if it found anything
     */
    public static void run(final String name, final Class<?> target,
        final Map<String, byte[]> seeds, final int seconds) throws Exception {
        final Path home = Files.createDirectories(Path.of("target/fuzz", name).toAbsolutePath());
        final Path kept = Files.createDirectories(home.resolve("corpus"));
        final Path begin = Files.createDirectories(home.resolve("seeds"));
        for (final Map.Entry<String, byte[]> seed : seeds.entrySet()) {
            Files.write(begin.resolve(seed.getKey()), seed.getValue());
        }
        final Path log = home.resolve("log");
        final Process process = new ProcessBuilder(command(name, target, seconds, kept, begin))
            .directory(home.toFile()).redirectOutput(log.toFile()).redirectErrorStream(true)
            .start();
        try {
            if (!process.waitFor(seconds + PATIENCE_S, TimeUnit.SECONDS)) {
                throw new AssertionError(name + " hangs: " + log);
            }
        } finally {
            process.destroyForcibly();
        }
        final String said = Files.readString(log);
        assertEquals(0, process.exitValue(), () -> name + ": input in " + home + "\n"
            + said.substring(Math.max(0, said.length() - 8_000)));
        System.out.println(name + ": " + last(END, said, 1) + " executions in "
            + last(END, said, 2) + " s, " + last(COVERAGE, said, 1) + " edges, no finding");
    }

    private static List<String> command(final String name, final Class<?> target,
        final int seconds, final Path kept, final Path begin) {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (final String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (flag.startsWith("--")) {
                command.add(flag);
            }
        }
        command.addAll(List.of("-Xmx400m", "-Dfuzz.entry=" + name, "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "com.code_intelligence.jazzer.Jazzer", "--target_class=" + target.getName(),
            "--instrumentation_includes=io.clearline.**:org.apache.commons.csv.**"
                + ":com.fasterxml.jackson.dataformat.toml.**",
            "-max_total_time=" + seconds, "-timeout=" + HANG_S, "-rss_limit_mb=" + RSS_MB_MAX,
            kept.toString(), begin.toString()));
        return command;
    }

    private static String last(final Pattern pattern, final String said, final int group) {
        final Matcher matcher = pattern.matcher(said);
        String last = "?";
        while (matcher.find()) {
            last = matcher.group(group);
        }
        return last;
    }
}
