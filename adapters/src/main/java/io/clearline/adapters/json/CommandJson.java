package io.clearline.adapters.json;

import io.clearline.adapters.text.RowText;
import io.clearline.engine.control.Guard;
import io.clearline.engine.record.PackedReader;
import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.AddDocumentDecoder;
import io.clearline.engine.record.sbe.AmendDecoder;
import io.clearline.engine.record.sbe.ArriveDecoder;
import io.clearline.engine.record.sbe.CancelDecoder;
import io.clearline.engine.record.sbe.ControlDecoder;
import io.clearline.engine.record.sbe.ControlMoveDecoder;
import io.clearline.engine.record.sbe.ControlPauseDecoder;
import io.clearline.engine.record.sbe.ControlState;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.DrawCommitmentDecoder;
import io.clearline.engine.record.sbe.DrawDisclosureDecoder;
import io.clearline.engine.record.sbe.DrawKeyDecoder;
import io.clearline.engine.record.sbe.MalformedDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.NamedListDecoder;
import io.clearline.engine.record.sbe.PayDecoder;
import io.clearline.engine.record.sbe.PrincipalDecoder;
import io.clearline.engine.record.sbe.ReferenceDecoder;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.sbe.ResolveDecoder;
import io.clearline.engine.record.sbe.Table;
import io.clearline.engine.record.sbe.TimerDecoder;
import io.clearline.engine.record.sbe.UnknownTypeDecoder;
import io.clearline.engine.record.sbe.ValueAddedDecoder;
import io.clearline.engine.record.sbe.WithdrawDecoder;
import java.time.LocalDate;
import java.util.HexFormat;
import org.agrona.DirectBuffer;

/**
 * Writes command messages back as JSON objects in the contract's names. The secret of a draw key is
 * not written: it is disclosed by a verb of its own. Not thread-safe.
 */
final class CommandJson {
    private final JsonWriter json;
    private final ObjectWriter out;
    private final DeclareJson declareJson = new DeclareJson();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PackedReader row = new PackedReader();
    private boolean anyError;

    CommandJson(final JsonWriter json) {
        this.json = json;
        out = new ObjectWriter(json);
    }

    /** Returns the word that names a kind of command. */
    static String kind(final int templateId) {
        switch (templateId) {
            case DeclareDecoder.TEMPLATE_ID:
                return "declare";
            case ValueAddedDecoder.TEMPLATE_ID:
                return "value-added";
            case AddDocumentDecoder.TEMPLATE_ID:
                return "document";
            case ResolveDecoder.TEMPLATE_ID:
                return "resolve";
            case PayDecoder.TEMPLATE_ID:
                return "pay";
            case AmendDecoder.TEMPLATE_ID:
                return "amend";
            case CancelDecoder.TEMPLATE_ID:
                return "cancel";
            case ArriveDecoder.TEMPLATE_ID:
                return "arrive";
            case ControlDecoder.TEMPLATE_ID:
                return "control";
            case ControlMoveDecoder.TEMPLATE_ID:
                return "control-state";
            case ControlPauseDecoder.TEMPLATE_ID:
                return "control-pause";
            case WithdrawDecoder.TEMPLATE_ID:
                return "withdraw";
            case NamedListDecoder.TEMPLATE_ID:
                return "list";
            case ReferenceDecoder.TEMPLATE_ID:
                return "reference";
            case DrawKeyDecoder.TEMPLATE_ID:
                return "draw-key";
            case TimerDecoder.TEMPLATE_ID:
                return "timer";
            case PrincipalDecoder.TEMPLATE_ID:
                return "principal";
            case DrawCommitmentDecoder.TEMPLATE_ID:
                return "draw-commitment";
            case DrawDisclosureDecoder.TEMPLATE_ID:
                return "draw-disclosure";
            case MalformedDecoder.TEMPLATE_ID:
                return "malformed";
            case UnknownTypeDecoder.TEMPLATE_ID:
                return "unknown";
            default:
                return "template-" + templateId;
        }
    }

