package io.clearline.bench.cli;

import io.clearline.bench.Soak;
import io.clearline.bench.SoakTape;
import io.clearline.bench.report.Json;
import io.clearline.bench.report.JsonNumbers;
import io.clearline.bench.report.Table;
import io.clearline.tools.Failure;
import io.clearline.tools.Streams;
import io.clearline.tools.Version;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.agrona.IoUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code clearline bench soak}. */
@Command(
    name = "soak",
    description = "Clears declarations in a JVM that collects nothing (Epsilon) and has a small heap:"
        + " who allocates for a declaration does not reach the end. They are written in advance, to a"
        + " tape. Exit 1 if it ends early, or the engine's thread allocated 0.1 bytes each or more.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class SoakVerb implements Callable<Integer> {
    /** Tables that grow and files that roll; an object for each declaration would be 16 and more. */
    private static final double BYTES_MOST = 0.1;
    private static final int TRADERS_LEAST = 1_000;
    private static final int TRADERS_MAX = 900_000;

    private final Streams streams;

    @Option(names = "--declarations", defaultValue = "10000000", paramLabel = "N",
        description = "How many (default ${DEFAULT-VALUE}).")
    private int declarations;

    @Option(names = "--heap", defaultValue = "512", paramLabel = "MIB",
        description = "The heap in MiB (default ${DEFAULT-VALUE}).")
    private int heap;

    @Option(names = "--traders", defaultValue = "100000", paramLabel = "N",
        description = "How many traders there are (default ${DEFAULT-VALUE}).")
    private int traders;

    @Option(names = "--dir", paramLabel = "DIR",
        description = "Where tape and journal are written, some 900 bytes for a declaration, and"
            + " removed again (default: the directory for temporary files).")
    private Path home;

    @Option(names = "--tape", hidden = true, description = "Where the tape lies: clear it here.")
    private Path tape;

    @Option(names = "--json", description = "Prints one JSON object instead of text.")
    private boolean json;

    SoakVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (tape != null) {
            streams.out().println(Json.text(new Soak().run(tape)));
            streams.out().flush();
            return 0;
        }
        CommonOptions.checkDeclarations(declarations);
        CommonOptions.range("--heap", heap, 64, 65_536);
        CommonOptions.range("--traders", traders, TRADERS_LEAST, TRADERS_MAX);
        final Path place = home == null ? Path.of(System.getProperty("java.io.tmpdir")) : home;
        if (!Files.isDirectory(place)) {
            throw Failure.usage("--dir " + place + " is no directory: make it, or name another");
        }
        final Path directory = Files.createTempDirectory(place, "clearline-bench-soak-");
        try {
            SoakTape.write(directory, traders, declarations);
            return tell(child(directory));
        } finally {
            IoUtil.delete(directory.toFile(), true);
        }
    }

    private String child(final Path directory) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC",
            "-Xms" + heap + "m", "-Xmx" + heap + "m", "-XX:MaxDirectMemorySize=16g",
            "-XX:-UsePerfData", "-Xlog:disable"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith("--add-") || argument.startsWith("-D")
                || argument.contains("UseTransparentHugePages")).forEach(command::add);
        final String path = System.getProperty("java.class.path");
        // What the libraries need opened stands in the manifest, which counts with -jar alone.
        command.addAll(path.endsWith(".jar") && Files.isRegularFile(Path.of(path))
            ? List.of("-jar", path) : List.of("-cp", path, "io.clearline.bench.Main"));
        command.addAll(List.of("bench", "soak", "--tape", directory.toString()));
        final Path out = directory.resolve("stdout");
        final Path err = directory.resolve("stderr");
        final Process process = new ProcessBuilder(command).redirectOutput(out.toFile())
            .redirectError(err.toFile()).start();
        try {
            if (process.waitFor() != 0) {
                throw Failure.check("the soak ended early with status " + process.exitValue()
                    + ": " + Files.readString(out).strip() + Files.readString(err).strip(), null);
            }
        } catch (final InterruptedException early) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", early);
        }
        return Files.readString(out);
    }

    private int tell(final String result) throws IOException {
        final Map<String, Double> numbers = JsonNumbers.of(result);
        final double each = numbers.get("coreBytes") / numbers.get("declarations");
        if (json) {
            streams.out().println(result.strip());
        } else {
            streams.out().printf(Locale.ROOT, "%s declarations, %s a second, without a collector"
                + " in a heap of %d MiB, of which setting up took %s MiB and they took %s KiB%n"
                + "the engine's thread allocated %s bytes in all, %.4f each%n",
                Table.whole(numbers.get("declarations")), Table.whole(numbers.get("perSecond")),
                heap, Table.whole(numbers.get("heapBytesBefore") / (1 << 20)),
                Table.whole(numbers.get("heapBytes") / (1 << 10)),
                Table.whole(numbers.get("coreBytes")), each);
        }
        streams.out().flush();
        return each < BYTES_MOST ? 0 : Failure.CHECK;
    }
}
