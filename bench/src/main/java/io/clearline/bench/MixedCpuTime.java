package io.clearline.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * The mixed stream by the thread's CPU time, for machines that are shared: there the wall clock
 * that {@link MixedDecideBenchmark} reads counts the neighbours too. Every round decides fresh
 * commands, then decides and applies others; the first third of the rounds warms up. The hash of
 * the state at the end tells whether two versions of the core, fed alike, did the same.
 *
 * <pre>
 * java -Xms1g -Xmx2g -XX:+UseSerialGC -XX:MaxDirectMemorySize=3g \
 *     --add-opens=java.base/jdk.internal.misc=ALL-UNNAMED \
 *     --add-opens=java.base/sun.nio.ch=ALL-UNNAMED \
 *     -cp bench/target/benchmarks.jar io.clearline.bench.MixedCpuTime 1000000 30
 * </pre>
 */
public final class MixedCpuTime {
    private static final int COMMANDS = 40_000;
    private static final long SEED = 20_260_302;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final MixedWorld world = new MixedWorld(SEED);
    private long answered;

    private MixedCpuTime() {
    }

    /**
     * Measures and prints.
     *
     * @param args how many declarations the state holds at first, and how many rounds
     */
    public static void main(final String[] args) {
        if (args.length != 2) {
            System.err.println("usage: MixedCpuTime DECLARATIONS ROUNDS");
            System.exit(2);
        }
        new MixedCpuTime().measure(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    }

    private void measure(final int declarations, final int rounds) {
        world.grow(declarations);
        final long[] deciding = new long[rounds];
        final long[] applying = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            deciding[i] = round(false);
            applying[i] = round(true);
        }
        print("decide", deciding);
        print("decide and apply", applying);
        System.out.printf("%d bytes of answers, state hash %016x%n",
            answered, world.core().stateHash());
    }

    /** Returns the nanoseconds that one command took on average. */
    private long round(final boolean apply) {
        world.write(COMMANDS);
        final long from = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < COMMANDS; i++) {
            answered += (apply ? world.decideAndApply(i) : world.decide(i)).answerLength();
        }
        return (THREADS.getCurrentThreadCpuTime() - from) / COMMANDS;
    }

    private static void print(final String what, final long[] rounds) {
        final long[] warm = Arrays.copyOfRange(rounds, rounds.length / 3, rounds.length);
        Arrays.sort(warm);
        System.out.printf("%s, ns of CPU for a command: min %d, median %d, max %d%n",
            what, warm[0], warm[warm.length / 2], warm[warm.length - 1]);
    }
}
