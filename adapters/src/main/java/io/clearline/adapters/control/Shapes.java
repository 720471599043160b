package io.clearline.adapters.control;

import io.clearline.engine.control.ControlField;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How the values of some names are spelled. A text of another form is never equal to one; whoever
 * tries a control out is told, but it is taken all the same.
 */
final class Shapes {
    /** A form and its description. */
    private record Shape(Pattern pattern, String words) {
        private static Shape of(final String pattern, final String words) {
            return new Shape(Pattern.compile(pattern), words);
        }
    }

    private static final Shape OFFICE = Shape.of("[0-9]{4}", "four digits");
    private static final Shape LETTERS = Shape.of("[A-Z]{3}", "three capital letters");
    private static final Shape CREDIT_CODE =
        Shape.of("[0-9A-Z]{18}", "18 digits and capital letters");
    private static final Map<ControlField, Shape> SHAPES = new EnumMap<>(Map.ofEntries(
        Map.entry(ControlField.ITEM_HS, Shape.of("[0-9]{8}|[0-9]{10}", "8 or 10 digits; write"
            + " item.hs.startsWith(..) for a heading")),
        Map.entry(ControlField.OFFICE, OFFICE), Map.entry(ControlField.ENTRY_OFFICE, OFFICE),
        Map.entry(ControlField.SUPERVISION_MODE, OFFICE),
        Map.entry(ControlField.DISPATCH_COUNTRY, LETTERS),
        Map.entry(ControlField.ITEM_ORIGIN, LETTERS), Map.entry(ControlField.CURRENCY, LETTERS),
        Map.entry(ControlField.TRADER, CREDIT_CODE), Map.entry(ControlField.RECEIVER, CREDIT_CODE),
        Map.entry(ControlField.OWNER, CREDIT_CODE), Map.entry(ControlField.AGENT, CREDIT_CODE),
        Map.entry(ControlField.ENTITY_USCC, CREDIT_CODE)));

    private Shapes() {
    }

    /** Says why a field is never equal to a text, null if it can be. */
    static String doubt(final ControlField field, final String text) {
        final Shape shape = SHAPES.get(field);
        return shape == null || text.isEmpty() || shape.pattern.matcher(text).matches() ? null
            : "'" + field.text() + "' is never '" + Wording.cut(text) + "': it has " + shape.words;
    }
}
