package io.clearline.engine.journal;

import io.clearline.engine.record.RecordHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/** Makes records that any test can make again from their sequence alone. */
public final class Records {
    /** Engine time of record 1. */
    public static final long START_MS = 1_764_000_000_000L;

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 20);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final CRC32C checksum = new CRC32C();

    /** Makes record {@code sequence} at index 0 of {@link #buffer}; returns its length. */
    public int make(final long sequence) {
        final SplittableRandom random = new SplittableRandom(sequence);
        return make(sequence, START_MS + sequence, 100 + random.nextInt(100),
            60 + random.nextInt(60), random.nextInt(60));
    }

    /** Makes a record with parts of the given lengths. */
    public int make(
        final long sequence, final long timeMs, final int command, final int answer,
        final int effects) {
        final int length = RecordHeader.LENGTH + command + answer + effects;
        long mix = sequence * 0x9E37_79B9_7F4A_7C15L;
        for (int i = RecordHeader.LENGTH; i < length; i++) {
            mix ^= mix << 13;
            mix ^= mix >>> 7;
            mix ^= mix << 17;
            buffer.putByte(i, (byte) mix);
        }
        RecordHeader.write(buffer, 0, 1, sequence, timeMs, 7, 9, 1, command, answer, effects);
        RecordHeader.crc(buffer, 0, RecordHeader.crc(bytes, 0, length, checksum));
        return length;
    }

    /** Returns the buffer with the last record made. */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    /** Appends records from the journal's last to {@code lastSequence}. */
    public void append(final ChronicleJournal journal, final long lastSequence) {
        for (long sequence = journal.lastSequence() + 1; sequence <= lastSequence; sequence++) {
            journal.append(buffer, 0, make(sequence));
        }
    }

    /** Returns a copy of record {@code sequence}. */
    public byte[] copy(final long sequence) {
        final byte[] copy = new byte[make(sequence)];
        buffer.getBytes(0, copy);
        return copy;
    }

    /** Reads all records there are. */
    public static List<byte[]> readAll(final DataDirectory data, final long from) {
        final List<byte[]> records = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(data, from)) {
            reader.poll((record, offset, length) -> {
                final byte[] copy = new byte[length];
                record.getBytes(offset, copy);
                records.add(copy);
            }, Integer.MAX_VALUE);
        }
        return records;
    }

    /** Small blocks and a clock that stands still. */
    public static JournalOptions options() {
        return new JournalOptions(1, () -> START_MS);
    }
}
