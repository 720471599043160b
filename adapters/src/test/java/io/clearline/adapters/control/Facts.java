package io.clearline.adapters.control;

import io.clearline.engine.control.ControlField;
import io.clearline.engine.control.Slice;
import io.clearline.engine.control.Subject;
import io.clearline.engine.control.Contribution;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One declaration with one item, at random, as both see it: the engine's fields and cel-java's
 * variables. Decimals have few digits, so that their doubles compare as they do.
 */
final class Facts extends Subject {
    static final String[] TEXTS = {"", "a", "ab", "b", "6400", "640", "8542", "854231",
        "VNM", "\u6d77\u5357", "\u6d77", "a\u5357b", "HGH-1", "49"};

    private final Map<ControlField, Object> values = new EnumMap<>(ControlField.class);

    /** Draws other facts, at no time. */
    void draw(final SplittableRandom random) {
        draw(random, 0);
    }

    /** Draws other facts. */
    void draw(final SplittableRandom random, final long nowMs) {
        moved(nowMs);
        for (final ControlField field : ControlField.values()) {
            values.put(field, switch (field.type()) {
                case STRING -> text(random);
                case INT -> (long) random.nextInt(0, 5);
                case BOOL -> random.nextBoolean();
                case NUMBER -> number(random, field.decimals());
                case LIST -> list(random);
            });
        }
    }

    private static String text(final SplittableRandom random) {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private static BigDecimal number(final SplittableRandom random, final int decimals) {
        final long digits = random.nextInt(4) == 0 ? random.nextInt(1_000_000) : random.nextInt(40);
        return BigDecimal.valueOf(digits, Math.min(decimals, random.nextInt(3))).setScale(decimals);
    }

    private static List<String> list(final SplittableRandom random) {
        final List<String> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(text(random));
        }
        return list;
    }

    /** Takes what the counters say. */
    void with(final Contribution tally) {
        counts(tally);
    }

    Object value(final ControlField field) {
        return values.get(field);
    }

    /** Returns the values as CEL has them. */
    Map<String, Object> variables() {
        final Map<String, Object> variables = new HashMap<>();
        values.forEach((field, value) -> variables.put(field.text(),
            value instanceof BigDecimal ? Double.parseDouble(value.toString()) : value));
        return variables;
    }

    @Override
    public int items() {
        return 1;
    }

    @Override
    public void item(final int index) {
        movedToItem();
    }

    @Override
    protected void read(final ControlField field) {
        final Object value = values.get(field);
        switch (field.type()) {
            case STRING -> keep(field, slice((String) value));
            case BOOL -> keep(field, (boolean) value ? 1 : 0);
            case INT -> keep(field, (long) value);
            default -> keep(field, ((BigDecimal) value).unscaledValue().longValueExact());
        }
    }

    static Slice slice(final String text) {
        return new Slice(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int size(final ControlField list) {
        return ((List<?>) values.get(list)).size();
    }

    @Override
    public Slice element(final ControlField list, final int index) {
        return slice((String) ((List<?>) values.get(list)).get(index));
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
