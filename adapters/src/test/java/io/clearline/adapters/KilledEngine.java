package io.clearline.adapters;

import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.journal.JournalOptions;
import io.clearline.engine.pipeline.AnswerSink;
import io.clearline.engine.pipeline.ClearanceEngine;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.pipeline.Offer;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A process with an engine under load that is killed at any moment: offers the commands of a file in
 * order and hands each answer to its parent through a pipe, as soon as it leaves.
 */
public final class KilledEngine {
    private static final long START_MS = 1_764_000_000_000L;
    private static final long DAY_MS = 86_400_000L;

    private KilledEngine() {
    }

    /** Takes the data directory, the file of commands, the durability and the records of a day. */
    public static void main(final String[] arguments) throws IOException {
        final Durability durability = Durability.valueOf(arguments[2]);
        final long recordsPerDay = Long.parseLong(arguments[3]);
        final AtomicReference<ClearanceEngine> opened = new AtomicReference<>();
        final JournalOptions options = new JournalOptions(1 << 20, () -> opened.get() == null
            ? START_MS : START_MS + opened.get().lastSequence() / recordsPerDay * DAY_MS);
        final EngineConfig config =
            EngineConfig.defaults().withDurability(durability).withRing(128, 1024);
        final DataOutputStream parent = new DataOutputStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        final AnswerSink sink = (correlation, sequence, timeMs, answer, offset, length) -> {
            if (durability == Durability.GROUP
                && opened.get() != null && sequence > opened.get().durableSequence()) {
                throw new IllegalStateException("answer " + sequence + " is ahead of the force");
            }
            hand(parent, sequence, timeMs, answer, offset, length);
        };
        try (DataInputStream commands = new DataInputStream(
                Files.newInputStream(Path.of(arguments[1])));
            ClearanceEngine engine = ClearanceEngine.open(
                Path.of(arguments[0]), config, options, ClearanceCore::new, sink)) {
            opened.set(engine);
            for (int length = commands.readInt(); length > 0; length = commands.readInt()) {
                final UnsafeBuffer command = new UnsafeBuffer(commands.readNBytes(length));
                while (engine.tryOffer(command, 0, length, 0) != Offer.ACCEPTED) {
                    if (engine.failure().isPresent()) {
                        throw new IllegalStateException(engine.failure().get());
                    }
                    Thread.onSpinWait();
                }
            }
        }
    }

    private static void hand(
        final DataOutputStream parent, final long sequence, final long timeMs,
        final DirectBuffer answer, final int offset, final int length) {
        try {
            parent.writeLong(sequence);
            parent.writeLong(timeMs);
            parent.writeInt(length);
            parent.write(Recorder.copy(answer, offset, length));
            parent.flush();
        } catch (final IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
