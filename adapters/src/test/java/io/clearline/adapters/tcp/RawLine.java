package io.clearline.adapters.tcp;

import io.clearline.adapters.binary.FrameWriter;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.session.ByeDecoder;
import io.clearline.engine.record.session.ByeReason;
import io.clearline.engine.record.session.MessageHeaderDecoder;
import java.io.IOException;
import java.util.Optional;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A bare line that speaks the protocol, or anything else. */
abstract class RawLine implements AutoCloseable {
    static final int TIMEOUT_MS = 20_000;

    private final FrameWriter writer = new FrameWriter();

    /** Writes one frame and returns the index behind it. */
    @FunctionalInterface
    interface Frame {
        int write(FrameWriter writer, MutableDirectBuffer out, int at);
    }

    byte[] frame(final Frame frame) {
        final ExpandableArrayBuffer out = new ExpandableArrayBuffer(256);
        final byte[] bytes = new byte[frame.write(writer, out, 0)];
        out.getBytes(0, bytes);
        return bytes;
    }

    byte[] helloFrame(final String token, final int office) {
        return frame((frames, out, at) -> frames.hello(
            out, at, DeclareDecoder.SCHEMA_VERSION, office, 1, 2, token));
    }

    abstract void send(byte[] bytes) throws IOException;

    /** Reads one message, empty at the end of the line. */
    abstract Optional<byte[]> read() throws IOException;

    /** Tells whether the end of the line is seen right behind a bye, so that it can be waited for. */
    abstract boolean closesAtOnce();

    /** Takes what comes in small portions, from now on. */
    abstract void readSlowly() throws IOException;

    @Override
    public abstract void close() throws IOException;

    void send(final Frame frame) throws IOException {
        send(frame(frame));
    }

    /** Says hello and takes the welcome. */
    RawLine hello(final String token) throws IOException {
        send(helloFrame(token, 0));
        final int template = template(read().orElseThrow());
        if (template != io.clearline.engine.record.session.WelcomeDecoder.TEMPLATE_ID) {
            throw new AssertionError("template " + template + " in place of a welcome");
        }
        return this;
    }

    static int template(final byte[] message) {
        return new MessageHeaderDecoder().wrap(new UnsafeBuffer(message), 0).templateId();
    }

    /** Reads up to the end of the line and returns the reason it was given, if any. */
    ByeReason bye() throws IOException {
        ByeReason reason = ByeReason.NULL_VAL;
        try {
            for (Optional<byte[]> next = read(); next.isPresent(); next = read()) {
                if (template(next.get()) == ByeDecoder.TEMPLATE_ID) {
                    reason = new ByeDecoder().wrapAndApplyHeader(
                        new UnsafeBuffer(next.get()), 0, new MessageHeaderDecoder()).reason();
                    if (!closesAtOnce()) {
                        return reason;
                    }
                }
            }
        } catch (final java.net.SocketException reset) {
            return reason;
        }
        return reason;
    }
}
