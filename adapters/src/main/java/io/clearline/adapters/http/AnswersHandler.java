package io.clearline.adapters.http;

import io.clearline.adapters.identity.Identity;
import io.clearline.adapters.json.AnswerEncoder;
import io.clearline.engine.follower.LiveStatus;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.journal.RecordNotKeptException;
import io.clearline.engine.record.RecordHeader;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.LongSupplier;

/**
 * {@code GET /v1/answers?after=SEQ&limit=N}: the answers to the caller's own commands from the journal,
 * by sequence, as JSON Lines: how a client that lost its line learns what became of its commands. Who
 * reads all gets those of everybody.
 */
final class AnswersHandler {
    private static final int LIMIT_MAX = 100_000;
    private static final int BATCH = 4096;

    private final LiveStatus journal;
    private final LongSupplier upTo;
    private final AnswerEvents events;

    /**
     * Creates the handler.
     *
     * @param journal opens readers
     * @param upTo the last record that may be shown: as durable as answers are
     * @param events takes those who listen for more
     */
    AnswersHandler(final LiveStatus journal, final LongSupplier upTo,
        final AnswerEvents events) {
        this.journal = journal;
        this.upTo = upTo;
        this.events = events;
    }

    void handle(final Context ctx, final Identity identity) throws IOException {
        final String accept = ctx.header("Accept");
        if (accept != null && accept.contains(AnswerEvents.CONTENT_TYPE)) {
            events.handle(ctx, identity);
            return;
        }
        final long after = number(ctx, "after", 0);
        final long limit = number(ctx, "limit", LIMIT_MAX);
        if (after < 0 || limit < 1 || limit > LIMIT_MAX) {
            Problems.say(ctx, Codes.BAD_REQUEST, "after is a sequence, 0 for the first; limit is 1"
                + " to " + LIMIT_MAX);
            return;
        }
        ctx.contentType("application/x-ndjson");
        try {
            write(ctx.res().getOutputStream(), identity, after, limit);
        } catch (final RecordNotKeptException gone) {
            Problems.say(ctx, Codes.GONE, notKept(after));
        }
    }

    /** Says that answers are gone. */
    static String notKept(final long after) {
        return "the journal no longer has all answers behind record " + after
            + "; ask for those behind a later one";
    }

    static long number(final Context ctx, final String name, final long otherwise) {
        final String text = ctx.queryParam(name);
        return text == null ? otherwise : RequestText.number(text);
    }

    private void write(final OutputStream out, final Identity identity, final long after,
        final long limit) {
        final long last = upTo.getAsLong();
        if (after >= last) {
            return;
        }
        final AnswerEncoder encoder = new AnswerEncoder();
        encoder.hideControls(!identity.seesControls());
        final long[] left = {limit};
        try (JournalReader reader = journal.read(after + 1)) {
            int count = 1;
            while (count > 0 && left[0] > 0 && reader.nextSequence() <= last) {
                count = reader.poll((record, at, length) -> {
                    final boolean own = identity.readsAll()
                        || RecordHeader.principal(record, at) == identity.number();
                    if (own && left[0] > 0) {
                        left[0]--;
                        final int line = encoder.encode(AnswerEncoder.NONE,
                            RecordHeader.sequence(record, at), RecordHeader.timeMs(record, at),
                            record, RecordHeader.answerAt(record, at));
                        write(out, encoder.bytes(), line);
                    }
                }, (int) Math.min(BATCH, last + 1 - reader.nextSequence()));
            }
        }
    }

    private static void write(final OutputStream out, final byte[] bytes, final int length) {
        try {
            out.write(bytes, 0, length);
        } catch (final IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
