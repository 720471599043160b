package io.clearline.adapters.oracle;

import java.util.Comparator;

/** An open hold; item 0 is the whole declaration, code is null where the kind says all. */
record Hold(HoldKind kind, int item, String code) {

    /** "holds by item, then kind as listed, then code". */
    static final Comparator<Hold> ORDER = Comparator.comparingInt(Hold::item)
            .thenComparing(Hold::kind)
            .thenComparing(Hold::code, Comparator.nullsFirst(Comparator.naturalOrder()));
}
