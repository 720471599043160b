package io.clearline.adapters.control;

import io.clearline.adapters.text.Nearest;
import io.clearline.engine.control.ControlField;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names that an expression may use. */
final class Vocabulary {
    private static final Map<String, ControlField> FIELDS = new LinkedHashMap<>();

    static {
        for (final ControlField field : ControlField.values()) {
            FIELDS.put(field.text(), field);
        }
    }

    private Vocabulary() {
    }

    /** Returns what a name stands for, or null; there is no name null. */
    static ControlField find(final String name) {
        return FIELDS.get(name);
    }

    /** Returns the known name that is spelled most alike. */
    static String nearest(final String name) {
        return Nearest.of(name, FIELDS.keySet());
    }
}
