package io.clearline.adapters.client;

import io.clearline.adapters.binary.BadFrameException;
import io.clearline.adapters.binary.FrameBuffer;
import io.clearline.adapters.binary.FrameWriter;
import io.clearline.adapters.binary.SessionMessages;
import io.clearline.engine.record.session.MessageHeaderDecoder;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line to the server, whatever carries it: frames in and out. On the client's event loop. */
abstract class Line {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);
    private static final int MESSAGE_BYTES_MAX = 16 << 20;

    private final Conversation conversation;
    private final FrameBuffer in = new FrameBuffer(MESSAGE_BYTES_MAX);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final FrameWriter writer = new FrameWriter();
    private final ExpandableArrayBuffer out = new ExpandableArrayBuffer(1024);
    private long heardNs = System.nanoTime();
    private long saidNs = heardNs;

    /** Writes one frame and returns the index behind it. */
    @FunctionalInterface
    interface Frame {
        int write(FrameWriter writer, MutableDirectBuffer out, int at);
    }

    Line(final Conversation conversation) {
        this.conversation = conversation;
    }

    /** Copies bytes, which leave with the next {@link #send}. */
    abstract void put(byte[] bytes, int length);

    /** Sends what was put. */
    abstract void send();

    /** Ends it; {@link #onGone} follows. */
    abstract void close();

    /** Returns where the server is, for people. */
    abstract String peer();

    /** Begins: bytes can be put. */
    final void onOpen() {
        conversation.onLine(this);
    }

    /** Takes all bytes that are left in a buffer: the line brought them. */
    final void take(final ByteBuffer bytes) {
        in.append(bytes);
        takeFrames();
    }

    /** Takes bytes that the line brought. */
    final void take(final DirectBuffer bytes, final int offset, final int length) {
        in.append(bytes, offset, length);
        takeFrames();
    }

    private void takeFrames() {
        heardNs = System.nanoTime();
        try {
            for (int length = in.next(); length >= 0; length = in.next()) {
                final int at = in.messageAt();
                conversation.onMessage(this,
                    SessionMessages.check(in.buffer(), at, length, header), in.buffer(), at);
            }
        } catch (final BadFrameException | IllegalArgumentException bad) {
            LOG.warn("The server at {} speaks another language: {}", peer(), bad.getMessage());
            close();
        }
    }

    /** Ends: the line is gone. */
    final void onGone() {
        conversation.onLineGone(this);
    }

    /** Closes the line: something on it failed. */
    final void onBroken(final Throwable cause) {
        LOG.debug("Line to {} broke: {}", peer(), cause.toString());
        conversation.onBroken(cause);
        close();
    }

    /** Writes a frame; it leaves with the next {@link #flush}. */
    final void write(final Frame frame) {
        final int length = frame.write(writer, out, 0);
        put(out.byteArray(), length);
    }

    /** Writes a command; it leaves with the next {@link #flush}. */
    final void write(final int number, final DirectBuffer command) {
        write((frames, to, at) ->
            frames.command(to, at, number, command, 0, command.capacity()));
    }

    final void flush() {
        saidNs = System.nanoTime();
        send();
    }

    /** Says that it lives where it has been silent; closes where the other end has been for too long. */
    final void beat(final long intervalNs, final int missedMax) {
        final long now = System.nanoTime();
        if (now - heardNs >= missedMax * intervalNs) {
            close();
        } else if (now - saidNs >= intervalNs / 2) {
            write((frames, to, at) -> frames.heartbeat(to, at));
            flush();
        }
    }
}
