package io.clearline.bench;

import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.follower.Snapshotter;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.pipeline.ClearanceEngine;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.pipeline.Offer;
import io.clearline.engine.recovery.RecoveryReport;
import io.clearline.engine.snapshot.Snapshot;
import io.clearline.engine.snapshot.Snapshots;
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * How long is the way from a killed engine to the first decision of the next one, with a state of
 * millions of declarations? Fills a data directory through the engine, takes a snapshot, then starts
 * engines in processes of their own, each of which opens the directory, decides one declaration, says
 * so and is killed with {@code SIGKILL}.
 *
 * <pre>
 * java -cp bench/target/benchmarks.jar io.clearline.bench.SnapshotRestart DIR 5000000
 * </pre>
 *
 * <p>Needs the flags of {@link StateMemory}, and 4 GB of disk in DIR, which stays and is used again.
 */
public final class SnapshotRestart {
    private static final int CHUNK = 4096;
    private static final int STARTS = 5;
    private static final long UNSEEN = 80_000_000;
    private static final double NS_PER_S = 1e9;
    private static final double MIB = 1 << 20;
    private static final String ANSWERED = "answered";

    private SnapshotRestart() {
    }

    /**
     * Fills, takes and starts.
     *
     * @param args the directory and how many declarations, or {@code start} and the directory
     * @throws IOException if a process cannot be started
     */
    public static void main(final String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: SnapshotRestart DIR COUNT");
            System.exit(2);
        }
        if (args[0].equals("start")) {
            start(Path.of(args[1]));
            return;
        }
        final Path directory = Path.of(args[0]);
        if (Files.notExists(directory)) {
            fill(directory, Long.parseLong(args[1]));
        }
        take(DataDirectory.at(directory));
        for (int i = 0; i < STARTS; i++) {
            writeProbe(probe(directory), System.currentTimeMillis() % UNSEEN);
            startAndKill(directory);
        }
    }

    private static Path probe(final Path directory) {
        return directory.resolveSibling(directory.getFileName() + ".probe");
    }

    private static ClearanceEngine open(final Path directory, final long[] answered) {
        final EngineConfig config =
            EngineConfig.defaults().withDurability(Durability.PAGE_CACHE);
        return ClearanceEngine.open(directory, config, ClearanceCore::new,
            (correlation, sequence, timeMs, answer, offset, length) -> answered[0]++);
    }

    private static void fill(final Path directory, final long count) {
        final CommandTape tape = new CommandTape();
        final StateDeclarations declarations = new StateDeclarations(tape, false);
        final long startNs = System.nanoTime();
        try (ClearanceEngine engine = open(directory, new long[1])) {
            offerAll(engine, tape);
            for (long done = 0; done < count; done += CHUNK) {
                tape.clear();
                for (int i = 0; i < CHUNK && done + i < count; i++) {
                    declarations.next();
                }
                offerAll(engine, tape);
            }
        }
        System.out.printf("%d declarations journaled in %.1f s%n", count,
            (System.nanoTime() - startNs) / NS_PER_S);
    }

    private static void offerAll(final ClearanceEngine engine, final CommandTape tape) {
        final UnsafeBuffer view = tape.view();
        for (int i = 0; i < tape.size(); i++) {
            while (engine.tryOffer(view, tape.offset(i), tape.length(i), i) == Offer.BUSY) {
                LockSupport.parkNanos(10_000);
            }
        }
    }

    private static void take(final DataDirectory data) {
        final long startNs = System.nanoTime();
        try (Snapshotter snapshotter =
            Snapshotter.open(data, ClearanceCore::new, Snapshots.KEPT)) {
            snapshotter.catchUpToEnd();
            final long readNs = System.nanoTime();
            final boolean taken = snapshotter.take().isPresent();
            final Snapshot last = new Snapshots(data).list().get(0);
            System.out.printf("snapshot of record %d: %.1f MiB, brought up in %.2f s, %s in %.2f s"
                + " (written, forced and read back)%n", last.sequence(), last.bytes() / MIB,
                (readNs - startNs) / NS_PER_S, taken ? "taken" : "was there, found sound",
                (System.nanoTime() - readNs) / NS_PER_S);
        }
    }

    /** What one started engine does: it stays until it is killed. */
    private static void start(final Path directory) throws IOException {
        final long mainMs = System.currentTimeMillis();
        final long jvmMs = mainMs
            - ManagementFactory.getRuntimeMXBean().getStartTime();
        final long[] answered = new long[1];
        final ClearanceEngine engine = open(directory, answered);
        final RecoveryReport report = engine.recovery().orElseThrow();
        report.lines().forEach(System.out::println);
        final byte[] command = Files.readAllBytes(probe(directory));
        engine.tryOffer(new UnsafeBuffer(command), 0, command.length, 1);
        while (engine.pending() > 0) {
            LockSupport.parkNanos(10_000);
        }
        System.out.printf("%s: JVM %d ms, snapshot %d ms, records %d in all %d ms, answer %d ms"
            + " after main; CPU %d ms of this thread, %d ms of the process%n", ANSWERED, jvmMs, report.restoreNs() / 1_000_000, report.records(),
            report.durationNs() / 1_000_000, System.currentTimeMillis() - mainMs,
            ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000,
            ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime() / 1_000_000);
        LockSupport.park();
    }

    /** Writes a declaration that no engine has seen yet. */
    private static void writeProbe(final Path file, final long number) throws IOException {
        final CommandTape tape = new CommandTape();
        final StateDeclarations declarations = new StateDeclarations(tape, false);
        tape.clear();
        declarations.skipTo(UNSEEN + number);
        declarations.next();
        final byte[] command = new byte[tape.length(0)];
        tape.view().getBytes(tape.offset(0), command);
        Files.write(file, command);
    }

    private static void startAndKill(final Path directory) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"),
            SnapshotRestart.class.getName(), "start", directory.toString()));
        final long startNs = System.nanoTime();
        final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            while (line != null && !line.startsWith(ANSWERED)) {
                System.out.println("  " + line);
                line = out.readLine();
            }
            System.out.printf("first decision %.2f s after the start of the process (%s)%n",
                (System.nanoTime() - startNs) / NS_PER_S, line);
        } finally {
            process.destroyForcibly();
        }
    }
}
