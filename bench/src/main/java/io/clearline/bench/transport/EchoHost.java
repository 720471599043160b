package io.clearline.bench.transport;

import io.clearline.adapters.binary.BadFrameException;
import io.clearline.adapters.binary.FrameBuffer;
import io.clearline.adapters.session.Line;
import io.clearline.adapters.session.LineHost;
import io.clearline.adapters.session.LineListener;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.agrona.DirectBuffer;

/** Sends every frame back as it came, over the lines that sessions use. */
final class EchoHost implements LineHost {
    private static final int FRAME_BYTES_MAX = 4 << 20;

    private final Set<Echo> echoes = ConcurrentHashMap.newKeySet();

    /** One line. */
    private final class Echo implements LineListener {
        private final Line line;
        private final FrameBuffer in = new FrameBuffer(FRAME_BYTES_MAX);
        private byte[] frame = new byte[1024];

        Echo(final Line line) {
            this.line = line;
        }

        @Override
        public void onOpen() {
            echoes.add(this);
        }

        @Override
        public void onBytes(final ByteBuffer bytes) {
            in.append(bytes);
            echo();
        }

        @Override
        public void onBytes(final DirectBuffer bytes, final int offset, final int length) {
            in.append(bytes, offset, length);
            echo();
        }

        private void echo() {
            try {
                for (int length = in.next(); length >= 0; length = in.next()) {
                    final int whole = length + FrameBuffer.LENGTH_BYTES;
                    if (frame.length < whole) {
                        frame = new byte[whole];
                    }
                    in.buffer().getBytes(
                        in.messageAt() - FrameBuffer.LENGTH_BYTES, frame, 0, whole);
                    line.write(frame, whole);
                }
                line.flush();
            } catch (final BadFrameException e) {
                onBroken(e);
            }
        }

        @Override
        public void onWritability() {
            // What a rig has in flight is bounded.
        }

        @Override
        public void onClosed() {
            echoes.remove(this);
        }

        @Override
        public void onBroken(final Throwable cause) {
            line.close();
        }
    }

    @Override
    public LineListener listener(final Line line) {
        return new Echo(line);
    }

    @Override
    public int lines() {
        return echoes.size();
    }

    @Override
    public void drain() {
        echoes.forEach(echo -> echo.line.loop().submit(echo.line::close).syncUninterruptibly());
    }

    @Override
    public void close() {
        // It runs on nothing of its own.
    }
}
