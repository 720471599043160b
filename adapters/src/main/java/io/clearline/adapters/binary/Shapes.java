package io.clearline.adapters.binary;

import static io.clearline.adapters.binary.Shape.Data.BLOB;
import static io.clearline.adapters.binary.Shape.Data.BYTES;
import static io.clearline.adapters.binary.Shape.Data.TEXT;

import io.clearline.adapters.binary.Shape.Data;
import io.clearline.engine.record.sbe.AddDocumentDecoder;
import io.clearline.engine.record.sbe.AmendDecoder;
import io.clearline.engine.record.sbe.ArriveDecoder;
import io.clearline.engine.record.sbe.CancelDecoder;
import io.clearline.engine.record.sbe.ControlDecoder;
import io.clearline.engine.record.sbe.ControlMoveDecoder;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.NamedListDecoder;
import io.clearline.engine.record.sbe.PayDecoder;
import io.clearline.engine.record.sbe.ReferenceDecoder;
import io.clearline.engine.record.sbe.ResolveDecoder;
import io.clearline.engine.record.sbe.ValueAddedDecoder;
import io.clearline.engine.record.sbe.WithdrawDecoder;
import java.util.List;
import java.util.Map;

/**
 * The layouts of the commands that clients send, by template id. What is not here comes from the engine
 * itself (timers, draw keys) or from the operator at the machine (principals).
 */
final class Shapes {
    private static final int ANY = 0xFFFF;
    /** The server finds faults of form itself; those that a client claims would be taken on trust. */
    private static final Shape NO_FORM_ERRORS =
        entries(DeclareDecoder.FormErrorsDecoder.sbeBlockLength(), 0, List.of());

    private static final Shape INPUTS_OF_ITEM = entries(
        DeclareDecoder.ItemsDecoder.InputsDecoder.sbeBlockLength(), ANY, List.of(), TEXT);
    private static final Shape ITEMS = entries(DeclareDecoder.ItemsDecoder.sbeBlockLength(), ANY,
        List.of(INPUTS_OF_ITEM), TEXT, TEXT, TEXT);
    private static final Shape DOCUMENTS = entries(
        DeclareDecoder.DocumentsDecoder.sbeBlockLength(), ANY, List.of(), TEXT);
    private static final Shape CONTAINERS =
        entries(DeclareDecoder.ContainersDecoder.sbeBlockLength(), ANY, List.of());
    private static final Shape INPUTS = entries(
        ValueAddedDecoder.InputsDecoder.sbeBlockLength(), ANY, List.of(), TEXT);
    private static final Shape MEMBERS = entries(
        NamedListDecoder.MembersDecoder.sbeBlockLength(), ANY, List.of(), TEXT);
    private static final Shape ROWS = entries(
        ReferenceDecoder.RowsDecoder.sbeBlockLength(), ANY, List.of(), BYTES);

    private static final Map<Integer, Shape> BY_TEMPLATE = Map.ofEntries(
        Map.entry(DeclareDecoder.TEMPLATE_ID, entries(DeclareDecoder.BLOCK_LENGTH, 1,
            List.of(NO_FORM_ERRORS, DOCUMENTS, CONTAINERS, ITEMS), TEXT)),
        Map.entry(ValueAddedDecoder.TEMPLATE_ID, entries(ValueAddedDecoder.BLOCK_LENGTH, 1,
            List.of(NO_FORM_ERRORS, INPUTS))),
        Map.entry(AddDocumentDecoder.TEMPLATE_ID,
            plain(AddDocumentDecoder.BLOCK_LENGTH, TEXT, TEXT)),
        Map.entry(ResolveDecoder.TEMPLATE_ID,
            plain(ResolveDecoder.BLOCK_LENGTH, TEXT, TEXT, TEXT)),
        Map.entry(PayDecoder.TEMPLATE_ID, plain(PayDecoder.BLOCK_LENGTH, TEXT)),
        Map.entry(AmendDecoder.TEMPLATE_ID, plain(AmendDecoder.BLOCK_LENGTH, TEXT, BLOB)),
        Map.entry(CancelDecoder.TEMPLATE_ID, plain(CancelDecoder.BLOCK_LENGTH, TEXT, TEXT)),
        Map.entry(ArriveDecoder.TEMPLATE_ID, plain(ArriveDecoder.BLOCK_LENGTH, TEXT)),
        Map.entry(ControlDecoder.TEMPLATE_ID, plain(ControlDecoder.BLOCK_LENGTH,
            TEXT, TEXT, TEXT, TEXT, BLOB, TEXT, TEXT)),
        Map.entry(ControlMoveDecoder.TEMPLATE_ID,
            plain(ControlMoveDecoder.BLOCK_LENGTH, TEXT, TEXT, TEXT)),
        Map.entry(WithdrawDecoder.TEMPLATE_ID, plain(WithdrawDecoder.BLOCK_LENGTH, TEXT, TEXT)),
        Map.entry(NamedListDecoder.TEMPLATE_ID, entries(NamedListDecoder.BLOCK_LENGTH, 1,
            List.of(NO_FORM_ERRORS, MEMBERS), TEXT, TEXT)),
        Map.entry(ReferenceDecoder.TEMPLATE_ID, entries(ReferenceDecoder.BLOCK_LENGTH, 1,
            List.of(NO_FORM_ERRORS, ROWS))));

    private Shapes() {
    }

    private static Shape plain(final int block, final Data... data) {
        return entries(block, 1, List.of(NO_FORM_ERRORS), data);
    }

    private static Shape entries(
        final int block, final int entriesMax, final List<Shape> groups, final Data... data) {
        return new Shape(block, entriesMax, groups, List.of(data));
    }

    /** Returns the layout of a command, null where a client sends none of that kind. */
    static Shape of(final int templateId) {
        return BY_TEMPLATE.get(templateId);
    }
}
