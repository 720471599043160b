package io.clearline.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.clearline.engine.record.Field;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.Hash64;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.DeclareEncoder;
import io.clearline.engine.record.sbe.Election;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Form;
import io.clearline.engine.record.sbe.InputKind;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.Regime;
import io.clearline.engine.record.sbe.RejectCode;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A body is read by hand; what it reads is what the generated decoder reads. */
class BodyTest {
    private static final long SEED = 0xB0D1_2026L;
    private static final int OFFSET = 72;
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(1 << 16);
    private final DeclareEncoder out = new DeclareEncoder();
    private final Body body = new Body();
    private final Rejects rejects = new Rejects();

    private byte[] bytes(final int length) {
        final byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] text() {
        return bytes(random.nextInt(40));
    }

    /** Writes a message of random content and returns its length. */
    private int write() {
        final byte[] ref = Arrays.copyOf(bytes(1 + random.nextInt(32)), 32);
        for (int i = 0; i < ref.length; i++) {
            ref[i] = (byte) (ref[i] == 0 ? 0 : 'A' + (ref[i] & 15));
        }
        out.wrapAndApplyHeader(buffer, OFFSET, new MessageHeaderEncoder()).at(random.nextLong())
            .putSubmitterRef(ref, 0).flow(Flow.values()[random.nextInt(5)])
            .form(Form.values()[random.nextInt(4)]).office(random.nextInt(65536))
            .entryOffice(random.nextInt(65536)).putTrader(bytes(18), 0).putReceiver(bytes(18), 0)
            .putOwner(bytes(18), 0).putAgent(bytes(18), 0).supervisionMode(random.nextInt(65536))
            .transport(random.nextInt()).dispatchCountry(random.nextInt(65536))
            .transit((short) random.nextInt(2)).packages(random.nextInt())
            .grossKg(random.nextLong()).netKg(random.nextLong()).currency(random.nextInt(65536));
        final int errors = random.nextInt(3);
        final DeclareEncoder.FormErrorsEncoder error = out.formErrorsCount(errors);
        for (int i = 0; i < errors; i++) {
            error.next().key(FieldPath.item(i, Field.HS)).code(RejectCode.RANGE);
        }
        final int documents = random.nextInt(4) == 0 ? 60 : random.nextInt(3);
        final DeclareEncoder.DocumentsEncoder document = out.documentsCount(documents);
        for (int i = 0; i < documents; i++) {
            final byte[] no = text();
            document.next().code(random.nextInt()).putNo(no, 0, no.length);
        }
        final int containers = random.nextInt(3);
        final DeclareEncoder.ContainersEncoder container = out.containersCount(containers);
        for (int i = 0; i < containers; i++) {
            container.next().putNumber(bytes(11), 0);
        }
        final int items = random.nextInt(51);
        final DeclareEncoder.ItemsEncoder item = out.itemsCount(items);
        for (int i = 0; i < items; i++) {
            writeItem(item.next());
        }
        final byte[] conveyance = text();
        out.putConveyance(conveyance, 0, conveyance.length);
        return HEADER + out.encodedLength();
    }

    private void writeItem(final DeclareEncoder.ItemsEncoder item) {
        item.no(1).hs(random.nextLong()).hsDigits((short) random.nextInt(11))
            .quantity(random.nextLong()).value(random.nextLong()).origin(random.nextInt(65536))
            .regime(Regime.values()[random.nextInt(6)])
            .election(Election.values()[random.nextInt(3)]).relaxed((short) random.nextInt(2));
        final int inputs = random.nextInt(4);
        final DeclareEncoder.ItemsEncoder.InputsEncoder input = item.inputsCount(inputs);
        for (int i = 0; i < inputs; i++) {
            final byte[] code = text();
            input.next().kind(InputKind.values()[random.nextInt(5)]).hs(random.nextLong())
                .hsDigits((short) random.nextInt(11)).origin(random.nextInt(65536))
                .quantity(random.nextLong()).value(random.nextLong())
                .regime(Regime.values()[random.nextInt(6)]).putCode(code, 0, code.length);
        }
        final byte[] name = text();
        final byte[] attributes = text();
        final byte[] code = text();
        item.putName(name, 0, name.length).putAttributes(attributes, 0, attributes.length)
            .putCode(code, 0, code.length);
    }

    private void decode(final int length) {
        rejects.clear();
        body.open(buffer, OFFSET);
        body.decode(length, rejects);
    }

