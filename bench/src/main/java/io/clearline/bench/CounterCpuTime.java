package io.clearline.bench;

import com.sun.management.ThreadMXBean;
import io.clearline.adapters.json.CommandDecoder;
import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What do ten counters cost a decision on the mixed stream? Two cores are fed alike, one of them
 * with a control for each counter that asks it on every declaration or item and never matches.
 * Rounds alternate, by the thread's CPU time; the first third warms up. What deciding allocates is
 * printed, too.
 *
 * <pre>
 * java -Xms1g -Xmx2g -XX:+UseSerialGC -XX:MaxDirectMemorySize=4g \
 *     --add-opens=java.base/jdk.internal.misc=ALL-UNNAMED \
 *     --add-opens=java.base/sun.nio.ch=ALL-UNNAMED \
 *     -cp bench/target/benchmarks.jar io.clearline.bench.CounterCpuTime 500000 15
 * </pre>
 */
public final class CounterCpuTime {
    private static final int COMMANDS = 40_000;
    private static final long SEED = 20_260_302;
    private static final List<String> COUNTERS = List.of(
        "count('trader', 'P1D')",
        "count('trader', 'P7D', flow == 'SECOND_LINE_EXIT')",
        "sum('trader', 'P1D', 'value')",
        "sum('trader', 'P30D', 'quantity', '8703')",
        "count('agent', 'PT1H')",
        "count('conveyance', 'P1D', flow == 'SECOND_LINE_EXIT')",
        "sum('conveyance', 'P7D', 'grossKg')",
        "count('receiver', 'P7D')",
        "count('origin', 'P1D', '85')",
        "sum('origin', 'P7D', 'value', item.regime == 'ZERO_TARIFF')");

    private static final ThreadMXBean THREADS =
        (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final MixedWorld plain = new MixedWorld(SEED);
    private final MixedWorld counting = new MixedWorld(SEED);
    private long allocated;
    private long answered;

    private CounterCpuTime() {
    }

    /**
     * Measures and prints.
     *
     * @param args how many declarations each state holds at first, and how many rounds
     */
    public static void main(final String[] args) {
        if (args.length != 2) {
            System.err.println("usage: CounterCpuTime DECLARATIONS ROUNDS");
            System.exit(2);
        }
        new CounterCpuTime().measure(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    }

    private static void publish(final ClearanceCore core) {
        final CommandDecoder decoder = new CommandDecoder(false);
        final MutableDirectBuffer buffer = new ExpandableArrayBuffer(4096);
        for (int i = 0; i < COUNTERS.size(); i++) {
            final byte[] line = ("{'type':'control','id':'C" + i + "','version':1,'issuer':'6700',"
                + "'then':'EXAMINE','basis':'b','when':'" + System.getProperty("prefix", "") + COUNTERS.get(i).replace("'", "\\'")
                + " > 99999999999'}").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
            final int length = decoder.decode(line, 0, line.length, buffer, 0);
            final Verdict verdict = core.decide(buffer, 0, length, Core.DECLARED_CLOCK);
            core.apply(core.lastSequence() + 1, verdict.timeMs(), buffer, 0, length,
                verdict.effects().buffer(), 0, verdict.effects().length());
        }
        if (core.state().controls().counters().size() != COUNTERS.size()) {
            throw new IllegalStateException("not all counters are kept");
        }
    }

    private void measure(final int declarations, final int rounds) {
        publish(counting.core());
        plain.grow(declarations);
        counting.grow(declarations);
        final long[][] ns = new long[4][rounds];
        for (int i = 0; i < rounds; i++) {
            ns[0][i] = round(plain, false);
            ns[1][i] = round(counting, false);
            ns[2][i] = round(plain, true);
            ns[3][i] = round(counting, true);
            allocated = i < rounds / 3 ? 0 : allocated;
        }
        print("decide", ns[0], ns[1]);
        print("decide and apply", ns[2], ns[3]);
        final long commands = (long) COMMANDS * (rounds - rounds / 3);
        System.out.printf("deciding with counters allocates %.3f B for a command%n",
            (double) allocated / commands);
        System.out.printf("counters take %d bytes for %d declarations; %d bytes of answers%n",
            counting.core().state().controls().counters().bytes(),
            counting.core().state().declarations().size(), answered);
    }

    /** Returns the nanoseconds that one command took on average. */
    private long round(final MixedWorld world, final boolean apply) {
        world.write(COMMANDS);
        final long bytes = THREADS.getCurrentThreadAllocatedBytes();
        final long from = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < COMMANDS; i++) {
            answered += (apply ? world.decideAndApply(i) : world.decide(i)).answerLength();
        }
        final long ns = (THREADS.getCurrentThreadCpuTime() - from) / COMMANDS;
        if (world == counting && !apply) {
            allocated += THREADS.getCurrentThreadAllocatedBytes() - bytes;
        }
        return ns;
    }

    private static void print(final String what, final long[] without, final long[] with) {
        final int from = without.length / 3;
        final double[] ratios = new double[without.length - from];
        Arrays.setAll(ratios, i -> (double) with[from + i] / without[from + i]);
        Arrays.sort(ratios);
        System.out.printf("%s, ns of CPU for a command: %d without, %d with ten counters (medians);"
            + " ratio %.3f, %.3f to %.3f%n", what, median(without, from), median(with, from),
            ratios[ratios.length / 2], ratios[0], ratios[ratios.length - 1]);
    }

    private static long median(final long[] rounds, final int from) {
        final long[] sorted = Arrays.copyOfRange(rounds, from, rounds.length);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
