package io.clearline.engine.pipeline;

import io.clearline.engine.journal.JournalException;
import io.clearline.engine.journal.JournalOptions;
import io.clearline.engine.record.sbe.PayEncoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process with an engine on a small disk. For each line it is sent it offers commands until the
 * disk has no room, saying when the first is taken, waits until all are answered and prints how far
 * the journal is.
 */
public final class FullDiskEngine {
    private static final int COMMAND_BYTES = 600;
    private static final long PATIENCE_NS = 60_000_000_000L;

    private FullDiskEngine() {
    }

    /** Takes the data directory and the durability. */
    public static void main(final String[] arguments) throws Exception {
        final AtomicLong answered = new AtomicLong();
        final EngineConfig config = EngineConfig.defaults().withPreset(Preset.FUSED)
            .withRing(256, 1024).withDurability(Durability.valueOf(arguments[1]));
        final JournalOptions options = new JournalOptions(4 << 20, () -> 1_772_000_000_000L);
        try (ClearanceEngine engine = ClearanceEngine.open(Path.of(arguments[0]), config, options,
            FakeCore::new, (correlation, sequence, timeMs, answer, offset, length) ->
                answered.incrementAndGet())) {
            System.out.println("open " + engine.lastSequence());
            fill(engine, answered);
        } catch (final JournalException refused) {
            System.out.println("refused " + refused.getMessage());
        }
    }

    private static void fill(final ClearanceEngine engine, final AtomicLong answered)
        throws IOException {
        final BufferedReader lines = new BufferedReader(
            new InputStreamReader(System.in, StandardCharsets.UTF_8));
        final Port port = new Port(engine);
        long accepted = 0;
        while (lines.readLine() != null) {
            awaitRoom(engine);
            boolean going = false;
            while (true) {
                final Offer offer = port.offer(
                    PayEncoder.TEMPLATE_ID, accepted + 1,
                    COMMAND_BYTES);
                if (offer == Offer.ACCEPTED) {
                    accepted++;
                    if (!going) {
                        going = true;
                        System.out.println("going");
                    }
                } else if (offer == Offer.CLOSED) {
                    System.out.println("failed " + engine.failure().orElse(null));
                    return;
                } else if (engine.busyReason() == BusyReason.NO_ROOM) {
                    break;
                }
            }
            while (answered.get() < accepted) {
                Thread.yield();
            }
            System.out.println("full " + engine.lastSequence());
        }
    }

    private static void awaitRoom(final ClearanceEngine engine) {
        final long deadlineNs = System.nanoTime() + PATIENCE_NS;
        while (!engine.room().enough() && System.nanoTime() - deadlineNs < 0) {
            Thread.yield();
        }
    }
}
