package io.clearline.adapters.session;

import io.clearline.adapters.binary.ControlHider;
import io.clearline.adapters.binary.FrameWriter;
import io.clearline.adapters.intake.Channel;
import io.clearline.adapters.intake.FirstReject;
import io.clearline.engine.record.sbe.RejectCode;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What a session has to say, on its way from the engine's egress thread and others to the line: framed
 * where it comes in, kept in a bounded buffer, written out by the line's own thread. Thread-safe.
 */
final class Outbox implements Channel {
    /** As a command's number: no command of the client, but the mark up to which all was answered. */
    static final int MARK = 0;
    private static final int KEPT_BYTES = 1 << 18;

    /** Told on any thread that something waits, is too much, or that the mark has come. */
    interface Listener {
        /** Something waits to be written. */
        void onWaiting();

        /** More waits than may; nothing more is taken. */
        void onOverflow();

        /** All that was offered before the mark has been answered. */
        void onMark();

        /** A command was refused because of who sent it, or is for a declaration unknown to them. */
        void onForbidden(RejectCode code);
    }

    /** Writes one frame and returns the index behind it. */
    @FunctionalInterface
    interface Frame {
        int write(FrameWriter writer, MutableDirectBuffer out, int at);
    }

    private final Listener listener;
    private final int bytesMax;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final FrameWriter writer = new FrameWriter();
    private final ControlHider hider = new ControlHider();
    private final FirstReject firstReject = new FirstReject();
    private ExpandableArrayBuffer waiting = new ExpandableArrayBuffer(512);
    private boolean controlsHidden;
    private boolean told;
    private boolean full;
    private boolean fullTold;
    private int length;

    Outbox(final int bytesMax, final Listener listener) {
        this.bytesMax = bytesMax;
        this.listener = listener;
    }

    /** Says whether the client may not see which controls hit. */
    synchronized void hideControls(final boolean hidden) {
        controlsHidden = hidden;
    }

    @Override
    public void onAnswer(final int number, final long sequence, final long timeMs,
        final DirectBuffer answer, final int offset, final int answerLength) {
        if (number == MARK) {
            listener.onMark();
            return;
        }
        inFlight.decrementAndGet();
        final RejectCode refused = firstReject.of(answer, offset);
        if (refused == RejectCode.FORBIDDEN || refused == RejectCode.UNKNOWN_DECLARATION) {
            listener.onForbidden(refused);
        }
        answer(answer, offset, answerLength, (message, from, count) -> append((out, to, at) ->
            out.answer(to, at, number, sequence, timeMs, message, from, count)));
    }

    /** Puts an answer from the journal. */
    void resent(final long sequence, final long timeMs, final DirectBuffer record,
        final int answerAt, final int answerLength, final int commandAt, final int commandLength) {
        answer(record, answerAt, answerLength, (message, from, count) -> append((out, to, at) ->
            out.resent(to, at, sequence, timeMs, message, from, count, record, commandAt,
                commandLength)));
    }

    /** Takes an answer as the client may see it. */
    @FunctionalInterface
    private interface Seen {
        void put(DirectBuffer message, int offset, int length);
    }

    private void answer(final DirectBuffer answer, final int offset, final int answerLength,
        final Seen seen) {
        synchronized (this) {
            final int hidden = controlsHidden ? hider.hide(answer, offset) : -1;
            if (hidden < 0) {
                seen.put(answer, offset, answerLength);
            } else {
                seen.put(hider.buffer(), 0, hidden);
            }
        }
        tell();
    }

    /** Puts a frame behind what waits. */
    void put(final Frame frame) {
        synchronized (this) {
            append(frame);
        }
        tell();
    }

    private void append(final Frame frame) {
        // One frame may be longer: the answer to the longest command fits an outbox that is empty.
        full |= length >= bytesMax;
        if (!full) {
            length = frame.write(writer, waiting, length);
        }
    }

    /** Tells the listener once, and not under the lock: it may write. */
    private void tell() {
        final boolean overflow;
        final boolean waits;
        synchronized (this) {
            overflow = full && !fullTold;
            fullTold = full;
            waits = !told;
            told = true;
        }
        if (overflow) {
            listener.onOverflow();
        } else if (waits) {
            listener.onWaiting();
        }
    }

    /** Hands all that waits to a line; returns whether that was anything. */
    synchronized boolean drainTo(final Line line) {
        told = false;
        if (length == 0) {
            return false;
        }
        line.write(waiting.byteArray(), length);
        length = 0;
        if (waiting.capacity() > KEPT_BYTES) {
            waiting = new ExpandableArrayBuffer(512);
        }
        return true;
    }

    /** Returns how many bytes wait. */
    synchronized int length() {
        return length;
    }

    /** Says that a command is about to be offered: before, since its answer may come at once. */
    void offering() {
        inFlight.incrementAndGet();
    }

    /** Takes the last {@link #offering} back. */
    void notOffered() {
        inFlight.decrementAndGet();
    }

    /** Returns how many commands are without an answer. */
    int inFlight() {
        return inFlight.get();
    }
}
