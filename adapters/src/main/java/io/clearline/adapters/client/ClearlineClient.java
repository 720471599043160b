package io.clearline.adapters.client;

import io.clearline.engine.record.session.ByeReason;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A port system's way to a Clearline server: commands in, each answered once. A lost line is made anew by
 * itself; what was missed is fetched, what was not taken is sent again, and nothing is taken twice. The
 * answers to the client's commands come in the order of the journal; one that came from the journal after
 * a loss says so ({@link Answer#resent}).
 *
 * <p>Who sends commands without a ref (a payment, say) gives each client a principal of its own: of two
 * equal ones of one principal nobody could tell whose was taken. Thread-safe.
 */
public final class ClearlineClient implements AutoCloseable {
    private final ClientOptions options;
    private final Dialer dialer;
    private final Semaphore room;
    private final Conversation conversation;
    private final EventLoop loop;

    private ClearlineClient(final ClientOptions options, final Consumer<Answer> listener)
        throws IOException {
        this.options = options;
        dialer = options.aeron() == null ? new TcpDialer(options) : new AeronDialer(options);
        loop = dialer.loop();
        room = new Semaphore(options.inFlightMax());
        conversation = new Conversation(options, dialer, listener, room::release);
    }

    /**
     * Connects.
     *
     * @throws ClearlineException if the server does not let the client in, or none answers in time
     * @throws IOException if a file of TLS, a channel or a media driver cannot be used
     */
    public static ClearlineClient connect(final ClientOptions options) throws IOException {
        return connect(options, answer -> { });
    }

    /**
     * Connects.
     *
     * @param listener told of every answer, in order, on the client's own thread: it must not wait; of
     *     other clients of the principal it hears after a loss
     * @throws ClearlineException if the server does not let the client in, or none answers in time
     * @throws IOException if a file of TLS, a channel or a media driver cannot be used
     */
    public static ClearlineClient connect(
        final ClientOptions options, final Consumer<Answer> listener) throws IOException {
        final ClearlineClient client = new ClearlineClient(options, listener);
        client.loop.execute(client.conversation::connect);
        try {
            client.conversation.opened().get(options.connectTimeoutMs(), TimeUnit.MILLISECONDS);
            return client;
        } catch (final TimeoutException | ExecutionException e) {
            client.close();
            throw e.getCause() instanceof ClearlineException known ? known
                : new ClearlineException(ByeReason.NULL_VAL, "no session with " + options
                    + " within " + options.connectTimeoutMs() + " ms: "
                    + client.conversation.lastTrouble());
        } catch (final InterruptedException e) {
            client.close();
            Thread.currentThread().interrupt();
            throw new ClearlineException(ByeReason.NULL_VAL, "interrupted");
        }
    }

    /**
     * Sends a command. Waits while as many as may be are without an answer; {@link #trySubmit} does not.
     *
     * @return completes with the answer, or with a {@link ClearlineException} once the client has ended;
     *     on the client's own thread, which what depends on it must not keep
     */
    public CompletableFuture<Answer> submit(final Command command) {
        room.acquireUninterruptibly();
        return take(command);
    }

    /** Sends a command, or returns empty where as many as may be are without an answer. */
    public Optional<CompletableFuture<Answer>> trySubmit(final Command command) {
        return room.tryAcquire() ? Optional.of(take(command)) : Optional.empty();
    }

    private CompletableFuture<Answer> take(final Command command) {
        final Pending pending = new Pending(command);
        try {
            if (conversation.ended() == null) {
                conversation.submit(pending);
                return pending.answer;
            }
        } catch (final RejectedExecutionException closed) {
            // Closed in between.
        }
        room.release();
        pending.answer.completeExceptionally(conversation.ended());
        return pending.answer;
    }

    /**
     * Sends a command and waits for its answer, however long the line is down.
     *
     * @throws ClearlineException once the client has ended
     */
    public Answer send(final Command command) {
        try {
            return submit(command).join();
        } catch (final CompletionException e) {
            throw e.getCause() instanceof ClearlineException known ? known : e;
        }
    }

    /** Returns how many commands are without an answer. */
    public int inFlight() {
        return options.inFlightMax() - room.availablePermits();
    }

    /** Returns how often the server was too busy to take a command; each was sent again. */
    public long busies() {
        return conversation.busies();
    }

    /** Returns how many lines were made, the first included. */
    public int lines() {
        return conversation.lines();
    }

    /** Tells whether there is a line on which commands are taken now. */
    public boolean isOpen() {
        return conversation.isOpen();
    }

    /** Returns the highest sequence seen: what a later client resumes after. */
    public long lastSequence() {
        return conversation.lastSequence();
    }

    /** Ends it; commands without an answer get none, and may have been taken. */
    @Override
    public void close() {
        if (!loop.isShuttingDown()) {
            loop.submit(() -> conversation.end(
                new ClearlineException(ByeReason.DONE, "the client was closed"))).awaitUninterruptibly();
        }
        dialer.close();
    }
}
