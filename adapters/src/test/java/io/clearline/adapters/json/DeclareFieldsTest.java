package io.clearline.adapters.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each field of {@code declare}: missing, null, wrong type, empty, at its limits and one past them.
 */
class DeclareFieldsTest {
    private static final String X32 = "'" + "x".repeat(32) + "'";
    private static final String X33 = "'" + "x".repeat(33) + "'";
    private static final String HAN255 = "'" + "𠀀".repeat(255) + "'";
    private static final String HAN256 = "'" + "海".repeat(256) + "'";

    private static List<String> errors(final String path, final String value) {
        return Lines.errors(Lines.with(Lines.object(Lines.IMPORT), path, value).toString());
    }

    private static String list(final String element, final int count) {
        final StringJoiner joiner = new StringJoiner(",", "[", "]");
        for (int i = 0; i < count; i++) {
            joiner.add(element);
        }
        return joiner.toString();
    }

    private static void expect(final String path, final String value, final String code) {
        assertEquals(code == null ? List.of() : List.of(path + ' ' + code), errors(path, value),
            path + " = " + value);
    }

    @Test
    void theSampleIsRight() {
        assertEquals(List.of(), Lines.errors(Lines.object(Lines.IMPORT).toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"at", "ref", "form", "office", "entryOffice", "trader",
        "supervisionMode", "transport", "packages", "grossKg", "netKg", "items", "items[0].no",
        "items[0].hs", "items[0].name", "items[0].quantity", "items[0].value", "items[0].origin",
        "items[0].regime", "dispatchCountry", "documents[0].code", "documents[0].no",
        "items[0].inputs[0].kind", "items[0].inputs[0].hs", "items[0].inputs[0].origin",
        "items[0].inputs[0].quantity", "items[0].inputs[0].value"})
    void requiredFieldsMayNotBeAbsent(final String path) {
        expect(path, null, "MISSING");
        expect(path, "null", "MISSING");
        expect(path, "{}", "FORMAT");
        expect(path, "true", "FORMAT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"receiver", "owner", "agent", "conveyance", "transit", "containers",
        "currency", "documents", "items[0].attributes", "items[0].election", "items[0].code",
        "items[0].inputs", "items[0].inputs[0].code", "items[0].inputs[0].regime"})
    void otherFieldsMayBeAbsent(final String path) {
        expect(path, null, null);
        expect(path, "null", null);
        expect(path, "{}", "FORMAT");
        expect(path, "7", "FORMAT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"containers[0]", "documents[0]", "items[0]", "items[0].attributes[0]",
        "items[0].inputs[0]"})
    void elementsAreThereAndOfTheirType(final String path) {
        expect(path, "null", "MISSING");
        expect(path, "7", "FORMAT");
    }

    @Test
    void textsHaveTheirLengths() {
        for (final String path : List.of("ref", "conveyance", "documents[0].no")) {
            expect(path, "''", "FORMAT");
            expect(path, X32, null);
            expect(path, X33, "FORMAT");
        }
        for (final String path : List.of("items[0].name", "items[0].code",
            "items[0].attributes[0]", "items[0].inputs[0].code")) {
            expect(path, "''", "FORMAT");
            expect(path, HAN255, null);
            expect(path, HAN256, "FORMAT");
        }
        expect("ref", "'é'", "FORMAT");
        expect("ref", "'a\\tb'", "FORMAT");
        expect("ref", "' ~'", null);
        expect("items[0].name", "'\\ud83d'", "FORMAT");
        expect("items[0].name", "'\\ud83d\\ude00'", null);
        expect("items[0].attributes[0]", "'a\\u001fb'", "FORMAT");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
        "office,'64',FORMAT", "office,'64001',FORMAT", "office,'64O0',FORMAT",
        "office,6400,FORMAT", "office,'0000',", "supervisionMode,'011',FORMAT",
        "supervisionMode,110,FORMAT", "transport,'',FORMAT", "transport,'22',FORMAT",
        "transport,'海',", "transport,'𠀀',", "currency,'usd',FORMAT", "currency,'USDX',FORMAT",
        "dispatchCountry,'JP',FORMAT", "items[0].origin,'J1N',FORMAT",
        "documents[0].code,'77',FORMAT", "items[0].hs,'0202300',FORMAT",
        "items[0].hs,'020230001',FORMAT", "items[0].hs,'0202300011',",
        "items[0].hs,'02023000111',FORMAT", "items[0].hs,2023000,FORMAT",
        "items[0].inputs[0].hs,'0202',FORMAT", "at,'yesterday',FORMAT", "at,5,FORMAT",
        "at,'2026-03-02T09:00:00',FORMAT", "flow,'SIDEWAYS',FORMAT", "form,'h1',FORMAT",
        "form,'H1',", "transit,'true',FORMAT", "transit,0,FORMAT",
        "items[0].election,'NONE',FORMAT", "items[0].regime,'FREE',FORMAT",
        "items[0].inputs[0].kind,'OTHER',FORMAT", "items[0].inputs[0].regime,'TAXED',FORMAT",
        "trader,'91460100MA5T00001X',CHECK_DIGIT", "trader,'91460100MA5T0000',FORMAT",
        "owner,'91460100MA5T00001X',CHECK_DIGIT", "agent,'x',FORMAT",
        "receiver,'91460100MA5T00001X',CHECK_DIGIT", "receiver,'91460100MA5T00001L',RANGE",
        "containers[0],'TCLU1234567',CHECK_DIGIT", "containers[0],'TCLU123456',FORMAT"})
    void patternsAndWords(final String path, final String value, final String code) {
        expect(path, value, code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"1|", "2147483647|", "0|RANGE", "-1|RANGE",
        "2147483648|RANGE", "99999999999999999999999|RANGE", "1.0|FORMAT", "1e0|FORMAT",
        "\"1\"|FORMAT"})
    void countsAreIntegers(final String value, final String code) {
        expect("packages", value, code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0.00001|", "999999999.99999|", "1000000000|RANGE",
        "0|RANGE", "-1|RANGE", "-0|RANGE", "0.000001|FORMAT", "-0.000001|FORMAT"})
    void quantitiesHaveBounds(final String value, final String code) {
        for (final String path : List.of("items[0].quantity", "items[0].inputs[0].quantity")) {
            expect(path, value, code);
            expect(path, "'" + value + "'", code);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0.0001|", "999999999999.9999|", "1000000000000|RANGE",
        "0|RANGE", "-1|RANGE", "0.00001|FORMAT", "1000000000000.00001|FORMAT"})
    void moneyHasBounds(final String value, final String code) {
        for (final String path : List.of("items[0].value", "items[0].inputs[0].value")) {
            expect(path, value, code);
            expect(path, "'" + value + "'", code);
        }
    }