    /** Writes the object. */
    void append(final DirectBuffer message, final int offset) {
        final int template = header.wrap(message, offset).templateId();
        out.open('{').text("type", kind(template));
        anyError = false;
        switch (template) {
            case DeclareDecoder.TEMPLATE_ID:
                declareJson.append(out, json, message, offset);
                break;
            case ValueAddedDecoder.TEMPLATE_ID:
                valueAdded(message, offset);
                break;
            case AddDocumentDecoder.TEMPLATE_ID:
                document(message, offset);
                break;
            case ResolveDecoder.TEMPLATE_ID:
                resolve(message, offset);
                break;
            case PayDecoder.TEMPLATE_ID:
                pay(message, offset);
                break;
            case AmendDecoder.TEMPLATE_ID:
                amend(message, offset);
                break;
            case CancelDecoder.TEMPLATE_ID:
                cancel(message, offset);
                break;
            case ArriveDecoder.TEMPLATE_ID:
                arrive(message, offset);
                break;
            case ReferenceDecoder.TEMPLATE_ID:
                reference(message, offset);
                break;
            case ControlDecoder.TEMPLATE_ID:
                control(message, offset);
                break;
            case ControlMoveDecoder.TEMPLATE_ID:
                move(message, offset);
                break;
            case ControlPauseDecoder.TEMPLATE_ID:
                pause(message, offset);
                break;
            case WithdrawDecoder.TEMPLATE_ID:
                withdraw(message, offset);
                break;
            case NamedListDecoder.TEMPLATE_ID:
                list(message, offset);
                break;
            case TimerDecoder.TEMPLATE_ID:
                timer(message, offset);
                break;
            case PrincipalDecoder.TEMPLATE_ID:
                principal(message, offset);
                break;
            case DrawCommitmentDecoder.TEMPLATE_ID:
                commitment(message, offset);
                break;
            case DrawDisclosureDecoder.TEMPLATE_ID:
                disclosure(message, offset);
                break;
            case UnknownTypeDecoder.TEMPLATE_ID:
                unknown(message, offset);
                break;
            default:
                break;
        }
        out.close('}');
    }

    private void timer(final DirectBuffer message, final int offset) {
        final TimerDecoder in = new TimerDecoder().wrapAndApplyHeader(message, offset, header);
        out.time("at", in.at()).text("what", in.kind().name())
            .text("declaration", String.format("%018d", in.declaration()));
        if (in.line8() != 0) {
            out.hs("hs", in.line8(), 8);
        }
    }

    private void principal(final DirectBuffer message, final int offset) {
        final PrincipalDecoder in =
            new PrincipalDecoder().wrapAndApplyHeader(message, offset, header);
        out.word("role", in.role());
        if (in.office() != 0) {
            out.text("office", RowText.padded(in.office(), 4));
        }
        if (!in.party().isEmpty()) {
            out.text("party", in.party());
        }
        out.text("active", in.active() == 1 ? "Y" : "N");
        in.formErrors().forEach(error -> error(error.key(), error.code()));
        endErrors();
        out.text("name", in.name());
    }

    private void commitment(final DirectBuffer message, final int offset) {
        final DrawCommitmentDecoder in =
            new DrawCommitmentDecoder().wrapAndApplyHeader(message, offset, header);
        out.time("at", in.at()).text("day", LocalDate.ofEpochDay(in.day()).toString())
            .text("hash", hex(in.hash0(), in.hash1(), in.hash2(), in.hash3()));
    }

    private void disclosure(final DirectBuffer message, final int offset) {
        final DrawDisclosureDecoder in =
            new DrawDisclosureDecoder().wrapAndApplyHeader(message, offset, header);
        out.time("at", in.at()).text("day", LocalDate.ofEpochDay(in.day()).toString())
            .text("key", hex(in.keyLow(), in.keyHigh()));
    }

    /** Spells little-endian words as the bytes they stand for. */
    private static String hex(final long... words) {
        final StringBuilder text = new StringBuilder();
        for (final long word : words) {
            text.append(HexFormat.of().toHexDigits(Long.reverseBytes(word)));
        }
        return text.toString();
    }

    private void error(final long key, final RejectCode code) {
        if (!anyError) {
            out.key("formErrors").open('[');
        }
        anyError = true;
        out.element();
        DecisionText.reject(json, key, code);
    }

    private void endErrors() {
        if (anyError) {
            out.close(']');
        }
    }

