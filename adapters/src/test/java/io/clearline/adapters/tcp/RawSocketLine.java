package io.clearline.adapters.tcp;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import org.agrona.concurrent.UnsafeBuffer;

/** A bare socket. */
final class RawSocketLine extends RawLine {
    private final Socket socket;

    RawSocketLine(final int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(TIMEOUT_MS);
        socket.setTcpNoDelay(true);
    }

    @Override
    void send(final byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    @Override
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

    Socket socket() {
        return socket;
    }

    @Override
    boolean closesAtOnce() {
        return true;
    }

    @Override
    void readSlowly() throws IOException {
        socket.setReceiveBufferSize(4096);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
