package io.clearline.engine.core;

import io.clearline.engine.record.ChinaTime;
import io.clearline.engine.record.Exact;
import io.clearline.engine.record.Field;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.Hash64;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.sbe.Regime;
import io.clearline.engine.record.sbe.ValueAddedDecoder;
import io.clearline.engine.reference.HsKey;
import io.clearline.engine.reference.Policy;
import io.clearline.engine.state.Code;

/**
 * A filed enterprise asks for the code of a product: a confirmation code where the value added on the
 * island reaches the threshold, else a cumulative one for the next maker (contract section 3, value-added;
 * GAC-158 art. 2 to 4).
 */
final class ValueAddedCommand {
    private static final int MOST_LINES = 50;

    private final Step step;
    private final ValueAddedDecoder in = new ValueAddedDecoder();
    private final Inputs inputs = new Inputs();
    private final Code product = new Code();
    private final Code upstream = new Code();

    ValueAddedCommand(final Step step) {
        this.step = step;
    }

    void decide() {
        in.wrapAndApplyHeader(step.command, step.offset, step.header);
        for (ValueAddedDecoder.FormErrorsDecoder e = in.formErrors(); e.hasNext();) {
            e.next();
            step.rejects.add(e.key(), e.code());
        }
        decodeInputs();
        final int refAt = in.offset() + ValueAddedDecoder.submitterRefEncodingOffset();
        final int traderAt = in.offset() + ValueAddedDecoder.traderEncodingOffset();
        final int refLength =
            Body.textLength(step.command, refAt, ValueAddedDecoder.submitterRefLength());
        final long contentHash =
            Hash64.of(step.command, refAt, step.offset + step.length - refAt, 0);
        if (!step.authority.allowsParty(step.command, traderAt, traderAt)) {
            step.refuse(Field.TRADER, RejectCode.FORBIDDEN);
            return;
        }
        final int trader = step.state.reference().parties().find(step.command, traderAt);
        final int earlier = trader < 0 || refLength == 0 ? -1
            : step.state.codes().byTraderAndRef(trader, step.command, refAt, refLength);
        if (earlier >= 0 && !step.rejects.has(FieldPath.head(Field.AT)) && isSame(earlier, contentHash)) {
            step.repeat();
            step.answers.code(step.verdict, product);
            return;
        }
        unknownCodes();
        if (step.refusedForForm() || refusedForParty(trader)) {
            return;
        }
        if (earlier >= 0) {
            step.refuse(Field.REF, RejectCode.DUPLICATE_REF);
            return;
        }
        product.clear();
        product.trader = trader;
        product.contentHash = contentHash;
        product.refLength = refLength;
        product.ref.putBytes(0, step.command, refAt, refLength);
        product.line8 = HsKey.line8(in.hs(), in.hsDigits());
        product.quantity = in.quantity();
        if (!refusedForInputs()) {
            give(TaxRules.fen(in.price()));
        }
    }

    private boolean isSame(final int earlier, final long contentHash) {
        step.state.codes().read(earlier, product);
        return product.contentHash == contentHash;
    }

    private void decodeInputs() {
        inputs.clear();
        for (ValueAddedDecoder.InputsDecoder from = in.inputs(); from.hasNext();) {
            from.next();
            final InputLine line = inputs.add();
            line.kind = from.kind();
            line.hs = from.hs();
            line.hsDigits = from.hsDigits();
            line.origin = from.origin();
            line.quantity = from.quantity();
            line.value = from.value();
            line.regime = from.regime();
            line.codeLength = from.codeLength();
            line.codeAt = in.limit() + ValueAddedDecoder.InputsDecoder.codeHeaderLength();
            from.skipCode();
        }
    }

    /** Form faults that take the tables to find; the first in the order of the fields is named. */
    private void unknownCodes() {
        if (in.hsDigits() != 0 && isUnknownLine(in.hs(), in.hsDigits())) {
            step.rejects.add(FieldPath.head(Field.HS), RejectCode.UNKNOWN_HS);
        }
        for (int i = 0; i < inputs.size(); i++) {
            final InputLine line = inputs.get(i);
            if (line.hsDigits != 0 && isUnknownLine(line.hs, line.hsDigits)) {
                step.rejects.add(
                    FieldPath.head(Field.INPUTS, i, Field.SUB_HS), RejectCode.UNKNOWN_HS);
            }
            if (line.origin != io.clearline.engine.record.Alpha3.ABSENT
                && !step.state.reference().places().isCountry(line.origin)) {
                step.rejects.add(
                    FieldPath.head(Field.INPUTS, i, Field.SUB_ORIGIN), RejectCode.UNKNOWN_COUNTRY);
            }
        }
    }

