package io.clearline.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * A loop that never changes, to measure others by: reads at places that nobody can guess in some
 * memory, and a little arithmetic, as a decision has them. One thread's.
 */
public final class KnownLoad {
    private static final int WORDS = 1 << 22;
    private static final int READS = 2_000_000;

    private final long[] memory = new long[WORDS];
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long state = 0x9E3779B97F4A7C15L;

    /** Creates one. */
    public KnownLoad() {
        Arrays.setAll(memory, i -> i * 0xD1342543DE82EF95L);
    }

    /** Returns CPU ns of one read, averaged over one round. */
    public double round() {
        final long from = threads.getCurrentThreadCpuTime();
        long at = state;
        for (int i = 0; i < READS; i++) {
            at = (at ^ memory[(int) (at >>> 42)]) * 0x9FB21C651E98DF25L;
        }
        state = at | 1;
        return (threads.getCurrentThreadCpuTime() - from) / (double) READS;
    }
}
