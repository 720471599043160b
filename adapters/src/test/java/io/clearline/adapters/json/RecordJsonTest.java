package io.clearline.adapters.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.clearline.engine.record.Field;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.record.sbe.AcceptedEncoder;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.sbe.RejectedEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordJsonTest {
    private static final String AT = "'at':'2026-03-02T09:00:00.000+08:00',";

    static List<String> commands() {
        return List.of(Lines.IMPORT,
            Lines.IMPORT.replace("['49']", "['a','4','49']").replace("beef", "海\\u0001\\\\"),
            "{'type':'value-added'," + AT + "'ref':'V1','trader':'91460100MA5T00001L',"
                + "'hs':'0180631000','quantity':1.00001,'price':2,'inputs':[{'kind':'CUMULATIVE',"
                + "'hs':'18063100','code':'L1','quantity':1,'value':0.0001}]}",
            "{'type':'document'," + AT + "'declaration':'A1','code':'海','no':'x'}",
            "{'type':'resolve'," + AT + "'declaration':'A1','hold':'TAX','item':2,"
                + "'result':'FAIL','officer':'HK1','note':'n','action':'TREAT'}",
            "{'type':'pay'," + AT + "'declaration':'A1','amount':'12.30'}",
            "{'type':'amend'," + AT + "'declaration':'A1','declare':" + Lines.IMPORT + "}",
            "{'type':'cancel'," + AT + "'declaration':'A1','reason':'r'}",
            "{'type':'arrive'," + AT + "'ref':'G1','office':'0400','lane':'GENERAL','plate':'Q'}",
            "{'type':'reference'," + AT + "'table':'licences','rows':[{'code':'7','no':'x',"
                + "'holder':'91460100MA5T00001L','hs':'02','quantity':1.5,'to':'2026-01-01'},"
                + "{'code':'7','no':'y','holder':'91460100MA5T00001L','hs':'02'}]}",
            "{'type':'nonsense'," + AT + "'x':1}", "{'type':'declare'}", "{'type':'pay'}");
    }

    private static ExpandableArrayBuffer record(
        final byte[] command, final byte[] answer, final int effects) {
        final ExpandableArrayBuffer record = new ExpandableArrayBuffer(1024);
        RecordHeader.write(record, 8, Lines.template(command), 57, AnswerEncoderTest.TIME, 1, 2, 3,
            command.length, answer.length, effects);
        RecordHeader.crc(record, 8, 0xCAFE);
        record.putBytes(RecordHeader.commandAt(8), command);
        record.putBytes(RecordHeader.answerAt(record, 8), answer);
        return record;
    }

    private static byte[] accepted() {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(64);
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final AcceptedEncoder out = new AcceptedEncoder().wrapAndApplyHeader(buffer, 0, header);
        return bytes(buffer, header.encodedLength() + out.encodedLength());
    }

    private static byte[] decision() {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(64);
        return bytes(buffer, AnswerEncoderTest.decision(buffer, 0));
    }

    private static byte[] rejected(final long key, final RejectCode code) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(64);
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final RejectedEncoder out = new RejectedEncoder().wrapAndApplyHeader(buffer, 0, header);
        out.line(RejectedEncoder.lineNullValue()).column(RejectedEncoder.columnNullValue());
        out.rejectsCount(1).next().key(key).code(code);
        out.message("");
        return bytes(buffer, header.encodedLength() + out.encodedLength());
    }

    private static byte[] bytes(final ExpandableArrayBuffer buffer, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    private static String dump(final ExpandableArrayBuffer record) {
        final RecordJson json = new RecordJson();
        final int length = json.encode(record, 8);
        return new String(json.bytes(), 0, length, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aDumpedCommandDecodesToTheSameBytes(final String line) throws IOException {
        final byte[] command = Lines.decode(line.replace('\'', '"'));
        final JsonNode dumped = Lines.JSON.readTree(dump(record(command, accepted(), 5)));
        final JsonNode body = dumped.get("command");
        if (body.has("formErrors")) {
            assertTrue(body.get("formErrors").size() > 0);
        } else {
            assertArrayEquals(command, Lines.decode(body.toString()), body::toString);
        }
    }

    @Test
    void aRecordIsOneLine() {
        final byte[] command = Lines.decode(
            ("{'type':'pay'," + AT + "'declaration':'A1','amount':'12.30'}").replace('\'', '"'));
        assertEquals("{\"seq\":57,\"at\":\"2026-03-02T09:30:00.000+08:00\",\"kind\":\"pay\","
            + "\"command\":{\"type\":\"pay\",\"at\":\"2026-03-02T09:00:00.000+08:00\","
            + "\"amount\":\"12.3\",\"declaration\":\"A1\"},\"answer\":{\"seq\":57,"
            + "\"type\":\"accepted\",\"at\":\"2026-03-02T09:30:00.000+08:00\"},"
            + "\"effectsBytes\":5,\"crc\":\"0000cafe\",\"logic\":3,"
            + "\"policy\":\"00000000000000010000000000000002\"}\n",
            dump(record(command, accepted(), 5)));
    }

    @Test
    void aDecisionIsExplained() {
        final byte[] command = Lines.decode(Lines.object(Lines.IMPORT).toString());
        final String text = new Explanation().of(record(command, decision(), 0), 8);
        for (final String part : List.of("record 57: declare at 2026-03-02T09:30:00.000+08:00\n",
            "outcome: HOLD, lane RED, receipt H, ref YP-\"1\", declaration 040020261000000001\n",
            "hold LICENCE 7, item 1: hs 02023000, origin JPN, quantity 1, value 5.5 USD",
            "  raised by: tariff:02023000\n  basis: Customs Law art. 24\n",
            "hold DOCUMENT LEDGER_SHORT, item 2\n",
            "notice ZERO_TARIFF_DENIED NOT_ELIGIBLE, item 2\n"
            + "  basis: MOF-12 art. 1(2), 1(3)\n", "total 1234568.90 yuan\n",
            "control matched: 6700/ZJ-014@3\n",
            "rule bans: found something (FTP Law art. 13)\n",
            "rule direct release: does not apply (FTP Law art. 16; GAC-172)\n",
            "rule form: looked, found nothing against it (Customs Law art. 24)\n",
            "decided by logic version 3 under policy 00000000000000010000000000000002\n")) {
            assertTrue(text.contains(part), () -> part + " is not in\n" + text);
        }
    }

    @Test
    void aRefusalIsExplained() {
        final byte[] command = Lines.decode(
            ("{'type':'reference'," + AT + "'table':'currencies','rows':[]}").replace('\'', '"'));
        final String text = new Explanation().of(
            record(command, rejected(
                FieldPath.row(ReferenceTable.CURRENCIES, 0, 2), RejectCode.RANGE), 0), 8);
        assertTrue(text.contains(
            "outcome: refused, nothing changed\nreject RANGE at rows[0].rate\n"), text);
        final byte[] amend = Lines.decode(("{'type':'amend'," + AT + "'declaration':'A1','declare':"
            + Lines.IMPORT + "}").replace('\'', '"'));
        final String second = new Explanation().of(record(amend, rejected(
            FieldPath.inBody(FieldPath.item(0, Field.HS)), RejectCode.UNKNOWN_HS), 0), 8);
        assertTrue(second.contains("reject UNKNOWN_HS at declare.items[0].hs, item 1: hs 02023000"),
            second);
    }

    @Test
    void otherAnswersAreShown() {
        final byte[] command = Lines.decode(
            ("{'type':'pay'," + AT + "'declaration':'A1','amount':1}").replace('\'', '"'));
        assertTrue(new Explanation().of(record(command, accepted(), 0), 8)
            .contains("answer: \"type\":\"accepted\""));
    }
}
