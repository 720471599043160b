package io.clearline.adapters.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules over several fields, the order of faults, and that equal content gives equal bytes. */
class DeclareRulesTest {
    private static final long SEED = 43;

    private static ObjectNode sample() {
        return Lines.object(Lines.IMPORT);
    }

    private static List<String> errors(final String... pathsAndValues) {
        final ObjectNode root = sample();
        for (int i = 0; i < pathsAndValues.length; i += 2) {
            Lines.with(root, pathsAndValues[i], pathsAndValues[i + 1]);
        }
        return Lines.errors(root.toString());
    }

    @Test
    void netDoesNotExceedGross() {
        assertEquals(List.of(), errors("netKg", "'120.5'"));
        assertEquals(List.of("netKg NET_EXCEEDS_GROSS"), errors("netKg", "'120.50001'"));
        assertEquals(List.of("grossKg RANGE"), errors("netKg", "'120.50001'", "grossKg", "0"));
        assertEquals(List.of("grossKg MISSING"), errors("netKg", "999", "grossKg", null));
    }

    @ParameterizedTest
    @CsvSource({"FIRST_LINE_IMPORT,dispatchCountry", "SECOND_LINE_EXIT,conveyance",
        "ISLAND_TRANSFER,receiver"})
    void aFlowAsksForItsField(final String flow, final String field) {
        for (final String other : List.of("FIRST_LINE_IMPORT", "FIRST_LINE_EXPORT",
            "SECOND_LINE_EXIT", "SECOND_LINE_ENTRY", "ISLAND_TRANSFER")) {
            final List<String> found = errors("flow", '\'' + other + '\'', field, null);
            assertEquals(other.equals(flow), found.contains(field + " MISSING"), other);
        }
        assertEquals(List.of("flow FORMAT"), errors("flow", "'X'", field, null));
    }

    @ParameterizedTest
    @CsvSource({"FIRST_LINE_IMPORT,TAXED ZERO_TARIFF BONDED",
        "FIRST_LINE_EXPORT,DOMESTIC ZERO_TARIFF BONDED",
        "SECOND_LINE_EXIT,ZERO_TARIFF BONDED VALUE_ADDED DOMESTIC", "SECOND_LINE_ENTRY,DOMESTIC",
        "ISLAND_TRANSFER,ZERO_TARIFF BONDED DOMESTIC"})
    void aFlowTakesItsRegimes(final String flow, final String regimes) {
        for (final String regime
            : List.of("TAXED", "ZERO_TARIFF", "BONDED", "VALUE_ADDED", "DOMESTIC")) {
            assertEquals(Arrays.asList(regimes.split(" ")).contains(regime) ? List.of()
                : List.of("items[0].regime REGIME_FLOW"),
                errors("flow", '\'' + flow + '\'', "items[0].regime", '\'' + regime + '\''));
        }
        assertEquals(List.of("flow FORMAT"), errors("flow", "'X'", "items[0].regime", "'TAXED'"));
    }

    @Test
    void simplifiedFormsAreForTheExitAlone() {
        for (final String form : List.of("'H2'", "'BATCH'")) {
            assertEquals(List.of("form FORMAT"), errors("form", form));
            assertEquals(List.of(), errors("form", form, "flow", "'SECOND_LINE_EXIT'"));
            assertEquals(List.of("flow MISSING"), errors("form", form, "flow", null));
        }
    }

    @Test
    void valueAddedNeedsInputs() {
        for (final String inputs : Arrays.asList(null, "null", "[]")) {
            assertEquals(List.of("items[0].regime REGIME_FLOW", "items[0].inputs MISSING"),
                errors("items[0].regime", "'VALUE_ADDED'", "items[0].inputs", inputs));
        }
        assertEquals(List.of("items[0].inputs FORMAT"), errors("flow", "'SECOND_LINE_EXIT'",
            "items[0].regime", "'VALUE_ADDED'", "items[0].inputs", "7"));
    }

    @Test
    void inputsNeedWhatTheirKindNeeds() {
        final String bare = "[{'kind':'%s','quantity':1,'value':1}]";
        assertEquals(List.of(), errors("items[0].inputs", String.format(bare, "DOMESTIC")));
        assertEquals(List.of(), errors("items[0].inputs", String.format(bare, "HAINAN")));
        assertEquals(List.of("items[0].inputs[0].hs MISSING", "items[0].inputs[0].origin MISSING"),
            errors("items[0].inputs", String.format(bare, "IMPORTED")));
        assertEquals(List.of("items[0].inputs[0].hs MISSING", "items[0].inputs[0].code MISSING"),
            errors("items[0].inputs", String.format(bare, "CUMULATIVE")));
        assertEquals(List.of("items[0].inputs[0].kind FORMAT"),
            errors("items[0].inputs", String.format(bare, "X")));
    }

    @Test
    void nothingAtAllIsAllMissing() {
        assertEquals(List.of("at", "ref", "flow", "form", "office", "entryOffice", "trader",
            "supervisionMode", "transport", "packages", "grossKg", "netKg", "items"),
            Lines.errors("{\"type\":\"declare\"}").stream()
                .map(error -> error.replace(" MISSING", "")).toList());
    }

