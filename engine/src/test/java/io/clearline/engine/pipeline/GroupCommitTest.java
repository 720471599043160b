package io.clearline.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An answer that left stands on the disk; many share one force. */
class GroupCommitTest {
    private final FakeJournal journal = new FakeJournal();
    private final AtomicLong early = new AtomicLong();

    @ParameterizedTest
    @EnumSource(Preset.class)
    void noAnswerIsAheadOfTheForceAndManyShareOne(final Preset preset)
        throws InterruptedException {
        final int commands = 20_000;
        final Answers answers = new Answers(commands, this::look);
        try (ClearanceEngine engine =
            ClearanceEngine.open(config(preset), new FakeCore(), journal, answers)) {
            final Port port = new Port(engine);
            // The disk waits for a whole ring: what gathers behind a force goes with the next.
            journal.disk = new Semaphore(0);
            port.send(1);
            journal.forceBegun.await();
            for (int i = 2; i <= 64; i++) {
                port.send(i);
            }
            journal.disk.release(Integer.MAX_VALUE / 2);
            for (int i = 65; i <= commands; i++) {
                port.send(i);
            }
            answers.await();
        }
        assertEquals(0, early.get(), "answers ahead of the force");
        assertEquals(commands, answers.count());
        assertTrue(journal.forces < commands, journal.forces + " forces");
    }

    @Test
    void nothingLeavesWhileTheDiskWorks() throws InterruptedException {
        journal.disk = new Semaphore(0);
        final Answers answers = new Answers(3, this::look);
        try (ClearanceEngine engine =
            ClearanceEngine.open(config(Preset.FUSED), new FakeCore(), journal, answers)) {
            final Port port = new Port(engine);
            port.send(1);
            port.send(2);
            // An answer without a record must not leave before what it may repeat is durable.
            port.sendMalformed(3);
            journal.forceBegun.await();
            while (engine.lastSequence() < 2) {
                Thread.yield();
            }
            assertEquals(0, answers.count());
            assertEquals(0, engine.durableSequence());
            journal.disk.release(100);
            answers.await();
            assertEquals(2, engine.durableSequence());
        }
        assertEquals(0, early.get(), "answers ahead of the force");
    }

    @Test
    void theFirstAnswerAfterARestartWaitsForWhatTheDeadProcessLeftUnforced()
        throws InterruptedException {
        journal.appended = 7;
        journal.disk = new Semaphore(0);
        final Answers answers = new Answers(1);
        try (ClearanceEngine engine =
            ClearanceEngine.open(config(Preset.FUSED), new FakeCore(7), journal, answers)) {
            new Port(engine).sendMalformed(1);
            journal.forceBegun.await();
            assertEquals(0, answers.count());
            journal.disk.release(100);
            answers.await();
            assertEquals(7, engine.durableSequence());
        }
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void whatAnEarlierProcessLeftIsForcedThoughNobodySends(final Preset preset)
        throws InterruptedException {
        journal.appended = 7;
        try (ClearanceEngine engine =
            ClearanceEngine.open(config(preset), new FakeCore(7), journal, new Answers(0))) {
            final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (engine.durableSequence() < 7 && System.nanoTime() - deadlineNs < 0) {
                Thread.sleep(1);
            }
            assertEquals(7, engine.durableSequence());
        }
    }

    private void look(final long sequence) {
        if (journal.forced < sequence) {
            early.incrementAndGet();
        }
    }

    private static EngineConfig config(final Preset preset) {
        return EngineConfig.defaults().withPreset(preset).withWaiting(Waiting.BACKOFF)
            .withDurability(Durability.GROUP).withRing(64, 128);
    }
}
