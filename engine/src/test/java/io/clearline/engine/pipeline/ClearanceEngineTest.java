package io.clearline.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.core.Core;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a port may rely on: every command that was taken is answered once, in its turn. */
class ClearanceEngineTest {
    private static final EngineConfig CONFIG = EngineConfig.defaults()
        .withPreset(Preset.FUSED).withDurability(Durability.PAGE_CACHE).withRing(64, 2048);

    private final FakeJournal journal = new FakeJournal();

    @ParameterizedTest
    @EnumSource(Preset.class)
    void answersComeInTheOrderOfTheOffers(final Preset preset) throws InterruptedException {
        final Answers answers = new Answers(1000);
        try (ClearanceEngine engine = ClearanceEngine.open(
            CONFIG.withPreset(preset).withWaiting(Waiting.BACKOFF), new FakeCore(), journal,
            answers)) {
            final Port port = new Port(engine);
            for (int i = 1; i <= 1000; i++) {
                port.send(i);
            }
            answers.await();
            assertEquals(1000, engine.lastSequence());
        }
        final long[] oneToThousand = LongStream.rangeClosed(1, 1000).toArray();
        assertArrayEquals(oneToThousand, answers.correlations());
        assertArrayEquals(oneToThousand, answers.numbers());
        assertArrayEquals(oneToThousand, answers.sequences());
    }

