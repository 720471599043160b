package io.clearline.adapters.inbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command that a file of CSV can say: contract, section 3. Those with a list in them take a row for each
 * element, and rows of one {@code ref} make one command; the others take a row each. Immutable.
 *
 * @param type as the contract names it
 * @param key the field that tells which declaration it is about, or whose rows belong together
 * @param fields those of the command
 * @param list the name of its list, empty where it has none
 * @param elements the fields of an element of the list
 */
record MappedCommand(String type, String key, Map<String, Kind> fields, String list,
    Map<String, Kind> elements) {
    /** How a cell says a field. */
    enum Kind {
        /** A text, a word, a number: the cell as it is. */
        TEXT,
        /** A whole number without a sign, which the contract wants as a JSON number. */
        COUNT,
        /** {@code Y} or {@code true}, {@code N} or {@code false}. */
        FLAG,
        /** Texts with a semicolon between. */
        TEXTS,
        /** Documents as {@code CODE:NO} with a semicolon between. */
        DOCUMENTS
    }

    /** All there are, by type. */
    static final Map<String, MappedCommand> ALL = all();

    private static Map<String, MappedCommand> all() {
        final Map<String, Kind> declare = texts("ref", "flow", "form", "office", "entryOffice",
            "trader", "receiver", "owner", "agent", "supervisionMode", "transport", "conveyance",
            "dispatchCountry", "grossKg", "netKg", "currency");
        declare.put("transit", Kind.FLAG);
        declare.put("packages", Kind.COUNT);
        declare.put("containers", Kind.TEXTS);
        declare.put("documents", Kind.DOCUMENTS);
        final Map<String, Kind> item = texts(
            "hs", "name", "quantity", "value", "origin", "regime", "election", "code");
        item.put("no", Kind.COUNT);
        item.put("attributes", Kind.TEXTS);
        final Map<String, Kind> resolve =
            texts("declaration", "hold", "result", "officer", "note", "action");
        resolve.put("item", Kind.COUNT);
        final Map<String, MappedCommand> commands = new LinkedHashMap<>();
        for (final MappedCommand command : List.of(
            new MappedCommand("declare", "ref", declare, "items", item),
            new MappedCommand("value-added", "ref",
                texts("ref", "trader", "hs", "quantity", "price"), "inputs",
                texts("kind", "hs", "origin", "quantity", "value", "code", "regime")),
            act("document", texts("declaration", "code", "no")),
            act("resolve", resolve),
            act("pay", texts("declaration", "amount")),
            act("cancel", texts("declaration", "reason")),
            new MappedCommand(
                "arrive", "ref", texts("ref", "office", "lane", "plate"), "", Map.of()))) {
            commands.put(command.type(), command);
        }
        return Collections.unmodifiableMap(commands);
    }

    private static MappedCommand act(final String type, final Map<String, Kind> fields) {
        return new MappedCommand(type, "declaration", fields, "", Map.of());
    }

    private static Map<String, Kind> texts(final String... names) {
        final Map<String, Kind> fields = new LinkedHashMap<>();
        for (final String name : names) {
            fields.put(name, Kind.TEXT);
        }
        return fields;
    }

    /** Tells whether it takes a row for each element of a list. */
    boolean hasList() {
        return !list.isEmpty();
    }

    /** Returns the tables of a mapping that may stand for it, as keys of TOML. */
    List<String> tables() {
        final List<String> tables = new ArrayList<>(List.of("columns", "constants", "values"));
        if (hasList()) {
            tables.add(list + ".columns");
            tables.add(list + ".constants");
            tables.add(list + ".values");
        }
        return tables;
    }
}
