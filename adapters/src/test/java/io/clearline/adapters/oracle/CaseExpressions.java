package io.clearline.adapters.oracle;

import io.clearline.adapters.oracle.Body.Item;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Just enough of CEL for the cases and the streams: comparisons joined by {@code &&} or {@code ||}
 * (not both), without parentheses; and one that goes wrong where there are two items. What it does
 * not know is no expression.
 */
final class CaseExpressions implements ControlSeam {

    private static final Pattern COMPARISON =
            Pattern.compile("([\\w.()]+)\\s*(==|!=|>)\\s*(\"[^\"]*\"|[0-9.]+)");
    private static final Pattern STARTS_WITH =
            Pattern.compile("([\\w.]+)\\.startsWith\\(\"([^\"]*)\"\\)");

    /** {@code count("trader", "P1D", "87") > 3}; what is counted is one term, or an HS prefix. */
    private static final Pattern COUNTER = Pattern.compile("(count|sum)\\(\"(\\w+)\", "
            + "\"P(?:(\\d+)D)?(?:T(\\d+)H)?\"(?:, \"([a-z]\\w+)\")?(?:, (.+))?\\) > ([0-9.]+)");

    private static final Set<String> NAMES = Set.of("flow", "dispatchCountry", "entity.credit",
            "size(items)", "item.hs", "item.origin", "item.value", "item.valueAdded",
            "item.regime");
    /** Stands alone in an expression. */
    static final String ERRING = "10 % (size(items) - 2) == 0";
    private static final Set<String> FLAGS = Set.of("true", "false", "transit");

    @Override
    public Expression compile(String when) {
        if (when.equals(ERRING)) {
            return new Expression() {
                @Override
                public boolean namesItem() {
                    return false;
                }

                @Override
                public List<Counting.Counter> counters() {
                    return List.of();
                }

                @Override
                public boolean matches(ControlFacts facts, Item item) {
                    return 10 % (facts.body().items().size() - 2) == 0;
                }
            };
        }
        boolean any = when.contains("||");
        List<String> terms = new ArrayList<>();
        for (String term : when.split(any ? "\\|\\|" : "&&")) {
            terms.add(term.trim());
        }
        if (!terms.stream().allMatch(CaseExpressions::isKnown)) {
            return null;
        }
        return new Expression() {
            @Override
            public boolean namesItem() {
                return terms.stream().anyMatch(CaseExpressions::namesItem);
            }

            @Override
            public List<Counting.Counter> counters() {
                return terms.stream().map(CaseExpressions::counter).filter(Objects::nonNull)
                        .distinct().toList();
            }

            @Override
            public boolean matches(ControlFacts facts, Item item) {
                return any ? terms.stream().anyMatch(term -> holds(term, facts, item))
                        : terms.stream().allMatch(term -> holds(term, facts, item));
            }
        };
    }

    private static boolean namesItem(String term) {
        Counting.Counter counter = counter(term);
        return counter == null ? term.contains("item.") : counter.key().equals("origin");
    }

    /** The counter of a term, or null. */
    private static Counting.Counter counter(String term) {
        Matcher matcher = COUNTER.matcher(term);
        if (!matcher.matches()) {
            return null;
        }
        String when = matcher.group(6);
        return new Counting.Counter(matcher.group(2),
                24 * number(matcher.group(3)) + number(matcher.group(4)), matcher.group(5),
                when != null && when.startsWith("\"") ? "item.hs.startsWith(" + when + ")" : when);
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static boolean isKnown(String term) {
        Counting.Counter counter = counter(term);
        if (counter != null) {
            return counter.when() == null || isKnown(counter.when());
        }
        Matcher starts = STARTS_WITH.matcher(term);
        Matcher comparison = COMPARISON.matcher(term);
        return starts.matches() ? NAMES.contains(starts.group(1))
                : comparison.matches() ? NAMES.contains(comparison.group(1))
                        && canBe(comparison.group(1), comparison.group(3))
                : FLAGS.contains(term);
    }

    /** A name with a few known words is compared with one of them. */
    private static boolean canBe(String name, String literal) {
        return !name.equals("flow") || Stream.of(Flow.values())
                .anyMatch(flow -> literal.equals("\"" + flow + "\""));
    }

    static boolean holds(String term, ControlFacts facts, Item item) {
        Counting.Counter counter = counter(term);
        if (counter != null) {
            String least = term.substring(term.lastIndexOf(' ') + 1);
            return facts.world().counting.says(counter, facts, item)
                    .compareTo(new BigDecimal(least)) > 0;
        }
        Matcher starts = STARTS_WITH.matcher(term);
        if (starts.matches()) {
            return value(starts.group(1), facts, item).toString().startsWith(starts.group(2));
        }
        Matcher comparison = COMPARISON.matcher(term);
        if (!comparison.matches()) {
            return (Boolean) value(term, facts, item);
        }
        Object left = value(comparison.group(1), facts, item);
        String right = comparison.group(3);
        return switch (comparison.group(2)) {
            case "==" -> right.equals("\"" + left + "\"");
            case "!=" -> !right.equals("\"" + left + "\"");
            default -> ((BigDecimal) left).compareTo(new BigDecimal(right)) > 0;
        };
    }

    private static Object value(String name, ControlFacts facts, Item item) {
        Body body = facts.body();
        return switch (name) {
            case "true" -> true;
            case "false" -> false;
            case "flow" -> body.flow().name();
            case "transit" -> body.transit();
            case "dispatchCountry" ->
                    body.dispatchCountry() == null ? "" : body.dispatchCountry();
            case "entity.credit" -> facts.entity().text("credit");
            case "size(items)" -> BigDecimal.valueOf(body.items().size());
            case "item.hs" -> item.hs();
            case "item.origin" -> item.origin();
            case "item.value" -> facts.value(item);
            case "item.valueAdded" -> facts.valueAdded(item);
            case "item.regime" -> item.regime().name();
            default -> throw new IllegalArgumentException("not in any case: " + name);
        };
    }
}
