package io.clearline.adapters.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.clearline.engine.record.sbe.Role;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client written from docs/wire-format.md alone, byte by byte, with none of the generated codecs: what
 * the page says is what the server speaks.
 */
@Timeout(60)
class PageTest {
    private static final long NULL_LONG = Long.MIN_VALUE;
    private static final short NULL_SHORT = (short) 65_535;
    private static final byte NULL_BYTE = (byte) 255;

    @TempDir
    private Path home;
    private final ByteBuffer out =
        ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);

    private void header(final int blockLength, final int template, final int schema,
        final int version) {
        out.putShort((short) blockLength).putShort((short) template).putShort((short) schema)
            .putShort((short) version);
    }

    private void text(final String value) {
        final byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        out.putShort((short) utf8.length).put(utf8);
    }

    private void padded(final String value, final int length) {
        final byte[] ascii = value.getBytes(StandardCharsets.US_ASCII);
        out.put(ascii).put(new byte[length - ascii.length]);
    }

    private void group(final int blockLength, final int count) {
        out.putShort((short) blockLength).putShort((short) count);
    }

    private static int alpha3(final String code) {
        return ((code.charAt(0) - 'A') * 26 + code.charAt(1) - 'A') * 26 + code.charAt(2) - 'A';
    }

    private void hello(final String token) {
        out.clear().position(4);
        header(20, 200, 1401, 1);
        out.putShort((short) 2).putShort((short) 6400).putLong(11).putLong(12);
        text(token);
    }

    private void declare(final int number, final String ref) {
        out.clear().position(4);
        header(4, 202, 1401, 1);
        out.putInt(number);
        final int lengthAt = out.position();
        out.putInt(0);
        header(149, 1, 1400, 2);
        out.putLong(NULL_LONG);
        padded(ref, 32);
        out.put((byte) 1).put((byte) 1).putShort((short) 6400).putShort((short) 6481);
        padded(Port.TRADER, 18);
        out.put(new byte[3 * 18]);
        out.putShort((short) 110).putInt('2').putShort((short) alpha3("JPN")).put((byte) 0)
            .putInt(1).putLong(200_000).putLong(100_000).putShort(NULL_SHORT);
        group(9, 0);
        group(4, 0);
        group(11, 0);
        group(34, 1);
        out.putInt(1).putLong(84581100).put((byte) 8).putLong(100_000).putLong(10_000_000)
            .putShort((short) alpha3("JPN")).put((byte) 2).put(NULL_BYTE).put((byte) 0);
        group(29, 0);
        text("lathe");
        text("");
        text("");
        text("");
        out.putInt(lengthAt, out.position() - lengthAt - 4);
    }

    private void send(final Socket socket) throws IOException {
        out.putInt(0, out.position() - 4);
        socket.getOutputStream().write(out.array(), 0, out.position());
    }

    /** Reads one message and checks its header; returns it behind its header. */
    private static ByteBuffer read(final Socket socket, final int blockLength,
        final int template) throws IOException {
        final DataInputStream in = new DataInputStream(socket.getInputStream());
        final byte[] message = new byte[Integer.reverseBytes(in.readInt())];
        in.readFully(message);
        final ByteBuffer read = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        final String said = "in " + new String(message, StandardCharsets.ISO_8859_1);
        assertEquals(blockLength, read.getShort(), said);
        assertEquals(template, read.getShort(), said);
        assertEquals(1401, read.getShort());
        assertEquals(1, read.getShort());
        return read;
    }

    @Test
    void aClientFromThePageAlone() throws Exception {
        try (Port port = Port.open(home);
            Socket socket = new Socket("127.0.0.1", port.port())) {
            port.warm();
            hello(port.token("window", Role.PORT_SYSTEM));
            send(socket);
            final ByteBuffer welcome = read(socket, 29, 201);
            assertEquals(2, welcome.getShort());
            assertEquals(1, welcome.get(), "PORT_SYSTEM");
            assertEquals(6400, welcome.getShort());

            declare(7, "PAGE-1");
            send(socket);
            final ByteBuffer answer = read(socket, 21, 203);
            assertEquals(7, answer.getInt());
            assertEquals(0, answer.get(), "not resent");
            final long sequence = answer.getLong();
            assertEquals(port.sent().get(0), sequence);
            answer.getLong();
            answer.getInt();
            assertEquals(91, answer.getShort(), "block of Decision");
            assertEquals(101, answer.getShort());
            assertEquals(1400, answer.getShort());
            answer.getShort();
            assertEquals(1, answer.get(), "RELEASE");

            out.clear().position(4);
            header(8, 206, 1401, 1);
            out.putLong(0);
            send(socket);
            final ByteBuffer resent = read(socket, 21, 203);
            assertEquals(0, resent.getInt());
            assertEquals(1, resent.get());
            assertEquals(sequence, resent.getLong());
            read(socket, 8, 206);

            out.clear().position(4);
            header(5, 207, 1401, 1);
            out.put((byte) 1).putInt(0);
            text("");
            send(socket);
            assertEquals(1, read(socket, 5, 207).get(), "DONE");
        }
    }
}
