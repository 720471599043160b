package io.clearline.adapters.binary;

import io.clearline.adapters.json.CommandDecoder;
import io.clearline.adapters.json.CommandText;
import io.clearline.adapters.json.SoundCommand;
import io.clearline.engine.record.sbe.AmendDecoder;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import java.time.DateTimeException;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Makes a command out of a message from outside, trusting nothing in it. Its layout is walked first.
 * What is then seen to be sound is taken as it is, without an allocation. All else goes through JSON and the
 * one decoder that judges form and compiles controls: what a binary client sends is held to the same
 * rules, fault for fault, as a line of JSON. Either way a message without faults comes out as it came,
 * defaults filled in. Not thread-safe.
 */
public final class CommandCheck {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AmendDecoder amend = new AmendDecoder();
    private final SoundCommand sound = new SoundCommand();
    private final CommandText text = new CommandText();
    private final CommandDecoder decoder = new CommandDecoder(false);

    /**
     * Checks a message.
     *
     * @param message holds the message
     * @param offset index of its message header
     * @param length its length; nothing may stand behind it
     * @param out takes the command, with its faults of form; must be expandable
     * @return the length of the command, which begins at 0
     * @throws BadCommandException if it is no sound message, or none that a client sends
     */
    public int check(final DirectBuffer message, final int offset, final int length,
        final MutableDirectBuffer out) throws BadCommandException {
        walk(message, offset, length);
        if (sound.test(message, offset)) {
            out.putBytes(0, message, offset, length);
            return length;
        }
        try {
            if (header.wrap(message, offset).templateId() == AmendDecoder.TEMPLATE_ID) {
                walkBody(message, offset);
            }
            final int line = text.encode(message, offset);
            return decoder.decode(text.bytes(), 0, line, out, 0);
        } catch (final IllegalArgumentException | IllegalStateException
            | IndexOutOfBoundsException | DateTimeException e) {
            // A number that stands for no word, no character or no day of the schema.
            throw new BadCommandException("a value is none of the schema's: " + e.getMessage());
        }
    }

    private void walk(final DirectBuffer message, final int offset, final int length)
        throws BadCommandException {
        if (length < MessageHeaderDecoder.ENCODED_LENGTH) {
            throw new BadCommandException("the message ends early");
        }
        header.wrap(message, offset);
        if (header.schemaId() != DeclareDecoder.SCHEMA_ID
            || header.version() != DeclareDecoder.SCHEMA_VERSION) {
            throw new BadCommandException("a message of schema " + header.schemaId()
                + " version " + header.version() + "; " + DeclareDecoder.SCHEMA_ID + " version "
                + DeclareDecoder.SCHEMA_VERSION + " is taken");
        }
        final Shape shape = Shapes.of(header.templateId());
        if (shape == null) {
            throw new BadCommandException(
                "template " + header.templateId() + " is no command that a client sends");
        }
        if (header.blockLength() != shape.block()) {
            throw new BadCommandException("a block of " + header.blockLength()
                + " bytes where the schema has " + shape.block());
        }
        final int end = offset + length;
        if (shape.walk(message, offset + MessageHeaderDecoder.ENCODED_LENGTH, end) != end) {
            throw new BadCommandException("bytes behind the end of the message");
        }
    }

    /** The new body of an amendment is a message within the message; none at all is a fault of form. */
    private void walkBody(final DirectBuffer message, final int offset)
        throws BadCommandException {
        amend.wrapAndApplyHeader(message, offset, header);
        amend.formErrors();
        amend.skipDeclaration();
        final int length = amend.bodyLength();
        final int at = amend.limit() + AmendDecoder.bodyHeaderLength();
        if (length == 0) {
            return;
        }
        walk(message, at, length);
        if (header.templateId() != DeclareDecoder.TEMPLATE_ID) {
            throw new BadCommandException("the body of an amendment is no declaration");
        }
    }
}
