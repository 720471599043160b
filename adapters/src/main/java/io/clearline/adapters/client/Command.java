package io.clearline.adapters.client;

import io.clearline.engine.record.sbe.AddDocumentEncoder;
import io.clearline.engine.record.sbe.AmendEncoder;
import io.clearline.engine.record.sbe.ArriveEncoder;
import io.clearline.engine.record.sbe.CancelEncoder;
import io.clearline.engine.record.sbe.CheckpointLane;
import io.clearline.engine.record.sbe.FailAction;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.PayEncoder;
import io.clearline.engine.record.sbe.ResolveEncoder;
import io.clearline.engine.record.sbe.Verdict;
import java.math.BigDecimal;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** One command, ready to be sent; immutable. Declarations come from {@link DeclarationBuilder}. */
public final class Command {
    private final UnsafeBuffer bytes;

    private Command(final UnsafeBuffer bytes) {
        this.bytes = bytes;
    }

    /** Takes a copy of a command message of the schema, its header first, faults of form left out. */
    public static Command copy(final DirectBuffer message, final int length) {
        final byte[] copy = new byte[length];
        message.getBytes(0, copy);
        return new Command(new UnsafeBuffer(copy));
    }

    /** Pays towards the tax of a declaration, named by its number or its ref; yuan, 2 decimals. */
    public static Command pay(final String declaration, final BigDecimal amountYuan) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(64);
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final PayEncoder out = new PayEncoder().wrapAndApplyHeader(buffer, 0, header);
        out.at(PayEncoder.atNullValue()).amount(Fields.scaled("amount", amountYuan, 2))
            .formErrorsCount(0);
        out.declaration(declaration);
        return copy(buffer, header.encodedLength() + out.encodedLength());
    }

    /** Adds a document to a held declaration. */
    public static Command document(final String declaration, final char code, final String no) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(64);
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final AddDocumentEncoder out =
            new AddDocumentEncoder().wrapAndApplyHeader(buffer, 0, header);
        out.at(AddDocumentEncoder.atNullValue()).code(code).formErrorsCount(0);
        out.declaration(declaration).no(no);
        return copy(buffer, header.encodedLength() + out.encodedLength());
    }

    /** Withdraws a declaration. */
    public static Command cancel(final String declaration, final String reason) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(64);
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final CancelEncoder out = new CancelEncoder().wrapAndApplyHeader(buffer, 0, header);
        out.at(CancelEncoder.atNullValue()).formErrorsCount(0);
        out.declaration(declaration).reason(reason);
        return copy(buffer, header.encodedLength() + out.encodedLength());
    }

    /** Gives a held declaration a whole new body. */
    public static Command amend(final String declaration, final Command body) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(512);
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final AmendEncoder out = new AmendEncoder().wrapAndApplyHeader(buffer, 0, header);
        out.at(AmendEncoder.atNullValue()).formErrorsCount(0);
        out.declaration(declaration).putBody(body.bytes, 0, body.length());
        return copy(buffer, header.encodedLength() + out.encodedLength());
    }

    /** Says that a vehicle stands at a lane of a second-line checkpoint. */
    public static Command arrive(final String ref, final String office,
        final CheckpointLane lane, final String plate) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(128);
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final ArriveEncoder out = new ArriveEncoder().wrapAndApplyHeader(buffer, 0, header);
        out.at(ArriveEncoder.atNullValue())
            .putSubmitterRef(Fields.padded("ref", ref, ArriveEncoder.submitterRefLength()), 0)
            .office(Fields.four("office", office)).lane(lane).formErrorsCount(0);
        out.plate(plate);
        return copy(buffer, header.encodedLength() + out.encodedLength());
    }

    /**
     * Passes or fails a hold.
     *
     * @param item 0 = the whole declaration; -1 = every item
     * @param action what a failure leads to; {@code NULL_VAL} where it passes
     */
    public static Command resolve(final String declaration, final HoldKind hold, final int item,
        final Verdict result, final FailAction action, final String officer, final String note) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(128);
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final ResolveEncoder out = new ResolveEncoder().wrapAndApplyHeader(buffer, 0, header);
        out.at(ResolveEncoder.atNullValue()).hold(hold)
            .item(item < 0 ? ResolveEncoder.itemNullValue() : item).result(result)
            .action(action).formErrorsCount(0);
        out.declaration(declaration).officer(officer).note(note);
        return copy(buffer, header.encodedLength() + out.encodedLength());
    }

    /** Returns the message, its header at 0; not to be written to. */
    public DirectBuffer bytes() {
        return bytes;
    }

    int length() {
        return bytes.capacity();
    }
}
