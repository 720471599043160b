package io.clearline.adapters.session;

import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.record.RecordHeader;
import org.agrona.DirectBuffer;

/**
 * Reads the answers that a client has not got from the journal and puts them into its outbox, a part at
 * a time, so that neither a long journal nor a slow client keeps a thread. Its parts run one after
 * another on any thread but the engine's; {@link #close} may come at any time.
 */
final class CatchUp implements AutoCloseable {
    /** Records that one part looks at. */
    private static final int PART_RECORDS = 1 << 14;
    private static final int BATCH = 256;

    private final DataDirectory data;
    private final int principal;
    private final Outbox outbox;
    private final int waitingBytesMax;
    private final long through;
    private long next;
    private JournalReader reader;
    private boolean closed;

    /**
     * Creates one.
     *
     * @param after the last sequence that the client has
     * @param through the last one that it is to get
     * @param waitingBytesMax a part ends where more waits in the outbox
     */
    CatchUp(final DataDirectory data, final int principal, final long after, final long through,
        final Outbox outbox, final int waitingBytesMax) {
        this.data = data;
        this.principal = principal;
        this.next = after + 1;
        this.through = through;
        this.outbox = outbox;
        this.waitingBytesMax = waitingBytesMax;
    }

    /** Returns the last sequence that the client is to get. */
    long through() {
        return through;
    }

    /**
     * Reads on.
     *
     * @return whether all was read
     * @throws io.clearline.engine.journal.JournalException if the journal cannot be read, or its part
     *     that is wanted is no longer kept
     */
    synchronized boolean part() {
        int left = PART_RECORDS;
        while (!closed && next <= through && left > 0 && outbox.length() < waitingBytesMax) {
            if (reader == null) {
                reader = JournalReader.open(data, next);
            }
            final long behind = through + 1 - reader.nextSequence();
            final int count = reader.poll(this::take, (int) Math.min(BATCH, behind));
            next = Math.max(next, reader.nextSequence());
            left -= Math.max(count, 1);
            if (count == 0) {
                return next > through;
            }
        }
        return closed || next > through;
    }

    private void take(final DirectBuffer record, final int at, final int length) {
        if (RecordHeader.principal(record, at) == principal) {
            outbox.resent(RecordHeader.sequence(record, at), RecordHeader.timeMs(record, at),
                record, RecordHeader.answerAt(record, at), RecordHeader.answerLength(record, at),
                RecordHeader.commandAt(at), RecordHeader.commandLength(record, at));
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
