package io.clearline.bench;

import com.sun.management.ThreadMXBean;
import io.clearline.bench.rig.EngineRun;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.EngineConfig;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The engine over a tape of declarations in a JVM that collects nothing: what was allocated is there
 * to the end. One thread's.
 */
public final class Soak {
    private static final int STEP = 1_000_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Clears what lies in a directory, with its journal beside; returns what was seen. */
    public Map<String, Object> run(final Path directory) throws IOException {
        final TapedStream stream = new TapedStream(directory);
        final int count = stream.size() - stream.setup() - stream.prelude();
        final Map<String, Object> object = new LinkedHashMap<>();
        final EngineRun run = new EngineRun(directory,
            EngineConfig.defaults().withDurability(Durability.PAGE_CACHE), stream, 1, null);
        try (run) {
            run.warmUpFlooding();
            final long heapBefore = heap();
            final long coreBefore = allocated("clearline-core");
            final long egressBefore = allocated("clearline-egress");
            final long from = System.nanoTime();
            for (int left = count; left > 0; left -= STEP) {
                run.fill(Math.min(left, STEP));
            }
            final double seconds = (System.nanoTime() - from) / 1e9;
            object.put("declarations", count);
            object.put("perSecond", count / seconds);
            object.put("coreBytes", allocated("clearline-core") - coreBefore);
            object.put("egressBytes", allocated("clearline-egress") - egressBefore);
            object.put("heapBytesBefore", heapBefore);
            object.put("heapBytes", heap() - heapBefore);
            object.put("heapBytesMax", Runtime.getRuntime().maxMemory());
            object.put("collector",
                ManagementFactory.getGarbageCollectorMXBeans().get(0).getName());
        }
        object.put("stateHash", Long.toHexString(run.engine().stateHash()));
        run.remove();
        return object;
    }

    private static long heap() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private long allocated(final String name) {
        for (final Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals(name)) {
                return threads.getThreadAllocatedBytes(thread.getId());
            }
        }
        throw new IllegalStateException("no thread " + name);
    }
}
