package io.clearline.adapters.oracle;

import java.util.List;

/**
 * The seam for section 6. The reference core keeps the books of controls (versions, times,
 * issuers); what a text means stands behind this, see {@link CaseExpressions}.
 */
interface ControlSeam {

    /** A compiled {@code when}. */
    interface Expression {

        /** Whether the text names {@code item}, so that it is tried on each item. */
        boolean namesItem();

        /** The counters that the text names, each once. */
        List<Counting.Counter> counters();

        /**
         * Whether it matches; {@code item} is null if the text does not name one.
         *
         * @throws ArithmeticException if it cannot be worked out
         */
        boolean matches(ControlFacts facts, Body.Item item);
    }

    /** The expression for a text; null if it is none. */
    Expression compile(String when);
}
