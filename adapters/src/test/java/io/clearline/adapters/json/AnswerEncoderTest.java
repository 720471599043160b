package io.clearline.adapters.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.clearline.engine.core.Core;
import io.clearline.engine.record.Field;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.record.sbe.AcceptedEncoder;
import io.clearline.engine.record.sbe.ArrivalEncoder;
import io.clearline.engine.record.sbe.ArrivalReason;
import io.clearline.engine.record.sbe.ArrivalResult;
import io.clearline.engine.record.sbe.DecisionEncoder;
import io.clearline.engine.record.sbe.HoldCode;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.Lane;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.NoticeCode;
import io.clearline.engine.record.sbe.NoticeReason;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.PayEncoder;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.sbe.RejectedEncoder;
import io.clearline.engine.record.sbe.Source;
import io.clearline.engine.record.sbe.ValueAddedResultEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;

/** Golden lines: what leaves is compared as text, for the contract fixes the order of keys. */
class AnswerEncoderTest {
    /** 2026-03-02T09:30 in China. */
    static final long TIME = 1_772_415_000_000L;
    private static final String AT = "\"at\":\"2026-03-02T09:30:00.000+08:00\"";
    private static final String ZERO_TAX = "\"tax\":{\"duty\":\"0.00\",\"additionalDuty\":\"0.00\","
        + "\"consumptionTax\":\"0.00\",\"vat\":\"0.00\",\"total\":\"0.00\"}";

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(256);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final AnswerEncoder encoder = new AnswerEncoder();

    private String line(final long in, final long sequence, final long time) {
        final int length = encoder.encode(in, sequence, time, buffer, 5);
        final String line = new String(encoder.bytes(), 0, length, StandardCharsets.UTF_8);
        assertEquals('\n', line.charAt(line.length() - 1));
        return line.strip();
    }

    /** Writes a decision with all that one may hold, and returns its length. */
    static int decision(final ExpandableArrayBuffer buffer, final int at) {
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final DecisionEncoder out = new DecisionEncoder().wrapAndApplyHeader(buffer, at, header);
        out.outcome(Outcome.HOLD).lane(Lane.RED).receipt((short) 'H')
            .declaration(40_020_261_000_000_001L).submitterRef("YP-\"1\"")
            .policyHigh(0x0123456789abcdefL).policyLow(-1)
            .duty(1).additionalDuty(100).consumptionTax(0).vat(123_456_789);
        final DecisionEncoder.HoldsEncoder holds = out.holdsCount(7);
        hold(holds, HoldKind.TAX, 0, HoldCode.NONE, Source.TAX).basis("").citation("");
        hold(holds, HoldKind.PROHIBITED, 1, HoldCode.NONE, Source.BAN).sourceHs(2023)
            .sourceHsDigits((short) 5).basis("Quarantine law art. 5 \u6d77\n").citation("");
        hold(holds, HoldKind.LICENCE, 1, HoldCode.LETTER, Source.TARIFF).letter((short) '7')
            .sourceHs(2_023_000).sourceHsDigits((short) 8).basis("").citation("");
        hold(holds, HoldKind.QUARANTINE, 1, HoldCode.NONE, Source.ALERT).basis("").citation("");
        hold(holds, HoldKind.DOCUMENT, 2, HoldCode.LEDGER_SHORT, Source.LEDGER)
            .basis("").citation("");
        hold(holds, HoldKind.EXAMINE, 0, HoldCode.RANDOM, Source.RANDOM).basis("").citation("");
        hold(holds, HoldKind.EXAMINE, 2, HoldCode.CITATION, Source.CONTROL).basis("joint control")
            .citation("6700/ZJ-\"14\"@3");
        out.rejectsCount(0);
        out.noticesCount(1).next().item((short) 2).code(NoticeCode.ZERO_TARIFF_DENIED)
            .reason(NoticeReason.NOT_ELIGIBLE);
        out.hitsCount(2).next().citation("6700/ZJ-014@3").next().citation("7200/\\");
        return header.encodedLength() + out.encodedLength();
    }

    private static DecisionEncoder.HoldsEncoder hold(
        final DecisionEncoder.HoldsEncoder holds, final HoldKind kind, final int item,
        final HoldCode code, final Source source) {
        return holds.next().kind(kind).item((short) item).code(code).letter((short) 0)
            .source(source).sourceHs(DecisionEncoder.HoldsEncoder.sourceHsNullValue())
            .sourceHsDigits((short) 0);
    }

