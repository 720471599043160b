package io.clearline.adapters.oracle;

/** One reason for a refusal: where ({@code items[0].hs}) and what ({@code UNKNOWN_HS}). */
record Fault(String field, String code) {

    static final String MISSING = "MISSING";
    static final String FORMAT = "FORMAT";
    static final String RANGE = "RANGE";
    static final String STATE = "STATE";
    static final String EXPRESSION = "EXPRESSION";

    /** Faults that need reference data: the body itself could be decoded. */
    boolean onlyUnknown() {
        return code.startsWith("UNKNOWN_");
    }
}
