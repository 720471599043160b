package io.clearline.engine.pipeline;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.agrona.DirectBuffer;

/** Takes answers and keeps what matters of them. */
final class Answers implements AnswerSink {
    /** Far above what any machine needs: reached only where an answer never comes. */
    private static final long PATIENCE_S = 120;

    private final CountDownLatch awaited;
    private long[] correlations = new long[64];
    private long[] sequences = new long[64];
    private long[] numbers = new long[64];
    private long[] times = new long[64];
    private int count;
    /** Sees each answer's sequence before it is kept. */
    private final LongConsumer before;

    Answers(final int awaited) {
        this(awaited, sequence -> { });
    }

    Answers(final int awaited, final LongConsumer before) {
        this.awaited = new CountDownLatch(awaited);
        this.before = before;
    }

    @Override
    public void onAnswer(
        final long correlation, final long sequence, final long timeMs, final DirectBuffer answer,
        final int offset, final int length) {
        before.accept(sequence);
        synchronized (this) {
            if (count == correlations.length) {
                correlations = Arrays.copyOf(correlations, 2 * count);
                sequences = Arrays.copyOf(sequences, 2 * count);
                numbers = Arrays.copyOf(numbers, 2 * count);
                times = Arrays.copyOf(times, 2 * count);
            }
            correlations[count] = correlation;
            sequences[count] = sequence;
            numbers[count] = answer.getLong(offset + length - Long.BYTES);
            times[count] = timeMs;
            count++;
        }
        awaited.countDown();
    }

    void await() throws InterruptedException {
        if (!awaited.await(PATIENCE_S, TimeUnit.SECONDS)) {
            throw new AssertionError(awaited.getCount() + " answers never came");
        }
    }

    synchronized int count() {
        return count;
    }

    synchronized long[] correlations() {
        return Arrays.copyOf(correlations, count);
    }

    synchronized long[] sequences() {
        return Arrays.copyOf(sequences, count);
    }

    synchronized long[] numbers() {
        return Arrays.copyOf(numbers, count);
    }

    synchronized long[] times() {
        return Arrays.copyOf(times, count);
    }
}
