package io.clearline.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.clearline.bench.rig.EngineRun;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.EngineConfig;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is hot allocates nothing for a command: the JVM's own meter says so, on real commands. */
class AllocationTest {
    private static final int COMMANDS = 20_000;
    private static final int TRADERS = 2_000;
    /**
     * For a declaration on a thread of the whole engine: state that grows, a file that rolls. An
     * object for each command would be 16 bytes and more.
     */
    private static final double BYTES_ALLOWED = 4;

    /** Those that a command goes through; others work by the clock, however many there are. */
    private static final Set<String> ON_THE_WAY =
        Set.of("clearline-core", "clearline-journal", "clearline-egress");

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void decidingAllocatesNothing() {
        final MixedCosts costs = new MixedCosts(TRADERS, 100);
        costs.bytes(3);
        // What the meter itself takes is the same however much is decided.
        assertEquals(0, costs.bytes(3), 0.01);
    }

    @Test
    void codecsAllocateNothing() {
        final CodecBenchmark codecs = new CodecBenchmark();
        codecs.decide();
        long sum = codecs(codecs);
        final long before = threads.getCurrentThreadAllocatedBytes();
        sum += codecs(codecs);
        final double each =
            (threads.getCurrentThreadAllocatedBytes() - before) / (double) COMMANDS;
        assertTrue(sum > 0);
        assertEquals(0, each, 0.1);
    }

    private static long codecs(final CodecBenchmark codecs) {
        long sum = 0;
        for (int i = 0; i < COMMANDS; i++) {
            sum += codecs.decodeJson() + codecs.encodeJson() + codecs.decodeBinary();
        }
        return sum;
    }

    /** The threads of a real engine with its journal, over declarations of all flows. */
    @Test
    void theEngineAllocatesNothingForADeclaration(@TempDir final Path home) throws Exception {
        final LoadStream stream = new LoadStream(TRADERS, 100, COMMANDS, false);
        stream.require(stream.setup() + 3 * COMMANDS);
        final EngineRun run = new EngineRun(home,
            EngineConfig.defaults().withDurability(Durability.PAGE_CACHE), stream, 1, null);
        try (run) {
            run.warmUpFlooding();
            final Map<String, Long> before = allocated();
            run.fill(2 * COMMANDS);
            final Map<String, Long> after = allocated();
            assertTrue(before.containsKey("clearline-core"), before.toString());
            after.forEach((name, bytes) -> {
                final double each = (bytes - before.get(name)) / (2.0 * COMMANDS);
                assertTrue(each < BYTES_ALLOWED, name + " allocated " + each
                    + " bytes for a declaration");
            });
        }
        run.remove();
    }

    private Map<String, Long> allocated() {
        final Map<String, Long> byName = new TreeMap<>();
        for (final Thread thread : Thread.getAllStackTraces().keySet()) {
            if (ON_THE_WAY.contains(thread.getName()) && thread.isAlive()) {
                byName.put(thread.getName(), threads.getThreadAllocatedBytes(thread.getId()));
            }
        }
        return byName;
    }
}
