package io.clearline.tools.demo;

import io.clearline.engine.record.Alpha3;
import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.ArriveEncoder;
import io.clearline.engine.record.sbe.CheckpointLane;
import io.clearline.engine.record.sbe.FailAction;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.InputKind;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.PayEncoder;
import io.clearline.engine.record.sbe.Regime;
import io.clearline.engine.record.sbe.ResolveEncoder;
import io.clearline.engine.record.sbe.ValueAddedEncoder;
import io.clearline.engine.record.sbe.Verdict;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes what is done about declarations as the binary commands that an adapter would make of it;
 * declarations are named by their references. Reused; not thread-safe.
 */
final class ActWriter {
    private static final int BYTES = 4 * 1024;
    private static final short HS_DIGITS = 8;
    private static final long MONEY_PER_FEN = Scales.MONEY / Scales.FEN;
    private static final byte[] NONE = new byte[0];
    private static final byte[] OFFICER = "6400-0117".getBytes(StandardCharsets.US_ASCII);

    private final MutableDirectBuffer buffer = new UnsafeBuffer(new byte[BYTES]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ResolveEncoder resolve = new ResolveEncoder();
    private final PayEncoder pay = new PayEncoder();
    private final ValueAddedEncoder valueAdded = new ValueAddedEncoder();
    private final ArriveEncoder arrive = new ArriveEncoder();
    private final byte[] ref = new byte[32];

    DirectBuffer buffer() {
        return buffer;
    }

    int resolve(final long atMs, final long number, final HoldKind hold) {
        DemoDeclarations.reference(ref, number);
        resolve.wrapAndApplyHeader(buffer, 0, header).at(atMs)
            .hold(hold).item(ResolveEncoder.itemNullValue()).result(Verdict.PASS)
            .action(FailAction.NULL_VAL);
        resolve.formErrorsCount(0);
        resolve.putDeclaration(ref, 0, DemoDeclarations.REF_LENGTH);
        resolve.putOfficer(OFFICER, 0, OFFICER.length);
        resolve.putNote(NONE, 0, 0);
        return MessageHeaderEncoder.ENCODED_LENGTH + resolve.encodedLength();
    }

    int pay(final long atMs, final long number, final long fen) {
        DemoDeclarations.reference(ref, number);
        pay.wrapAndApplyHeader(buffer, 0, header).at(atMs).amount(fen);
        pay.formErrorsCount(0);
        pay.putDeclaration(ref, 0, DemoDeclarations.REF_LENGTH);
        return MessageHeaderEncoder.ENCODED_LENGTH + pay.encodedLength();
    }

    /** Asks for a code for all parts of a product together; {@code number} makes the reference. */
    int valueAdded(
        final long atMs, final long number, final byte[] trader, final Product product) {
        reference('V', number);
        final int parts = product.parts();
        valueAdded.wrapAndApplyHeader(buffer, 0, header).at(atMs)
            .putSubmitterRef(ref, 0).putTrader(trader, 0)
            .hs(product.line().hs()).hsDigits(HS_DIGITS)
            .quantity(product.quantity() * parts)
            .price(product.priceFen() * parts * MONEY_PER_FEN);
        valueAdded.formErrorsCount(0);
        final ValueAddedEncoder.InputsEncoder inputs =
            valueAdded.inputsCount(product.inputs().size() + 1);
        for (final Product.Input input : product.inputs()) {
            inputs.next().kind(InputKind.IMPORTED)
                .hs(input.line().hs()).hsDigits(HS_DIGITS).origin(input.origin())
                .quantity(input.quantity() * parts).value(input.fen() * parts * MONEY_PER_FEN)
                .regime(input.regime()).putCode(NONE, 0, 0);
        }
        inputs.next().kind(InputKind.DOMESTIC)
            .hs(ValueAddedEncoder.InputsEncoder.hsNullValue()).hsDigits((short) 0)
            .origin(Alpha3.ABSENT).quantity(product.quantity() * parts)
            .value(product.domesticFen() * parts * MONEY_PER_FEN)
            .regime(Regime.ZERO_TARIFF).putCode(NONE, 0, 0);
        return MessageHeaderEncoder.ENCODED_LENGTH + valueAdded.encodedLength();
    }

    /** A vehicle at a checkpoint; {@code number} makes the reference. */
    int arrive(
        final long atMs, final long number, final int office, final CheckpointLane lane,
        final byte[] plate) {
        reference('A', number);
        arrive.wrapAndApplyHeader(buffer, 0, header).at(atMs)
            .putSubmitterRef(ref, 0).office(office).lane(lane);
        arrive.formErrorsCount(0);
        arrive.putPlate(plate, 0, plate.length);
        return MessageHeaderEncoder.ENCODED_LENGTH + arrive.encodedLength();
    }

    private void reference(final char first, final long number) {
        DemoDeclarations.reference(ref, number);
        ref[0] = (byte) first;
    }
}
