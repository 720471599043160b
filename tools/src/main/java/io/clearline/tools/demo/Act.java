package io.clearline.tools.demo;

/** The demo's commands beside declarations, in the order in which they are reported. */
enum Act {
    RESOLVE("resolve"), PAY("pay"), VALUE_ADDED("value-added"), ARRIVE("arrive");

    private final String type;

    Act(final String type) {
        this.type = type;
    }

    /** Returns the name of the command's type. */
    String type() {
        return type;
    }
}
