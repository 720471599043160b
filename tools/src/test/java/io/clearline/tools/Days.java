package io.clearline.tools;

import io.clearline.adapters.json.CommandDecoder;
import io.clearline.engine.journal.JournalOptions;
import io.clearline.engine.pipeline.ClearanceEngine;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.pipeline.Offer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Clears commands day by day, each day in a journal file of its own, without waiting for midnight. */
final class Days {
    private static final long DAY_MS = 86_400_000L;

    private final Path data;
    private long day = LocalDate.of(2026, 3, 2).toEpochDay();

    Days(final Path data) {
        this.data = data;
    }

    /** Clears the reference data and some lines on the first day. */
    void first(final Path reference, final String lines) {
        clear(Setup.read(reference).commands(true, true), lines);
    }

    /** Clears some lines on the next day. */
    void next(final String lines) {
        day++;
        clear(List.of(), lines);
    }

    private void clear(final List<byte[]> setup, final String lines) {
        final EngineConfig config =
            EngineConfig.defaults().withDurability(Durability.PAGE_CACHE);
        final JournalOptions options = new JournalOptions(1 << 20, () -> day * DAY_MS);
        try (ClearanceEngine engine = ClearanceEngine.open(data, config, options, Cores::create,
            (correlation, sequence, timeMs, answer, offset, length) -> { })) {
            setup.forEach(command -> offer(engine, new UnsafeBuffer(command), command.length));
            final CommandDecoder decoder = new CommandDecoder(true);
            final ExpandableArrayBuffer command = new ExpandableArrayBuffer(1024);
            lines.lines().forEach(line -> {
                final byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                offer(engine, command, decoder.decode(bytes, 0, bytes.length, command, 0));
            });
        }
    }

    private static void offer(
        final ClearanceEngine engine, final DirectBuffer command, final int length) {
        while (engine.tryOffer(command, 0, length, 0) != Offer.ACCEPTED) {
            Thread.onSpinWait();
        }
    }
}
