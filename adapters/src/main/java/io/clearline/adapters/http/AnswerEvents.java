package io.clearline.adapters.http;

import io.clearline.adapters.identity.Identities;
import io.clearline.adapters.identity.Identity;
import io.clearline.adapters.json.AnswerEncoder;
import io.clearline.engine.follower.FollowerThread;
import io.clearline.engine.follower.LiveStatus;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.journal.RecordNotKeptException;
import io.clearline.engine.record.RecordHeader;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /v1/answers} as Server-Sent Events (WHATWG HTML, 9.2): the answers of the past and those that
 * come, an event each, whose id is the sequence. One thread reads the journal for all who hear what
 * comes, and in turns for each that is behind; none waits for a line. Thread-safe.
 */
final class AnswerEvents implements AutoCloseable {
    static final String CONTENT_TYPE = "text/event-stream";

    private static final Logger LOG = LoggerFactory.getLogger(AnswerEvents.class);
    private static final int PART_RECORDS = 1024;
    private static final byte[] LINE_END = {'\n'};

    private final LiveStatus journal;
    private final LongSupplier upTo;
    private final Identities identities;
    private final EventLimits limits;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final AnswerEncoder encoder = new AnswerEncoder();
    private final FollowerThread thread;
    /** At the end of the journal; null where nobody hears what comes. */
    private JournalReader tail;

    AnswerEvents(final LiveStatus journal, final LongSupplier upTo, final Identities identities,
        final EventLimits limits) {
        this.journal = journal;
        this.upTo = upTo;
        this.identities = identities;
        this.limits = limits;
        this.thread = FollowerThread.start("clearline-events", this::step,
            thrown -> LOG.error("No more events are sent", thrown));
    }

    /** Returns how many listen. */
    int listeners() {
        return listeners.size();
    }

    void handle(final Context ctx, final Identity identity) {
        final String last = ctx.header("Last-Event-ID");
        final long after = last == null || last.isEmpty() ? AnswersHandler.number(ctx, "after", 0)
            : RequestText.number(last);
        if (after < 0) {
            Problems.say(ctx, Codes.BAD_REQUEST,
                "Last-Event-ID and after are a sequence, 0 for the first");
            return;
        }
        if (listeners.size() >= limits.listenersMax()
            || listeners.stream().filter(one -> one.identity.number() == identity.number())
                .count() >= limits.ownMax()) {
            Problems.busy(ctx, "too many listen");
            return;
        }
        if (after < upTo.getAsLong()) {
            try {
                journal.read(after + 1).close();
            } catch (final RecordNotKeptException gone) {
                Problems.say(ctx, Codes.GONE, AnswersHandler.notKept(after));
                return;
            }
        }
        ctx.status(Codes.OK).contentType(CONTENT_TYPE).header("Cache-Control", "no-store")
            .header("X-Accel-Buffering", "no");
        // Of the request itself nothing is kept: it is over long before its answer.
        final String secret = HttpServer.bearer(ctx);
        final String subject = secret.isEmpty() ? HttpServer.subject(ctx) : null;
        final Supplier<Optional<Identity>> again = secret.isEmpty()
            ? () -> identities.ofSubject(subject) : () -> identities.of(secret);
        ctx.future(() -> listen(ctx, identity, again, after));
    }

    private CompletableFuture<Void> listen(
        final Context ctx, final Identity identity,
        final Supplier<Optional<Identity>> again, final long after) {
        try {
            ctx.req().getAsyncContext().setTimeout(0);
            final EventOutput output =
                new EventOutput(ctx.res().getOutputStream(), limits.waitingBytesMax());
            // Tells that the line stands, and how long to wait before it is made again.
            output.put("retry: 1000\n\n");
            ctx.res().getOutputStream().setWriteListener(output);
            listeners.add(new Listener(identity, again, output, after + 1));
            return output.done();
        } catch (final IOException gone) {
            return CompletableFuture.completedFuture(null);
        }
    }

    private boolean step() {
        boolean moved = false;
        listeners.removeIf(listener -> {
            final boolean gone = listener.output.done().isDone();
            if (gone) {
                listener.closeReader();
            }
            return gone;
        });
        final long last = upTo.getAsLong();
        for (final Listener listener : listeners) {
            try {
                moved |= !listener.live && behind(listener, last);
            } catch (final RecordNotKeptException gone) {
                end(listener, "NOT_KEPT", AnswersHandler.notKept(listener.next - 1));
            } catch (final JournalException unreadable) {
                LOG.error("Answers cannot be sent: {}", unreadable.getMessage());
                end(listener, "UNAVAILABLE", "the journal cannot be read now");
            }
        }
        moved |= whatComes(last);
        listeners.forEach(this::tend);
        return moved;
    }

