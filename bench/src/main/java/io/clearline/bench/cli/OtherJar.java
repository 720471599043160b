package io.clearline.bench.cli;

import io.clearline.bench.report.JsonNumbers;
import io.clearline.bench.report.Spread;
import io.clearline.tools.Failure;
import io.clearline.tools.Streams;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.IoUtil;

/** Another build of the benchmarks and this one, each run in a process of its own, in turns. */
final class OtherJar {
    private final Path reference;
    private final int declarations;
    private final Streams streams;

    OtherJar(final Path reference, final int declarations, final Streams streams) {
        this.reference = reference;
        this.declarations = declarations;
        this.streams = streams;
    }

    /** Returns how many times as fast as the other this build is, pair by pair. */
    Spread ratios(final int pairs) throws IOException {
        final Path own = own();
        final double[] ratios = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            // Who comes first changes, so that what the machine does later is nobody's fault.
            final double first = perSecond(i % 2 == 0 ? own : reference);
            final double second = perSecond(i % 2 == 0 ? reference : own);
            ratios[i] = i % 2 == 0 ? first / second : second / first;
            if (streams.terminal()) {
                streams.err().println("bench compare: pair " + (i + 1) + " of " + pairs);
            }
        }
        return Spread.of(ratios);
    }

    private static Path own() {
        try {
            final Path jar = Path.of(OtherJar.class.getProtectionDomain().getCodeSource()
                .getLocation().toURI());
            if (!Files.isRegularFile(jar)) {
                throw Failure.usage("--reference needs this build as a jar, too: call"
                    + " ./clearline bench compare");
            }
            return jar;
        } catch (final URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private double perSecond(final Path jar) throws IOException {
        final Path out = Files.createTempDirectory("clearline-bench-");
        try {
            final List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
            command.addAll(List.of("-jar", jar.toString(), "bench", "throughput", "--runs", "1",
                "--declarations", Integer.toString(declarations), "--json", "--out",
                out.toString()));
            final Process process = new ProcessBuilder(command)
                .redirectOutput(out.resolve("stdout").toFile())
                .redirectError(out.resolve("stderr").toFile()).start();
            if (process.waitFor() != 0) {
                throw Failure.environment(jar + " could not be run: "
                    + Files.readString(out.resolve("stderr")).strip(), null);
            }
            return JsonNumbers.of(out.resolve("stdout")).get("perSecond");
        } catch (final InterruptedException early) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", early);
        } finally {
            IoUtil.delete(out.toFile(), true);
        }
    }
}
