package io.clearline.engine.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of a writing process: nothing acknowledged is lost, nothing is in the way. */
class KillTest {
    @TempDir
    private Path directory;

    private final Records records = new Records();

    @Test
    void nothingAcknowledgedIsLostByKills() throws Exception {
        killAndCompare(3, Long.MAX_VALUE, 20_000);
    }

    @Test
    void nothingAcknowledgedIsLostByKillsWhileFilesRoll() throws Exception {
        killAndCompare(4, 40, 400);
    }

    private void killAndCompare(final int kills, final long recordsPerDay, final int perRun)
        throws Exception {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        final Path path = directory.resolve("data");
        final Path acknowledgements = directory.resolve("acknowledged");
        Files.write(acknowledgements, new byte[Long.BYTES]);
        DataDirectory.open(path).close();
        final long[] followed = {0};
        try (DataDirectory data = DataDirectory.at(path);
            JournalReader reader = JournalReader.open(data, 1)) {
            for (int kill = 0; kill < kills; kill++) {
                final long until = acknowledged(acknowledgements) + 1 + random.nextInt(perRun);
                try (ChildProcess child = ChildProcess.start(KilledWriter.class, path,
                    acknowledgements.toString(), Long.toString(recordsPerDay))) {
                    while (acknowledged(acknowledgements) < until) {
                        assertTrue(child.alive(), "the writer ended by itself, seed " + seed);
                        follow(reader, followed);
                    }
                    child.kill();
                }
                final long acknowledged = acknowledged(acknowledgements);
                final VerifyReport report = JournalVerifier.verify(path);
                final String context = "seed " + seed + ", kill " + kill + ": " + report;
                assertNull(report.damage(), context);
                assertTrue(report.lastSequence() >= acknowledged, context);
                assertTrue(report.lastSequence() <= acknowledged + 1, context);
                follow(reader, followed);
                assertEquals(report.lastSequence(), followed[0], context);
            }
        }
    }

    /** Follows the other process's journal while it is written. */
    private void follow(final JournalReader reader, final long[] followed) {
        int count = 1;
        while (count > 0) {
            count = reader.poll((record, offset, length) -> {
                final byte[] copy = new byte[length];
                record.getBytes(offset, copy);
                assertArrayEquals(records.copy(++followed[0]), copy);
            }, 1000);
        }
    }

    private static long acknowledged(final Path file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(file)).getLong(0);
    }

    @Test
    void aRecordThatWasBegunAndNotFinishedIsClearedAway() throws IOException {
        final Path path = directory.resolve("data");
        write(path, 50);
        final Path file = JournalFiles.list(path.resolve("journal")).get(0);
        final long end;
        try (DocumentFile documents = new DocumentFile(file, 0)) {
            while (documents.next() == DocumentFile.RECORD) {
                Thread.onSpinWait();
            }
            end = documents.position();
        }
        final byte[] next = records.copy(51);
        for (final int copied : new int[] {0, 60, 100, next.length}) {
            for (final int header : new int[] {0x8000_0000, 0x8000_0000 | next.length}) {
                final ByteBuffer torn =
                    ByteBuffer.allocate(4 + copied).order(ByteOrder.LITTLE_ENDIAN);
                torn.putInt(header).put(next, 0, copied).flip();
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.write(torn, end);
                }
                final VerifyReport report = JournalVerifier.verify(path);
                assertNull(report.damage());
                assertEquals(50, report.lastSequence());
                assertTrue(report.tornTailBytes() > 0, report.toString());
            }
        }
        write(path, 90);
        final VerifyReport report = JournalVerifier.verify(path);
        assertNull(report.damage());
        assertEquals(90, report.lastSequence());
        assertEquals(0, report.tornTailBytes());
    }

    @Test
    void aFileThatWasBeingCreatedIsCreatedAgain() throws IOException {
        final Path path = directory.resolve("data");
        write(path, 50);
        final byte[] begun = new byte[1000];
        begun[3] = (byte) 0xC0;
        begun[0] = 100;
        for (final byte[] content : List.of(new byte[0], new byte[1 << 17], begun)) {
            Files.write(path.resolve("journal").resolve("20251125F.cq4"), content);
            final long last = JournalVerifier.verify(path).lastSequence();
            write(path, last + 10);
            final VerifyReport report = JournalVerifier.verify(path);
            assertNull(report.damage());
            assertEquals(last + 10, report.lastSequence());
        }
    }

    private void write(final Path path, final long last) {
        try (DataDirectory data = DataDirectory.open(path);
            ChronicleJournal journal = ChronicleJournal.open(data, Records.options())) {
            records.append(journal, last);
        }
    }
}
