package io.clearline.adapters.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The other commands name their first fault alone, in the order of the contract's table. */
class OtherCommandsTest {
    private static final String AT = "'at':'2026-03-02T09:00:00+08:00',";
    private static final String RESOLVE = "{'type':'resolve'," + AT
        + "'declaration':'A1','hold':'TAX','result':'FAIL','officer':'HK1','action':'TREAT'}";
    private static final String VALUE_ADDED = "{'type':'value-added'," + AT
        + "'ref':'V1','trader':'91460100MA5T00001L','hs':'18063100','quantity':1,'price':2,"
        + "'inputs':[{'kind':'DOMESTIC','quantity':1,'value':1}]}";
    private static final String REFERENCE = "{'type':'reference'," + AT + "'table':'currencies',"
        + "'rows':[{'currency':'USD','rate':7.1,'from':'2026-01-01','to':null}]}";

    private static List<String> errors(final String line) {
        return Lines.errors(line.replace('\'', '"'));
    }

    private static void expect(
        final String line, final String path, final String value, final String error) {
        assertEquals(error == null ? List.of() : List.of(error),
            Lines.errors(Lines.with(Lines.object(line), path, value).toString()));
    }

    @Test
    void samplesAreRight() {
        for (final String line : List.of(RESOLVE, VALUE_ADDED, REFERENCE,
            "{'type':'pay'," + AT + "'declaration':'A1','amount':'0.01'}",
            "{'type':'document'," + AT + "'declaration':'A1','code':'7','no':'x'}",
            "{'type':'cancel'," + AT + "'declaration':'A1','reason':'r'}",
            "{'type':'arrive'," + AT
                + "'ref':'G1','office':'6400','lane':'GENERAL','plate':'QA1'}")) {
            assertEquals(List.of(), errors(line), line);
        }
    }

    @ParameterizedTest
    @CsvSource({"pay,declaration", "document,declaration", "cancel,declaration",
        "resolve,declaration", "amend,declaration", "arrive,ref", "value-added,ref",
        "reference,table", "control,id", "withdraw,id", "list,name"})
    void theFirstFieldOfTheTableIsNamedFirst(final String type, final String field) {
        assertEquals(List.of("at MISSING"), errors("{'type':'" + type + "'}"));
        assertEquals(List.of(field + " MISSING"),
            errors("{'type':'" + type + "'," + AT + "'x':1}"));
    }

    @Test
    void aTypeIsKnown() {
        assertEquals(List.of("type MISSING", "at MISSING"), errors("{'declare':1}"));
        assertEquals(List.of("type MISSING"), errors("{" + AT + "'type':null}"));
        assertEquals(List.of("type FORMAT", "at FORMAT"), errors("{'type':7,'at':7}"));
        assertEquals(List.of("type FORMAT"), errors("{" + AT + "'type':'nonsense'}"));
    }

    @Test
    void resolve() {
        expect(RESOLVE, "action", null, "action MISSING");
        expect(RESOLVE, "action", "'BURN'", "action FORMAT");
        expect(RESOLVE, "item", "0", null);
        expect(RESOLVE, "item", "-1", "item RANGE");
        expect(RESOLVE, "item", "'1'", "item FORMAT");
        expect(RESOLVE, "note", "''", "note FORMAT");
        expect(RESOLVE, "officer", null, "officer MISSING");
        assertEquals(List.of(), errors(RESOLVE.replace("FAIL", "PASS").replace(
            ",'action':'TREAT'", "")));
    }

    @ParameterizedTest
    @CsvSource({"0,RANGE", "-5,RANGE", "0.001,FORMAT", "1000000000000,RANGE", "999999999999.99,",
        "true,FORMAT"})
    void pay(final String amount, final String code) {
        expect("{'type':'pay'," + AT + "'declaration':'A1'}", "amount", amount,
            code == null ? null : "amount " + code);
    }

    @Test
    void valueAdded() {
        expect(VALUE_ADDED, "price", "0", "price RANGE");
        expect(VALUE_ADDED, "inputs", "[]", null);
        expect(VALUE_ADDED, "inputs", null, "inputs MISSING");
        expect(VALUE_ADDED, "inputs[0].kind", "'IMPORTED'", "inputs[0].hs MISSING");
        final String two = VALUE_ADDED.replace("'price':2", "'price':'x'")
            .replace("'value':1", "'value':0");
        assertEquals(List.of("price FORMAT"), errors(two));
    }