    private void valueAdded(final DirectBuffer message, final int offset) {
        final ValueAddedDecoder in =
            new ValueAddedDecoder().wrapAndApplyHeader(message, offset, header);
        out.time("at", in.at()).text("ref", in.submitterRef()).text("trader", in.trader())
            .hs("hs", in.hs(), in.hsDigits()).quantity("quantity", in.quantity())
            .money("price", in.price());
        in.formErrors().forEach(error -> error(error.key(), error.code()));
        endErrors();
        out.key("inputs").open('[');
        for (final ValueAddedDecoder.InputsDecoder input : in.inputs()) {
            out.element().open('{')
                .word("kind", input.kind())
                .hs("hs", input.hs(), input.hsDigits())
                .alpha3("origin", input.origin())
                .quantity("quantity", input.quantity())
                .money("value", input.value())
                .word("regime", input.regime())
                .text("code", input.code()).close('}');
        }
        out.close(']');
    }

    private void document(final DirectBuffer message, final int offset) {
        final AddDocumentDecoder in =
            new AddDocumentDecoder().wrapAndApplyHeader(message, offset, header);
        out.time("at", in.at()).character("code", in.code());
        in.formErrors().forEach(error -> error(error.key(), error.code()));
        endErrors();
        out.text("declaration", in.declaration()).text("no", in.no());
    }

    private void resolve(final DirectBuffer message, final int offset) {
        final ResolveDecoder in = new ResolveDecoder().wrapAndApplyHeader(message, offset, header);
        out.time("at", in.at()).word("hold", in.hold())
            .integer("item", in.item(), ResolveDecoder.itemNullValue())
            .word("result", in.result()).word("action", in.action());
        in.formErrors().forEach(error -> error(error.key(), error.code()));
        endErrors();
        out.text("declaration", in.declaration()).text("officer", in.officer())
            .text("note", in.note());
    }

    private void pay(final DirectBuffer message, final int offset) {
        final PayDecoder in = new PayDecoder().wrapAndApplyHeader(message, offset, header);
        out.time("at", in.at()).text("amount", RowText.decimal(in.amount(), 2));
        in.formErrors().forEach(error -> error(error.key(), error.code()));
        endErrors();
        out.text("declaration", in.declaration());
    }

    private void amend(final DirectBuffer message, final int offset) {
        final AmendDecoder in = new AmendDecoder().wrapAndApplyHeader(message, offset, header);
        out.time("at", in.at());
        in.formErrors().forEach(error -> error(error.key(), error.code()));
        endErrors();
        out.text("declaration", in.declaration());
        if (in.bodyLength() > 0) {
            out.key("declare").open('{');
            declareJson.append(
                out, json, message, in.limit() + AmendDecoder.bodyHeaderLength());
            out.close('}');
        }
    }

    private void cancel(final DirectBuffer message, final int offset) {
        final CancelDecoder in = new CancelDecoder().wrapAndApplyHeader(message, offset, header);
        out.time("at", in.at());
        in.formErrors().forEach(error -> error(error.key(), error.code()));
        endErrors();
        out.text("declaration", in.declaration()).text("reason", in.reason());
    }

    private void arrive(final DirectBuffer message, final int offset) {
        final ArriveDecoder in = new ArriveDecoder().wrapAndApplyHeader(message, offset, header);
        out.time("at", in.at()).text("ref", in.submitterRef())
            .fourDigits("office", in.office()).word("lane", in.lane());
        in.formErrors().forEach(error -> error(error.key(), error.code()));
        endErrors();
        out.text("plate", in.plate());
    }

    private void reference(final DirectBuffer message, final int offset) {
        final ReferenceDecoder in =
            new ReferenceDecoder().wrapAndApplyHeader(message, offset, header);
        final ReferenceTable table =
            in.table() == Table.NULL_VAL ? null : ReferenceTable.of(in.table());
        out.time("at", in.at()).text("table", table == null ? "" : table.word())
            .integer("load", in.load(), 0).integer("last", in.last(), 0);
        in.formErrors().forEach(error -> error(error.key(), error.code()));
        endErrors();
        out.key("rows").open('[');
        for (final ReferenceDecoder.RowsDecoder cells : in.rows()) {
            final int length = cells.cellsLength();
            row.wrap(message,
                in.limit() + ReferenceDecoder.RowsDecoder.cellsHeaderLength(), length);
            cells.skipCells();
            out.element().open('{');
            if (table != null) {
                for (final ReferenceTable.Column column : table.columns()) {
                    out.text(column.name(), RowText.cell(column, row));
                }
            }
            out.close('}');
        }
        out.close(']');
    }

