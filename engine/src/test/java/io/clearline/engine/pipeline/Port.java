package io.clearline.engine.pipeline;

import io.clearline.engine.record.sbe.MalformedEncoder;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.PayEncoder;
import io.clearline.engine.record.sbe.UnknownTypeEncoder;
import org.agrona.ExpandableArrayBuffer;

/** A port that sends commands; each carries a number that its answer repeats. */
final class Port {
    private static final int NUMBER_AT = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int SHORT_BYTES = NUMBER_AT + Long.BYTES;

    private final ExpandableArrayBuffer command = new ExpandableArrayBuffer(4096);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ClearanceEngine engine;

    Port(final ClearanceEngine engine) {
        this.engine = engine;
    }

    /** Offers a command once; its correlation is the number, too. */
    Offer offer(final long number) {
        return offer(PayEncoder.TEMPLATE_ID, number, SHORT_BYTES);
    }

    Offer offer(final int templateId, final long number, final int length) {
        header.wrap(command, 3).blockLength(Long.BYTES).templateId(templateId)
            .schemaId(PayEncoder.SCHEMA_ID).version(PayEncoder.SCHEMA_VERSION);
        command.putLong(3 + NUMBER_AT, number);
        for (int i = SHORT_BYTES; i < length; i++) {
            command.putByte(3 + i, (byte) (i * 31));
        }
        return engine.tryOffer(command, 3, length, number);
    }

    /** Offers a command until the ring has room. */
    void send(final long number) {
        send(PayEncoder.TEMPLATE_ID, number, SHORT_BYTES);
    }

    void send(final long number, final int length) {
        send(PayEncoder.TEMPLATE_ID, number, length);
    }

    void sendMalformed(final long number) {
        send(MalformedEncoder.TEMPLATE_ID, number, SHORT_BYTES);
    }

    void sendPoison(final long number) {
        send(UnknownTypeEncoder.TEMPLATE_ID, number, SHORT_BYTES);
    }

    void send(final int templateId, final long number, final int length) {
        Offer offer = offer(templateId, number, length);
        while (offer == Offer.BUSY) {
            Thread.yield();
            offer = offer(templateId, number, length);
        }
        if (offer != Offer.ACCEPTED) {
            throw new AssertionError("command " + number + " found the engine " + offer);
        }
    }
}
