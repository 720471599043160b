package io.clearline.tools;

import io.clearline.adapters.json.LegalBasis;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.HoldCode;
import io.clearline.engine.record.sbe.Lane;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.NoticeReason;
import io.clearline.engine.record.sbe.ReferenceDecoder;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.sbe.RejectedDecoder;
import io.clearline.engine.record.sbe.Source;
import io.clearline.engine.record.sbe.Table;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.Locale;
import org.agrona.DirectBuffer;

/** Prints one journal record for people: what was declared, what came of it, and on which ground. */
final class Explanation {
    private static final String[] TAXES = {"duty", "additional duty", "consumption tax", "vat"};

    private final PrintStream out;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CommandJson commands = new CommandJson();

    Explanation(final PrintStream out) {
        this.out = out;
    }

    private void line(final String format, final Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }

    /** Prints the record whose header stands at {@code at}. */
    void print(final DirectBuffer record, final int at) {
        final long timeMs = RecordHeader.timeMs(record, at);
        line("Record %d, %s, logic %d, policy %s%s", RecordHeader.sequence(record, at),
            timeMs == Long.MIN_VALUE ? "before any time" : JsonText.time(timeMs),
            RecordHeader.logicVersion(record, at),
            HexFormat.of().toHexDigits(RecordHeader.policyHigh(record, at)),
            HexFormat.of().toHexDigits(RecordHeader.policyLow(record, at)));
        final int commandAt = RecordHeader.commandAt(at);
        header.wrap(record, commandAt);
        if (header.templateId() == DeclareDecoder.TEMPLATE_ID) {
            declared(new DeclareDecoder().wrapAndApplyHeader(record, commandAt, header));
        } else {
            final JsonText json = new JsonText().open();
            commands.append(json, record, commandAt);
            line("%s", json.close());
        }
        final int answerAt = RecordHeader.answerAt(record, at);
        header.wrap(record, answerAt);
        switch (header.templateId()) {
            case DecisionDecoder.TEMPLATE_ID ->
                decided(new DecisionDecoder().wrapAndApplyHeader(record, answerAt, header));
            case RejectedDecoder.TEMPLATE_ID ->
                refused(new RejectedDecoder().wrapAndApplyHeader(record, answerAt, header),
                    record, commandAt);
            default -> line("Accepted");
        }
    }

    private void declared(final DeclareDecoder declare) {
        line("Declared    %s %s, ref %s, trader %s, entry office %04d", declare.flow(), declare.form(),
            declare.submitterRef(), declare.trader(), declare.entryOffice());
        final String currency = CommandJson.alpha3(declare.currency());
        declare.formErrors().forEach(error -> { });
        for (final DeclareDecoder.DocumentsDecoder document : declare.documents()) {
            line("  document  %s %s", Character.toString(Math.max(' ', document.code())), document.no());
        }
        declare.containers().forEach(container -> { });
        for (final DeclareDecoder.ItemsDecoder item : declare.items()) {
            final String numbers = String.format(Locale.ROOT, "%s x %s, %s %s, origin %s, %s%s",
                decimal(item.quantity(), Scales.QUANTITY_DECIMALS), hs(item),
                decimal(item.value(), Scales.MONEY_DECIMALS), currency,
                CommandJson.alpha3(item.origin()), item.regime(),
                item.relaxed() == 1 ? ", attribute 49" : "");
            final int no = item.no();
            for (final DeclareDecoder.ItemsDecoder.InputsDecoder input : item.inputs()) {
                input.skipCode();
            }
            line("  item %-4d %s (%s)", no, numbers, item.name());
            item.skipAttributes();
            item.skipCode();
        }
    }

    private static String hs(final DeclareDecoder.ItemsDecoder item) {
        return item.hs() == DeclareDecoder.ItemsDecoder.hsNullValue() ? "no line"
            : CommandJson.hs(item.hs(), item.hsDigits());
    }

