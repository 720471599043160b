package io.clearline.bench;

import io.clearline.engine.record.Alpha3;
import io.clearline.engine.record.Uscc;
import io.clearline.engine.record.sbe.AddDocumentEncoder;
import io.clearline.engine.record.sbe.ArriveEncoder;
import io.clearline.engine.record.sbe.CancelEncoder;
import io.clearline.engine.record.sbe.CheckpointLane;
import io.clearline.engine.record.sbe.DeclareEncoder;
import io.clearline.engine.record.sbe.Election;
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
import java.util.Arrays;

/** Writes commands on a tape, byte for byte as an adapter would. Not thread-safe. */
final class CommandPen {
    private static final byte[] NONE = new byte[0];
    private static final byte[] ABSENT = new byte[Uscc.LENGTH];
    private static final byte[] GOODS = ascii("goods of the stream");
    private static final byte[] OFFICER = ascii("640001");
    private static final byte[] REASON = ascii("order withdrawn");
    private static final int REF = DeclareEncoder.submitterRefLength();
    private static final int GENERAL_TRADE = 110;

    private final CommandTape tape;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final DeclareEncoder declare = new DeclareEncoder();
    private final ValueAddedEncoder valueAdded = new ValueAddedEncoder();
    private final AddDocumentEncoder document = new AddDocumentEncoder();
    private final ResolveEncoder resolve = new ResolveEncoder();
    private final PayEncoder pay = new PayEncoder();
    private final CancelEncoder cancel = new CancelEncoder();
    private final ArriveEncoder arrive = new ArriveEncoder();

    CommandPen(final CommandTape tape) {
        this.tape = tape;
    }

