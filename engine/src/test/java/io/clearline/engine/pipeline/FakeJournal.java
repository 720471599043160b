package io.clearline.engine.pipeline;

import io.clearline.engine.journal.Journal;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.record.RecordHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/** A journal in memory that checks what it is given, and a disk that does as the test wants. */
final class FakeJournal implements Journal {
    final CountDownLatch forceBegun = new CountDownLatch(1);
    volatile long appended;
    volatile long forced;
    volatile long forces;
    volatile boolean closed;
    /** One permit is taken by each force; null = the disk is always ready. */
    volatile Semaphore disk;
    volatile boolean diskBroken;
    volatile long fullAtSequence = Long.MAX_VALUE;
    volatile Error fatal;
    volatile long diskFree = Long.MAX_VALUE;
    volatile long diskSize = Long.MAX_VALUE;

    private final ExpandableArrayBuffer bytes = new ExpandableArrayBuffer(1 << 16);
    private final CRC32C checksum = new CRC32C();
    private final boolean keeps;
    private int length;

    FakeJournal() {
        this(true);
    }

    FakeJournal(final boolean keeps) {
        this.keeps = keeps;
    }

    @Override
    public void append(final DirectBuffer record, final int offset, final int recordLength) {
        final long sequence = RecordHeader.sequence(record, offset);
        if (sequence >= fullAtSequence) {
            throw new JournalException("the disk is full");
        }
        if (fatal != null) {
            throw fatal;
        }
        if (!keeps) {
            appended = sequence;
            return;
        }
        bytes.putBytes(length, record, offset, recordLength);
        final ByteBuffer view = ByteBuffer.wrap(bytes.byteArray());
        if (RecordHeader.crc(bytes, length)
            != RecordHeader.crc(view, length, recordLength, checksum)
            || RecordHeader.recordLength(bytes, length) != recordLength
            || RecordHeader.magic(bytes, length) != RecordHeader.MAGIC) {
            throw new JournalException("unsound record " + sequence);
        }
        length += recordLength;
        appended = sequence;
    }

    @Override
    public void force() throws IOException {
        final long target = appended;
        forceBegun.countDown();
        final Semaphore ready = disk;
        if (ready != null) {
            ready.acquireUninterruptibly();
        }
        if (diskBroken) {
            throw new IOException("the disk refused");
        }
        forced = target;
        forces++;
    }

    @Override
    public long diskFreeBytes() {
        return diskFree;
    }

    @Override
    public long diskSizeBytes() {
        return diskSize;
    }

    @Override
    public void close() {
        closed = true;
    }

    byte[] content() {
        final byte[] content = new byte[length];
        bytes.getBytes(0, content);
        return content;
    }
}