    private void text(final String expected, final int at, final int length) {
        final byte[] read = new byte[length];
        buffer.getBytes(at, read);
        assertEquals(expected, new String(read, java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Compares everything that was read with what the generated decoder reads. */
    private void compare(final int length) {
        final DeclareDecoder in = new DeclareDecoder();
        in.wrapAndApplyHeader(buffer, OFFSET, new MessageHeaderDecoder());
        final String ref = in.submitterRef();
        text(ref.indexOf(0) < 0 ? ref : ref.substring(0, ref.indexOf(0)), body.refAt, body.refLength);
        assertEquals(in.at(), body.at);
        assertEquals(in.flow(), body.flow);
        assertEquals(in.form(), body.form);
        assertEquals(in.office(), body.office);
        assertEquals(in.entryOffice(), body.entryOffice);
        assertEquals(in.supervisionMode(), body.supervisionMode);
        assertEquals(in.transport(), body.transport);
        assertEquals(in.dispatchCountry(), body.dispatchCountry);
        assertEquals(in.transit() == 1, body.transit);
        assertEquals(in.packages(), body.packages);
        assertEquals(in.grossKg(), body.grossKg);
        assertEquals(in.netKg(), body.netKg);
        assertEquals(in.currency(), body.currency);
        int i = 0;
        for (final DeclareDecoder.FormErrorsDecoder error : in.formErrors()) {
            assertEquals(error.key(), rejects.key(i));
            assertEquals(error.code(), rejects.code(i++));
        }
        assertEquals(i, rejects.size());
        i = 0;
        for (final DeclareDecoder.DocumentsDecoder document : in.documents()) {
            assertEquals(document.code(), body.documents[i++]);
            final int at = body.documents[i++];
            text(document.no(), at, body.documents[i++]);
        }
        assertEquals(i, 3 * body.documentCount);
        i = 0;
        for (final DeclareDecoder.ContainersDecoder container : in.containers()) {
            for (int j = 0; j < body.containerLength(); j++) {
                assertEquals(container.number(j), buffer.getByte(body.containerAt(i) + j));
            }
            i++;
        }
        assertEquals(i, body.containerCount);
        i = 0;
        for (final DeclareDecoder.ItemsDecoder item : in.items()) {
            compare(item, body.item(i++));
        }
        assertEquals(i, body.itemCount);
        text(in.conveyance(), body.conveyanceAt, body.conveyanceLength);
        final int refAt = OFFSET + HEADER + DeclareDecoder.submitterRefEncodingOffset();
        assertEquals(
            Hash64.of(buffer, refAt, OFFSET + length - refAt, 0), body.contentHash);
    }

    private void compare(final DeclareDecoder.ItemsDecoder expected, final Item item) {
        assertEquals(expected.hs(), item.hs);
        assertEquals(expected.hsDigits(), item.hsDigits);
        assertEquals(expected.quantity(), item.quantity);
        assertEquals(expected.value(), item.value);
        assertEquals(expected.origin(), item.origin);
        assertEquals(expected.regime(), item.regime);
        assertEquals(expected.election(), item.election);
        assertEquals(expected.relaxed() == 1, item.relaxed);
        int i = item.firstInput;
        for (final DeclareDecoder.ItemsDecoder.InputsDecoder input : expected.inputs()) {
            final InputLine line = body.inputs.get(i++);
            assertEquals(input.kind(), line.kind);
            assertEquals(input.hs(), line.hs);
            assertEquals(input.hsDigits(), line.hsDigits);
            assertEquals(input.origin(), line.origin);
            assertEquals(input.quantity(), line.quantity);
            assertEquals(input.value(), line.value);
            assertEquals(input.regime(), line.regime);
            text(input.code(), line.codeAt, line.codeLength);
        }
        assertEquals(i, item.firstInput + item.inputCount);
        text(expected.name(), item.nameAt, item.nameLength);
        text(expected.attributes(), item.attributesAt, item.attributesLength);
        text(expected.code(), item.codeAt, item.codeLength);
    }

    @Test
    void whatIsReadIsWhatTheDecoderReads() {
        for (int round = 0; round < 500; round++) {
            final int length = write();
            decode(length);
            compare(length);
        }
    }

    /** A later release may have put fields at the end of the block. */
    @Test
    void aLongerBlockIsReadToo() {
        for (int round = 0; round < 100; round++) {
            final int length = write();
            final int blockEnd = OFFSET + HEADER + DeclareDecoder.BLOCK_LENGTH;
            final byte[] rest = new byte[length];
            buffer.getBytes(blockEnd, rest);
            buffer.putBytes(blockEnd + 3, rest);
            buffer.putShort(OFFSET, (short) (DeclareDecoder.BLOCK_LENGTH + 3),
                ByteOrder.LITTLE_ENDIAN);
            decode(length + 3);
            compare(length + 3);
        }
    }

    /** What an earlier message left behind its end is never taken for this one's. */
    @Test
    void aMessageThatEndsEarlyIsAnError() {
        for (int round = 0; round < 100; round++) {
            final int length = write();
            decode(length);
            final UnsafeBuffer cut = new UnsafeBuffer(new byte[OFFSET + length - 1]);
            cut.putBytes(0, buffer, 0, cut.capacity());
            body.open(cut, OFFSET);
            assertThrows(IllegalStateException.class, () -> body.decode(length - 1, rejects),
                "seed " + SEED);
        }
    }
}