    static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] party(final byte[] uscc) {
        return uscc == null ? ABSENT : uscc;
    }

    private static byte[] text(final byte[] text) {
        return text == null ? NONE : text;
    }

    void declare(final Sheet sheet) {
        long weight = 0;
        for (int i = 0; i < sheet.itemCount; i++) {
            weight += sheet.items[i].quantity;
        }
        declare.wrapAndApplyHeader(tape.bytes(), tape.end(), header)
            .at(sheet.at).putSubmitterRef(Arrays.copyOf(sheet.ref, REF), 0)
            .flow(sheet.flow).form(sheet.form).office(sheet.office).entryOffice(sheet.office)
            .putTrader(sheet.trader, 0).putReceiver(party(sheet.receiver), 0)
            .putOwner(sheet.trader, 0).putAgent(sheet.agent, 0)
            .supervisionMode(GENERAL_TRADE).transport('2')
            .dispatchCountry(sheet.dispatchCountry).transit((short) 0)
            .packages(1 + sheet.itemCount).grossKg(weight + weight / 20).netKg(weight)
            .currency(sheet.currency);
        declare.formErrorsCount(0);
        final boolean licensed = sheet.documentNo != null;
        final DeclareEncoder.DocumentsEncoder documents = declare.documentsCount(licensed ? 1 : 0);
        if (licensed) {
            documents.next().code(sheet.documentLetter)
                .putNo(sheet.documentNo, 0, sheet.documentNo.length);
        }
        declare.containersCount(0);
        final DeclareEncoder.ItemsEncoder items = declare.itemsCount(sheet.itemCount);
        for (int i = 0; i < sheet.itemCount; i++) {
            item(items.next().no(i + 1), sheet.items[i]);
        }
        final byte[] conveyance = text(sheet.conveyance);
        declare.putConveyance(conveyance, 0, conveyance.length);
        tape.add(MessageHeaderEncoder.ENCODED_LENGTH + declare.encodedLength());
    }

    private static void item(final DeclareEncoder.ItemsEncoder out, final Sheet.Item item) {
        out.hs(item.hs).hsDigits((short) item.digits).quantity(item.quantity).value(item.value)
            .origin(item.origin).regime(item.regime)
            .election(item.election == null ? Election.NULL_VAL : item.election)
            .relaxed((short) 0);
        final DeclareEncoder.ItemsEncoder.InputsEncoder inputs = out.inputsCount(item.inputCount);
        for (int i = 0; i < item.inputCount; i++) {
            final Sheet.Input input = item.inputs[i];
            final byte[] code = text(input.code);
            inputs.next().kind(input.kind).hs(hs(input)).hsDigits((short) digits(input))
                .origin(origin(input)).quantity(input.quantity).value(input.value)
                .regime(regime(input)).putCode(code, 0, code.length);
        }
        final byte[] code = text(item.code);
        out.putName(GOODS, 0, GOODS.length).putAttributes(NONE, 0, 0).putCode(code, 0, code.length);
    }

    // Of a domestic input an adapter knows neither tariff line nor origin.

    private static boolean isDomestic(final Sheet.Input input) {
        return input.kind == InputKind.DOMESTIC;
    }

    private static long hs(final Sheet.Input input) {
        return isDomestic(input) ? DeclareEncoder.ItemsEncoder.InputsEncoder.hsNullValue()
            : input.hs;
    }

    private static int digits(final Sheet.Input input) {
        return isDomestic(input) ? 0 : input.digits;
    }

    private static int origin(final Sheet.Input input) {
        return input.kind == InputKind.IMPORTED ? input.origin : Alpha3.ABSENT;
    }

    private static Regime regime(final Sheet.Input input) {
        return isDomestic(input) ? Regime.ZERO_TARIFF : input.regime;
    }

    /** Asks for the code of a product, which stands as an item. */
    void valueAdded(
        final long at, final byte[] ref, final byte[] trader, final Sheet.Item product) {
        valueAdded.wrapAndApplyHeader(tape.bytes(), tape.end(), header)
            .at(at).putSubmitterRef(Arrays.copyOf(ref, REF), 0).putTrader(trader, 0)
            .hs(product.hs).hsDigits((short) product.digits)
            .quantity(product.quantity).price(product.value);
        valueAdded.formErrorsCount(0);
        final ValueAddedEncoder.InputsEncoder inputs = valueAdded.inputsCount(product.inputCount);
        for (int i = 0; i < product.inputCount; i++) {
            final Sheet.Input input = product.inputs[i];
            final byte[] code = text(input.code);
            inputs.next().kind(input.kind).hs(hs(input)).hsDigits((short) digits(input))
                .origin(origin(input)).quantity(input.quantity).value(input.value)
                .regime(regime(input)).putCode(code, 0, code.length);
        }
        tape.add(MessageHeaderEncoder.ENCODED_LENGTH + valueAdded.encodedLength());
    }

    void document(final long at, final byte[] declaration, final int letter, final byte[] no) {
        document.wrapAndApplyHeader(tape.bytes(), tape.end(), header).at(at).code(letter);
        document.formErrorsCount(0);
        document.putDeclaration(declaration, 0, declaration.length).putNo(no, 0, no.length);
        tape.add(MessageHeaderEncoder.ENCODED_LENGTH + document.encodedLength());
    }

    /** Passes every hold of a kind, or returns the goods. */
    void resolve(
        final long at, final byte[] declaration, final HoldKind kind, final boolean pass) {
        resolve.wrapAndApplyHeader(tape.bytes(), tape.end(), header).at(at).hold(kind)
            .item(ResolveEncoder.itemNullValue()).result(pass ? Verdict.PASS : Verdict.FAIL)
            .action(pass ? FailAction.NULL_VAL : FailAction.RETURN);
        resolve.formErrorsCount(0);
        resolve.putDeclaration(declaration, 0, declaration.length)
            .putOfficer(OFFICER, 0, OFFICER.length).putNote(NONE, 0, 0);
        tape.add(MessageHeaderEncoder.ENCODED_LENGTH + resolve.encodedLength());
    }

    void pay(final long at, final byte[] declaration, final long fen) {
        pay.wrapAndApplyHeader(tape.bytes(), tape.end(), header).at(at).amount(fen);
        pay.formErrorsCount(0);
        pay.putDeclaration(declaration, 0, declaration.length);
        tape.add(MessageHeaderEncoder.ENCODED_LENGTH + pay.encodedLength());
    }

    void cancel(final long at, final byte[] declaration) {
        cancel.wrapAndApplyHeader(tape.bytes(), tape.end(), header).at(at);
        cancel.formErrorsCount(0);
        cancel.putDeclaration(declaration, 0, declaration.length)
            .putReason(REASON, 0, REASON.length);
        tape.add(MessageHeaderEncoder.ENCODED_LENGTH + cancel.encodedLength());
    }

    void arrive(final long at, final byte[] ref, final int office, final boolean supervised,
        final byte[] plate) {
        arrive.wrapAndApplyHeader(tape.bytes(), tape.end(), header).at(at)
            .putSubmitterRef(Arrays.copyOf(ref, REF), 0).office(office)
            .lane(supervised ? CheckpointLane.SUPERVISED : CheckpointLane.GENERAL);
        arrive.formErrorsCount(0);
        arrive.putPlate(plate, 0, plate.length);
        tape.add(MessageHeaderEncoder.ENCODED_LENGTH + arrive.encodedLength());
    }
}
