package io.clearline.adapters.control;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import io.clearline.engine.control.ValueType;

/** The engine's types and those that CEL checks with. */
final class Types {
    private static final CelType LIST = ListType.create(SimpleType.STRING);

    private Types() {
    }

    static CelType cel(final ValueType type) {
        return switch (type) {
            case STRING -> SimpleType.STRING;
            case INT -> SimpleType.INT;
            case NUMBER -> SimpleType.DOUBLE;
            case BOOL -> SimpleType.BOOL;
            case LIST -> LIST;
        };
    }

    /** Returns the engine's type, or null for one that it does not have. */
    static ValueType of(final CelType type) {
        for (final ValueType candidate : ValueType.values()) {
            if (cel(candidate).equals(type)) {
                return candidate;
            }
        }
        return null;
    }
}
