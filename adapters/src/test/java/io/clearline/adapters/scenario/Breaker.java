package io.clearline.adapters.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes bad commands of a good one, one fault each: every required field removed and null, every
 * field of a wrong type, out of range, too long or unknown (contract section 3).
 */
final class Breaker {
    /** A command with one fault, and how it must be refused. */
    record Broken(String line, String path, String code) {
    }

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, Map<String, Kind>> SCOPES = Map.ofEntries(
        scope("declare", "at:TIME ref:REFERENCE flow:WORD form:WORD office:OFFICE"
            + " entryOffice:OFFICE trader:PARTY receiver:CREDIT_CODE owner:CREDIT_CODE"
            + " agent:CREDIT_CODE supervisionMode:FOUR_DIGITS transport:CHARACTER"
            + " conveyance:TEXT_32 dispatchCountry:COUNTRY transit:FLAG containers:CONTAINERS"
            + " packages:COUNT grossKg:QUANTITY netKg:QUANTITY currency:CURRENCY"
            + " documents:DOCUMENTS items:ITEMS"),
        scope("item", "no:NUMBERING hs:LINE name:TEXT_255 quantity:QUANTITY value:MONEY"
            + " origin:COUNTRY regime:WORD attributes:ATTRIBUTES election:WORD code:TEXT_255"
            + " inputs:INPUTS"),
        scope("input", "kind:WORD hs:LINE origin:COUNTRY quantity:QUANTITY value:MONEY"
            + " code:TEXT_255 regime:WORD"),
        scope("value-added", "at:TIME ref:REFERENCE trader:PARTY hs:LINE quantity:QUANTITY"
            + " price:MONEY inputs:INPUTS"),
        scope("document", "at:TIME declaration:DECLARATION code:CHARACTER no:TEXT_32"),
        scope("resolve", "at:TIME declaration:DECLARATION hold:WORD item:POSITION result:WORD"
            + " officer:TEXT_255 note:TEXT_255 action:WORD"),
        scope("pay", "at:TIME declaration:DECLARATION amount:FEN"),
        scope("amend", "at:TIME declaration:DECLARATION declare:OBJECT"),
        scope("cancel", "at:TIME declaration:DECLARATION reason:TEXT_255"),
        scope("arrive", "at:TIME ref:REFERENCE office:OFFICE lane:WORD plate:TEXT_32"),
        scope("reference", "at:TIME table:WORD rows:ROWS"));

    private static final Set<String> OPTIONAL = Set.of("owner", "agent", "transit", "containers",
        "currency", "documents", "attributes", "election", "item.code", "item.inputs", "input.code",
        "input.regime", "input.hs", "input.origin", "receiver", "conveyance", "dispatchCountry",
        "resolve.item", "note", "action");

    /** Not the amendment's to say, and not looked at in its body. */
    private static final Set<String> NOT_IN_BODY = Set.of("at", "ref", "agent");

    private final ObjectNode good;
    private final List<Broken> broken = new ArrayList<>();

    private Breaker(final ObjectNode good) {
        this.good = good;
    }

    private static Map.Entry<String, Map<String, Kind>> scope(
        final String name, final String fields) {
        final Map<String, Kind> kinds = new LinkedHashMap<>();
        Arrays.stream(fields.split(" ")).map(field -> field.split(":"))
            .forEach(field -> kinds.put(field[0], Kind.valueOf(field[1])));
        return Map.entry(name, kinds);
    }

    static ObjectNode object(final String line) {
        return (ObjectNode) tree(line);
    }

