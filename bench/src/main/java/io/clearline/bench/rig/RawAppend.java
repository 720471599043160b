package io.clearline.bench.rig;

import io.clearline.engine.journal.JournalOptions;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.PointerBytesStore;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;

/**
 * The physical limit: a bare loop that appends to a Chronicle Queue, as the journal is set up, as
 * many bytes in the same pieces as an engine's journal got, and does nothing else. What it writes
 * is in the caches, which the engine's is as well.
 */
public final class RawAppend {
    private RawAppend() {
    }

    /**
     * Appends and returns the time in ns.
     *
     * @param directory a new directory
     */
    public static long append(final Path directory, final RecordSizes sizes) {
        final long start = sizes.content().addressOffset();
        final PointerBytesStore source = new PointerBytesStore();
        try (SingleChronicleQueue queue = SingleChronicleQueueBuilder.binary(directory)
            .rollCycle(RollCycles.FAST_DAILY)
            .blockSize(JournalOptions.defaults().blockBytes())
            .build();
            ExcerptAppender appender = queue.createAppender()) {
            final long fromNs = System.nanoTime();
            int at = 0;
            for (int i = 0; i < sizes.count(); i++) {
                final int length = sizes.length(i);
                if (at + length > sizes.contentLength()) {
                    at = 0;
                }
                source.set(start + at, length);
                appender.writeBytes(source);
                at += length;
            }
            return System.nanoTime() - fromNs;
        }
    }
}
