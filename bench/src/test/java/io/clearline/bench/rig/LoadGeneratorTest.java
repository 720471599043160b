package io.clearline.bench.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.pipeline.Offer;
import io.clearline.engine.record.sbe.AcceptedEncoder;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.RejectedEncoder;
import java.util.function.LongUnaryOperator;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The rig on a clock that is made for it: what it measures is known to the nanosecond. */
class LoadGeneratorTest {
    private static final int RATE = 10_000;
    private static final long GAP_NS = 100_000;
    private static final long US = 1_000;
    private static final long MS = 1_000_000;

    private final FakeTime time = new FakeTime();
    private final Latencies latencies = new Latencies(time);
    private final LoadGenerator generator =
        new LoadGenerator(time, time, new FakeCommands(), latencies);
    private final Histogram histogram = Latencies.histogram();
    private final Timeline timeline = new Timeline(10);
    private final UnsafeBuffer answer = new UnsafeBuffer(new byte[64]);
    private int offers;

    /** A target that works on the spot; how long it takes is said for the number of the offer. */
    private Target working(final LongUnaryOperator tookNs) {
        return (command, offset, length, correlation) -> {
            time.pass(tookNs.applyAsLong(offers++));
            latencies.onAnswer(correlation, 1, 0, answer, 0, 8);
            return Offer.ACCEPTED;
        };
    }

    private Slice send(final Target target, final int commands) {
        return generator.paced(
            target, Schedule.constant(RATE), commands, histogram, timeline);
    }

    @Test
    void measuresWhatTheTargetTakes() {
        final Slice slice = send(working(n -> 7 * US), 1_000);
        assertTrue(slice.reached());
        assertEquals(1_000, histogram.getTotalCount());
        assertEquals(7 * US, histogram.getMinValue(), 7);
        assertEquals(7 * US, histogram.getMaxValue(), 7);
        assertEquals(1_000 * GAP_NS, slice.plannedNs());
        assertEquals(999 * GAP_NS + 7 * US, slice.tookNs());
    }

    /** One stall of 10 ms must count for every command that was meant to be sent meanwhile. */
    @Test
    void aStallOfTheTargetShowsForAllWhoWaited() {
        send(working(n -> n == 100 ? 10 * MS : 1 * US), 1_000);
        assertEquals(10 * MS, histogram.getMaxValue(), 10 * US);
        // The one that met the stall, and 100 behind it each 99 us less late than the one before.
        assertEquals(51, histogram.getCountBetweenValues(5 * MS, 11 * MS), 1);
        assertEquals(101, histogram.getCountBetweenValues(200 * US, 11 * MS), 2);
        assertEquals(1_000, histogram.getTotalCount());
    }

    /** A target that is slower than the rate falls behind; the schedule does not wait for it. */
    @Test
    void aRateThatIsNotReachedIsFailed() {
        final Slice slice = send(working(n -> 150 * US), 1_000);
        assertFalse(slice.reached());
        assertTrue(slice.saturated());
        assertEquals(slice.planned(), slice.answered());
        // The last one was meant to be sent 99.9 ms after the first and is done at 150 ms.
        assertEquals(150 * MS - 999 * GAP_NS, histogram.getMaxValue(), 100 * US);
        assertEquals(150 * MS, slice.tookNs());
        assertTrue(result(slice).failed());
        assertEquals(1_000 / 0.15, result(slice).commandsPerSecond(), 1);
        assertEquals(500 / 0.15, result(slice).declarationsPerSecond(), 1);
    }

    private RateResult result(final Slice slice) {
        return new RateResult(
            RATE, 1, slice, slice.answered() / 2, histogram, Latencies.histogram(), timeline);
    }

    @Test
    void aTargetThatIsBusyIsAskedAgainAndTheWaitCounts() {
        final Target inner = working(n -> 1 * US);
        final Slice slice = send((command, offset, length, correlation) -> {
            if (offers == 10 && time.nanoTime() < correlation + 3 * MS) {
                time.pass(10 * US);
                return Offer.BUSY;
            }
            return inner.tryOffer(command, offset, length, correlation);
        }, 100);
        assertEquals(100, slice.answered());
        assertTrue(slice.busy() > 3, slice.busy() + " times busy");
        assertTrue(histogram.getMaxValue() >= 3 * MS, "waited for while busy");
        assertEquals(31, histogram.getCountBetweenValues(50 * US, 10 * MS), 15);
    }