    private void decided(final DecisionDecoder decision) {
        line("Outcome     %s%s%s%s", decision.outcome(),
            decision.lane() == Lane.NULL_VAL ? "" : ", lane " + decision.lane(),
            decision.receipt() == 0 ? "" : ", receipt " + (char) decision.receipt(),
            decision.declaration() == DecisionDecoder.declarationNullValue() ? ""
                : String.format(Locale.ROOT, ", declaration %018d", decision.declaration()));
        final long[] taxes = {decision.duty(), decision.additionalDuty(), decision.consumptionTax(),
            decision.vat()};
        for (final DecisionDecoder.HoldsDecoder hold : decision.holds()) {
            hold(hold);
        }
        for (final DecisionDecoder.RejectsDecoder reject : decision.rejects()) {
            fault("Reject", reject.key(), reject.code(), null);
        }
        for (final DecisionDecoder.NoticesDecoder notice : decision.notices()) {
            final NoticeReason reason = notice.reason();
            line("Notice      item %d: %s, %s", notice.item(), notice.code(), reason);
            line("            basis: %s", LegalBasis.ofNotice(reason));
        }
        for (final DecisionDecoder.HitsDecoder hit : decision.hits()) {
            line("Control hit %s", hit.citation());
        }
        final StringBuilder text = new StringBuilder();
        long total = 0;
        for (int i = 0; i < taxes.length; i++) {
            total += taxes[i];
            text.append(i == 0 ? "" : ", ").append(TAXES[i]).append(' ').append(decimal(taxes[i], 2));
        }
        line("Tax         total %s yuan (%s)", decimal(total, 2), text);
    }

    private void hold(final DecisionDecoder.HoldsDecoder hold) {
        final HoldCode code = hold.code();
        line("Hold        %s%s, %s: %s", hold.kind(),
            code == HoldCode.LETTER ? " " + (char) hold.letter()
                : code == HoldCode.NONE ? "" : " " + code,
            hold.item() == 0 ? "the whole declaration" : "item " + hold.item(),
            Words.hold(hold.kind(), code, (char) hold.letter()));
        if (hold.source() != Source.NONE && hold.source() != Source.NULL_VAL) {
            line("            saw: %s%s", hold.source().name().toLowerCase(Locale.ROOT),
                hold.sourceHs() == DecisionDecoder.HoldsDecoder.sourceHsNullValue() ? ""
                    : " row of " + CommandJson.hs(hold.sourceHs(), hold.sourceHsDigits()));
        }
        final String basis = hold.basis();
        line("            basis: %s",
            basis.isEmpty() ? LegalBasis.ofHold(hold.kind(), code) : basis);
    }

    private void refused(
        final RejectedDecoder rejected, final DirectBuffer record, final int commandAt) {
        line("Outcome     refused, nothing changed");
        header.wrap(record, commandAt);
        final Table table = header.templateId() == ReferenceDecoder.TEMPLATE_ID
            ? new ReferenceDecoder().wrapAndApplyHeader(record, commandAt, header).table()
            : Table.NULL_VAL;
        for (final RejectedDecoder.RejectsDecoder reject : rejected.rejects()) {
            fault("Refused", reject.key(), reject.code(), table == Table.NULL_VAL ? null
                : ReferenceTable.of(table).columnNames());
        }
    }

    private void fault(
        final String word, final long key, final RejectCode code, final String[] columns) {
        line("%-11s %s at %s", word, code, FieldPath.text(key, columns));
        line("            basis: %s", LegalBasis.ofReject(code, key));
    }

    private static String decimal(final long scaled, final int decimals) {
        if (scaled == DeclareDecoder.ItemsDecoder.valueNullValue()) {
            return "nothing";
        }
        final BigDecimal value = BigDecimal.valueOf(scaled, decimals);
        return decimals == 2 || value.signum() == 0 ? value.toPlainString()
            : value.stripTrailingZeros().toPlainString();
    }
}