    private static JsonNode tree(final String json) {
        try {
            return JSON.readTree(json);
        } catch (final IOException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    /** Returns all bad commands of a good one. */
    static List<Broken> of(final ObjectNode good) {
        final Breaker breaker = new Breaker(good);
        final String type = good.get("type").asText();
        breaker.set(List.of("type"), "type", null, "MISSING");
        breaker.set(List.of("type"), "type", "7", "FORMAT");
        breaker.set(List.of("type"), "type", "\"declared\"", "FORMAT");
        breaker.breakFields(type, good, List.of(), "");
        switch (type) {
            case "declare" -> breaker.breakGoods(good, List.of(), "");
            case "value-added" -> breaker.breakInputs(good, List.of(), "");
            case "amend" -> {
                final ObjectNode body = (ObjectNode) good.get("declare");
                breaker.breakFields("declare", body, List.of("declare"), "declare.");
                breaker.breakGoods(body, List.of("declare"), "declare.");
            }
            case "reference" -> breaker.breakRow();
            default -> {
            }
        }
        return breaker.broken;
    }

    private void breakGoods(
        final ObjectNode declare, final List<Object> at, final String path) {
        breakWeights(declare, at, path);
        final JsonNode items = declare.get("items");
        for (int i = 0; i < items.size(); i++) {
            final List<Object> itemAt = plus(plus(at, "items"), i);
            final String itemPath = path + "items[" + i + "].";
            final ObjectNode item = (ObjectNode) items.get(i);
            breakFields("item", item, itemAt, itemPath);
            final boolean isImport = declare.get("flow").asText().equals("FIRST_LINE_IMPORT");
            set(plus(itemAt, "regime"), itemPath + "regime",
                isImport ? "\"DOMESTIC\"" : "\"TAXED\"", "REGIME_FLOW");
            breakInputs(item, itemAt, itemPath);
        }
    }

    private void breakWeights(
        final ObjectNode declare, final List<Object> at, final String path) {
        final boolean heavier = new BigDecimal(declare.get("netKg").asText())
            .compareTo(new BigDecimal("0.00001")) > 0;
        if (heavier) {
            set(plus(at, "grossKg"), path + "netKg", "\"0.00001\"", "NET_EXCEEDS_GROSS");
        }
    }

    private void breakInputs(final ObjectNode made, final List<Object> at, final String path) {
        final JsonNode inputs = made.path("inputs");
        for (int i = 0; i < inputs.size(); i++) {
            breakFields("input", (ObjectNode) inputs.get(i), plus(plus(at, "inputs"), i),
                path + "inputs[" + i + "].");
        }
    }

    private void breakRow() {
        final ObjectNode row = (ObjectNode) good.get("rows").get(0);
        for (final String column : iterable(row)) {
            set(List.of("rows", 0, column), "rows[0]." + column, "{}", "FORMAT");
        }
    }

    private static List<String> iterable(final ObjectNode node) {
        final List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private void breakFields(final String scope, final ObjectNode within, final List<Object> at,
        final String path) {
        final boolean inBody = path.equals("declare.");
        SCOPES.get(scope).forEach((field, kind) -> {
            if (inBody && NOT_IN_BODY.contains(field)) {
                return;
            }
            if (isRequired(scope, field, within)) {
                set(plus(at, field), path + field, null, "MISSING");
                set(plus(at, field), path + field, "null", "MISSING");
            }
            for (final Kind.Bad bad : kind.bad()) {
                set(plus(at, field), path + field + bad.below(), bad.json(), bad.code());
            }
        });
    }

    private static boolean isRequired(
        final String scope, final String field, final ObjectNode within) {
        final String flow = within.path("flow").asText();
        final String kind = within.path("kind").asText();
        return switch (scope + "." + field) {
            case "declare.receiver" -> flow.equals("ISLAND_TRANSFER");
            case "declare.conveyance" -> flow.equals("SECOND_LINE_EXIT");
            case "declare.dispatchCountry" -> flow.equals("FIRST_LINE_IMPORT");
            case "item.inputs" -> within.path("regime").asText().equals("VALUE_ADDED");
            case "input.hs" -> kind.equals("IMPORTED") || kind.equals("CUMULATIVE");
            case "input.origin" -> kind.equals("IMPORTED");
            case "input.code" -> kind.equals("CUMULATIVE");
            case "resolve.action" -> within.path("result").asText().equals("FAIL");
            default -> !OPTIONAL.contains(field) && !OPTIONAL.contains(scope + "." + field);
        };
    }

    private static List<Object> plus(final List<Object> at, final Object step) {
        final List<Object> longer = new ArrayList<>(at);
        longer.add(step);
        return longer;
    }

    /** Adds the good command with one field set to other JSON, or with null removed. */
    private void set(
        final List<?> at, final String path, final String json, final String code) {
        final ObjectNode copy = good.deepCopy();
        JsonNode parent = copy;
        for (final Object step : at.subList(0, at.size() - 1)) {
            parent = step instanceof Integer index ? parent.get(index) : parent.get((String) step);
        }
        final Object last = at.get(at.size() - 1);
        if (parent instanceof ArrayNode array) {
            array.set((Integer) last, tree(json));
        } else if (json == null) {
            ((ObjectNode) parent).remove((String) last);
        } else {
            ((ObjectNode) parent).set((String) last, tree(json));
        }
        broken.add(new Broken(copy.toString(), path, code));
    }
}
