package io.clearline.adapters.http;

import io.clearline.adapters.intake.Channel;
import io.clearline.adapters.json.AnswerEncoder;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/** The answer of a request that brought one command. */
final class SingleAnswer implements Channel {
    /**
     * So often the thread lets others go first before it sleeps. An answer from the page cache is
     * mostly there by then, and to sleep and get up again takes more of a core.
     */
    private static final int YIELDS = 40;

    private final AnswerEncoder encoder;
    private final boolean controlsHidden;
    private final CountDownLatch answered = new CountDownLatch(1);
    private byte[] line;
    private int status;

    SingleAnswer(final AnswerEncoder encoder, final boolean controlsHidden) {
        this.encoder = encoder;
        this.controlsHidden = controlsHidden;
    }

    @Override
    public void onAnswer(final int number, final long sequence, final long timeMs,
        final DirectBuffer answer, final int offset, final int length) {
        encoder.hideControls(controlsHidden);
        final int count = encoder.encode(
            number, sequence == 0 ? AnswerEncoder.NONE : sequence, timeMs, answer, offset);
        line = Arrays.copyOf(encoder.bytes(), count);
        status = Codes.of(answer, offset);
        answered.countDown();
    }

    /** Waits for the answer; returns whether it came. */
    boolean await(final long timeoutNs) {
        for (int i = 0; i < YIELDS && answered.getCount() > 0; i++) {
            Thread.yield();
        }
        try {
            return answered.await(timeoutNs, TimeUnit.NANOSECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    byte[] line() {
        return line;
    }

    int status() {
        return status;
    }
}
