package io.clearline.adapters.client;

import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.session.AnswerDecoder;
import io.clearline.engine.record.session.BusyDecoder;
import io.clearline.engine.record.session.ByeDecoder;
import io.clearline.engine.record.session.ByeReason;
import io.clearline.engine.record.session.HeartbeatDecoder;
import io.clearline.engine.record.session.MessageHeaderDecoder;
import io.clearline.engine.record.session.ResumeDecoder;
import io.clearline.engine.record.session.WelcomeDecoder;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client and a server say to each other over one line after another: hello, resume, commands, and
 * again from the start when a line is lost. All but {@link #submit} and what is volatile belongs to the
 * event loop.
 */
final class Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    /** Byes after which trying again would lead to the same. */
    private static final Set<ByeReason> FINAL = EnumSet.of(ByeReason.UNAUTHORIZED,
        ByeReason.FORBIDDEN, ByeReason.VERSION, ByeReason.BAD_FRAME, ByeReason.PROTOCOL,
        ByeReason.REPLACED, ByeReason.NOT_KEPT);
    private static final int BACKOFF_MIN_MS = 20;
    private static final int BACKOFF_MAX_MS = 2_000;
    private static final int MISSED_MAX = 3;
    /** Bytes of a frame around its command, and some. */
    private static final int COMMAND_OVERHEAD = 32;
    private static final int WELCOME_WAIT_MS = 15_000;

    private final ClientOptions options;
    private final Dialer dialer;
    private final EventLoop loop;
    private final Consumer<Answer> listener;
    private final Runnable answered;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final Queue<Pending> submitted = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean taking = new AtomicBoolean();
    private final Map<Integer, Pending> pending = new LinkedHashMap<>();
    private final InDoubt inDoubt = new InDoubt();
    private final SplittableRandom jitter = new SplittableRandom();
    private final long clientHigh;
    private final long clientLow;
    private final AnswerDecoder answer = new AnswerDecoder();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[0]);
    private final UnsafeBuffer command = new UnsafeBuffer(new byte[0]);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private Line line;
    private boolean welcomed;
    private volatile boolean open;
    private ScheduledFuture<?> beat;
    private int lastNumber;
    private int commandBytesMax;
    private int backoffMs = BACKOFF_MIN_MS;
    private String lastTrouble = "nothing answers";
    private volatile ClearlineException end;
    private volatile long lastSequence;
    private volatile int lines;
    private volatile long busies;

    /**
     * Creates a conversation.
     *
     * @param listener told of every answer, on the event loop
     * @param answered called for each command that has come to its end
     */
    Conversation(final ClientOptions options, final Dialer dialer, final Consumer<Answer> listener, final Runnable answered) {
        this.options = options;
        this.dialer = dialer;
        this.loop = dialer.loop();
        this.listener = listener;
        this.answered = answered;
        this.lastSequence = Math.max(0, options.resumeAfter());
        final SecureRandom random = new SecureRandom();
        clientHigh = random.nextLong();
        clientLow = random.nextLong();
    }

    /** Returns what completes when the first line is open, or none will ever be. */
    CompletableFuture<Void> opened() {
        return opened;
    }

    /** Takes a command; it is sent as soon as there is a line. */
    void submit(final Pending command) {
        submitted.add(command);
        if (taking.compareAndSet(false, true)) {
            loop.execute(this::take);
        }
    }

    private void take() {
        taking.set(false);
        for (Pending next = submitted.poll(); next != null; next = submitted.poll()) {
            if (end != null) {
                fail(next, end);
                continue;
            }
            lastNumber = lastNumber == Integer.MAX_VALUE ? 1 : lastNumber + 1;
            next.number = lastNumber;
            pending.put(lastNumber, next);
            if (open) {
                write(next);
            }
        }
        if (open) {
            line.flush();
        }
    }

    private void write(final Pending next) {
        if (next.command.length() > commandBytesMax) {
            pending.remove(next.number);
            fail(next, new ClearlineException(ByeReason.BAD_COMMAND, "a command of "
                + next.command.length() + " bytes; the server takes " + commandBytesMax));
            return;
        }
        next.sent = true;
        line.write(next.number, next.command.bytes());
    }

    /** Makes the next line. */
    void connect() {
        if (end != null) {
            return;
        }
        lines++;
        dialer.dial(this);
    }

    /** Tries again in a moment: there was nobody to make a line to. */
    void onRefused(final Throwable cause) {
        lastTrouble = String.valueOf(cause.getMessage());
        again();
    }

    private void again() {
        if (end == null) {
            loop.schedule(this::connect, backoffMs / 2 + jitter.nextInt(backoffMs),
                TimeUnit.MILLISECONDS);
            backoffMs = Math.min(2 * backoffMs, BACKOFF_MAX_MS);
        }
    }

    void onLine(final Line next) {
        line = next;
        if (end != null) {
            next.close();
            return;
        }
        next.write((writer, out, at) -> writer.hello(out, at, DeclareDecoder.SCHEMA_VERSION,
            options.office(), clientHigh, clientLow, options.token()));
        next.flush();
        loop.schedule(() -> {
            if (line == next && beat == null) {
                next.close();
            }
        }, WELCOME_WAIT_MS, TimeUnit.MILLISECONDS);
    }

    void onBroken(final Throwable cause) {
        lastTrouble = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    void onLineGone(final Line gone) {
        if (gone != line) {
            return;
        }
        line = null;
        open = false;
        if (beat != null) {
            beat.cancel(false);
            beat = null;
        }
        again();
    }

    void onMessage(
        final Line from, final int template, final DirectBuffer buffer, final int at) {
        if (from != line || end != null) {
            return;
        }
        switch (template) {
            case WelcomeDecoder.TEMPLATE_ID ->
                welcome(new WelcomeDecoder().wrapAndApplyHeader(buffer, at, header));
            case AnswerDecoder.TEMPLATE_ID ->
                answer(answer.wrapAndApplyHeader(buffer, at, header));
            case BusyDecoder.TEMPLATE_ID ->
                busy(new BusyDecoder().wrapAndApplyHeader(buffer, at, header));
            case ResumeDecoder.TEMPLATE_ID -> resumed(
                new ResumeDecoder().wrapAndApplyHeader(buffer, at, header).sequence());
            case ByeDecoder.TEMPLATE_ID ->
                bye(new ByeDecoder().wrapAndApplyHeader(buffer, at, header));
            case HeartbeatDecoder.TEMPLATE_ID -> { }
            default -> throw new IllegalArgumentException("template " + template);
        }
    }

    private void welcome(final WelcomeDecoder welcome) {
        commandBytesMax = welcome.frameBytesMax() - COMMAND_OVERHEAD;
        final long intervalNs = TimeUnit.MILLISECONDS.toNanos(welcome.heartbeatMs());
        beat = loop.scheduleAtFixedRate(() -> {
            if (line != null) {
                line.beat(intervalNs, MISSED_MAX);
            }
        }, intervalNs, intervalNs, TimeUnit.NANOSECONDS);
        if (!welcomed && options.resumeAfter() < 0) {
            welcomed = true;
            lastSequence = welcome.sequence();
            open();
            return;
        }
        welcomed = true;
        inDoubt.reset(pending.values());
        line.write((writer, out, at) -> writer.resume(out, at, lastSequence));
        line.flush();
    }

    private void resumed(final long through) {
        if (through < lastSequence) {
            LOG.warn("The server has answers up to {} only, {} had been seen", through,
                lastSequence);
        }
        lastSequence = through;
        open();
    }

    /** Sends what has no answer, in the order in which it was submitted. */
    private void open() {
        open = true;
        backoffMs = BACKOFF_MIN_MS;
        new ArrayList<>(pending.values()).forEach(this::write);
        line.flush();
        opened.complete(null);
        take();
    }

    private void answer(final AnswerDecoder in) {
        final long sequence = in.sequence();
        final boolean resent = in.resent() == 1;
        final int number = in.number();
        final long timeMs = in.timeMs();
        in.wrapAnswer(message);
        in.wrapCommand(command);
        if (resent && sequence <= lastSequence) {
            return;
        }
        lastSequence = Math.max(lastSequence, sequence);
        final Answer taken = new Answer(sequence, timeMs, resent, message);
        final Pending done = resent ? inDoubt.take(command) : pending.get(number);
        if (done != null) {
            pending.remove(done.number);
        }
        try {
            listener.accept(taken);
        } catch (final RuntimeException e) {
            LOG.error("The listener to answers failed", e);
        }
        if (done != null) {
            answered.run();
            done.answer.complete(taken);
        }
    }

    private void busy(final BusyDecoder in) {
        busies++;
        final Pending refused = pending.get(in.number());
        final Line on = line;
        loop.schedule(() -> {
            if (refused != null && on == line && open && pending.containsKey(refused.number)) {
                write(refused);
                line.flush();
            }
        }, in.retryAfterMs(), TimeUnit.MILLISECONDS);
    }

    private void bye(final ByeDecoder in) {
        final ByeReason reason = in.reason();
        final int number = in.number();
        final String text = in.text();
        lastTrouble = reason + ": " + text;
        if (FINAL.contains(reason)) {
            end(new ClearlineException(reason, text));
        } else if (reason == ByeReason.BAD_COMMAND) {
            final Pending bad = pending.remove(number);
            if (bad != null) {
                fail(bad, new ClearlineException(reason, text));
            }
        }
        if (line != null) {
            line.close();
        }
    }

    private void fail(final Pending failed, final ClearlineException why) {
        answered.run();
        failed.answer.completeExceptionally(why);
    }

    /** Ends it all: what has no answer gets none. */
    void end(final ClearlineException why) {
        if (end != null) {
            return;
        }
        end = why;
        open = false;
        opened.completeExceptionally(why);
        final ArrayList<Pending> left = new ArrayList<>(pending.values());
        pending.clear();
        left.forEach(one -> fail(one, why));
        take();
        if (line != null) {
            line.write((writer, out, at) ->
                writer.bye(out, at, ByeReason.DONE, 0, ""));
            line.flush();
            line.close();
        }
    }

    /** Returns why it has ended, null if it has not. */
    ClearlineException ended() {
        return end;
    }

    /** Returns what went wrong last. */
    String lastTrouble() {
        return lastTrouble;
    }

    long lastSequence() {
        return lastSequence;
    }

    int lines() {
        return lines;
    }

    long busies() {
        return busies;
    }

    boolean isOpen() {
        return open;
    }
}
