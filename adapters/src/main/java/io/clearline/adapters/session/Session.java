package io.clearline.adapters.session;

import io.clearline.adapters.binary.BadCommandException;
import io.clearline.adapters.binary.BadFrameException;
import io.clearline.adapters.binary.FrameBuffer;
import io.clearline.adapters.binary.SessionMessages;
import io.clearline.adapters.identity.Identity;
import io.clearline.adapters.intake.Intake;
import io.clearline.engine.pipeline.BusyReason;
import io.clearline.engine.pipeline.Offer;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.session.BusyCause;
import io.clearline.engine.record.session.ByeDecoder;
import io.clearline.engine.record.session.ByeReason;
import io.clearline.engine.record.session.CommandDecoder;
import io.clearline.engine.record.session.HeartbeatDecoder;
import io.clearline.engine.record.session.HelloDecoder;
import io.clearline.engine.record.session.MessageHeaderDecoder;
import io.clearline.engine.record.session.ResumeDecoder;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said on one line, whatever carries it: who is on it, what it may send when, what it is told. All
 * but the outbox listener's methods run on the line's loop.
 */
final class Session implements LineListener, Outbox.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final int RING_FULL_RETRY_MS = 5;
    private static final int NO_ROOM_RETRY_MS = 1_000;
    /** How long a line that has ended stays open for its client to read why. */
    static final int LINGER_MS = 1_000;

    private enum Stage {
        /** Nothing but a hello is taken. */
        HELLO,
        /** Its token is looked up, or the client's line before is ended. */
        ENTERING,
        OPEN,
        ENDED
    }

    private final SessionContext context;
    private final Line line;
    private final EventExecutor loop;
    private final Limits limits;
    private final FrameBuffer in;
    private final Outbox outbox;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CommandDecoder command = new CommandDecoder();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[0]);
    private volatile Stage stage = Stage.HELLO;
    private boolean known;
    private boolean stopping;
    /** Whether the principal has sent more than it may for the moment. */
    private boolean paced;
    private SessionContext.Client client;
    private Intake.Place place;
    private Entry entry;
    private History history;
    private Pulse pulse;
    private String name = "";
    private boolean forbiddenTold;

    Session(final SessionContext context, final Line line) {
        this.context = context;
        this.line = line;
        this.loop = line.loop();
        this.limits = context.limits;
        this.in = new FrameBuffer(limits.helloBytesMax());
        this.outbox = new Outbox(limits.outboxBytesMax(), this);
    }

    @Override
    public void onOpen() {
        context.sessions.add(this);
        final int unknown = context.unknown.incrementAndGet();
        if (context.sessions.size() > limits.connectionsMax() + limits.unknownMax()) {
            // Even a bye would be kept for a moment.
            line.close();
            return;
        }
        if (context.sessions.size() > limits.connectionsMax() || unknown > limits.unknownMax()) {
            end(ByeReason.TOO_MANY, 0, "too many lines at once");
            return;
        }
        loop.schedule(() -> {
            if (stage == Stage.HELLO) {
                end(ByeReason.TIMEOUT, 0, "no hello within " + limits.helloTimeoutMs() + " ms");
            }
        }, limits.helloTimeoutMs(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void onBytes(final ByteBuffer bytes) {
        if (stage != Stage.ENDED) {
            in.append(bytes);
            heard();
        }
    }

    @Override
    public void onBytes(final DirectBuffer bytes, final int offset, final int length) {
        if (stage != Stage.ENDED) {
            in.append(bytes, offset, length);
            heard();
        }
    }

    private void heard() {
        if (pulse != null) {
            pulse.heard();
        }
        readOn();
    }

    /** Works off what has come as far as it may be, and asks for more. */
    private void readOn() {
        try {
            while (mayRead()) {
                final int length = in.next();
                if (length < 0) {
                    break;
                }
                take(length);
            }
        } catch (final BadFrameException bad) {
            end(bad.reason(), 0, bad.getMessage());
        }
        // What comes behind the end is read and dropped, or the close would take the bye with it.
        line.reading(mayRead() || stage == Stage.ENDED);
    }

    private boolean mayRead() {
        return stage == Stage.HELLO || stage == Stage.OPEN && !stopping && !paced && history == null
            && outbox.inFlight() < limits.inFlightMax() && outbox.length() < limits.pauseBytes();
    }

    private void take(final int length) throws BadFrameException {
        final int at = in.messageAt();
        final int template = SessionMessages.check(in.buffer(), at, length, header);
        if (stage == Stage.HELLO) {
            if (template != HelloDecoder.TEMPLATE_ID) {
                throw new BadFrameException(ByeReason.PROTOCOL, "the first message is a hello");
            }
            hello(new HelloDecoder().wrapAndApplyHeader(in.buffer(), at, header));
            return;
        }
        switch (template) {
            case CommandDecoder.TEMPLATE_ID ->
                command(command.wrapAndApplyHeader(in.buffer(), at, header));
            case HeartbeatDecoder.TEMPLATE_ID -> { }
            case ResumeDecoder.TEMPLATE_ID -> resume(
                new ResumeDecoder().wrapAndApplyHeader(in.buffer(), at, header).sequence());
            case ByeDecoder.TEMPLATE_ID -> end(ByeReason.DONE, 0, "");
            default -> throw new BadFrameException(
                ByeReason.PROTOCOL, "template " + template + " is none that a client sends here");
        }
    }

    private void hello(final HelloDecoder hello) {
        stage = Stage.ENTERING;
        if (hello.schemaVersion() != DeclareDecoder.SCHEMA_VERSION) {
            end(ByeReason.VERSION, 0, "commands of version " + hello.schemaVersion() + "; "
                + DeclareDecoder.SCHEMA_VERSION + " is taken");
            return;
        }
        final int office = hello.office();
        final long high = hello.clientHigh();
        final long low = hello.clientLow();
        entry = new Entry(context.identities, hello.token(), line);
        context.side.execute(() -> {
            final Entry.Found found = entry.find();
            loop.execute(() -> found(found, office, high, low));
        });
    }

    private void found(
        final Entry.Found found, final int office, final long high, final long low) {
        if (stage != Stage.ENTERING) {
            return;
        }
        final Identity identity = found.identity();
        if (identity == null) {
            end(found.reason(), 0, found.text());
        } else if (office != 0 && office != identity.office()) {
            end(ByeReason.FORBIDDEN, 0, "the token is not one of office " + office);
        } else {
            client = new SessionContext.Client(identity.number(), high, low);
            final Session before = context.clients.put(client, this);
            // Nothing of the line before may be taken behind this one's welcome.
            if (before == null) {
                welcome(identity);
            } else {
                before.replace(() -> loop.execute(() -> welcome(identity)));
            }
        }
    }

    private void replace(final Runnable then) {
        loop.execute(() -> {
            end(ByeReason.REPLACED, 0, "the same client has come on another line");
            then.run();
        });
    }

    private void welcome(final Identity identity) {
        if (stage != Stage.ENTERING) {
            return;
        }
        name = identity.name();
        place = context.intake.open(identity.number(), outbox);
        if (place == null) {
            end(ByeReason.TOO_MANY, 0, "too many senders at once");
            return;
        }
        letIn();
        in.messageBytesMax(limits.frameBytesMax());
        outbox.hideControls(!identity.seesControls());
        outbox.put((writer, out, at) -> writer.welcome(out, at, welcome -> welcome
            .schemaVersion(DeclareDecoder.SCHEMA_VERSION).role(identity.role().value())
            .office(identity.office()).principal(identity.number())
            .sequence(context.upTo.getAsLong()).heartbeatMs(limits.heartbeatMs())
            .inFlightMax(limits.inFlightMax()).frameBytesMax(limits.frameBytesMax())));
        pulse = new Pulse(this, limits.heartbeatMs());
        pulse.start(loop);
        stage = Stage.OPEN;
        readOn();
    }

    private void letIn() {
        if (!known) {
            known = true;
            context.unknown.decrementAndGet();
        }
    }

    private void command(final CommandDecoder in) throws BadFrameException {
        final int number = in.number();
        if (number < 1) {
            throw new BadFrameException(
                ByeReason.PROTOCOL, "a command's number is 1 or above, not " + number);
        }
        in.wrapCommand(message);
        final SessionContext.Desk desk = context.desk.get();
        final int size;
        try {
            size = desk.check.check(message, 0, message.capacity(), desk.command);
        } catch (final BadCommandException bad) {
            end(ByeReason.BAD_COMMAND, number, bad.getMessage());
            return;
        }
        outbox.offering();
        final Offer offer;
        try {
            offer = place.offer(desk.command, 0, size, number);
        } catch (final IllegalArgumentException tooLong) {
            end(ByeReason.BAD_COMMAND, number, tooLong.getMessage());
            return;
        }
        if (offer == Offer.ACCEPTED) {
            pace();
        } else {
            outbox.notOffered();
        }
        if (offer == Offer.BUSY) {
            final boolean noRoom = context.intake.busyReason() == BusyReason.NO_ROOM;
            outbox.put((writer, out, at) -> writer.busy(out, at, number,
                noRoom ? BusyCause.NO_ROOM : BusyCause.RING_FULL,
                noRoom ? NO_ROOM_RETRY_MS : RING_FULL_RETRY_MS));
        } else if (offer == Offer.CLOSED) {
            end(ByeReason.STOPPING, 0, "the engine takes nothing any more");
        }
    }

    /** Does not read on for as long as the principal has sent too much. */
    private void pace() {
        final long waitNs = place.pace();
        if (waitNs > 0) {
            paced = true;
            loop.schedule(() -> {
                paced = false;
                readOn();
            }, waitNs, TimeUnit.NANOSECONDS);
        }
    }

    private void resume(final long after) throws BadFrameException {
        if (after < 0) {
            throw new BadFrameException(ByeReason.PROTOCOL, "no sequence is below 0");
        }
        history = new History(this, client.principal(), after);
        history.begin();
    }

    /** Offers the mark; returns what became of it. */
    Offer offerMark() {
        return place.offer(History.MARK, 0, History.MARK.capacity(), Outbox.MARK);
    }

    /** Says that all was resent. */
    void caughtUp(final long through) {
        history = null;
        outbox.put((writer, out, at) -> writer.resume(out, at, through));
        readOn();
    }

    @Override
    public void onWaiting() {
        if (loop.inEventLoop()) {
            write();
        } else {
            loop.execute(this::write);
        }
    }

    @Override
    public void onOverflow() {
        loop.execute(() -> end(ByeReason.SLOW_READER, 0,
            "more than " + limits.outboxBytesMax() + " bytes of answers wait"));
    }

    /** The first of a line is told; the journal has those that reached it, and a log has an end. */
    @Override
    public void onForbidden(final RejectCode code) {
        loop.execute(() -> {
            if (!forbiddenTold) {
                forbiddenTold = true;
                LOG.warn("{} sent over the line of {} a command that it may not, or for a declaration"
                    + " it does not know: {}; more of this line are not told", name, line.peer(),
                    code);
            }
        });
    }

    @Override
    public void onMark() {
        loop.execute(() -> {
            if (history != null) {
                history.answeredUpTo(context.upTo.getAsLong());
            }
        });
    }

    /** Writes what waits, as far as the line takes it, and reads on where that was waited for. */
    private void write() {
        if (stage == Stage.ENDED || !line.isWritable()) {
            return;
        }
        if (outbox.drainTo(line)) {
            line.flush();
            if (pulse != null) {
                pulse.said();
            }
        }
        if (history != null) {
            history.readOn();
        }
        if (stopping) {
            endIfAnswered();
        } else if (!line.isReading() && mayRead()) {
            readOn();
        }
    }

    @Override
    public void onWritability() {
        if (pulse != null) {
            pulse.writable(line.isWritable());
        }
        write();
    }

    /** Takes nothing more, lets what was taken be answered and ends. */
    void stop() {
        loop.execute(() -> {
            stopping = true;
            if (stage != Stage.ENDED) {
                line.reading(false);
                endIfAnswered();
            }
        });
    }

    /** Closes the line, whatever is still on it. */
    void cut() {
        loop.execute(line::close);
    }

    private void endIfAnswered() {
        if (outbox.inFlight() == 0 && outbox.length() == 0) {
            end(ByeReason.STOPPING, 0, "the server stops");
        }
    }

    /** Ends the line with a reason; what waits is sent before, if the line takes it in a moment. */
    void end(final ByeReason reason, final int number, final String text) {
        if (stage == Stage.ENDED) {
            return;
        }
        if (reason != ByeReason.DONE && reason != ByeReason.STOPPING) {
            LOG.warn("Line of {} ended, {}: {}", line.peer(), reason, text);
        }
        outbox.drainTo(line);
        leave();
        final Outbox last = new Outbox(Integer.MAX_VALUE, this);
        last.put((writer, out, at) -> writer.bye(out, at, reason, number, text));
        last.drainTo(line);
        line.flush();
        line.reading(true);
        loop.schedule(line::close, LINGER_MS, TimeUnit.MILLISECONDS);
    }

    /** Gives up all it holds; late answers are dropped, its client resumes for them. */
    private void leave() {
        stage = Stage.ENDED;
        letIn();
        if (place != null) {
            place.close();
        }
        if (history != null) {
            history.close();
            history = null;
        }
        if (pulse != null) {
            pulse.stop();
        }
        if (client != null) {
            context.clients.remove(client, this);
        }
    }

    @Override
    public void onClosed() {
        if (stage != Stage.ENDED) {
            leave();
        }
        context.sessions.remove(this);
    }

    @Override
    public void onBroken(final Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("Line of {} broke: {}", line.peer(), cause.getMessage());
        } else {
            LOG.warn("Line of {} ended: {}", line.peer(), cause.toString());
        }
        line.close();
    }

    SessionContext context() {
        return context;
    }

    Outbox outbox() {
        return outbox;
    }

    EventExecutor loop() {
        return loop;
    }

    /** Tells whether it waits for its own limits, not for the client. */
    boolean isPaused() {
        return !mayRead();
    }

    boolean isEnded() {
        return stage == Stage.ENDED;
    }

    /** Looks again whether its token is still good. */
    void recheck() {
        context.side.execute(() -> {
            final Entry.Found found = entry.find();
            if (found.identity() == null && found.reason() == ByeReason.UNAUTHORIZED) {
                loop.execute(() -> end(found.reason(), 0, found.text()));
            }
        });
    }
}
