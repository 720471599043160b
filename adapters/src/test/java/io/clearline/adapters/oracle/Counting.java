package io.clearline.adapters.oracle;

import io.clearline.adapters.oracle.Body.Item;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts and sums over time (docs/controls.md), as lists of all that was ever declared while a
 * control in force names them.
 */
final class Counting {

    /** What is counted by which key; no measure: declarations or items; no condition: all. */
    record Counter(String key, int hours, String measure, String when) {

        /** Origins and whatever a condition on items or a sum of theirs is about. */
        boolean itemByItem() {
            return key.equals("origin") || when != null && when.contains("item.")
                    || Set.of("value", "quantity").contains(measure == null ? "" : measure);
        }
    }

    private record Event(String declaration, Instant at, BigDecimal amount) {
    }

    private static final int[] BUCKET_MINUTES =
            {1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720, 1440};
    private static final int MOST_BUCKETS = 96;
    private static final int CHINA_MINUTES = 480;

    private final Map<Counter, Integer> uses = new LinkedHashMap<>();
    private final Map<Counter, Map<String, List<Event>>> events = new HashMap<>();
    /** When declarations that may be amended were accepted. */
    private final Map<String, Instant> acceptedAt = new HashMap<>();

    void use(List<Counter> counters) {
        counters.forEach(counter -> uses.merge(counter, 1, Integer::sum));
    }

    /** "Ends with the last control that names it": then all is forgotten. */
    void drop(List<Counter> counters) {
        for (Counter counter : counters) {
            if (uses.merge(counter, -1, Integer::sum) == 0) {
                uses.remove(counter);
                events.remove(counter);
            }
        }
    }

    /** What a declaration adds to each counter, by key. */
    Map<Counter, Map<String, BigDecimal>> adds(ControlFacts facts) {
        Map<Counter, Map<String, BigDecimal>> adds = new LinkedHashMap<>();
        uses.keySet().forEach(counter -> adds.put(counter, adds(counter, facts)));
        return adds;
    }

    private static Map<String, BigDecimal> adds(Counter counter, ControlFacts facts) {
        Map<String, BigDecimal> byKey = new LinkedHashMap<>();
        if (counter.itemByItem()) {
            for (Item item : facts.body().items()) {
                add(counter, facts, item, byKey);
            }
        } else {
            add(counter, facts, null, byKey);
        }
        return byKey;
    }

    private static void add(Counter counter, ControlFacts facts, Item item,
            Map<String, BigDecimal> byKey) {
        String key = key(counter, facts, item);
        boolean counts = counter.when == null || CaseExpressions.holds(counter.when, facts, item);
        if (key != null && counts) {
            byKey.merge(key, amount(counter, facts, item), BigDecimal::add);
        }
    }

    private static String key(Counter counter, ControlFacts facts, Item item) {
        Body body = facts.body();
        return switch (counter.key) {
            case "trader" -> body.trader();
            case "agent" -> body.agent();
            case "conveyance" -> body.conveyance();
            case "receiver" -> body.receiver();
            default -> item.origin();
        };
    }

    private static BigDecimal amount(Counter counter, ControlFacts facts, Item item) {
        return switch (counter.measure == null ? "" : counter.measure) {
            case "" -> BigDecimal.ONE;
            case "value" -> facts.value(item);
            case "quantity" -> item.quantity();
            case "grossKg" -> facts.body().grossKg();
            case "netKg" -> facts.body().netKg();
            default -> BigDecimal.valueOf(facts.body().packages());
        };
    }

    /** What a counter says of a declaration, itself counted in place of what it was before. */
    BigDecimal says(Counter counter, ControlFacts facts, Item item) {
        String key = key(counter, facts, item);
        if (key == null) {
            return BigDecimal.ZERO;
        }
        BigDecimal sum = adds(counter, facts).getOrDefault(key, BigDecimal.ZERO);
        for (Event event : events.getOrDefault(counter, Map.of()).getOrDefault(key, List.of())) {
            if (!event.declaration.equals(facts.amended())
                    && inWindow(event.at, facts.now(), counter.hours)) {
                sum = sum.add(event.amount);
            }
        }
        return sum;
    }

    /** "Exact to one bucket": the present one and those that make the window before it. */
    private static boolean inWindow(Instant at, Instant now, int hours) {
        int minutes = 0;
        for (int i = BUCKET_MINUTES.length - 1; i >= 0; i--) {
            if (hours * 60 <= BUCKET_MINUTES[i] * MOST_BUCKETS) {
                minutes = BUCKET_MINUTES[i];
            }
        }
        long window = (hours * 60 + minutes - 1) / minutes;
        return bucket(at, minutes) >= bucket(now, minutes) - window;
    }

    private static long bucket(Instant at, int minutes) {
        return Math.floorDiv(Math.floorDiv(at.getEpochSecond(), 60) + CHINA_MINUTES, minutes);
    }

    /** Counts what an accepted or amended declaration adds, "at the time of its acceptance". */
    void count(Declared declared, Map<Counter, Map<String, BigDecimal>> adds, Instant now) {
        if (uses.isEmpty()) {
            return;
        }
        Instant at = acceptedAt.getOrDefault(declared.number, now);
        for (Counter counter : uses.keySet()) {
            Map<String, List<Event>> byKey =
                    events.computeIfAbsent(counter, ignored -> new HashMap<>());
            if (acceptedAt.containsKey(declared.number)) {
                byKey.values().forEach(list ->
                        list.removeIf(event -> event.declaration.equals(declared.number)));
            }
            adds.get(counter).forEach((key, amount) ->
                    byKey.computeIfAbsent(key, ignored -> new ArrayList<>())
                            .add(new Event(declared.number, at, amount)));
        }
        acceptedAt.put(declared.number, at);
    }
}