    @Test
    void decision() throws IOException {
        decision(buffer, 5);
        final String expected = "{\"in\":1,\"seq\":57,\"type\":\"decision\","
            + "\"ref\":\"YP-\\\"1\\\"\","
            + "\"declaration\":\"040020261000000001\",\"outcome\":\"HOLD\",\"lane\":\"RED\","
            + "\"receipt\":\"H\"," + AT + ",\"holds\":["
            + "{\"kind\":\"TAX\",\"item\":0,\"code\":null,\"by\":\"tax\","
            + "\"basis\":\"Customs Law art. 29\"},"
            + "{\"kind\":\"PROHIBITED\",\"item\":1,\"code\":null,\"by\":\"ban:02023\","
            + "\"basis\":\"Quarantine law art. 5 \u6d77\\u000a\"},"
            + "{\"kind\":\"LICENCE\",\"item\":1,\"code\":\"7\",\"by\":\"tariff:02023000\","
            + "\"basis\":\"Customs Law art. 24\"},"
            + "{\"kind\":\"QUARANTINE\",\"item\":1,\"code\":null,\"by\":\"alert\","
            + "\"basis\":\"FTP Law art. 16; Animal and Plant Quarantine Law arts 10-19\"},"
            + "{\"kind\":\"DOCUMENT\",\"item\":2,\"code\":\"LEDGER_SHORT\",\"by\":\"ledger\","
            + "\"basis\":\"GAC-159; Customs Law art. 37\"},"
            + "{\"kind\":\"EXAMINE\",\"item\":0,\"code\":\"RANDOM\",\"by\":\"random\","
            + "\"basis\":\"Customs Law art. 28\"},"
            + "{\"kind\":\"EXAMINE\",\"item\":2,\"code\":\"6700/ZJ-\\\"14\\\"@3\","
            + "\"by\":\"control:6700/ZJ-\\\"14\\\"@3\",\"basis\":\"joint control\"}],"
            + "\"rejects\":[],"
            + "\"notices\":[{\"item\":2,\"code\":\"ZERO_TARIFF_DENIED\","
            + "\"reason\":\"NOT_ELIGIBLE\"}],\"tax\":{\"duty\":\"0.01\","
            + "\"additionalDuty\":\"1.00\",\"consumptionTax\":\"0.00\",\"vat\":\"1234567.89\","
            + "\"total\":\"1234568.90\"},\"hits\":[\"6700/ZJ-014@3\",\"7200/\\\\\"],"
            + "\"policy\":\"0123456789abcdefffffffffffffffff\"}";
        assertEquals(expected, line(1, 57, TIME));
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        encoder.writeTo(out);
        assertEquals(expected + "\n", out.toString(StandardCharsets.UTF_8));
        Lines.JSON.readTree(expected);
    }

    private void rejectDecision(final long[] keys, final RejectCode[] codes) {
        final DecisionEncoder out = new DecisionEncoder().wrapAndApplyHeader(buffer, 5, header);
        out.outcome(Outcome.REJECT).lane(Lane.NULL_VAL).receipt((short) 'E')
            .declaration(DecisionEncoder.declarationNullValue()).submitterRef("")
            .policyHigh(0).policyLow(0).duty(0).additionalDuty(0).consumptionTax(0).vat(0)
            .holdsCount(0);
        final DecisionEncoder.RejectsEncoder rejects = out.rejectsCount(keys.length);
        for (int i = 0; i < keys.length; i++) {
            rejects.next().key(keys[i]).code(codes[i]);
        }
        out.noticesCount(0);
        out.hitsCount(0);
    }

    @Test
    void rejectedDeclaration() {
        rejectDecision(new long[] {FieldPath.head(Field.AT),
            FieldPath.item(0, Field.INPUTS, 2, Field.SUB_HS)},
            new RejectCode[] {RejectCode.MISSING, RejectCode.UNKNOWN_HS});
        assertEquals("{\"in\":9,\"seq\":null,\"type\":\"decision\",\"ref\":null,"
            + "\"declaration\":null,\"outcome\":\"REJECT\",\"lane\":null,\"receipt\":\"E\","
            + "\"at\":null,\"holds\":[],\"rejects\":[{\"field\":\"at\",\"code\":\"MISSING\"},"
            + "{\"field\":\"items[0].inputs[2].hs\",\"code\":\"UNKNOWN_HS\"}],\"notices\":[],"
            + ZERO_TAX + ",\"hits\":[],\"policy\":\"00000000000000000000000000000000\"}",
            line(9, AnswerEncoder.NONE, Core.NO_TIME));
    }

    @Test
    void brokenLine() {
        rejectDecision(new long[] {FieldPath.head(Field.LINE)},
            new RejectCode[] {RejectCode.SYNTAX});
        assertEquals("[{\"field\":\"\",\"code\":\"SYNTAX\"}]",
            line(1, AnswerEncoder.NONE, TIME).replaceAll(".*\"rejects\":|,\"notices.*", ""));
    }

    private void rejected(final long key, final RejectCode code) {
        rejected(key, code, RejectedEncoder.lineNullValue(), "");
    }

