package io.clearline.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What a decision of the mixed stream costs with some number of controls in force: CPU time and
 * bytes allocated, on a state that stays as it is. One thread's.
 */
public final class MixedCosts {
    private static final long SEED = 20_260_302;
    private static final int PRELUDE = 40_000;
    private static final int COMMANDS = 20_000;

    private final MixedWorld world;
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long consumed;

    /** Makes the state. */
    public MixedCosts(final int traders, final int controls) {
        world = new MixedWorld(SEED, traders, controls, (command, offset, length) -> { });
        world.run(PRELUDE);
        world.write(COMMANDS);
    }

    /** Returns CPU ns of one decision, averaged over one round. */
    public double round() {
        final long from = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < COMMANDS; i++) {
            consumed += world.decide(i).answerLength();
        }
        return (threads.getCurrentThreadCpuTime() - from) / (double) COMMANDS;
    }

    /** Returns bytes allocated for one decision, averaged over rounds; after warming up. */
    public double bytes(final int rounds) {
        final long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < rounds; i++) {
            round();
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / (double) rounds / COMMANDS;
    }

    /** Returns what nobody needs, so that it has to be calculated. */
    public long consumed() {
        return consumed;
    }
}