    @Test
    void aTargetThatClosesIsFailed() {
        final Target inner = working(n -> 1 * US);
        final Slice slice = send((command, offset, length, correlation) -> offers == 40
            ? Offer.CLOSED : inner.tryOffer(command, offset, length, correlation), 100);
        assertEquals(40, slice.sent());
        assertEquals(100, slice.planned());
        assertFalse(slice.reached());
    }

    @Test
    void anAnswerThatDoesNotComeIsFailed() {
        final Target inner = working(n -> 1 * US);
        final int[] sent = {0};
        final Slice slice = send((command, offset, length, correlation) -> sent[0]++ % 10 == 9
            ? Offer.ACCEPTED : inner.tryOffer(command, offset, length, correlation), 100);
        assertEquals(100, slice.sent());
        assertEquals(90, slice.answered());
        assertFalse(slice.reached());
    }

    /** What is hopelessly late is given up: it must not run for hours. */
    @Test
    void aHopelessRateIsGivenUp() {
        final Slice slice = send(working(n -> 100 * MS), 1_000_000);
        assertTrue(slice.sent() < 100, slice.sent() + " sent");
        assertTrue(slice.saturated());
    }

    @Test
    void slicesAddUp() {
        final Slice good = send(working(n -> 1 * US), 1_000);
        assertTrue(Slice.NONE.plus(good).plus(good).reached());
        final Slice bad = send(working(n -> 150 * US), 1_000);
        assertFalse(Slice.NONE.plus(good).plus(bad).reached());
    }

    @Test
    void theControlMeasuresTheMachineAlone() {
        generator.control(Schedule.constant(RATE), 500, histogram);
        assertEquals(500, histogram.getTotalCount());
        assertEquals(0, histogram.getMaxValue());
        assertEquals(0, generator.next(), "no command of the stream is used");
    }

    @Test
    void everyCommandIsSentOnceAndAnswersGoWhereTheyBelong() {
        send(working(n -> 1 * US), 300);
        final Histogram second = Latencies.histogram();
        generator.flood(working(n -> 2 * US), 200, second, timeline);
        assertEquals(500, generator.next());
        assertEquals(300, histogram.getTotalCount());
        assertEquals(200, second.getTotalCount());
        assertEquals(2 * US, second.getMaxValue(), 2);
    }

    @Test
    void aSetupThatIsRefusedIsNotMeasuredOn() {
        final Target refusing = (command, offset, length, correlation) -> {
            new RejectedEncoder().wrapAndApplyHeader(answer, 0, new MessageHeaderEncoder());
            latencies.onAnswer(correlation, 1, 0, answer, 0, 8);
            return Offer.ACCEPTED;
        };
        assertThrows(IllegalStateException.class, () -> generator.setup(refusing));
    }

    @Test
    void aSetupThatIsAcceptedIsNotInTheFigures() {
        new AcceptedEncoder().wrapAndApplyHeader(answer, 0, new MessageHeaderEncoder());
        generator.setup(working(n -> 1 * US));
        assertEquals(2, generator.next());
        final Slice slice = send(working(n -> 1 * US), 10);
        assertEquals(10, slice.answered());
        assertEquals(10, histogram.getTotalCount());
    }

    @Test
    void answersOverTimeLeavePausesOut() {
        send(working(n -> 1 * US), 1_000);
        time.pass(60_000 * MS);
        send(working(n -> 1 * US), 1_000);
        // Twice 100 ms in stretches of 10 ms, each with 100 answers.
        assertEquals(20, timeline.size(), 1);
        assertEquals(RATE, timeline.perSecond(5), RATE / 50.0);
        assertEquals(RATE, timeline.perSecond(15), RATE / 50.0);
        assertEquals(0.06, timeline.second(5), 1e-9);
    }
}