    @Test
    void onlyNumbersMayHaveAnExponent() {
        expect("items[0].value", "1e3", null);
        expect("items[0].value", "'1e3'", "FORMAT");
        expect("items[0].value", "1e-5", "FORMAT");
        expect("items[0].value", "1e12", "RANGE");
    }

    @Test
    void listsHaveTheirLengths() {
        final String document = "{'code':'7','no':'a'}";
        final String input = "{'kind':'DOMESTIC','quantity':1,'value':1}";
        expect("containers", list("'CSQU3054383'", 50), null);
        expect("containers", list("5", 51), "RANGE");
        expect("documents", list(document, 50), null);
        expect("documents", list("5", 51), "RANGE");
        expect("items[0].inputs", list(input, 50), null);
        expect("items[0].inputs", list("5", 51), "RANGE");
        expect("items[0].attributes", list("'49'", 8), null);
        expect("items[0].attributes", list("5", 9), "RANGE");
        expect("items", "[]", "ITEM_COUNT");
        expect("items", list("5", 51), "ITEM_COUNT");
    }

    @Test
    void itemsAreNumberedInOrder() {
        for (final String no : List.of("0", "2", "-1", "99999999999999999999")) {
            expect("items[0].no", no, "ITEM_NUMBERING");
        }
        expect("items[0].no", "'1'", "FORMAT");
        expect("items[0].no", "1.0", "FORMAT");
    }
}
