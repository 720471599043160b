package io.clearline.tools;

import io.clearline.engine.control.Control;
import io.clearline.engine.core.ControlTrial;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.IntSupplier;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Measures how long controls take on a declaration: by this thread's CPU time, trying each
 * declaration many times over and taking off what reading it takes.
 */
final class TrialClock {
    private static final int TIMES = 20;
    private static final long ONE_NS = 20_000_000;
    private static final long ALL_NS = 100_000_000;
    /** Beyond this no more single controls are measured. */
    private static final long MOST_NS = 2_000_000_000L;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final ControlTrial trial;
    private final List<byte[]> declarations;
    private final long readingNs;
    private final long allNs;
    private long spentNs;
    /** Keeps what is tried from being optimised away. */
    private long found;

    TrialClock(final ControlTrial trial, final List<byte[]> declarations) {
        this.trial = trial;
        this.declarations = declarations;
        this.readingNs = declarations.isEmpty() ? 0 : pass(() -> 0, ALL_NS);
        // All come first, to warm up what the single ones share, and last once more.
        this.allNs = declarations.isEmpty() ? -1 : net(pass(trial::match, ALL_NS));
        spentNs = 0;
    }

    /** Returns what all controls together take, in ns, -1 where there is nothing to measure on. */
    long nsOfAll() {
        return allNs < 0 ? allNs : Math.min(allNs, net(pass(trial::match, ALL_NS)));
    }

    /** Returns what one control takes alone, in ns, or -1. */
    long nsOf(final Control control) {
        return declarations.isEmpty() || spentNs > MOST_NS ? -1
            : net(pass(() -> trial.match(control), ONE_NS));
    }

    private long net(final long ns) {
        return Math.max(0, (ns - readingNs) / TIMES);
    }

    /** Goes over the declarations until enough time has passed; returns ns for each, warm. */
    private long pass(final IntSupplier what, final long leastNs) {
        go(what, leastNs);
        return go(what, leastNs);
    }

    private long go(final IntSupplier what, final long leastNs) {
        final long from = threads.getCurrentThreadCpuTime();
        long taken = 0;
        long passes = 0;
        while (taken < leastNs) {
            for (final byte[] declaration : declarations) {
                trial.take(new UnsafeBuffer(declaration), 0, declaration.length, at(declaration));
                for (int i = 0; i < TIMES; i++) {
                    found += what.getAsInt();
                }
            }
            passes++;
            taken = threads.getCurrentThreadCpuTime() - from;
        }
        spentNs += taken;
        return taken / (passes * declarations.size());
    }

    private static long at(final byte[] declaration) {
        return new UnsafeBuffer(declaration).getLong(
            MessageHeaderDecoder.ENCODED_LENGTH, ByteOrder.LITTLE_ENDIAN);
    }
}
