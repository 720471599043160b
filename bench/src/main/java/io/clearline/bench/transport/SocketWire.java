package io.clearline.bench.transport;

import io.clearline.adapters.binary.FrameBuffer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A socket that never blocks. */
final class SocketWire implements Wire {
    private static final int BUFFER_BYTES = 1 << 20;

    private final SocketChannel channel;
    private ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer read = ByteBuffer.allocateDirect(BUFFER_BYTES);

    SocketWire(final int port) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
    }

    @Override
    public void write(final byte[] bytes, final int length) {
        if (out.remaining() < length) {
            // Nobody reads: what is late waits here, and counts.
            out.flip();
            out = ByteBuffer.allocateDirect(2 * out.capacity()).put(out);
        }
        out.put(bytes, 0, length);
    }

    @Override
    public void poll(final FrameBuffer in) throws IOException {
        if (out.position() > 0) {
            out.flip();
            channel.write(out);
            out.compact();
        }
        read.clear();
        if (channel.read(read) < 0) {
            throw new IOException("the server ended the line");
        }
        read.flip();
        if (read.hasRemaining()) {
            in.append(read);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
