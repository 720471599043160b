package io.clearline.bench;

import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalOptions;
import io.clearline.engine.journal.SoundJournal;
import io.clearline.engine.pipeline.AnswerSink;
import io.clearline.engine.pipeline.ClearanceEngine;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.pipeline.Offer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a durable answer costs: the demo's declarations through the whole engine on a real disk, ring,
 * core, journal, force and gate; with {@code echo} through a core that decides nothing, for the cost
 * of all that but the deciding. First at full speed, then at a rate, where an answer is timed from
 * when its declaration was meant to be sent. Prints beside it the CPU time of each thread for one
 * declaration, which neighbours on the machine change less; the wall clock counts them in.
 *
 * <pre>
 * java -Xms1g -Xmx1g -XX:+UseSerialGC -XX:-UsePerfData \
 *     -cp bench/target/benchmarks.jar io.clearline.bench.GroupCommit \
 *     DIR group clearance 500000 100000 3
 * </pre>
 *
 * <p>with the {@code --add-opens} and {@code --add-exports} that the jar's manifest lists. Each round
 * works in a new directory under DIR and removes it.
 */
public final class GroupCommit {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long NS_PER_S = 1_000_000_000;
    private static final long SPIN_BELOW_NS = 60_000;

    private final CommandSet commands;
    private final Durability durability;
    private final Supplier<Core> cores;
    private final int rate;
    private final long[] sentNs;
    private final long[] tookNs;
    private volatile long answered;

    private GroupCommit(
        final CommandSet commands, final Durability durability, final Supplier<Core> cores,
        final int rate) {
        this.commands = commands;
        this.durability = durability;
        this.cores = cores;
        this.rate = rate;
        this.sentNs = new long[commands.count()];
        this.tookNs = new long[commands.count()];
    }

    /**
     * Measures and prints.
     *
     * @param args a directory, the durability, the core, how many declarations, how many a second in
     *     the paced part, how many rounds
     */
    public static void main(final String[] args) throws IOException {
        if (args.length != 6) {
            System.err.println("usage: GroupCommit DIR page-cache|group clearance|echo"
                + " DECLARATIONS RATE ROUNDS");
            System.exit(2);
        }
        final Durability durability =
            Durability.valueOf(args[1].toUpperCase(Locale.ROOT).replace('-', '_'));
        final CommandSet commands = CommandSet.generate(Integer.parseInt(args[3]));
        final Supplier<Core> cores = args[2].equals("echo") ? echo(commands) : ClearanceCore::new;
        final Path home = Files.createDirectories(Path.of(args[0]));
        // The first round of each warms up.
        for (int round = 0; round <= Integer.parseInt(args[5]); round++) {
            for (final int rate : new int[] {0, Integer.parseInt(args[4])}) {
                final Path directory = Files.createTempDirectory(home, "group-commit-");
                final String result =
                    new GroupCommit(commands, durability, cores, rate).run(directory);
                System.out.println((round == 0 ? "warm-up: " : "round " + round + ": ") + result);
                remove(directory);
            }
        }
    }

    /** Returns cores whose records are as long as the clearance core's on average. */
    private static Supplier<Core> echo(final CommandSet commands) {
        final Core core = commands.newCore();
        final int sample = Math.min(commands.count(), 10_000);
        int answers = 0;
        int effects = 0;
        for (int i = 0; i < sample; i++) {
            final Verdict verdict = commands.decideAndApply(core, i);
            answers += verdict.answerLength();
            effects += verdict.effects().length();
        }
        final int answerLength = answers / sample;
        final int effectsLength = effects / sample;
        return () -> new EchoCore(answerLength, effectsLength);
    }

