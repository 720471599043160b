package io.clearline.bench;

import com.sun.management.OperatingSystemMXBean;
import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.pipeline.ClearanceEngine;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.pipeline.Offer;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.seal.LiveSeal;
import io.clearline.engine.seal.Sealer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What sealing costs. First alone, by the thread's CPU time: reading a journal, and reading and
 * sealing it. Then beside an engine at saturation: the commands of that journal are offered as fast
 * as they are taken, in turn without and with sealing, each time to an engine of its own.
 *
 * <pre>
 * java -Xms1g -Xmx2g -XX:+UseSerialGC --add-opens=... \
 *     -cp bench/target/benchmarks.jar io.clearline.bench.SealCost DIR ROUNDS [group]
 * </pre>
 */
public final class SealCost {
    private static final int COMMANDS_MAX = 400_000;
    private static final int BATCH = 1024;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final DataDirectory journal;
    private final int rounds;
    private final Durability durability;
    private final List<byte[]> commands = new ArrayList<>();
    private long bytes;
    /** CPU time of all threads for each command of the last leg, in us. */
    private double cpuUs;

    private SealCost(final Path directory, final int rounds, final Durability durability) {
        this.journal = DataDirectory.at(directory);
        this.rounds = rounds;
        this.durability = durability;
    }

    /**
     * Measures and prints.
     *
     * @param args a data directory whose seals are made anew, how many rounds, and {@code group} if
     *     the engine is to wait for the disk
     */
    public static void main(final String[] args) throws IOException {
        if (args.length < 2 || args.length > 3) {
            System.err.println("usage: SealCost DIR ROUNDS [group]");
            System.exit(2);
        }
        final SealCost cost = new SealCost(Path.of(args[0]), Integer.parseInt(args[1]),
            args.length == 3 ? Durability.GROUP : Durability.PAGE_CACHE);
        cost.alone();
        cost.besideAnEngine();
    }

    private void alone() throws IOException {
        final double[] reading = new double[rounds];
        final double[] sealing = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            commands.clear();
            bytes = 0;
            final long fromNs = THREADS.getCurrentThreadCpuTime();
            final long records = read(false);
            reading[i] = (double) (THREADS.getCurrentThreadCpuTime() - fromNs) / records;
            remove(journal.seals());
            final long sealNs = THREADS.getCurrentThreadCpuTime();
            try (Sealer sealer = Sealer.open(journal, null)) {
                sealer.sealAll();
            }
            sealing[i] = (double) (THREADS.getCurrentThreadCpuTime() - sealNs) / records;
            System.out.printf("%d records of %d bytes on average%n", records, bytes / records);
        }
        print("read, ns of CPU a record", reading);
        print("read and seal, ns of CPU a record", sealing);
        read(true);
    }

    private long read(final boolean keep) {
        final long[] records = new long[1];
        try (JournalReader reader = JournalReader.open(journal, 1)) {
            int count = 1;
            while (count > 0) {
                count = reader.poll((record, at, length) -> {
                    records[0]++;
                    bytes += length;
                    if (keep && commands.size() < COMMANDS_MAX) {
                        final byte[] command = new byte[RecordHeader.commandLength(record, at)];
                        record.getBytes(RecordHeader.commandAt(at), command);
                        commands.add(command);
                    }
                }, BATCH);
            }
        }
        return records[0];
    }

    private void besideAnEngine() throws IOException {
        final double[] without = new double[rounds];
        final double[] with = new double[rounds];
        final double[] ratio = new double[rounds];
        final double[] cpuWithout = new double[rounds];
        final double[] cpuWith = new double[rounds];
        leg(true); // warms up
        for (int i = 0; i < rounds; i++) {
            without[i] = leg(false);
            cpuWithout[i] = cpuUs;
            with[i] = leg(true);
            cpuWith[i] = cpuUs;
            ratio[i] = with[i] / without[i];
        }
        print("without, us of CPU a command, all threads", cpuWithout);
        print("with sealing, us of CPU a command, all threads", cpuWith);
        print("commands a second without", without);
        print("commands a second with sealing", with);
        print("ratio of the two", ratio);
    }

    /** Returns the commands a second, from the first offer to the last answer. */
    private double leg(final boolean seal) throws IOException {
        final Path directory = Files.createTempDirectory("seal-cost");
        final long cpuNs = PROCESS.getProcessCpuTime();
        final long fromNs;
        final long toNs;
        LiveSeal sealing = null;
        try (ClearanceEngine engine = ClearanceEngine.open(directory,
            EngineConfig.defaults().withDurability(durability).withWallClock()
                .withCommandBytesMax(8 << 20), ClearanceCore::new,
            (correlation, sequence, timeMs, answer, offset, length) -> { })) {
            if (seal) {
                sealing = LiveSeal.start(
                    Sealer.open(engine.dataDirectory().orElseThrow(), engine::force),
                    durability == Durability.GROUP
                        ? engine::durableSequence : engine::lastSequence);
            }
            fromNs = System.nanoTime();
            final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
            for (final byte[] command : commands) {
                buffer.wrap(command);
                while (engine.tryOffer(buffer, 0, command.length, 1) == Offer.BUSY) {
                    LockSupport.parkNanos(20_000);
                }
            }
            while (engine.pending() > 0) {
                LockSupport.parkNanos(20_000);
            }
            toNs = System.nanoTime();
        }
        if (sealing != null) {
            sealing.close();
            System.out.printf("%d heads in %.2f s%n",
                sealing.blocks(), (System.nanoTime() - fromNs) / 1e9);
        }
        cpuUs = (PROCESS.getProcessCpuTime() - cpuNs) / 1e3 / commands.size();
        remove(directory);
        return commands.size() * 1e9 / (toNs - fromNs);
    }

    private static void remove(final Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> entries = Files.walk(directory)) {
            for (final Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }

    private static void print(final String what, final double[] rounds) {
        final double[] sorted = rounds.clone();
        Arrays.sort(sorted);
        System.out.printf("%s: min %.2f, median %.2f, max %.2f%n",
            what, sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }
}
