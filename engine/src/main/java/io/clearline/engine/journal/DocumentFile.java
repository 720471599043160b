package io.clearline.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Walks the documents of one Chronicle Queue file by their 4-byte headers, without Chronicle: its
 * tailer stops in silence at damage and reads no file of a directory it may not write to. A
 * document starts at a multiple of 4 bytes; its header holds two flags and the exact length of what
 * follows.
 *
 * <p>Reads by copy, never by mapping: a file that is truncated meanwhile ends a read, not the
 * process. One thread only.
 */
final class DocumentFile implements AutoCloseable {
    /** A record stands at {@link #bodyAt}, {@link #bodyLength} bytes long. */
    static final int RECORD = 0;
    /** Nothing was written here yet. */
    static final int UNWRITTEN = 1;
    /** A document was begun and not finished. */
    static final int OPEN = 2;
    /** The writer ended this file and went on to another. */
    static final int ENDED = 3;
    /** The document runs past the end of the file. */
    static final int CUT = 4;
    /** The header names a length that no record can have. */
    static final int TOO_LONG = 5;

    static final int HEADER_LENGTH = 4;
    /** No record is longer: bounds what a damaged length can make a reader allocate. */
    static final int RECORD_LENGTH_MAX = 16 << 20;

    private static final int NOT_COMPLETE = 0x8000_0000;
    private static final int META_DATA = 0x4000_0000;
    private static final int END_OF_DATA = NOT_COMPLETE | META_DATA;
    private static final int LENGTH_MASK = 0x3FFF_FFFF;
    private static final int WINDOW_MIN = 1 << 16;
    private static final int WINDOW_MAX = 1 << 20;

    private final Path path;
    private final FileChannel channel;
    private final ByteBuffer headerBytes =
        ByteBuffer.allocateDirect(HEADER_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    private ByteBuffer bytes;
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private long windowAt;
    private int windowLength;
    private int window = WINDOW_MIN;
    private long position;
    private long documentAt;
    private int bodyAt;
    private int bodyLength;

    DocumentFile(final Path path, final long position) throws IOException {
        this.path = path;
        this.position = position;
        this.channel = FileChannel.open(path, StandardOpenOption.READ);
    }

    private void allocate(final int capacity) {
        bytes = ByteBuffer.allocateDirect(capacity);
        buffer.wrap(bytes);
    }

    /**
     * Goes to the next document that is no metadata.
     *
     * @return {@link #RECORD} and the position is behind it, or why there is none and the position
     * stays
     */
    int next() throws IOException {
        while (true) {
            int header = buffered(HEADER_LENGTH) ? header((int) (position - windowAt)) : 0;
            if (header == 0 || (header & NOT_COMPLETE) != 0) {
                // What was copied may be older than what stands there now.
                header = freshHeader();
                if (header == 0) {
                    window = WINDOW_MIN;
                    // The last document may end up to 3 bytes before its successor's place.
                    return position >= channel.size() + HEADER_LENGTH ? CUT : UNWRITTEN;
                }
                if ((header & NOT_COMPLETE) != 0) {
                    return header == END_OF_DATA ? ENDED : OPEN;
                }
                windowLength = 0;
            }
            final int length = header & LENGTH_MASK;
            if ((header & META_DATA) == 0) {
                return record(length);
            }
            position = after(position, length);
        }
    }

    private int record(final int length) throws IOException {
        if (length > RECORD_LENGTH_MAX) {
            return TOO_LONG;
        }
        if (!loaded(HEADER_LENGTH + length)) {
            return CUT;
        }
        documentAt = position;
        bodyAt = (int) (position - windowAt) + HEADER_LENGTH;
        bodyLength = length;
        position = after(position, length);
        return RECORD;
    }

    /**
     * Reads the last record from the file once more: it may have been copied while it was written.
     */
    boolean reread() throws IOException {
        position = documentAt;
        windowLength = 0;
        return next() == RECORD;
    }

    /**
     * Ends a file at a place where nothing was written yet; only for the owner of the directory.
     */
    static void end(final Machine machine, final Path path, final long position)
        throws IOException {
        final ByteBuffer header = ByteBuffer.allocate(HEADER_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = machine.open(path, StandardOpenOption.WRITE)) {
            JournalFiles.write(channel, header.putInt(0, END_OF_DATA), position);
            channel.force(false);
        }
    }

    /** Tells whether a header is that of finished metadata. */
    static boolean isMetaData(final int header) {
        return (header & END_OF_DATA) == META_DATA;
    }

    /** Returns where the next document starts. */
    static long after(final long document, final int header) {
        return BitUtil.align(document + HEADER_LENGTH + (header & LENGTH_MASK), HEADER_LENGTH);
    }

    private boolean buffered(final int length) {
        return position >= windowAt && position + length <= windowAt + windowLength;
    }

    private boolean loaded(final int length) throws IOException {
        if (buffered(length)) {
            return true;
        }
        if (bytes == null || length > bytes.capacity()) {
            allocate(length <= WINDOW_MAX ? WINDOW_MAX : BitUtil.align(length, WINDOW_MIN));
        }
        windowAt = position;
        windowLength = 0;
        final int wanted = Math.max(length, window);
        window = Math.min(WINDOW_MAX, window * 2);
        bytes.limit(wanted).position(0);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                break;
            }
        }
        windowLength = bytes.position();
        return windowLength >= length;
    }

    private int header(final int at) {
        return buffer.getInt(at, ByteOrder.LITTLE_ENDIAN);
    }

    private int freshHeader() throws IOException {
        headerBytes.clear();
        while (headerBytes.hasRemaining()) {
            if (channel.read(headerBytes, position + headerBytes.position()) < 0) {
                return 0;
            }
        }
        return headerBytes.getInt(0);
    }

    Path path() {
        return path;
    }

    /** Returns where the next document starts. */
    long position() {
        return position;
    }

    /** Returns where the last record's document starts. */
    long documentAt() {
        return documentAt;
    }

    /** Returns the buffer that holds the last record; the same object until {@link #next}. */
    UnsafeBuffer buffer() {
        return buffer;
    }

    /** Returns the bytes under {@link #buffer}. */
    ByteBuffer bytes() {
        return bytes;
    }

    int bodyAt() {
        return bodyAt;
    }

    int bodyLength() {
        return bodyLength;
    }

    long size() throws IOException {
        return channel.size();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
