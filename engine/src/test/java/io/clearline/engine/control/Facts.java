package io.clearline.engine.control;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A subject for tests: fields by name, items as maps. Absent is "", 0, false, no element. */
final class Facts extends Subject {
    private final Map<String, Object> head = new HashMap<>();
    private final List<Map<String, Object>> items = new ArrayList<>();
    private final Map<ControlField, Slice> texts = new EnumMap<>(ControlField.class);
    private int item;

    Facts put(final String field, final Object value) {
        (field.startsWith("item.") ? items.get(items.size() - 1) : head).put(field, value);
        moved(now);
        return this;
    }

    private long now;

    Facts item() {
        items.add(new HashMap<>());
        item = items.size() - 1;
        return put("item.no", items.size());
    }

    Facts at(final long nowMs) {
        now = nowMs;
        moved(nowMs);
        return this;
    }

    Facts with(final Contribution tally) {
        counts(tally);
        return this;
    }

    private Object value(final ControlField field) {
        return (field.isOfItem() ? items.get(item) : head).get(field.text());
    }

    @Override
    public int items() {
        return items.size();
    }

    @Override
    public void item(final int index) {
        movedToItem();
        item = index;
    }

    @Override
    protected void read(final ControlField field) {
        final Object value = value(field);
        switch (field.type()) {
            case STRING -> {
                final byte[] bytes = ((String) (value == null ? "" : value))
                    .getBytes(StandardCharsets.UTF_8);
                keep(field, texts.computeIfAbsent(field, ignored -> new Slice()).move(
                    new org.agrona.concurrent.UnsafeBuffer(bytes), 0, bytes.length));
            }
            case INT -> keep(field, value == null ? 0 : ((Number) value).longValue());
            case BOOL -> keep(field, Boolean.TRUE.equals(value) ? 1 : 0);
            case NUMBER -> keep(field, value == null ? 0 : new BigDecimal((String) value)
                .setScale(field.decimals()).unscaledValue().longValueExact());
            default -> throw new IllegalArgumentException(field.text());
        }
    }

    @Override
    public int size(final ControlField list) {
        return list == ControlField.ITEMS ? items.size() : list(list).size();
    }

    private List<?> list(final ControlField list) {
        final Object value = value(list);
        return value == null ? List.of() : (List<?>) value;
    }

    @Override
    public Slice element(final ControlField list, final int index) {
        return new Slice(((String) list(list).get(index)).getBytes(StandardCharsets.UTF_8));
    }
}
