package io.clearline.bench;

import com.sun.management.ThreadMXBean;
import io.clearline.bench.rig.Latencies;
import io.clearline.engine.core.Core;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What controls cost: a decision among many of them, and publishing one. Of every number three hit
 * each declaration; see {@link ControlMaker}. Sizes take turns by the thread's CPU time, so that
 * all see the same machine. One thread's.
 */
public final class ControlCosts {
    private static final int COMMANDS = 10_000;
    private static final long PUBLISH_EVERY_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private final CommandSet set = CommandSet.generate(COMMANDS);
    private final int[] sizes;
    private final Core[] cores;
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final ControlMaker maker = new ControlMaker();
    private int version = 1;
    private int next;
    private long consumed;

    /** CPU ns of one decision in each round, and bytes allocated for one, by size. */
    public record Curve(double[][] ns, double[] bytes) {
    }

    /**
     * Makes a core for each number of controls.
     *
     * @param sizes how many controls, each above 100
     */
    public ControlCosts(final int... sizes) throws IOException {
        this.sizes = sizes.clone();
        cores = new Core[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            cores[i] = set.newCore();
            final ControlMaker each = new ControlMaker();
            for (int control = 0; control < sizes[i]; control++) {
                CommandSet.step(cores[i], each.buffer(), 0, each.next(control));
            }
        }
    }

    /** Decides the same declarations with every number of controls, in turns. */
    public Curve curve(final int warmUp, final int rounds) {
        final double[][] ns = new double[cores.length][rounds];
        final double[] bytes = new double[cores.length];
        for (int round = -warmUp; round < rounds; round++) {
            for (int i = 0; i < cores.length; i++) {
                final long bytesBefore = threads.getCurrentThreadAllocatedBytes();
                final long from = threads.getCurrentThreadCpuTime();
                for (int command = 0; command < COMMANDS; command++) {
                    consumed += set.decide(cores[i], command).answerLength();
                }
                if (round >= 0) {
                    ns[i][round] =
                        (threads.getCurrentThreadCpuTime() - from) / (double) COMMANDS;
                    bytes[i] += (threads.getCurrentThreadAllocatedBytes() - bytesBefore)
                        / (double) rounds / COMMANDS;
                }
            }
        }
        return new Curve(ns, bytes);
    }

    /** Publishes versions of a control among the most, one after the other; wall time of each. */
    public Histogram publish(final int count) {
        final Histogram took = Latencies.histogram();
        for (int i = 0; i < count; i++) {
            final long from = System.nanoTime();
            publishOne();
            took.recordValue(System.nanoTime() - from);
        }
        return took;
    }

    private void publishOne() {
        final int most = cores.length - 1;
        CommandSet.step(cores[most], maker.buffer(), 0,
            maker.version(sizes[most] / 2 | 4, ++version));
    }

    /**
     * Decides without a pause among the most controls and records the time from one decision to
     * the next, publishing a control every 10 ms meanwhile, or not.
     *
     * @param forNs how long
     * @param behind takes the time of each decision right behind a control that was published
     */
    public void gaps(final boolean publishing, final long forNs, final Histogram into,
        final Histogram behind) {
        final long startNs = System.nanoTime();
        long publishNs = startNs + PUBLISH_EVERY_NS;
        long lastNs = startNs;
        while (lastNs - startNs < forNs) {
            final boolean published = publishing && lastNs >= publishNs;
            long fromNs = 0;
            if (published) {
                publishOne();
                publishNs += PUBLISH_EVERY_NS;
                fromNs = System.nanoTime();
            }
            consumed += set.decide(cores[cores.length - 1], next).answerLength();
            next = next + 1 == COMMANDS ? 0 : next + 1;
            final long nowNs = System.nanoTime();
            into.recordValue(nowNs - lastNs);
            if (published) {
                behind.recordValue(nowNs - fromNs);
            }
            lastNs = nowNs;
        }
    }

    /** Returns what nobody needs, so that it has to be calculated. */
    public long consumed() {
        return consumed;
    }
}
