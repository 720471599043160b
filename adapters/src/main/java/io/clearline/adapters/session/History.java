package io.clearline.adapters.session;

import io.clearline.engine.journal.JournalException;
import io.clearline.engine.journal.RecordNotKeptException;
import io.clearline.engine.pipeline.Offer;
import io.clearline.engine.record.sbe.MalformedEncoder;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.session.ByeReason;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's catching up with what it missed. First it waits until all that its earlier lines brought
 * has been answered: a mark goes through the engine behind it, a command that is answered in its turn and
 * not journaled. Then a reader hands out what the journal has. Runs on the line's loop but for the
 * reading.
 */
final class History {
    /** What goes through the engine as a mark. */
    static final DirectBuffer MARK = mark();

    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final int RETRY_MS = 10;

    private final Session session;
    private final int principal;
    private final long after;
    private CatchUp catchUp;
    private boolean reading;
    private boolean closed;

    History(final Session session, final int principal, final long after) {
        this.session = session;
        this.principal = principal;
        this.after = after;
    }

    private static DirectBuffer mark() {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(16);
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final MalformedEncoder out = new MalformedEncoder().wrapAndApplyHeader(buffer, 0, header);
        out.at(MalformedEncoder.atNullValue());
        return new UnsafeBuffer(buffer, 0, header.encodedLength() + out.encodedLength());
    }

    /** Sends the mark. */
    void begin() {
        if (closed) {
            return;
        }
        final Offer offer = session.offerMark();
        if (offer == Offer.CLOSED) {
            session.end(ByeReason.STOPPING, 0, "the engine takes nothing any more");
        } else if (offer == Offer.BUSY) {
            session.loop().schedule(this::begin, RETRY_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** Goes on when the mark has come back. */
    void answeredUpTo(final long sequence) {
        final SessionContext context = session.context();
        catchUp = new CatchUp(context.data, principal, after, sequence, session.outbox(),
            context.limits.pauseBytes());
        readOn();
    }

    /** Reads the next part, unless one is being read or too much waits. */
    void readOn() {
        if (catchUp == null || reading || closed
            || session.outbox().length() >= session.context().limits.pauseBytes()) {
            return;
        }
        reading = true;
        session.context().side.execute(this::part);
    }

    private void part() {
        try {
            final boolean complete = catchUp.part();
            session.loop().execute(() -> partRead(complete));
        } catch (final RecordNotKeptException gone) {
            fail(ByeReason.NOT_KEPT, gone.getMessage());
        } catch (final JournalException e) {
            LOG.error("Answers cannot be resent: {}", e.getMessage());
            fail(ByeReason.UNAVAILABLE, "the journal cannot be read now");
        }
    }

    private void fail(final ByeReason reason, final String text) {
        session.loop().execute(() -> session.end(reason, 0, text));
    }

    private void partRead(final boolean complete) {
        reading = false;
        if (closed) {
            return;
        }
        if (complete) {
            catchUp.close();
            session.caughtUp(catchUp.through());
        } else {
            readOn();
        }
    }

    void close() {
        closed = true;
        if (catchUp != null) {
            final CatchUp last = catchUp;
            session.context().side.execute(last::close);
        }
    }
}