    private boolean isUnknownLine(final long hs, final int digits) {
        return step.state.reference().tariff().find(hs, digits, step.day) == null;
    }

    private boolean refusedForParty(final int trader) {
        if (!step.state.reference().parties().isEntity(trader)) {
            step.refuse(Field.TRADER, RejectCode.UNKNOWN_PARTY);
            return true;
        }
        if (!step.state.reference().parties().isFiled(trader)) {
            step.refuse(Field.TRADER, RejectCode.NOT_FILED);
            return true;
        }
        return false;
    }

    /** Adds up I, D and the imported inputs; refuses at the first input that is not possible. */
    private boolean refusedForInputs() {
        for (int i = 0; i < inputs.size(); i++) {
            final InputLine line = inputs.get(i);
            switch (line.kind) {
                case IMPORTED -> {
                    final long fen = TaxRules.fen(line.value);
                    product.imported = Math.addExact(product.imported, fen);
                    product.addLine(HsKey.of(line.hs, line.hsDigits), line.origin,
                        line.regime == Regime.BONDED, line.quantity, fen);
                }
                case DOMESTIC -> product.domestic =
                    Math.addExact(product.domestic, TaxRules.fen(line.value));
                case CUMULATIVE -> {
                    if (refusedForCode(line, i)) {
                        return true;
                    }
                }
                default -> {
                }
            }
        }
        if (product.imported + product.domestic == 0
            || product.lines.size() > MOST_LINES * Code.LINE) {
            step.refuse(Field.INPUTS, RejectCode.RANGE);
            return true;
        }
        return false;
    }

    private boolean refusedForCode(final InputLine line, final int index) {
        final int code =
            step.state.codes().find(step.command, line.codeAt, line.codeLength);
        if (code >= 0) {
            step.state.codes().read(code, upstream);
        }
        if (code < 0 || upstream.line8 != HsKey.line8(line.hs, line.hsDigits)) {
            step.answers.refuse(step.verdict, FieldPath.head(
                Field.INPUTS, index, Field.SUB_INPUT_CODE), RejectCode.UNKNOWN_CODE);
            return true;
        }
        long left = upstream.quantity - step.state.codes().used(code);
        for (int i = 0; i < product.codeDraws.size(); i += 2) {
            left -= product.codeDraws.get(i) == code ? product.codeDraws.get(i + 1) : 0;
        }
        if (left < line.quantity) {
            step.answers.refuse(step.verdict, FieldPath.head(
                Field.INPUTS, index, Field.SUB_QUANTITY), RejectCode.RANGE);
            return true;
        }
        Assessment.draw(product.codeDraws, code, line.quantity);
        product.imported = Math.addExact(product.imported,
            Exact.mulDiv(upstream.imported, line.quantity, upstream.quantity));
        product.domestic = Math.addExact(product.domestic,
            Exact.mulDiv(upstream.domestic, line.quantity, upstream.quantity));
        for (int i = 0; i < upstream.lines.size(); i += Code.LINE) {
            product.addLine(upstream.lines.get(i), (int) upstream.lines.get(i + 1),
                upstream.lines.get(i + 2) == 1,
                Exact.mulDiv(upstream.lines.get(i + 3), line.quantity, upstream.quantity),
                Exact.mulDiv(upstream.lines.get(i + 4), line.quantity, upstream.quantity));
        }
        return false;
    }

    private void give(final long price) {
        if (!ValueAdded.canState(price, product.imported, product.domestic)) {
            // Billions made of a fen: no rate of the trade, and none that the answer has room for.
            step.refuse(Field.PRICE, RejectCode.RANGE);
            return;
        }
        final long threshold = step.state.reference().policy()
            .rate(Policy.Name.VALUE_ADDED_THRESHOLD, step.day);
        product.letter = ValueAdded.qualifies(
            price, product.imported, product.domestic, threshold) ? 'Q' : 'L';
        product.rate = ValueAdded.rate(price, product.imported, product.domestic);
        product.number =
            step.state.codes().nextNumber(product.letter, ChinaTime.year(step.day));
        step.effects.code(step.verdict.effects(), product);
        step.answers.code(step.verdict, product);
    }
}
