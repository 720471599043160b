package io.clearline.adapters.tcp;

import io.clearline.adapters.binary.FrameWriter;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.session.ByeDecoder;
import io.clearline.engine.record.session.ByeReason;
import io.clearline.engine.record.session.MessageHeaderDecoder;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A bare socket that speaks the protocol, or anything else. */
final class RawLine implements AutoCloseable {
    static final int TIMEOUT_MS = 20_000;

    private final Socket socket;
    private final FrameWriter writer = new FrameWriter();

    /** Writes one frame and returns the index behind it. */
    @FunctionalInterface
    interface Frame {
        int write(FrameWriter writer, MutableDirectBuffer out, int at);
    }

    RawLine(final int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(TIMEOUT_MS);
        socket.setTcpNoDelay(true);
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

    void send(final byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

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

    /** Reads one message, empty at the end of the line. */
    Optional<byte[]> read() throws IOException {
        final DataInputStream in = new DataInputStream(socket.getInputStream());
        final byte[] length = in.readNBytes(4);
        if (length.length < 4) {
            return Optional.empty();
        }
        final byte[] message = new byte[new UnsafeBuffer(length).getInt(0)];
        in.readFully(message);
        return Optional.of(message);
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
                }
            }
        } catch (final java.net.SocketException reset) {
            return reason;
        }
        return reason;
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
