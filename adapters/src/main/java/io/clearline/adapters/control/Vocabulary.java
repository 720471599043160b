package io.clearline.adapters.control;

import static io.clearline.adapters.control.ValueType.BOOL;
import static io.clearline.adapters.control.ValueType.INT;
import static io.clearline.adapters.control.ValueType.LIST;
import static io.clearline.adapters.control.ValueType.NUMBER;
import static io.clearline.adapters.control.ValueType.STRING;

import io.clearline.adapters.text.Nearest;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names that an expression may use, with their types and their numbers in a program. */
final class Vocabulary {
    /** The list of items, good for its size alone. */
    static final String ITEMS = "items";

    /** A name's type and number. */
    record Entry(ValueType type, int number) {
    }

    private static final Map<String, Entry> ENTRIES = new LinkedHashMap<>();

    static {
        add(STRING, "flow", "form", "office", "entryOffice", "trader", "receiver", "owner",
            "agent", "supervisionMode", "transport", "conveyance", "dispatchCountry", "currency",
            "ref");
        add(BOOL, "transit");
        add(INT, "packages");
        add(NUMBER, "grossKg", "netKg");
        add(LIST, "containers", "documents");
        add(INT, "item.no");
        add(STRING, "item.hs", "item.name", "item.origin", "item.regime", "item.election",
            "item.code");
        add(NUMBER, "item.quantity", "item.value");
        add(LIST, "item.attributes");
        add(STRING, "entity.credit", "entity.second_line", "entity.uscc");
        add(BOOL, "entity.encouraged", "entity.bonded");
        add(LIST, ITEMS);
    }

    private Vocabulary() {
    }

    private static void add(final ValueType type, final String... names) {
        for (final String name : names) {
            ENTRIES.put(name, new Entry(type, ENTRIES.size() + 1));
        }
    }

    /** Returns all names. */
    static Map<String, Entry> entries() {
        return ENTRIES;
    }

    /** Returns what a name stands for, or null. */
    static Entry find(final String name) {
        return ENTRIES.get(name);
    }

    /** Returns the known name that is spelled most alike. */
    static String nearest(final String name) {
        return Nearest.of(name, ENTRIES.keySet());
    }
}