    @Test
    void faultsAreInOrderAndSixtyFourAtMost() {
        final ObjectNode root = sample();
        final ArrayNode items = (ArrayNode) root.get("items");
        for (int i = 1; i < 50; i++) {
            items.add(i == 30 ? Lines.JSON.nullNode() : items.get(0).deepCopy());
        }
        for (final JsonNode item : items) {
            if (item.isObject()) {
                ((ObjectNode) item).put("hs", "x").put("value", 0);
            }
        }
        root.put("currency", "x");
        final List<String> found = Lines.errors(root.toString());
        assertEquals(64, found.size());
        assertEquals(List.of("currency FORMAT", "items[30] MISSING", "items[0].hs FORMAT",
            "items[0].value RANGE", "items[1].no ITEM_NUMBERING", "items[1].hs FORMAT",
            "items[1].value RANGE"), found.subList(0, 7));
        assertEquals("items[20].value RANGE", found.get(63));
    }

    @Test
    void aDeclarationAtEveryLimitHasABound() {
        final ObjectNode root = sample();
        final String text = "\ud840\udc00".repeat(255);
        final ArrayNode items = (ArrayNode) root.get("items");
        final ObjectNode item = ((ObjectNode) items.get(0)).put("name", text).put("code", text);
        final ArrayNode inputs = (ArrayNode) item.get("inputs");
        ((ObjectNode) inputs.get(0)).put("code", text);
        for (int i = 1; i < 50; i++) {
            inputs.add(inputs.get(0).deepCopy());
        }
        final ArrayNode attributes = (ArrayNode) item.get("attributes");
        attributes.removeAll();
        for (int i = 0; i < 8; i++) {
            attributes.add(text);
        }
        for (int i = 1; i < 50; i++) {
            items.add(((ObjectNode) items.get(0).deepCopy()).put("no", i + 1));
        }
        assertEquals(List.of(), Lines.errors(root.toString()));
        final int length = Lines.decode(root.toString()).length;
        assertTrue(length > 3_000_000 && length < 3_500_000, "length " + length);
    }

    @Test
    void aFaultyFieldTravelsAsAbsent() {
        final byte[] message = Lines.decode(Lines.with(Lines.with(sample(), "trader",
            "'91460100MA5T00001X'"), "grossKg", "-1").toString());
        final DeclareDecoder in = new DeclareDecoder()
            .wrapAndApplyHeader(new UnsafeBuffer(message), 0, new MessageHeaderDecoder());
        assertEquals("", in.trader());
        assertEquals(DeclareDecoder.grossKgNullValue(), in.grossKg());
        assertEquals("91460100MA5T00002P", in.receiver());
    }

    @Test
    void equalContentGivesEqualBytes() {
        final byte[] expected = Lines.decode(sample().toString());
        final Random random = new Random(SEED);
        for (int i = 0; i < 200; i++) {
            assertArrayEquals(expected, Lines.decode(shuffled(sample(), random).toString()),
                "seed " + SEED);
        }
        assertArrayEquals(expected, Lines.decode(sample().toPrettyString()));
        assertArrayEquals(expected, Lines.decode(" \t" + sample() + "\r\n"));
        assertArrayEquals(expected,
            Lines.decode(sample().toString().replace("beef", "\\u0062e\\u0065f")));
        assertArrayEquals(expected, Lines.decode(sample().toString()
            .replace("\"120.5\"", "1.205e2").replace("\"100\"", "100.000")
            .replace("\"value\":2.5", "\"value\":\"2.5000\"")));
        assertArrayEquals(expected, Lines.decode(sample().toString()
            .replace("\"ref\":", "\"unknown\":{\"ref\":[1,{}]},\"ref\":")));
    }

    @Test
    void aLaterFieldOfTheSameNameCounts() {
        assertArrayEquals(Lines.decode(sample().toString()), Lines.decode(
            sample().toString().replace("\"ref\":", "\"items\":7,\"ref\":[],\"ref\":")));
    }

    @Test
    void defaultsAreFilledIn() {
        final ObjectNode bare = Lines.with(Lines.with(Lines.with(Lines.with(Lines.with(
            Lines.with(sample(), "owner", null), "agent", null), "currency", null), "transit",
            null), "documents", null), "items[0].inputs[0].regime", null);
        final ObjectNode full = Lines.with(Lines.with(Lines.with(Lines.with(Lines.with(
            Lines.with(sample(), "owner", "'91460100MA5T00001L'"), "agent",
            "'91460100MA5T00001L'"), "currency", "'CNY'"), "transit", "false"), "documents",
            "[]"), "items[0].inputs[0].regime", "'BONDED'");
        assertArrayEquals(Lines.decode(full.toString()), Lines.decode(bare.toString()));
        Lines.with(full, "items[0].regime", "'ZERO_TARIFF'");
        Lines.with(bare, "items[0].regime", "'ZERO_TARIFF'");
        Lines.with(full, "items[0].inputs[0].regime", "'ZERO_TARIFF'");
        assertArrayEquals(Lines.decode(full.toString()), Lines.decode(bare.toString()));
    }

    @Test
    void otherContentGivesOtherBytes() {
        final byte[] one = Lines.decode(sample().toString());
        final byte[] other =
            Lines.decode(Lines.with(sample(), "items[0].attributes", "['4','9']").toString());
        assertFalse(Arrays.equals(one, other));
    }

    private static JsonNode shuffled(final JsonNode node, final Random random) {
        if (!node.isObject()) {
            if (node.isArray()) {
                final ArrayNode array = Lines.JSON.createArrayNode();
                node.forEach(element -> array.add(shuffled(element, random)));
                return array;
            }
            return node;
        }
        final List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        Collections.shuffle(names, random);
        final ObjectNode object = Lines.JSON.createObjectNode();
        names.forEach(name -> object.set(name, shuffled(node.get(name), random)));
        return object;
    }
}