    @Test
    void aFullRingSaysBusyAndLosesNothing() throws InterruptedException {
        final CountDownLatch shipAtAnchor = new CountDownLatch(1);
        final Answers answers = new Answers(9, sequence -> awaitQuietly(shipAtAnchor));
        try (ClearanceEngine engine =
            ClearanceEngine.open(CONFIG.withRing(8, 128), new FakeCore(), journal, answers)) {
            final Port port = new Port(engine);
            for (int i = 1; i <= 8; i++) {
                assertEquals(Offer.ACCEPTED, port.offer(i));
            }
            assertEquals(Offer.BUSY, port.offer(9));
            assertEquals(1, engine.busyCount());
            assertEquals(8, engine.pending());
            shipAtAnchor.countDown();
            port.send(9);
            answers.await();
        }
        assertArrayEquals(LongStream.rangeClosed(1, 9).toArray(), answers.correlations());
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void closingAnswersEverythingThatWasAccepted(final Durability durability) {
        final Answers answers = new Answers(0);
        final ClearanceEngine engine = ClearanceEngine.open(
            CONFIG.withDurability(durability), new FakeCore(), journal, answers);
        final Port port = new Port(engine);
        for (int i = 1; i <= 500; i++) {
            port.send(i);
        }
        engine.close();
        assertEquals(500, answers.count());
        assertEquals(500, journal.forced);
        assertEquals(500, engine.durableSequence());
        assertTrue(journal.closed);
        assertEquals(EngineState.CLOSED, engine.state());
        assertEquals(Offer.CLOSED, port.offer(501));
        engine.close();
        assertEquals(500, answers.count());
    }

    @Test
    void offersThatRaceWithClosingAreEitherAnsweredOrRefused() throws InterruptedException {
        for (int round = 0; round < 50; round++) {
            final Answers answers = new Answers(0);
            final ClearanceEngine engine =
                ClearanceEngine.open(CONFIG, new FakeCore(), new FakeJournal(), answers);
            final CountDownLatch underWay = new CountDownLatch(2);
            final AtomicLong accepted = new AtomicLong();
            final Runnable ship = () -> {
                final Port port = new Port(engine);
                Offer offer = Offer.ACCEPTED;
                for (long i = 1; offer != Offer.CLOSED; i++) {
                    offer = port.offer(i);
                    if (offer == Offer.ACCEPTED) {
                        accepted.incrementAndGet();
                        underWay.countDown();
                    }
                }
            };
            final Thread one = new Thread(ship);
            final Thread other = new Thread(ship);
            one.start();
            other.start();
            underWay.await();
            engine.close();
            one.join();
            other.join();
            assertEquals(accepted.get(), answers.count(), "round " + round);
        }
    }

    @Test
    void aMalformedLineIsAnsweredInItsTurnWithoutARecord() throws InterruptedException {
        final Answers answers = new Answers(3);
        try (ClearanceEngine engine =
            ClearanceEngine.open(CONFIG, new FakeCore(), journal, answers)) {
            final Port port = new Port(engine);
            port.send(1);
            port.sendMalformed(2);
            port.send(3);
            answers.await();
        }
        assertArrayEquals(new long[] {1, 2, 3}, answers.correlations());
        assertArrayEquals(new long[] {1, 0, 2}, answers.sequences());
        assertEquals(2, journal.appended);
    }

    @Test
    void aLongDeclarationGrowsItsSlotAndIsJournaledWhole() throws InterruptedException {
        final Answers answers = new Answers(200);
        final int[] lengths = {16, 60, 300, 5_000, 70_000, EngineConfig.COMMAND_BYTES_MAX};
        try (ClearanceEngine engine = ClearanceEngine.open(
            CONFIG.withRing(4, 128), new FakeCore(), journal, answers)) {
            final Port port = new Port(engine);
            for (int i = 0; i < 200; i++) {
                // The giants at the ends alone: 1 MiB each in memory is enough of a test.
                port.send(i, lengths[i < 8 || i > 192 ? i % 6 : i % 4]);
            }
            answers.await();
        }
        assertArrayEquals(LongStream.range(0, 200).toArray(), answers.numbers());
        assertEquals(200, journal.appended);
    }

    @Test
    void aCommandThatIsTooLongOrNoMessageIsRefusedByTheCallerSide() {
        try (ClearanceEngine engine = ClearanceEngine.open(
            CONFIG.withCommandBytesMax(100), new FakeCore(), journal, new Answers(0))) {
            final UnsafeBuffer bytes = new UnsafeBuffer(new byte[200]);
            final String said = assertThrows(IllegalArgumentException.class,
                () -> engine.tryOffer(bytes, 0, 101, 1)).getMessage();
            assertEquals("a command of 101 bytes is longer than the 100 that are taken", said);
            assertThrows(
                IllegalArgumentException.class, () -> engine.tryOffer(bytes, 0, 7, 1));
            assertThrows(
                IndexOutOfBoundsException.class, () -> engine.tryOffer(bytes, 150, 80, 1));
            assertEquals(0, engine.pending());
        }
        assertEquals(0, journal.appended);
    }

    @Test
    void aRestartContinuesTheSequences() throws InterruptedException {
        final Answers answers = new Answers(1);
        try (ClearanceEngine engine =
            ClearanceEngine.open(CONFIG, new FakeCore(4711), journal, answers)) {
            assertEquals(4711, engine.lastSequence());
            new Port(engine).send(1);
            answers.await();
        }
        assertArrayEquals(new long[] {4712}, answers.sequences());
    }

    @Test
    void theWallClockNeverRunsBackwards() throws InterruptedException {
        final long[] wallMs = {5_000, 5_002, 4_000, 5_003};
        final AtomicLong reads = new AtomicLong();
        final Answers answers = new Answers(4);
        try (ClearanceEngine engine = ClearanceEngine.open(
            CONFIG.withWallClock(() -> wallMs[(int) reads.getAndIncrement()]), new FakeCore(),
            journal, answers)) {
            final Port port = new Port(engine);
            for (int i = 1; i <= 4; i++) {
                port.send(i);
            }
            answers.await();
        }
        assertArrayEquals(new long[] {5_000, 5_002, 5_002, 5_003}, answers.times());
    }

    @Test
    void afterARestartTheWallClockIsNotBeforeTheLastRecord() {
        final long[] wallMs = {1_000};
        final EngineClock clock = EngineClock.wall(() -> wallMs[0], 5_000);
        assertEquals(5_000, clock.readMs());
        wallMs[0] = 5_001;
        assertEquals(5_001, clock.readMs());
        assertEquals(Core.DECLARED_CLOCK, EngineClock.declared().readMs());
    }

    @ParameterizedTest
    @EnumSource(Waiting.class)
    void everyWayOfWaitingAnswers(final Waiting waiting) throws InterruptedException {
        final Answers answers = new Answers(200);
        try (ClearanceEngine engine = ClearanceEngine.open(
            CONFIG.withPreset(Preset.STAGED).withWaiting(waiting), new FakeCore(), journal,
            answers)) {
            final Port port = new Port(engine);
            for (int i = 1; i <= 200; i++) {
                port.send(i);
            }
            answers.await();
        }
        assertEquals(200, answers.count());
    }

    @Test
    void aConfigurationOutOfBoundsIsRefusedWithItsName() {
        final String said = assertThrows(
            IllegalArgumentException.class, () -> CONFIG.withRing(1000, 2048)).getMessage();
        assertEquals("ringSize 1000 must be a power of two of 2 and above", said);
        assertThrows(IllegalArgumentException.class, () -> CONFIG.withRing(1024, 100));
        assertThrows(IllegalArgumentException.class, () -> CONFIG.withRing(1 << 20, 4096));
        assertThrows(IllegalArgumentException.class, () -> CONFIG.withBatchMax(0));
    }

    @Test
    void aSinkCannotCloseTheEngineThatWaitsForIt() throws InterruptedException {
        final AtomicReference<ClearanceEngine> opened = new AtomicReference<>();
        final AtomicReference<Throwable> said = new AtomicReference<>();
        final Answers answers = new Answers(1, sequence -> {
            try {
                opened.get().close();
            } catch (final IllegalStateException refused) {
                said.set(refused);
            }
        });
        try (ClearanceEngine engine =
            ClearanceEngine.open(CONFIG, new FakeCore(), journal, answers)) {
            opened.set(engine);
            new Port(engine).send(1);
            answers.await();
            assertEquals(EngineState.RUNNING, engine.state());
        }
        assertInstanceOf(IllegalStateException.class, said.get());
    }

    @Test
    void anInterruptOfASinkDoesNotHarmTheStages() throws InterruptedException {
        final Answers answers =
            new Answers(2000, sequence -> Thread.currentThread().interrupt());
        try (ClearanceEngine engine = ClearanceEngine.open(
            CONFIG.withDurability(Durability.GROUP), new FakeCore(), journal, answers)) {
            final Port port = new Port(engine);
            for (int i = 1; i <= 2000; i++) {
                port.send(i);
            }
            answers.await();
        }
        assertArrayEquals(LongStream.rangeClosed(1, 2000).toArray(), answers.correlations());
    }

    private static void awaitQuietly(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException early) {
            throw new AssertionError(early);
        }
    }
}
