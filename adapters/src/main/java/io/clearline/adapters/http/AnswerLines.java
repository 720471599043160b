package io.clearline.adapters.http;

import io.clearline.adapters.intake.Channel;
import io.clearline.adapters.json.AnswerEncoder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.agrona.DirectBuffer;

/**
 * The answers of one request on their way from the engine's egress thread to the line: encoded where
 * they come in, kept in a buffer, written out by the request's thread. The sender is slowed down before
 * the buffer is large, so that it stays bounded however slowly a client reads.
 */
final class AnswerLines implements Channel {
    /** So many bytes of answers may wait before no more commands are taken. */
    private static final int WAITING_BYTES_MAX = 1 << 20;
    /** So many commands may be without an answer: with the longest answers still a bounded buffer. */
    private static final int IN_FLIGHT_MAX = 4096;

    private final AnswerEncoder encoder;
    private final boolean controlsHidden;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private byte[] waiting = new byte[1 << 12];
    private int length;
    private int offered;
    private int answered;
    private boolean complete;
    private volatile boolean broken;
    private byte[] writing = new byte[1 << 12];

    /**
     * Creates the lines of a request.
     *
     * @param encoder the egress thread's
     */
    AnswerLines(final AnswerEncoder encoder, final boolean controlsHidden) {
        this.encoder = encoder;
        this.controlsHidden = controlsHidden;
    }

    @Override
    public void onAnswer(final int number, final long sequence, final long timeMs,
        final DirectBuffer answer, final int offset, final int answerLength) {
        encoder.hideControls(controlsHidden);
        final int line = encoder.encode(
            number, sequence == 0 ? AnswerEncoder.NONE : sequence, timeMs, answer, offset);
        lock.lock();
        try {
            if (length + line > waiting.length) {
                waiting = Arrays.copyOf(
                    waiting, Math.max(length + line, 2 * waiting.length));
            }
            System.arraycopy(encoder.bytes(), 0, waiting, length, line);
            length += line;
            answered++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until another command may be offered; returns at once where the client is gone. */
    void awaitRoom() throws IOException {
        lock.lock();
        try {
            while (!broken
                && (length >= WAITING_BYTES_MAX || offered - answered >= IN_FLIGHT_MAX)) {
                changed.await();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    /** Says that a command is about to be offered: before, since its answer may come at once. */
    void offering() {
        lock.lock();
        offered++;
        lock.unlock();
    }

    /** Takes the last {@link #offering} back. */
    void notOffered() {
        lock.lock();
        offered--;
        lock.unlock();
    }

    /** Says that nothing more will be offered. */
    void offeredAll() {
        lock.lock();
        complete = true;
        changed.signalAll();
        lock.unlock();
    }

    /** Tells whether the client takes no answers any more. */
    boolean isBroken() {
        return broken;
    }

    /** Writes answers out as they come, until the last was written or the client is gone. */
    void writeAll(final OutputStream out) {
        try {
            int count = take();
            while (count > 0) {
                out.write(writing, 0, count);
                out.flush();
                count = take();
            }
        } catch (final IOException gone) {
            lock.lock();
            broken = true;
            changed.signalAll();
            lock.unlock();
        }
    }

    /** Waits for answers and puts them into {@link #writing}; returns 0 where none will come. */
    private int take() throws IOException {
        lock.lock();
        try {
            while (length == 0 && !(complete && answered == offered)) {
                changed.await();
            }
            final byte[] full = waiting;
            waiting = writing;
            writing = full;
            final int count = length;
            length = 0;
            changed.signalAll();
            return count;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }
}
