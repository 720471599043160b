package io.clearline.adapters.binary;

import static io.clearline.adapters.binary.Shape.Data.BLOB;
import static io.clearline.adapters.binary.Shape.Data.TEXT;

import io.clearline.adapters.binary.Shape.Data;
import io.clearline.engine.record.session.AnswerDecoder;
import io.clearline.engine.record.session.BusyDecoder;
import io.clearline.engine.record.session.ByeDecoder;
import io.clearline.engine.record.session.ByeReason;
import io.clearline.engine.record.session.CommandDecoder;
import io.clearline.engine.record.session.HeartbeatDecoder;
import io.clearline.engine.record.session.HelloDecoder;
import io.clearline.engine.record.session.MessageHeaderDecoder;
import io.clearline.engine.record.session.ResumeDecoder;
import io.clearline.engine.record.session.WelcomeDecoder;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/** Tells sound messages of a session from other bytes, before anything reads them. Stateless. */
public final class SessionMessages {
    /** Bytes of the header in front of a message. */
    public static final int HEADER_BYTES = MessageHeaderDecoder.ENCODED_LENGTH;

    private static final Map<Integer, Shape> SHAPES = Map.of(
        HelloDecoder.TEMPLATE_ID, shape(HelloDecoder.BLOCK_LENGTH, TEXT),
        WelcomeDecoder.TEMPLATE_ID, shape(WelcomeDecoder.BLOCK_LENGTH),
        CommandDecoder.TEMPLATE_ID, shape(CommandDecoder.BLOCK_LENGTH, BLOB),
        AnswerDecoder.TEMPLATE_ID, shape(AnswerDecoder.BLOCK_LENGTH, BLOB, BLOB),
        BusyDecoder.TEMPLATE_ID, shape(BusyDecoder.BLOCK_LENGTH),
        HeartbeatDecoder.TEMPLATE_ID, shape(HeartbeatDecoder.BLOCK_LENGTH),
        ResumeDecoder.TEMPLATE_ID, shape(ResumeDecoder.BLOCK_LENGTH),
        ByeDecoder.TEMPLATE_ID, shape(ByeDecoder.BLOCK_LENGTH, TEXT));

    private SessionMessages() {
    }

    private static Shape shape(final int block, final Data... data) {
        return new Shape(block, 1, List.of(), List.of(data));
    }

    /**
     * Checks a message.
     *
     * @param header wraps its header then
     * @return its template id
     * @throws BadFrameException if it is none, or of another version
     */
    public static int check(final DirectBuffer buffer, final int offset, final int length,
        final MessageHeaderDecoder header) throws BadFrameException {
        header.wrap(buffer, offset);
        if (header.schemaId() != HelloDecoder.SCHEMA_ID) {
            throw new BadFrameException(ByeReason.BAD_FRAME, "a message of schema "
                + header.schemaId() + "; a session speaks " + HelloDecoder.SCHEMA_ID);
        }
        if (header.version() != HelloDecoder.SCHEMA_VERSION) {
            throw new BadFrameException(ByeReason.VERSION, "a message of version "
                + header.version() + "; " + HelloDecoder.SCHEMA_VERSION + " is spoken here");
        }
        final Shape shape = SHAPES.get(header.templateId());
        final int end = offset + length;
        try {
            if (shape == null || header.blockLength() != shape.block()
                || shape.walk(buffer, offset + HEADER_BYTES, end) != end) {
                throw new BadFrameException(ByeReason.BAD_FRAME, "template "
                    + header.templateId() + " is no message of a session, or of another layout");
            }
        } catch (final BadCommandException e) {
            throw new BadFrameException(ByeReason.BAD_FRAME, e.getMessage());
        }
        return header.templateId();
    }
}
