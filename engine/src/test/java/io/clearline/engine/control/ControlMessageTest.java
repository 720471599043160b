package io.clearline.engine.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.ControlEncoder;
import io.clearline.engine.record.sbe.ControlState;
import io.clearline.engine.record.sbe.ControlThen;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A journaled control says what it said, whichever version of the schema it was written with. */
class ControlMessageTest {
    private static final int HEAD = MessageHeaderEncoder.ENCODED_LENGTH;
    /** The block, and the length of an author's name, as they were before there were any. */
    private static final int OLD_BLOCK = 47;
    private static final int AUTHOR = 2;

    private static byte[] message(final String author, final Guard guard) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final ControlEncoder out = new ControlEncoder().wrapAndApplyHeader(buffer, 0, header)
            .at(7).version(3).issuer(6700).then(ControlThen.AUDIT).rate(Scales.RATE)
            .from(ControlEncoder.fromNullValue()).to(ControlEncoder.toNullValue())
            .errorLine(ControlEncoder.errorLineNullValue())
            .errorColumn(ControlEncoder.errorColumnNullValue())
            .state(guard == null ? ControlState.NULL_VAL : ControlState.SHADOW)
            .expect(guard == null ? ControlEncoder.expectNullValue() : guard.expect())
            .factor(guard == null ? ControlEncoder.factorNullValue() : guard.factor())
            .over(guard == null ? ControlEncoder.overNullValue() : guard.over());
        out.formErrorsCount(0);
        out.controlId("A").when("true").basis("b").instruction("i")
            .putProgram(Programs.op(Op.TRUE), 0, 1).errorMessage("").author(author);
        final byte[] bytes = new byte[header.encodedLength() + out.encodedLength()];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    private static String spelled(final ControlMessage message) {
        final Control.Terms terms = message.terms();
        return terms.issuer() + "/" + new String(terms.id(), StandardCharsets.UTF_8) + "@"
            + terms.version() + " " + message.state() + " " + terms.then() + " "
            + new String(message.when(), StandardCharsets.UTF_8) + " "
            + new String(terms.author(), StandardCharsets.UTF_8) + " " + terms.guard() + " "
            + message.program().capacity();
    }

    @Test
    void stateAuthorAndGuardAreRead() {
        final Guard guard = new Guard(5, 20_000, 40);
        assertEquals("6700/A@3 SHADOW AUDIT true Li " + guard + " 1",
            spelled(new ControlMessage(new UnsafeBuffer(message("Li", guard)), 0)));
    }

    @Test
    void aControlOfTheFirstVersionIsActiveAndHasNeither() {
        final byte[] now = message("", null);
        final int behind = HEAD + ControlEncoder.BLOCK_LENGTH;
        final byte[] then = Arrays.copyOf(now, now.length
            - (ControlEncoder.BLOCK_LENGTH - OLD_BLOCK) - AUTHOR);
        System.arraycopy(now, behind, then, HEAD + OLD_BLOCK, now.length - behind - AUTHOR);
        final UnsafeBuffer buffer = new UnsafeBuffer(then);
        buffer.putShort(0, (short) OLD_BLOCK, ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(HEAD - 2, (short) 1, ByteOrder.LITTLE_ENDIAN);
        final ControlMessage message = new ControlMessage(buffer, 0);
        assertEquals("6700/A@3 ACTIVE AUDIT true  null 1", spelled(message));
        assertNull(message.terms().guard());
    }
}
