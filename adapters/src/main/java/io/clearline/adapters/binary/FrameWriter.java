package io.clearline.adapters.binary;

import io.clearline.engine.record.session.AnswerEncoder;
import io.clearline.engine.record.session.BusyCause;
import io.clearline.engine.record.session.BusyEncoder;
import io.clearline.engine.record.session.ByeEncoder;
import io.clearline.engine.record.session.ByeReason;
import io.clearline.engine.record.session.CommandEncoder;
import io.clearline.engine.record.session.HeartbeatEncoder;
import io.clearline.engine.record.session.HelloEncoder;
import io.clearline.engine.record.session.MessageHeaderEncoder;
import io.clearline.engine.record.session.ResumeEncoder;
import io.clearline.engine.record.session.WelcomeEncoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes the messages of a session as frames, length first. Each method takes an expandable buffer and
 * where the frame begins, and returns the index behind it. Not thread-safe.
 */
public final class FrameWriter {
    private static final UnsafeBuffer NOTHING = new UnsafeBuffer(new byte[0]);

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final AnswerEncoder answer = new AnswerEncoder();
    private final CommandEncoder command = new CommandEncoder();

    /** What a client says first. */
    public int hello(final MutableDirectBuffer out, final int at, final int schemaVersion,
        final int office, final long clientHigh, final long clientLow, final String token) {
        final HelloEncoder hello =
            new HelloEncoder().wrapAndApplyHeader(out, body(at), header);
        hello.schemaVersion(schemaVersion).office(office)
            .clientHigh(clientHigh).clientLow(clientLow).token(token);
        return end(out, at, hello.limit());
    }

    /** What a server says to it, its fields filled in by the caller. */
    public int welcome(final MutableDirectBuffer out, final int at,
        final java.util.function.Consumer<WelcomeEncoder> fields) {
        final WelcomeEncoder welcome =
            new WelcomeEncoder().wrapAndApplyHeader(out, body(at), header);
        fields.accept(welcome);
        return end(out, at, welcome.limit());
    }

    /** One command. */
    public int command(final MutableDirectBuffer out, final int at, final int number,
        final DirectBuffer message, final int offset, final int length) {
        command.wrapAndApplyHeader(out, body(at), header).number(number)
            .putCommand(message, offset, length);
        return end(out, at, command.limit());
    }

    /** The answer to a command of this line. */
    public int answer(final MutableDirectBuffer out, final int at, final int number,
        final long sequence, final long timeMs, final DirectBuffer message, final int offset,
        final int length) {
        answer.wrapAndApplyHeader(out, body(at), header).number(number).resent((short) 0)
            .sequence(sequence).timeMs(timeMs).putAnswer(message, offset, length)
            .putCommand(NOTHING, 0, 0);
        return end(out, at, answer.limit());
    }

    /** An answer from the journal, with the command that it answers. */
    public int resent(final MutableDirectBuffer out, final int at, final long sequence,
        final long timeMs, final DirectBuffer message, final int offset, final int length,
        final DirectBuffer record, final int commandAt, final int commandLength) {
        answer.wrapAndApplyHeader(out, body(at), header).number(0).resent((short) 1)
            .sequence(sequence).timeMs(timeMs).putAnswer(message, offset, length)
            .putCommand(record, commandAt, commandLength);
        return end(out, at, answer.limit());
    }

    /** That a command was not taken. */
    public int busy(final MutableDirectBuffer out, final int at, final int number,
        final BusyCause cause, final int retryAfterMs) {
        final BusyEncoder busy = new BusyEncoder().wrapAndApplyHeader(out, body(at), header);
        busy.number(number).cause(cause).retryAfterMs(retryAfterMs);
        return end(out, at, busy.limit());
    }

    /** That the line lives. */
    public int heartbeat(final MutableDirectBuffer out, final int at) {
        return end(out, at,
            new HeartbeatEncoder().wrapAndApplyHeader(out, body(at), header).limit());
    }

    /** From where on, or up to where, answers are resent. */
    public int resume(final MutableDirectBuffer out, final int at, final long sequence) {
        return end(out, at, new ResumeEncoder().wrapAndApplyHeader(out, body(at), header)
            .sequence(sequence).limit());
    }

    /** The last message of a line. */
    public int bye(final MutableDirectBuffer out, final int at, final ByeReason reason,
        final int number, final String text) {
        final ByeEncoder bye = new ByeEncoder().wrapAndApplyHeader(out, body(at), header);
        bye.reason(reason).number(number).text(text);
        return end(out, at, bye.limit());
    }

    private static int body(final int at) {
        return at + FrameBuffer.LENGTH_BYTES;
    }

    private static int end(final MutableDirectBuffer out, final int at, final int limit) {
        out.putInt(at, limit - body(at), ByteOrder.LITTLE_ENDIAN);
        return limit;
    }
}
