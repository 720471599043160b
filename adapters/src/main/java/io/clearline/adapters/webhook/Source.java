package io.clearline.adapters.webhook;

import io.clearline.adapters.identity.Identity;
import io.clearline.adapters.json.AnswerEncoder;
import io.clearline.engine.follower.LiveStatus;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.record.RecordHeader;
import java.io.ByteArrayOutputStream;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;

/** Reads a receiver's answers from the journal, in order. Used by one thread. */
final class Source implements AutoCloseable {
    private static final int PART_RECORDS = 4096;

    private final LiveStatus journal;
    private final LongSupplier upTo;
    private final WebhookLimits limits;
    private final AnswerEncoder encoder = new AnswerEncoder();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private JournalReader reader;
    private long position;
    private int answers;

    Source(final LiveStatus journal, final LongSupplier upTo, final WebhookLimits limits,
        final long position) {
        this.journal = journal;
        this.upTo = upTo;
        this.limits = limits;
        this.position = position;
    }

    /** Returns the last record that was read. */
    long position() {
        return position;
    }

    /** Goes back, or on, to behind a record. */
    void seek(final long after) {
        close();
        position = after;
    }

    /**
     * Reads on a part.
     *
     * @return its answers; null where there are none, though records may have been passed over
     */
    Batch next(final Identity identity) {
        final long last = upTo.getAsLong();
        if (position >= last) {
            return null;
        }
        if (reader == null) {
            reader = journal.read(position + 1);
        }
        body.reset();
        answers = 0;
        int left = PART_RECORDS;
        while (left > 0 && position < last && answers < limits.answersMax()
            && body.size() < limits.bodyBytesMax()
            && reader.poll((record, at, length) -> take(identity, record, at), 1) > 0) {
            left--;
        }
        if (answers == 0) {
            return null;
        }
        body.write(']');
        return new Batch(body.toByteArray(), position);
    }

    private void take(final Identity identity, final DirectBuffer record, final int at) {
        position = RecordHeader.sequence(record, at);
        if (!identity.readsAll() && RecordHeader.principal(record, at) != identity.number()) {
            return;
        }
        encoder.hideControls(!identity.seesControls());
        final int length = encoder.encode(AnswerEncoder.NONE, position,
            RecordHeader.timeMs(record, at), record, RecordHeader.answerAt(record, at));
        body.write(answers == 0 ? '[' : ',');
        // Without its line end.
        body.write(encoder.bytes(), 0, length - 1);
        answers++;
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