    private String run(final Path directory) {
        final EngineConfig config = EngineConfig.defaults().withDurability(durability);
        final AnswerSink sink = (correlation, sequence, timeMs, answer, offset, length) -> {
            if (correlation >= 0) {
                tookNs[(int) correlation] = System.nanoTime() - sentNs[(int) correlation];
            }
            answered++;
        };
        try (ClearanceEngine engine = ClearanceEngine.open(directory, config,
            JournalOptions.defaults(), cores, sink)) {
            final List<byte[]> opening = commands.opening();
            for (final byte[] command : opening) {
                offer(engine, new UnsafeBuffer(command), 0, command.length, -1);
            }
            awaitAnswers(opening.size());
            final Map<String, Long> before = cpuNs();
            final long startNs = System.nanoTime();
            for (int i = 0; i < commands.count(); i++) {
                sentNs[i] = rate == 0 ? System.nanoTime() : awaitTurn(startNs, i);
                offer(engine, commands.bytes(), commands.offset(i), commands.length(i), i);
            }
            awaitAnswers(opening.size() + commands.count());
            final long wallNs = System.nanoTime() - startNs;
            return report(wallNs, before) + String.format(Locale.ROOT, ", %,d bytes each",
                recordBytes(directory) / commands.count());
        }
    }

    private static long recordBytes(final Path directory) {
        final long[] bytes = {0};
        SoundJournal.read(DataDirectory.at(directory),
            (record, offset, length) -> bytes[0] += length);
        return bytes[0];
    }

    /** Waits for the time a declaration is meant to be sent; returns that time, however late. */
    private long awaitTurn(final long startNs, final int index) {
        final long turnNs = startNs + index * NS_PER_S / rate;
        for (long left = turnNs - System.nanoTime(); left > 0; left = turnNs - System.nanoTime()) {
            if (left > SPIN_BELOW_NS) {
                LockSupport.parkNanos(left - SPIN_BELOW_NS);
            } else {
                Thread.onSpinWait();
            }
        }
        return turnNs;
    }

    private static void offer(
        final ClearanceEngine engine, final DirectBuffer command, final int offset,
        final int length, final long correlation) {
        Offer offer = engine.tryOffer(command, offset, length, correlation);
        while (offer == Offer.BUSY) {
            LockSupport.parkNanos(20_000);
            offer = engine.tryOffer(command, offset, length, correlation);
        }
        if (offer == Offer.CLOSED) {
            throw new IllegalStateException("the engine stopped", engine.failure().orElse(null));
        }
    }

    private void awaitAnswers(final long count) {
        while (answered < count) {
            LockSupport.parkNanos(100_000);
        }
    }

    private String report(final long wallNs, final Map<String, Long> before) {
        final int count = commands.count();
        final StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%s at %s, %,d/s", durability,
            rate == 0 ? "full speed" : String.format(Locale.ROOT, "%,d/s", rate),
            count * NS_PER_S / wallNs));
        text.append(", CPU ns each:");
        cpuNs().forEach((name, ns) ->
            text.append(String.format(Locale.ROOT, " %s %,d", name,
                (ns - before.getOrDefault(name, 0L)) / count)));
        if (rate > 0) {
            // The first second warms up the paced way.
            final long[] took = Arrays.copyOfRange(tookNs, Math.min(rate, count / 4), count);
            Arrays.sort(took);
            text.append(", us:");
            for (final double part : new double[] {0.5, 0.9, 0.99, 0.999}) {
                text.append(String.format(Locale.ROOT, " p%s %,d", part * 100,
                    took[(int) (took.length * part)] / 1000));
            }
            text.append(String.format(Locale.ROOT, " max %,d", took[took.length - 1] / 1000));
        }
        return text.toString();
    }

    private static Map<String, Long> cpuNs() {
        final Map<String, Long> byName = new TreeMap<>();
        for (final Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("clearline-") || thread == Thread.currentThread()) {
                byName.put(thread.getName().replace("clearline-", ""),
                    THREADS.getThreadCpuTime(thread.getId()));
            }
        }
        return byName;
    }

    private static void remove(final Path directory) throws IOException {
        try (Stream<Path> entries = Files.walk(directory)) {
            for (final Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