    @Test
    void anAmendmentNamesAllOfItsBody() {
        final String body = "{'type':'amend'," + AT + "'declaration':'A1','declare':"
            + Lines.IMPORT + "}";
        assertEquals(List.of(), errors(body));
        assertEquals(List.of(), errors(body.replace("'ref':'A1'", "'ref':7")
            .replace("'agent':'91460100MA5T00003T'", "'agent':7")));
        assertEquals(List.of("declare.packages RANGE", "declare.items[0].hs FORMAT"),
            errors(body.replace("'packages':1", "'packages':0").replace(
                "'no':1,'hs':'02023000'", "'no':1,'hs':'x'")));
        assertEquals(List.of("declare FORMAT"),
            errors("{'type':'amend'," + AT + "'declaration':'A1','declare':[]}"));
        assertEquals(List.of("declare MISSING"),
            errors("{'type':'amend'," + AT + "'declaration':'A1'}"));
    }

    @Test
    void reference() {
        expect(REFERENCE, "table", "'tarif'", "table FORMAT");
        expect(REFERENCE, "rows", "{}", "rows FORMAT");
        expect(REFERENCE, "rows", "[]", null);
        expect(REFERENCE, "rows[0]", "7", "rows[0] FORMAT");
        expect(REFERENCE, "rows[0].rate", null, "rows[0].rate MISSING");
        expect(REFERENCE, "rows[0].rate", "'7,1'", "rows[0].rate FORMAT");
        expect(REFERENCE, "rows[0].rate", "-1", "rows[0].rate RANGE");
        expect(REFERENCE, "rows[0].rate", "true", "rows[0].rate FORMAT");
        expect(REFERENCE, "rows[0].to", "'2025-01-01'", "rows[0].to RANGE");
        expect(REFERENCE, "rows[0].currency", "1", "rows[0].currency FORMAT");
        expect(REFERENCE, "rows[0].note", "1", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "}", "{}x", "{} {}", "[]", "[1,2]", "7", "null", "\"x\"",
        "{broken", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "{\"a\":01}", "{\"a\":1.}",
        "{\"a\":.5}", "{\"a\":+1}", "{\"a\":-}", "{\"a\":1e}", "{\"a\":NaN}", "{\"a\":tru}",
        "{\"a\":truex}", "{'a':1}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12g4\"}", "{\"a\":\"\t\"}",
        "{\"a\":\"", "{\"a\":\"\\", "{\"a\":\"\\u12", "{\"a\":[1 2]}", "{\"a\":[1,]}", "{\"a\":[}",
        "{\"a\":{]}", "{a:1}", "{\"a\" 1}", "\uFEFF{}", "{\"a\":1}//"})
    void whatIsNoObjectIsMalformed(final String line) {
        assertEquals(List.of(" SYNTAX"), Lines.errors(line));
    }

    @Test
    void whatIsNoUtf8IsMalformed() {
        for (final int[] wrong : new int[][] {{0x80}, {0xC0, 0x80}, {0xC1, 0xBF},
            {0xE0, 0x80, 0x80}, {0xED, 0xA0, 0x80}, {0xF0, 0x80, 0x80, 0x80},
            {0xF4, 0x90, 0x80, 0x80}, {0xFF}, {0xE4},
            {0xE4, 0xB8}}) {
            final byte[] line = new byte[8 + wrong.length];
            System.arraycopy("{\"a\":\"".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0,
                line, 0, 6);
            for (int i = 0; i < wrong.length; i++) {
                line[6 + i] = (byte) wrong[i];
            }
            line[line.length - 2] = '"';
            line[line.length - 1] = '}';
            assertEquals(13, Lines.template(Lines.decode(line)));
        }
    }

    @Test
    void nestingHasABound() {
        final String open = "{\"type\":\"x\",\"a\":";
        final String deep = open + "[".repeat(255) + "]".repeat(255) + "}";
        final String deeper = open + "[".repeat(256) + "]".repeat(256) + "}";
        assertEquals(14, Lines.template(Lines.decode(deep)));
        assertEquals(13, Lines.template(Lines.decode(deeper)));
        assertEquals(13, Lines.template(Lines.decode("{\"a\":".repeat(1_000_000))));
    }
}
