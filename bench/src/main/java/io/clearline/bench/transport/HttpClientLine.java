package io.clearline.bench.transport;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One connection of HTTP/1.1 that says just what is needed, so that the client's part is small: requests
 * with one command, or one with a stream of them.
 */
final class HttpClientLine implements AutoCloseable {
    private static final int TIMEOUT_MS = 60_000;
    private static final int BUFFER_BYTES = 1 << 16;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String head;
    private final byte[] part = new byte[BUFFER_BYTES];

    HttpClientLine(final int port, final String token) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MS);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
        out = socket.getOutputStream();
        head = "POST /v1/commands HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token
            + "\r\nContent-Type: ";
    }

    /** Posts one command; returns the status of its answer, which is read to its end. */
    int post(final byte[] json, final int length) throws IOException {
        final byte[] start = (head + "application/json\r\nContent-Length: " + length
            + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        final byte[] whole = new byte[start.length + length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(json, 0, whole, start.length, length);
        out.write(whole);
        final int status = status();
        final long body = headers();
        for (long left = body; left > 0;) {
            final int count = in.read(part, 0, (int) Math.min(left, part.length));
            if (count < 0) {
                throw new IOException("the answer ends early");
            }
            left -= count;
        }
        return status;
    }

    /** Streams lines in one request by a thread of its own; returns how many lines came back. */
    long stream(final byte[] lines, final int length) throws IOException {
        final Throwable[] failed = new Throwable[1];
        final Thread writing = new Thread(() -> {
            try {
                out.write((head + "application/x-ndjson\r\nContent-Length: " + length
                    + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(lines, 0, length);
            } catch (final IOException e) {
                failed[0] = e;
            }
        }, "clearline-bench-http");
        writing.start();
        final int status = status();
        headers();
        final long count = chunks();
        try {
            writing.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (status != 200 || failed[0] != null) {
            throw new IOException("the stream ended with status " + status, failed[0]);
        }
        return count;
    }

    private int status() throws IOException {
        final String line = line();
        if (!line.startsWith("HTTP/1.1 ")) {
            throw new IOException("no answer of HTTP/1.1: " + line);
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    /** Reads the headers; returns the length of the body, -1 where it comes in chunks. */
    private long headers() throws IOException {
        long length = -1;
        for (String next = line(); !next.isEmpty(); next = line()) {
            if (next.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Long.parseLong(next.substring(15).strip());
            }
        }
        return length;
    }

    /** Reads a body in chunks; returns how many ends of lines are in it. */
    private long chunks() throws IOException {
        long lines = 0;
        for (int left = Integer.parseInt(line(), 16); left > 0;
            left = Integer.parseInt(line(), 16)) {
            while (left > 0) {
                final int count = in.read(part, 0, Math.min(left, part.length));
                if (count < 0) {
                    throw new IOException("the answers end early");
                }
                for (int i = 0; i < count; i++) {
                    lines += part[i] == '\n' ? 1 : 0;
                }
                left -= count;
            }
            line();
        }
        line();
        return lines;
    }

    private String line() throws IOException {
        final StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the server ended the line");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
