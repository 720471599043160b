package io.clearline.bench;

import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.state.Declaration;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * How much memory does a declaration take? Builds a state of closed declarations (imports released
 * with one or two granted items) or of held ones (a licence is missing, a document was brought) and
 * prints bytes for each: as the state counts them, as the JVM counts direct buffers, and as the
 * system counts the process.
 *
 * <pre>
 * java -Xms1g -Xmx1g -XX:+UseSerialGC -XX:MaxDirectMemorySize=6g \
 *     --add-opens=java.base/jdk.internal.misc=ALL-UNNAMED \
 *     --add-opens=java.base/sun.nio.ch=ALL-UNNAMED \
 *     -cp bench/target/benchmarks.jar io.clearline.bench.StateMemory closed 5000000
 * </pre>
 *
 * <p>With {@code held} in place of {@code closed} for the others. The ledgers' balances are on the
 * heap and belong to goods, not to declarations: they are in the process's figure alone.
 */
public final class StateMemory {
    private static final int CHUNK = 4096;

    private final ClearanceCore core = new ClearanceCore();
    private final CommandTape tape = new CommandTape();
    private final StateDeclarations declarations;
    private final boolean held;

    private StateMemory(final boolean held) {
        this.held = held;
        declarations = new StateDeclarations(tape, held);
        applyAll();
    }

    /**
     * Builds the state and prints what it takes.
     *
     * @param args {@code closed} or {@code held}, and how many
     * @throws IOException if the system does not tell the size of the process
     */
    public static void main(final String[] args) throws IOException {
        if (args.length != 2 || !args[0].equals("closed") && !args[0].equals("held")) {
            System.err.println("usage: StateMemory closed|held COUNT");
            System.exit(2);
        }
        final int most = Integer.parseInt(args[1]);
        final StateMemory memory = new StateMemory(args[0].equals("held"));
        final long direct = directBytes();
        final long resident = residentBytes();
        while (memory.core.state().declarations().size() < most) {
            memory.grow();
        }
        final int size = memory.core.state().declarations().size();
        System.out.printf("%d declarations, %d %s%n", size, memory.ofKind(), args[0]);
        System.out.printf("bytes for each: %.1f counted by the state, %.1f of direct buffers, "
            + "%.1f of the process%n", (double) memory.core.state().declarations().bytes() / size,
            (double) (directBytes() - direct) / size, (double) (residentBytes() - resident) / size);
    }

    private void grow() {
        tape.clear();
        for (int i = 0; i < CHUNK; i++) {
            declarations.next();
        }
        applyAll();
    }

    private void applyAll() {
        final UnsafeBuffer view = tape.view();
        for (int i = 0; i < tape.size(); i++) {
            final int at = tape.offset(i);
            final int length = tape.length(i);
            final Verdict verdict = core.decide(view, at, length, Core.DECLARED_CLOCK);
            core.apply(core.lastSequence() + 1, verdict.timeMs(), view, at, length,
                verdict.effects().buffer(), 0, verdict.effects().length());
        }
    }

    /** Returns how many are what they should be. */
    private int ofKind() {
        final Declaration d = new Declaration();
        int of = 0;
        for (int i = 0; i < core.state().declarations().size(); i++) {
            core.state().declarations().read(i, d);
            of += d.outcome == (held ? Outcome.HOLD : Outcome.RELEASE) ? 1 : 0;
        }
        return of;
    }

    static long directBytes() {
        long bytes = 0;
        for (final BufferPoolMXBean pool
            : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            bytes += pool.getName().equals("direct") ? pool.getMemoryUsed() : 0;
        }
        return bytes;
    }

    /** Returns the resident size of the process: the second number of Linux's statm, in pages. */
    private static long residentBytes() throws IOException {
        final String statm = Files.readString(Path.of("/proc/self/statm"));
        return Long.parseLong(statm.split(" ")[1]) * 4096;
    }
}