    private void control(final DirectBuffer message, final int offset) {
        final ControlDecoder in = new ControlDecoder().wrapAndApplyHeader(message, offset, header);
        out.time("at", in.at());
        in.formErrors().forEach(error -> error(error.key(), error.code()));
        endErrors();
        out.text("id", in.controlId()).integer("version", in.version(),
                ControlDecoder.versionNullValue())
            .fourDigits("issuer", in.issuer()).text("when", in.when()).word("then", in.then());
        if (in.rate() != ControlDecoder.rateNullValue()) {
            out.text("rate", RowText.decimal(in.rate(), Scales.RATE_DECIMALS));
        }
        out.time("from", in.from()).time("to", in.to())
            .text("basis", in.basis()).text("instruction", in.instruction())
            .integer("programBytes", in.programLength(), 0);
        in.skipProgram();
        out.integer("errorLine", in.errorLine(), ControlDecoder.errorLineNullValue())
            .integer("errorColumn", in.errorColumn(), ControlDecoder.errorColumnNullValue())
            .text("errorMessage", in.errorMessage());
        if (in.state() != ControlState.NULL_VAL) {
            out.word("state", in.state());
        }
        out.text("author", in.author());
        if (in.expect() != ControlDecoder.expectNullValue()) {
            out.text("expect", RowText.decimal(in.expect(), Scales.RATE_DECIMALS))
                .text("factor", RowText.decimal(in.factor(), Guard.FACTOR_DECIMALS))
                .integer("over", in.over(), ControlDecoder.overNullValue());
        }
    }

    private void move(final DirectBuffer message, final int offset) {
        final ControlMoveDecoder in =
            new ControlMoveDecoder().wrapAndApplyHeader(message, offset, header);
        out.time("at", in.at())
            .integer("version", in.version(), ControlMoveDecoder.versionNullValue())
            .fourDigits("issuer", in.issuer()).word("state", in.state());
        in.formErrors().forEach(error -> error(error.key(), error.code()));
        endErrors();
        out.text("id", in.controlId()).text("officer", in.officer()).text("reason", in.reason());
    }

    private void pause(final DirectBuffer message, final int offset) {
        final ControlPauseDecoder in =
            new ControlPauseDecoder().wrapAndApplyHeader(message, offset, header);
        out.time("at", in.at())
            .integer("version", in.version(), ControlPauseDecoder.versionNullValue())
            .fourDigits("issuer", in.issuer())
            .integer("hits", in.hits(), ControlPauseDecoder.hitsNullValue())
            .integer("over", in.over(), ControlPauseDecoder.overNullValue())
            .text("id", in.controlId());
    }

    private void withdraw(final DirectBuffer message, final int offset) {
        final WithdrawDecoder in =
            new WithdrawDecoder().wrapAndApplyHeader(message, offset, header);
        out.time("at", in.at());
        in.formErrors().forEach(error -> error(error.key(), error.code()));
        endErrors();
        out.text("id", in.controlId()).fourDigits("issuer", in.issuer())
            .text("reason", in.reason());
    }

    private void list(final DirectBuffer message, final int offset) {
        final NamedListDecoder in =
            new NamedListDecoder().wrapAndApplyHeader(message, offset, header);
        out.time("at", in.at()).fourDigits("issuer", in.issuer()).word("action", in.action())
            .time("expires", in.expires());
        in.formErrors().forEach(error -> error(error.key(), error.code()));
        endErrors();
        out.key("members").open('[');
        for (final NamedListDecoder.MembersDecoder member : in.members()) {
            out.element();
            json.text(member.value());
        }
        out.close(']').text("name", in.name()).text("basis", in.basis());
    }

    private void unknown(final DirectBuffer message, final int offset) {
        final UnknownTypeDecoder in =
            new UnknownTypeDecoder().wrapAndApplyHeader(message, offset, header);
        out.time("at", in.at());
        in.formErrors().forEach(error -> error(error.key(), error.code()));
        endErrors();
        out.text("name", in.name());
    }
}
