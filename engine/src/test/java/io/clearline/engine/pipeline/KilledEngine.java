package io.clearline.engine.pipeline;

import io.clearline.engine.journal.JournalOptions;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process with an engine that works until it is killed. */
public final class KilledEngine {
    private static final JournalOptions OPTIONS =
        new JournalOptions(1 << 20, () -> 1_772_000_000_000L);

    private KilledEngine() {
    }

    /**
     * Starts an engine on a directory, decides one command and says how long that took, then goes on
     * deciding as fast as it can.
     */
    public static void main(final String[] arguments) throws InterruptedException {
        final long startNs = System.nanoTime();
        final CountDownLatch answered = new CountDownLatch(1);
        final ClearanceEngine engine = ClearanceEngine.open(Path.of(arguments[0]),
            EngineConfig.defaults().withPreset(Preset.FUSED).withDurability(Durability.PAGE_CACHE),
            OPTIONS, FakeCore::new, (correlation, sequence, timeMs, answer, offset, length) ->
                answered.countDown());
        final Port port = new Port(engine);
        port.send(1);
        answered.await();
        final long tookMs = (System.nanoTime() - startNs) / 1_000_000;
        final long recoveryMs = engine.recovery().orElseThrow().durationNs() / 1_000_000;
        System.out.println(tookMs + " " + recoveryMs + " "
            + engine.recovery().orElseThrow().lastSequence());
        for (long number = 2; true; number++) {
            port.send(number, 40 + (int) (number % 500));
        }
    }
}
