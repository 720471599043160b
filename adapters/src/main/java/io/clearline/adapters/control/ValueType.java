package io.clearline.adapters.control;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;

/** The types of the language, with their byte in a program. A list has none: it is no value. */
enum ValueType {
    STRING(1, SimpleType.STRING), INT(2, SimpleType.INT), NUMBER(3, SimpleType.DOUBLE),
    BOOL(4, SimpleType.BOOL), LIST(0, ListType.create(SimpleType.STRING));

    private final int code;
    private final CelType cel;

    ValueType(final int code, final CelType cel) {
        this.code = code;
        this.cel = cel;
    }

    /** Returns the type's byte in a program. */
    int code() {
        return code;
    }

    /** Returns the type that CEL checks with. */
    CelType cel() {
        return cel;
    }

    /** Returns the type that CEL found, or null for one that the language does not have. */
    static ValueType of(final CelType type) {
        for (final ValueType candidate : values()) {
            if (candidate.cel.equals(type)) {
                return candidate;
            }
        }
        return null;
    }
}
