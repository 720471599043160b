package io.clearline.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Commands are taken as long as the disk has room for what the ring holds, and not beyond. */
class RoomTest {
    private static final long FLOOR = 1 << 20;
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
        final Answers answers = new Answers(0, sequence -> {
            try {
                shipAtAnchor.await();
            } catch (final InterruptedException early) {
                throw new AssertionError(early);
            }
        });
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
        final Answers answers = new Answers(64, sequence -> {
            try {
                shipAtAnchor.await();
            } catch (final InterruptedException early) {
                throw new AssertionError(early);
            }
        });
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
    void aSmallDiskNeedsLessButNeverLessThanTheRing() {
        journal.diskSize = 4 * FLOOR;
        try (ClearanceEngine engine =
            ClearanceEngine.open(CONFIG, new FakeCore(), journal, new Answers(0))) {
            assertEquals(FLOOR / 2, engine.room().floorBytes());
        }
        try (ClearanceEngine engine = ClearanceEngine.open(CONFIG.withFreeFloorBytes(0),
            new FakeCore(), new FakeJournal(), new Answers(0))) {
            assertEquals(64 * 128, engine.room().floorBytes());
        }
        assertThrows(IllegalArgumentException.class, () -> CONFIG.withFreeFloorBytes(-1));
    }
}
