package io.clearline.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.record.sbe.PayEncoder;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands are taken as long as the disk has room for what the ring holds, and not beyond. */
class RoomTest {
    private static final long FLOOR = 64 << 20;
    private static final long RING = 64 * (128 + 8);
    private static final EngineConfig CONFIG = EngineConfig.defaults().withPreset(Preset.FUSED)
        .withDurability(Durability.PAGE_CACHE).withRing(64, 128).withFreeFloorBytes(FLOOR);

    private final FakeJournal journal = new FakeJournal();

    @Test
    void belowTheFloorNothingIsTakenWithItsReason() throws InterruptedException {
        final Answers answers = new Answers(2);
        try (ClearanceEngine engine =
            ClearanceEngine.open(CONFIG, new FakeCore(), journal, answers)) {
            final Port port = new Port(engine);
            journal.diskFree = FLOOR;
            assertEquals(Offer.ACCEPTED, port.offer(1));
            journal.diskFree = FLOOR - 1;
            assertEquals(Offer.BUSY, port.offer(2));
            assertEquals(BusyReason.NO_ROOM, engine.busyReason());
            assertEquals(new DiskRoom(FLOOR - 1, FLOOR), engine.room());
            assertFalse(engine.room().enough());
            assertEquals(1, engine.busyCount());
            assertEquals(EngineState.RUNNING, engine.state());
            journal.diskFree = FLOOR + 1;
            assertEquals(Offer.ACCEPTED, port.offer(2));
            assertTrue(engine.room().enough());
            answers.await();
        }
        assertEquals(2, journal.appended);
    }

    @Test
    void whatWasAcceptedIsAnsweredAndClosingWorks() throws InterruptedException {
        final CountDownLatch shipAtAnchor = new CountDownLatch(1);
        final Answers answers = new Answers(0, sequence -> awaitQuietly(shipAtAnchor));
        try (ClearanceEngine engine =
            ClearanceEngine.open(CONFIG, new FakeCore(), journal, answers)) {
            final Port port = new Port(engine);
            for (int i = 1; i <= 50; i++) {
                assertEquals(Offer.ACCEPTED, port.offer(i));
            }
            journal.diskFree = 0;
            assertEquals(Offer.BUSY, port.offer(51));
            shipAtAnchor.countDown();
        }
        assertEquals(50, answers.count());
        assertEquals(50, journal.forced);
    }

    @Test
    void aFullRingIsAnotherReason() throws InterruptedException {
        final CountDownLatch shipAtAnchor = new CountDownLatch(1);
        final Answers answers = new Answers(64, sequence -> awaitQuietly(shipAtAnchor));
        try (ClearanceEngine engine =
            ClearanceEngine.open(CONFIG, new FakeCore(), journal, answers)) {
            final Port port = new Port(engine);
            for (int i = 1; i <= 64; i++) {
                assertEquals(Offer.ACCEPTED, port.offer(i));
            }
            assertEquals(Offer.BUSY, port.offer(65));
            assertEquals(BusyReason.RING_FULL, engine.busyReason());
            shipAtAnchor.countDown();
            answers.await();
        }
    }

    @Test
    void whoOpensAnEngineFindsItWithRoom(@TempDir final Path directory)
        throws InterruptedException {
        final Answers answers = new Answers(1);
        try (ClearanceEngine engine =
            ClearanceEngine.open(
                directory, CONFIG.withRing(4096, 2048), FakeCore::new, answers)) {
            assertEquals(Offer.ACCEPTED, new Port(engine).offer(1));
            answers.await();
        }
    }

    @Test
    void nothingIsTakenBeforeItsRecordHasRoomForCertain() throws InterruptedException {
        final Answers answers = new Answers(2);
        try (ClearanceEngine engine =
            ClearanceEngine.open(CONFIG, new FakeCore(), journal, answers)) {
            final Port port = new Port(engine);
            journal.certain = RING - 1;
            assertEquals(Offer.BUSY, port.offer(1));
            assertEquals(BusyReason.RING_FULL, engine.busyReason(), "it is being made");
            journal.certain = RING;
            assertEquals(Offer.ACCEPTED, port.offer(1));
            // A command that is larger than its share counts, until it is answered.
            journal.certain = RING + 3 * 5_000;
            assertEquals(Offer.BUSY, port.offer(PayEncoder.TEMPLATE_ID, 2, 5_000));
            assertEquals(Offer.ACCEPTED, port.offer(2));
            journal.certain = RING + 3 * 5_000 + (64 << 10);
            for (int i = 3; i < 100; i++) {
                port.send(PayEncoder.TEMPLATE_ID, i, 5_000);
            }
            answers.await();
        }
        assertEquals(99, answers.count());
    }

    @Test
    void aSmallDiskNeedsLessButNeverLessThanTheRing() {
        journal.diskSize = 4 * FLOOR;
        try (ClearanceEngine engine =
            ClearanceEngine.open(CONFIG, new FakeCore(), journal, new Answers(0))) {
            assertEquals(FLOOR / 2, engine.room().floorBytes());
        }
        try (ClearanceEngine engine = ClearanceEngine.open(CONFIG.withFreeFloorBytes(0),
            new FakeCore(), new FakeJournal(), new Answers(0))) {
            assertEquals(RING + (4 << 20), engine.room().floorBytes());
        }
        assertThrows(IllegalArgumentException.class, () -> CONFIG.withFreeFloorBytes(-1));
    }

    private static void awaitQuietly(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException early) {
            throw new AssertionError(early);
        }
    }
}
