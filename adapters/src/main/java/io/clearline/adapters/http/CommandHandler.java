package io.clearline.adapters.http;

import io.clearline.adapters.identity.Identity;
import io.clearline.adapters.intake.Intake;
import io.clearline.adapters.json.AnswerEncoder;
import io.clearline.adapters.json.CommandDecoder;
import io.clearline.adapters.text.LineSplitter;
import io.clearline.engine.pipeline.BusyReason;
import io.clearline.engine.pipeline.Offer;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.ExpandableArrayBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /v1/commands}: one command as {@code application/json}, whose answer sets the status, or a
 * stream of JSON Lines as {@code application/x-ndjson}, whose answers stream back in order.
 */
final class CommandHandler {
    private static final Logger LOG = LoggerFactory.getLogger(CommandHandler.class);
    private static final long PARK_NS = 20_000;
    private static final long ANSWER_WAIT_NS = TimeUnit.SECONDS.toNanos(30);

    /** Most commands are no longer. */
    private static final int BODY_BYTES = 1 << 14;

    /** What decoding takes, lent from request to request: decoders are large and one thread's. */
    private static final class Desk {
        private final CommandDecoder decoder = new CommandDecoder(false);
        private final ExpandableArrayBuffer command = new ExpandableArrayBuffer(4096);
        private final byte[] body = new byte[BODY_BYTES];
    }

    private final Intake intake;
    private final AnswerEncoder encoder;
    private final int bodyBytesMax;
    private final int streamsOwnMax;
    /** How many streams each principal has: each takes threads. */
    private final ConcurrentHashMap<Integer, Integer> streams = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Desk> desks = new ConcurrentLinkedQueue<>();

    /**
     * Creates the handler.
     *
     * @param encoder used on the egress thread alone
     * @param limits the longest single command, and how many streams a principal may have
     */
    CommandHandler(
        final Intake intake, final AnswerEncoder encoder, final HttpLimits limits) {
        this.intake = intake;
        this.encoder = encoder;
        this.bodyBytesMax = limits.commandBytesMax();
        this.streamsOwnMax = limits.streamsOwnMax();
    }

    void handle(final Context ctx, final Identity identity) throws IOException {
        if (!intake.isOpen()) {
            Problems.unavailable(ctx);
            return;
        }
        final Desk lent = desks.poll();
        final Desk desk = lent == null ? new Desk() : lent;
        try {
            final String type = ctx.contentType();
            if (type != null && type.startsWith("application/x-ndjson")) {
                ownStream(ctx, identity, desk);
            } else {
                single(ctx, identity, desk);
            }
        } finally {
            desks.offer(desk);
        }
    }

    private void single(final Context ctx, final Identity identity, final Desk desk)
        throws IOException {
        final InputStream in = ctx.req().getInputStream();
        byte[] body = desk.body;
        int length = in.readNBytes(body, 0, body.length);
        if (length == body.length) {
            final byte[] more = in.readNBytes(Math.max(0, bodyBytesMax + 1 - length));
            body = Arrays.copyOf(body, length + more.length);
            System.arraycopy(more, 0, body, length, more.length);
            length = body.length;
        }
        if (length > bodyBytesMax) {
            Problems.say(ctx, Codes.TOO_LARGE, "a command is at most " + bodyBytesMax
                + " bytes; send several as application/x-ndjson");
            return;
        }
        final long waitNs = intake.commands().tryTake(identity.number(), 1);
        if (waitNs > 0) {
            Problems.tooMany(ctx, waitNs);
            return;
        }
        final SingleAnswer answer = new SingleAnswer(encoder, !identity.seesControls());
        try (Intake.Place place = intake.open(identity.number(), answer)) {
            if (place == null) {
                Problems.busy(ctx, "too many senders at once");
                return;
            }
            final int size = desk.decoder.decode(body, 0, length, desk.command, 0);
            final Offer offer = place.offer(desk.command, 0, size, 1);
            if (offer == Offer.BUSY) {
                refuse(ctx);
            } else if (offer == Offer.CLOSED || !answer.await(ANSWER_WAIT_NS)) {
                Problems.unavailable(ctx);
            } else {
                if (answer.status() == Codes.FORBIDDEN || answer.status() == Codes.NOT_FOUND) {
                    LOG.warn("{} sent a command that it may not, or for a declaration it does not"
                        + " know: answered {}", identity.name(), answer.status());
                }
                ctx.status(answer.status()).contentType("application/json");
                // Javalin copies a result through a buffer that it makes for each.
                ctx.outputStream().write(answer.line());
            }
        }
    }

    private void refuse(final Context ctx) {
        if (intake.busyReason() == BusyReason.NO_ROOM) {
            Problems.say(ctx, Codes.NO_STORAGE, "the disk has too little free; nothing was taken");
        } else {
            Problems.busy(ctx, "the engine is busy; nothing was taken");
        }
    }

    private void ownStream(final Context ctx, final Identity identity, final Desk desk)
        throws IOException {
        final int own = streams.merge(identity.number(), 1, Integer::sum);
        try {
            if (own > streamsOwnMax) {
                Problems.busy(ctx, "this principal has " + streamsOwnMax + " streams already");
            } else {
                stream(ctx, identity, desk);
            }
        } finally {
            streams.computeIfPresent(
                identity.number(), (principal, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Reads and offers by the request's thread and writes by another, so that neither waits for the other. */
    private void stream(final Context ctx, final Identity identity, final Desk desk)
        throws IOException {
        final AnswerLines lines = new AnswerLines(encoder, !identity.seesControls());
        try (Intake.Place place = intake.open(identity.number(), lines)) {
            if (place == null) {
                Problems.busy(ctx, "too many senders at once");
                return;
            }
            ctx.status(Codes.OK).contentType("application/x-ndjson");
            final OutputStream out = ctx.res().getOutputStream();
            final Thread writer = writer(lines, out);
            try {
                read(ctx, desk, place, lines);
            } finally {
                lines.offeredAll();
                join(writer);
            }
        }
    }

    private void read(final Context ctx, final Desk desk, final Intake.Place place,
        final AnswerLines lines) throws IOException {
        final LineSplitter in =
            new LineSplitter(ctx.req().getInputStream(), CommandDecoder.MAX_LINE);
        while (in.next()) {
            final int length = in.tooLong() ? CommandDecoder.MAX_LINE + 1 : in.length();
            final int size =
                desk.decoder.decode(in.buffer(), in.offset(), length, desk.command, 0);
            lines.awaitRoom();
            lines.offering();
            Offer offer = place.offer(desk.command, 0, size, (int) in.number());
            while (offer == Offer.BUSY && !lines.isBroken()) {
                LockSupport.parkNanos(PARK_NS);
                offer = place.offer(desk.command, 0, size, (int) in.number());
            }
            if (offer != Offer.ACCEPTED) {
                lines.notOffered();
                return;
            }
            final long waitNs = place.pace();
            if (waitNs > 0) {
                LockSupport.parkNanos(waitNs);
            }
        }
    }

    private static Thread writer(final AnswerLines lines, final OutputStream out) {
        final Thread writer = new Thread(() -> lines.writeAll(out), "clearline-http-out");
        writer.setDaemon(true);
        writer.start();
        return writer;
    }

    private static void join(final Thread writer) throws IOException {
        try {
            writer.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
