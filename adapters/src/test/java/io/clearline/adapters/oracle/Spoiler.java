package io.clearline.adapters.oracle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Breaks a well-formed declaration in one to three fields. */
final class Spoiler {

    private static final String[] HEAD = {"flow", "form", "office", "entryOffice", "trader",
        "supervisionMode", "transport", "packages", "grossKg", "netKg", "items", "ref",
        "conveyance", "dispatchCountry", "receiver"};
    private static final String[] ITEM = {"no", "hs", "name", "quantity", "value", "origin",
        "regime", "code", "election", "attributes", "inputs"};
    private static final String[] INPUT = {"kind", "hs", "origin", "quantity", "value", "code",
        "regime"};

    private final Dice dice;

    Spoiler(Dice dice) {
        this.dice = dice;
    }

    void spoil(ObjectNode body) {
        int count = dice.weighted(70, 20, 10) + 1;
        for (int i = 0; i < count; i++) {
            once(body);
        }
    }

    private void once(ObjectNode body) {
        ObjectNode item = oneItem(body);
        switch (dice.weighted(35, 30, 25, 10)) {
            case 0 -> any(body, dice.of("ref", HEAD));
            case 1 -> head(body);
            case 2 -> goods(item);
            default -> {
                ObjectNode input = input(item);
                any(input == null ? item : input, dice.of("hs", input == null ? ITEM : INPUT));
            }
        }
    }

    private ObjectNode oneItem(ObjectNode body) {
        ArrayNode items = body.path("items") instanceof ArrayNode array ? array : null;
        return items == null || items.isEmpty() || !items.get(0).isObject() ? body
                : (ObjectNode) items.get(dice.between(0, items.size() - 1));
    }

    private static ObjectNode input(ObjectNode item) {
        return item.path("inputs").path(0) instanceof ObjectNode input ? input : null;
    }

    /** Wrong in a way that fits any field: gone, null, another type, empty, a strange word. */
    private void any(ObjectNode node, String field) {
        switch (dice.between(0, 5)) {
            case 0 -> node.remove(field);
            case 1 -> node.putNull(field);
            case 2 -> node.put(field, true);
            case 3 -> node.put(field, "");
            case 4 -> node.putObject(field);
            default -> node.put(field, "x".repeat(256));
        }
    }

    private void head(ObjectNode body) {
        switch (dice.between(0, 15)) {
            case 0 -> body.put("trader", "91460100MACX00011X");
            case 1 -> body.put("trader", "91460000MACX99999E");
            case 2 -> body.put("office", dice.of("6499", "640", "64000"));
            case 3 -> body.put("entryOffice", dice.of("6481", "6482", "6499"));
            case 4 -> body.put("packages", dice.of(0, -1, 1 << 30)).put("grossKg", "0");
            case 5 -> body.put("packages", dice.of(2147483648L, 9999999999999L));
            case 6 -> body.put("packages", "1");
            case 7 -> body.put("netKg", "120.50001");
            case 8 -> body.put("netKg", dice.of("1e2", "1.", ".5", "+1", "0.000001", "1000000000"));
            case 9 -> body.put("currency", dice.of("XYZ", "cny", "THB"));
            case 10 -> body.putArray("containers").add("CSQU3054384").add("csqu3054383").add(7)
                    .addNull();
            case 11 -> body.putArray("items");
            case 12 -> body.putArray("documents").addObject().put("code", "77").put("no", "")
                    .put("more", 1);
            case 13 -> body.put("transit", "true");
            case 14 -> body.put("receiver", body.path("trader").asText("x"));
            default -> tooMany(body);
        }
    }

    private void tooMany(ObjectNode body) {
        String list = dice.of("documents", "containers", "items");
        ArrayNode array = body.putArray(list);
        for (int i = 0; i < 51; i++) {
            array.add(i);
        }
    }

    private void goods(ObjectNode item) {
        switch (dice.between(0, 10)) {
            case 0 -> item.put("no", dice.of(0, 2, 51));
            case 1 -> item.put("hs", dice.of("99999999", "8457300", "845730001", "99999999xx"));
            case 2 -> item.put("origin", dice.of("ZZZ", "CN", "chn"));
            case 3 -> item.put("quantity", dice.of("0", "-1", "1000000000", "0.000001"));
            case 4 -> item.put("value", dice.of("0", "1000000000000", "1.00001", "-0.5"));
            case 5 -> item.put("regime", dice.of("TAXED", "VALUE_ADDED", "DOMESTIC", "FREE"));
            case 6 -> item.put("election", "NONE");
            case 7 -> item.putArray("attributes").add("49").add("").add(49).addNull();
            case 8 -> item.putArray("inputs").add("no object").addObject().put("kind", "IMPORTED");
            case 9 -> item.putArray("inputs").addObject().put("kind", "CUMULATIVE")
                    .put("quantity", "1").put("value", 2).put("regime", "TAXED");
            default -> item.putArray("attributes").add("1").add("2").add("3").add("4").add("5")
                    .add("6").add("7").add("8").add("9");
        }
    }
}
