package io.clearline.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.record.sbe.TimerDecoder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What falls due while nobody sends is journaled at its time; what does not leaves no trace. */
class TickTest {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(120);
    private static final EngineConfig CONFIG = EngineConfig.defaults()
        .withWaiting(Waiting.BACKOFF).withDurability(Durability.GROUP).withRing(64, 128)
        .withTickMs(1);

    private final FakeJournal journal = new FakeJournal();
    private final FakeCore core = new FakeCore();
    private final AtomicLong wallMs = new AtomicLong(5_000);
    private final AtomicLong reads = new AtomicLong();

    private long clock() {
        reads.incrementAndGet();
        return wallMs.get();
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void aTimerFiresWithoutTraffic(final Preset preset) throws InterruptedException {
        final Answers answers = new Answers(2);
        try (ClearanceEngine engine = ClearanceEngine.open(
            CONFIG.withPreset(preset).withWallClock(this::clock).withWaiting(Waiting.BACKOFF),
            core, journal, answers)) {
            final Port port = new Port(engine);
            core.dueMs = 6_000;
            port.send(1);
            while (answers.count() < 1) {
                Thread.sleep(1);
            }
            awaitTicks(3);
            assertEquals(1, engine.lastSequence(), "nothing is due yet");
            wallMs.set(7_000);
            final long deadlineNs = System.nanoTime() + PATIENCE_NS;
            while (engine.durableSequence() < 2 && System.nanoTime() - deadlineNs < 0) {
                Thread.sleep(1);
            }
            assertEquals(2, engine.durableSequence());
            awaitTicks(3);
            assertEquals(2, engine.lastSequence(), "it falls due once");
            port.send(2);
            answers.await();
        }
        assertArrayEquals(new long[] {1, 3}, answers.sequences());
        assertArrayEquals(new long[] {5_000, 7_000}, answers.times());
        final UnsafeBuffer content = new UnsafeBuffer(journal.content());
        final int second = RecordHeader.recordLength(content, 0);
        assertEquals(TimerDecoder.TEMPLATE_ID, RecordHeader.kind(content, second));
        assertEquals(6_000, RecordHeader.timeMs(content, second));
    }

    @Test
    void aJournalDoesNotBeginWithATimer() throws InterruptedException {
        core.dueMs = 4_000;
        try (ClearanceEngine engine = ClearanceEngine.open(
            CONFIG.withWallClock(this::clock), core, journal, new Answers(0))) {
            Thread.sleep(50);
            assertEquals(0, engine.lastSequence());
        }
        assertEquals(0, journal.appended);
    }

    @Test
    void aDiskWithoutRoomHoldsTimersBack() throws InterruptedException {
        journal.diskFree = 0;
        final FakeCore restarted = new FakeCore(7);
        restarted.dueMs = 4_000;
        try (ClearanceEngine engine = ClearanceEngine.open(
            CONFIG.withWallClock(this::clock), restarted, journal, new Answers(0))) {
            Thread.sleep(30);
            assertEquals(7, engine.lastSequence());
            journal.diskFree = Long.MAX_VALUE;
            final long deadlineNs = System.nanoTime() + PATIENCE_NS;
            while (engine.lastSequence() < 8 && System.nanoTime() - deadlineNs < 0) {
                Thread.sleep(1);
            }
            assertEquals(8, engine.lastSequence());
        }
    }

    /** Each tick reads the clock once. */
    private void awaitTicks(final int count) throws InterruptedException {
        final long until = reads.get() + count;
        final long deadlineNs = System.nanoTime() + PATIENCE_NS;
        while (reads.get() < until && System.nanoTime() - deadlineNs < 0) {
            Thread.sleep(1);
        }
    }
}