    private void rejected(
        final long key, final RejectCode code, final int place, final String message) {
        final RejectedEncoder out = new RejectedEncoder().wrapAndApplyHeader(buffer, 5, header);
        out.line(place).column(place).rejectsCount(1).next().key(key).code(code);
        out.message(message);
    }

    @Test
    void rejectedExpression() {
        rejected(FieldPath.head(Field.WHEN), RejectCode.EXPRESSION, 3, "unknown name 'flo'");
        assertEquals("{\"in\":2,\"seq\":58,\"type\":\"rejected\"," + AT
            + ",\"rejects\":[{\"field\":\"when\",\"code\":\"EXPRESSION\",\"line\":3,"
            + "\"column\":3,\"message\":\"unknown name 'flo'\"}]}", line(2, 58, TIME));
    }

    @Test
    void rejectedCommand() {
        rejected(FieldPath.head(Field.DECLARATION), RejectCode.UNKNOWN_DECLARATION);
        assertEquals("{\"in\":2,\"seq\":58,\"type\":\"rejected\"," + AT
            + ",\"rejects\":[{\"field\":\"declaration\",\"code\":\"UNKNOWN_DECLARATION\"}]}",
            line(2, 58, TIME));
        rejected(FieldPath.inBody(FieldPath.item(0, Field.HS)), RejectCode.UNKNOWN_HS);
        assertEquals("{\"in\":null,\"seq\":58,\"type\":\"rejected\"," + AT
            + ",\"rejects\":[{\"field\":\"declare.items[0].hs\",\"code\":\"UNKNOWN_HS\"}]}",
            line(AnswerEncoder.NONE, 58, TIME));
    }

    @Test
    void rejectedRow() {
        rejected(FieldPath.row(ReferenceTable.CURRENCIES, 3, 2), RejectCode.FORMAT);
        assertEquals("{\"in\":2,\"seq\":58,\"type\":\"rejected\"," + AT
            + ",\"rejects\":[{\"field\":\"rows[3].rate\",\"code\":\"FORMAT\"}]}",
            line(2, 58, TIME));
    }

    @Test
    void accepted() {
        new AcceptedEncoder().wrapAndApplyHeader(buffer, 5, header);
        assertEquals("{\"in\":3,\"seq\":4,\"type\":\"accepted\"," + AT + "}",
            line(3, 4, TIME));
    }

    @Test
    void valueAdded() {
        final ValueAddedResultEncoder out =
            new ValueAddedResultEncoder().wrapAndApplyHeader(buffer, 5, header);
        out.submitterRef("VA1").rate(404_494).qualifies((short) 1).codeLetter((short) 'Q')
            .codeNumber(2_026_000_000_001L);
        assertEquals("{\"in\":3,\"seq\":4,\"type\":\"value-added\",\"ref\":\"VA1\","
            + "\"rate\":\"0.404494\",\"qualifies\":true,\"code\":\"Q2026000000001\"," + AT + "}",
            line(3, 4, TIME));
        out.rate(-1_500_000).qualifies((short) 0).codeLetter((short) 'L');
        assertEquals("{\"in\":3,\"seq\":4,\"type\":\"value-added\",\"ref\":\"VA1\","
            + "\"rate\":\"-1.500000\",\"qualifies\":false,\"code\":\"L2026000000001\"," + AT + "}",
            line(3, 4, TIME));
    }

    @Test
    void arrival() {
        final ArrivalEncoder out = new ArrivalEncoder().wrapAndApplyHeader(buffer, 5, header);
        out.submitterRef("G1").result(ArrivalResult.STOP).reason(ArrivalReason.HELD)
            .declarationsCount(2).next().number(640_020_261_000_000_002L)
            .next().number(10_020_261_000_000_003L);
        assertEquals("{\"in\":3,\"seq\":4,\"type\":\"arrival\",\"ref\":\"G1\",\"result\":\"STOP\","
            + "\"reason\":\"HELD\",\"declarations\":[\"640020261000000002\","
            + "\"010020261000000003\"]," + AT + "}", line(3, 4, TIME));
        out.wrapAndApplyHeader(buffer, 5, header).submitterRef("G1").result(ArrivalResult.PASS)
            .reason(ArrivalReason.NONE).declarationsCount(0);
        assertEquals("{\"in\":3,\"seq\":4,\"type\":\"arrival\",\"ref\":\"G1\",\"result\":\"PASS\","
            + "\"reason\":null,\"declarations\":[]," + AT + "}", line(3, 4, TIME));
    }

    @Test
    void aCommandIsNoAnswer() {
        new PayEncoder().wrapAndApplyHeader(buffer, 5, header);
        assertThrows(IllegalArgumentException.class, () -> line(1, 1, TIME));
    }
}
