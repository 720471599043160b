package io.clearline.engine.journal;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/** A process that appends, acknowledging each record in a mapped file, until it is killed. */
public final class KilledWriter {
    private KilledWriter() {
    }

    /** Takes the directory, the file of acknowledgements and after how many records to roll. */
    public static void main(final String[] arguments) throws IOException {
        final long recordsPerDay = Long.parseLong(arguments[2]);
        final Records records = new Records();
        final AtomicLong day = new AtomicLong();
        final JournalOptions options =
            new JournalOptions(1, () -> Records.START_MS + day.get() * 86_400_000L);
        try (FileChannel channel = FileChannel.open(
                Path.of(arguments[1]), StandardOpenOption.READ, StandardOpenOption.WRITE);
            DataDirectory data = DataDirectory.open(Path.of(arguments[0]));
            ChronicleJournal journal = ChronicleJournal.open(data, options)) {
            final MappedByteBuffer acknowledged =
                channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
            while (true) {
                final long sequence = journal.lastSequence() + 1;
                day.set(sequence / recordsPerDay);
                records.append(journal, sequence);
                acknowledged.putLong(0, sequence);
            }
        }
    }
}
