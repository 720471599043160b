package io.clearline.adapters.control;

import io.clearline.adapters.text.Nearest;
import io.clearline.engine.control.ControlField;
import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.record.sbe.Election;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Form;
import io.clearline.engine.record.sbe.Regime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Names whose values are a few known words. Compared with any other word a control would never
 * match, or always: most likely it is misspelled, and nobody would notice.
 */
final class ClosedWords {
    private static final Map<ControlField, List<String>> WORDS = new EnumMap<>(Map.of(
        ControlField.FLOW, names(Flow.values()),
        ControlField.FORM, names(Form.values()),
        ControlField.ITEM_REGIME, names(Regime.values()),
        ControlField.ITEM_ELECTION, names(Election.values()),
        ControlField.ENTITY_CREDIT, column("credit"),
        ControlField.ENTITY_SECOND_LINE, column("second_line")));

    private ClosedWords() {
    }

    private static List<String> names(final Enum<?>... values) {
        return Arrays.stream(values).map(Enum::name).filter(name -> !"NULL_VAL".equals(name))
            .toList();
    }

    private static List<String> column(final String name) {
        return ReferenceTable.ENTITIES.columns().stream()
            .filter(column -> column.name().equals(name)).findFirst().orElseThrow().words();
    }

    /** Says what is wrong with a text that a field is compared with, null if it can be its value. */
    static String fault(final ControlField field, final String text) {
        final List<String> words = WORDS.get(field);
        // What is absent is "".
        if (words == null || text.isEmpty() || words.contains(text)) {
            return null;
        }
        final String shown = Wording.cut(text);
        final String never = "'" + field.text() + "' is never '" + shown + "'";
        for (final Map.Entry<ControlField, List<String>> other : WORDS.entrySet()) {
            if (other.getValue().contains(text)) {
                return never + ", that is a word of '" + other.getKey().text() + "'";
            }
        }
        return never + ", the nearest known is '"
            + Nearest.of(shown.toUpperCase(Locale.ROOT), words) + "'";
    }
}