    /** Reads on for a listener that is behind the others; returns whether there was something. */
    private boolean behind(final Listener listener, final long last) {
        final long end = tail == null ? last : Math.min(last, tail.nextSequence() - 1);
        if (listener.next > end) {
            join(listener);
            return false;
        }
        if (!listener.output.hasRoom()) {
            return false;
        }
        if (listener.reader == null) {
            listener.reader = journal.read(listener.next);
        }
        int left = PART_RECORDS;
        while (left > 0 && listener.next <= end && listener.output.hasRoom()) {
            if (listener.reader.poll((record, at, length) -> show(listener, record, at), 1) == 0) {
                break;
            }
            left--;
        }
        listener.output.flush();
        return left < PART_RECORDS;
    }

    /** Lets a listener hear what comes, if it has read all that was; its reader may become that of all. */
    private void join(final Listener listener) {
        if (tail == null && listener.reader != null) {
            tail = listener.reader;
            listener.reader = null;
        }
        if (tail != null && listener.next == tail.nextSequence()) {
            listener.closeReader();
            listener.live = true;
        }
    }

    private boolean whatComes(final long last) {
        if (listeners.stream().noneMatch(listener -> listener.live)) {
            if (tail != null) {
                tail.close();
                tail = null;
            }
            return false;
        }
        int left = PART_RECORDS;
        while (left > 0 && tail.nextSequence() <= last
            && tail.poll((record, at, length) -> showAll(record, at), 1) > 0) {
            left--;
        }
        if (left < PART_RECORDS) {
            listeners.forEach(listener -> listener.output.flush());
        }
        return left < PART_RECORDS;
    }

    private void showAll(final DirectBuffer record, final int at) {
        for (final Listener listener : listeners) {
            if (listener.live && listener.output.hasRoom()) {
                show(listener, record, at);
            } else {
                // It reads for itself until it is with the others again.
                listener.live = false;
            }
        }
    }

    private void show(final Listener listener, final DirectBuffer record, final int at) {
        final long sequence = RecordHeader.sequence(record, at);
        listener.next = sequence + 1;
        if (!listener.identity.readsAll()
            && RecordHeader.principal(record, at) != listener.identity.number()) {
            return;
        }
        encoder.hideControls(!listener.identity.seesControls());
        final int length = encoder.encode(AnswerEncoder.NONE, sequence,
            RecordHeader.timeMs(record, at), record, RecordHeader.answerAt(record, at));
        listener.output.put("id: " + sequence + "\ndata: ");
        listener.output.put(encoder.bytes(), length);
        listener.output.put(LINE_END, 1);
        listener.saidNs = System.nanoTime();
    }

    private void tend(final Listener listener) {
        final long now = System.nanoTime();
        if (listener.output.stalledNs() > TimeUnit.MILLISECONDS.toNanos(limits.stallMs())) {
            LOG.warn("A listener of {} reads nothing, it is ended", listener.identity.name());
            end(listener, "SLOW_READER", "nothing was read for " + limits.stallMs() + " ms");
            // Who reads nothing does not read that, either.
            listener.output.done().complete(null);
            return;
        }
        final long beatNs = TimeUnit.MILLISECONDS.toNanos(limits.heartbeatMs());
        if (now - listener.checkedNs > beatNs) {
            listener.checkedNs = now;
            if (!isStillGood(listener)) {
                end(listener, "UNAUTHORIZED", "the token has expired or was revoked");
                return;
            }
        }
        if (now - listener.saidNs > beatNs) {
            listener.saidNs = now;
            listener.output.put(":\n\n");
            listener.output.flush();
        }
    }

    private boolean isStillGood(final Listener listener) {
        try {
            return listener.again.get()
                .filter(identity -> identity.equals(listener.identity)).isPresent();
        } catch (final IllegalStateException busy) {
            // Who was let in stays until the engine can say more.
            return true;
        }
    }

    private static void end(final Listener listener, final String reason, final String detail) {
        listener.output.end("event: end\ndata: {\"reason\":\"" + reason + "\",\"detail\":\""
            + detail + "\"}\n\n");
    }

    /** Ends all listeners. */
    @Override
    public void close() {
        thread.close();
        listeners.forEach(listener -> {
            end(listener, "STOPPING", "the server stops");
            listener.closeReader();
        });
        if (tail != null) {
            tail.close();
        }
    }
}
