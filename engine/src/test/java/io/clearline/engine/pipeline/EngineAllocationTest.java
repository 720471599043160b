package io.clearline.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In steady state the engine's threads allocate nothing, so that no collection is ever theirs. */
class EngineAllocationTest {
    private static final int WARM_UP = 50_000;
    private static final int MEASURED = 50_000;
    /** What the virtual machine may do on a thread now and then, linking say; all in all. */
    private static final long BYTES_ALLOWED = 8_192;

    private final ThreadMXBean threads =
        (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @EnumSource(Preset.class)
    void noThreadOfTheEngineAllocatesPerCommand(final Preset preset) {
        final AtomicLong answered = new AtomicLong();
        try (ClearanceEngine engine = ClearanceEngine.open(
            EngineConfig.defaults().withPreset(preset).withWaiting(Waiting.BACKOFF)
                .withDurability(Durability.GROUP).withRing(256, 512),
            new FakeCore(), new FakeJournal(false),
            (correlation, sequence, timeMs, answer, offset, length) -> answered.lazySet(
                correlation))) {
            final Port port = new Port(engine);
            send(port, 1, WARM_UP, answered);
            final Map<String, Long> before = allocated();
            send(port, WARM_UP + 1, WARM_UP + MEASURED, answered);
            final Map<String, Long> after = allocated();
            assertEquals(before.keySet(), after.keySet());
            assertTrue(before.size() >= 3, "threads seen: " + before.keySet());
            after.forEach((name, bytes) -> assertTrue(bytes - before.get(name) < BYTES_ALLOWED,
                name + " allocated " + (bytes - before.get(name)) + " bytes"));
        }
    }

    private static void send(
        final Port port, final long first, final long last, final AtomicLong answered) {
        for (long i = first; i <= last; i++) {
            port.send(i, 200);
        }
        while (answered.get() < last) {
            Thread.onSpinWait();
        }
    }

    private Map<String, Long> allocated() {
        final Map<String, Long> byName = new TreeMap<>();
        for (final Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("clearline-") && thread.isAlive()) {
                byName.put(thread.getName() + thread.getId(),
                    threads.getThreadAllocatedBytes(thread.getId()));
            }
        }
        return byName;
    }
}
