package io.clearline.adapters.fuzz;

import io.clearline.adapters.binary.BadCommandException;
import io.clearline.adapters.binary.BadFrameException;
import io.clearline.adapters.binary.CommandCheck;
import io.clearline.adapters.binary.FrameBuffer;
import io.clearline.adapters.binary.SessionMessages;
import io.clearline.engine.record.session.CommandDecoder;
import io.clearline.engine.record.session.HelloDecoder;
import io.clearline.engine.record.session.MessageHeaderDecoder;
import io.clearline.engine.record.session.ResumeDecoder;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The decoders of the binary protocol. */
final class Binary {
    private static final int FRAME_MAX = 1 << 14;

    private Binary() {
    }

    /** Cuts a stream into messages and reads those as a session does. */
    static Consumer<byte[]> frames() {
        final CommandCheck check = new CommandCheck();
        final ExpandableArrayBuffer out = new ExpandableArrayBuffer(4096);
        return bytes -> {
            final FrameBuffer buffer = new FrameBuffer(FRAME_MAX);
            final int piece = bytes.length == 0 ? 1 : 1 + (bytes[0] & 0xFF);
            try {
                for (int at = 1; at < bytes.length; at += piece) {
                    buffer.append(ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at)));
                    for (int length = buffer.next(); length >= 0; length = buffer.next()) {
                        message(buffer, length, check, out);
                    }
                    if (buffer.capacity() > 2 * FRAME_MAX) {
                        throw new IllegalStateException("it grows: " + buffer.capacity());
                    }
                }
            } catch (final BadFrameException | BadCommandException refused) {
                said(refused);
            }
        };
    }

    private static void message(final FrameBuffer buffer, final int length,
        final CommandCheck check, final ExpandableArrayBuffer out)
        throws BadFrameException, BadCommandException {
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final int at = buffer.messageAt();
        switch (SessionMessages.check(buffer.buffer(), at, length, header)) {
            case HelloDecoder.TEMPLATE_ID ->
                new HelloDecoder().wrapAndApplyHeader(buffer.buffer(), at, header).token();
            case ResumeDecoder.TEMPLATE_ID ->
                new ResumeDecoder().wrapAndApplyHeader(buffer.buffer(), at, header).sequence();
            case CommandDecoder.TEMPLATE_ID -> {
                final UnsafeBuffer command = new UnsafeBuffer(new byte[0]);
                new CommandDecoder().wrapAndApplyHeader(buffer.buffer(), at, header)
                    .wrapCommand(command);
                check.check(command, 0, command.capacity(), out);
            }
            default -> { }
        }
    }

    /** Checks one command; what comes of it is sound, and comes of itself again. */
    static Consumer<byte[]> commands() {
        final CommandCheck check = new CommandCheck();
        final ExpandableArrayBuffer out = new ExpandableArrayBuffer(4096);
        return bytes -> {
            try {
                final int size = check.check(new UnsafeBuffer(bytes), 0, bytes.length, out);
                Sound.requireFixed(check, out, size);
            } catch (final BadCommandException refused) {
                said(refused);
            }
        };
    }

    /** A refusal says why. */
    private static void said(final Exception refused) {
        if (refused.getMessage() == null || refused.getMessage().isEmpty()) {
            throw new IllegalStateException("a refusal without a reason", refused);
        }
    }
}
