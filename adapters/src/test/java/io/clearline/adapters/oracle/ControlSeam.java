package io.clearline.adapters.oracle;

/**
 * The seam for section 6. The reference core keeps the books of controls (versions, times,
 * issuers) but does not evaluate CEL: whoever wants hits supplies the expressions.
 */
interface ControlSeam {

    /** A compiled {@code when}. */
    interface Expression {

        /** Whether the text names {@code item}, so that it is tried on each item. */
        boolean namesItem();

        /** Whether it matches; {@code item} is null if the text does not name one. */
        boolean matches(ControlFacts facts, Body.Item item);
    }

    /** The expression for a text. */
    Expression compile(String when);

    /** Never matches anything. */
    ControlSeam NONE = when -> new Expression() {
        @Override
        public boolean namesItem() {
            return false;
        }

        @Override
        public boolean matches(ControlFacts facts, Body.Item item) {
            return false;
        }
    };
}
