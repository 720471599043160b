package io.clearline.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.journal.JournalException;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fatal error stops the engine where it stands: nothing is skipped, nothing more leaves. */
class EngineFailureTest {
    private final FakeJournal journal = new FakeJournal();
    private final FakeCore core = new FakeCore();
    private final CountDownLatch failed = new CountDownLatch(1);
    private final AtomicReference<Throwable> told = new AtomicReference<>();

    @ParameterizedTest
    @EnumSource(Preset.class)
    void aCoreThatThrowsStopsTheEngineInsteadOfSkippingTheCommand(final Preset preset)
        throws InterruptedException {
        final Answers answers = new Answers(3);
        try (ClearanceEngine engine =
            ClearanceEngine.open(config(preset, Durability.PAGE_CACHE), core, journal, answers)) {
            final Port port = new Port(engine);
            for (int i = 1; i <= 3; i++) {
                port.send(i);
            }
            answers.await();
            port.sendPoison(4);
            awaitFailure();
            assertSame(FakeCore.POISON, engine.failure().orElseThrow());
            assertSame(FakeCore.POISON, told.get());
            assertEquals(EngineState.FAILED, engine.state());
            assertEquals(Offer.CLOSED, port.offer(5));
        }
        assertEquals(3, answers.count());
        assertEquals(3, journal.appended);
        assertTrue(journal.closed);
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void whatTheJournalRefusesIsNeverAnswered(final Preset preset) throws InterruptedException {
        journal.fullAtSequence = 101;
        final Answers answers = new Answers(0);
        try (ClearanceEngine engine =
            ClearanceEngine.open(config(preset, Durability.PAGE_CACHE), core, journal, answers)) {
            final Port port = new Port(engine);
            Offer offer = Offer.ACCEPTED;
            for (int i = 1; offer != Offer.CLOSED; i++) {
                offer = port.offer(i);
            }
            awaitFailure();
            assertInstanceOf(JournalException.class, engine.failure().orElseThrow());
        }
        assertEquals(100, journal.appended);
        assertTrue(answers.count() <= 100);
        for (final long sequence : answers.sequences()) {
            assertTrue(sequence <= 100, "answered " + sequence);
        }
    }

    @Test
    void aRefusedAppendLeavesTheFusedStateAsTheJournalHasIt() throws InterruptedException {
        journal.fullAtSequence = 11;
        try (ClearanceEngine engine = ClearanceEngine.open(
            config(Preset.FUSED, Durability.PAGE_CACHE), core, journal, new Answers(0))) {
            final Port port = new Port(engine);
            for (int i = 1; port.offer(i) != Offer.CLOSED; i++) {
                Thread.yield();
            }
            awaitFailure();
        }
        assertEquals(10, core.lastSequence());
    }

    @Test
    void anErrorOfTheMachineStopsTheEngine() throws InterruptedException {
        journal.fatal = new OutOfMemoryError("as the test wants");
        try (ClearanceEngine engine = ClearanceEngine.open(
            config(Preset.FUSED, Durability.PAGE_CACHE), core, journal, new Answers(0))) {
            new Port(engine).send(1);
            awaitFailure();
            assertSame(journal.fatal, engine.failure().orElseThrow());
        }
    }

    @Test
    void aSinkThatThrowsStopsTheEngine() throws InterruptedException {
        final RuntimeException lost = new IllegalStateException("the line is down");
        final Answers answers = new Answers(0, sequence -> {
            if (sequence == 5) {
                throw lost;
            }
        });
        try (ClearanceEngine engine = ClearanceEngine.open(
            config(Preset.FUSED, Durability.PAGE_CACHE), core, journal, answers)) {
            final Port port = new Port(engine);
            for (int i = 1; port.offer(i) != Offer.CLOSED; i++) {
                Thread.yield();
            }
            awaitFailure();
            assertSame(lost, engine.failure().orElseThrow());
        }
        assertEquals(4, answers.count());
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void aFailedForceStopsTheEngineAndNoAnswerLeaves(final Preset preset)
        throws InterruptedException {
        journal.diskBroken = true;
        final Answers answers = new Answers(0);
        try (ClearanceEngine engine =
            ClearanceEngine.open(config(preset, Durability.GROUP), core, journal, answers)) {
            final Port port = new Port(engine);
            for (int i = 1; port.offer(i) != Offer.CLOSED; i++) {
                Thread.yield();
            }
            awaitFailure();
            assertInstanceOf(IOException.class, engine.failure().orElseThrow());
            assertEquals(0, engine.durableSequence());
        }
        assertEquals(0, answers.count());
        assertTrue(journal.appended > 0);
    }

    @Test
    void aListenerThatThrowsDoesNotHideTheCause() throws InterruptedException {
        final EngineConfig config = config(Preset.FUSED, Durability.PAGE_CACHE)
            .withOnFailure(cause -> {
                failed.countDown();
                throw new IllegalStateException("listener");
            });
        try (ClearanceEngine engine =
            ClearanceEngine.open(config, core, journal, new Answers(0))) {
            new Port(engine).sendPoison(1);
            awaitFailure();
            assertSame(FakeCore.POISON, engine.failure().orElseThrow());
        }
    }

    @Test
    void aLastForceThatFailsIsSaidByClose() throws InterruptedException {
        final Answers answers = new Answers(1);
        final ClearanceEngine engine = ClearanceEngine.open(
            config(Preset.FUSED, Durability.PAGE_CACHE), core, journal, answers);
        new Port(engine).send(1);
        answers.await();
        journal.diskBroken = true;
        final IllegalStateException said =
            assertThrows(IllegalStateException.class, engine::close);
        assertInstanceOf(IOException.class, said.getCause());
        assertEquals(EngineState.FAILED, engine.state());
        assertTrue(journal.closed);
    }

    @Test
    void aDiskThatHangsDoesNotHangClose() throws InterruptedException {
        journal.disk = new Semaphore(0);
        final Answers answers = new Answers(0);
        final ClearanceEngine engine = ClearanceEngine.open(
            config(Preset.FUSED, Durability.GROUP).withCloseTimeoutMs(1), core, journal, answers);
        new Port(engine).send(1);
        journal.forceBegun.await();
        assertThrows(IllegalStateException.class, engine::close);
        assertEquals(0, answers.count());
        assertFalse(journal.closed, "a journal in use must not be taken away");
        journal.disk.release(100);
    }

    private EngineConfig config(final Preset preset, final Durability durability) {
        return EngineConfig.defaults().withPreset(preset).withWaiting(Waiting.BACKOFF)
            .withDurability(durability).withRing(64, 128)
            .withOnFailure(cause -> {
                told.set(cause);
                failed.countDown();
            });
    }

    private void awaitFailure() throws InterruptedException {
        assertTrue(failed.await(120, TimeUnit.SECONDS), "the engine did not fail");
    }
}
