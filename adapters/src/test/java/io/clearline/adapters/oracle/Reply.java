package io.clearline.adapters.oracle;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** An answer, and whether its command was journaled: only then does it move the time. */
record Reply(ObjectNode answer, boolean journaled) {

    static Reply journaled(ObjectNode answer) {
        return new Reply(answer, true);
    }

    static Reply repeated(ObjectNode answer) {
        return new Reply(answer, false);
    }
}
