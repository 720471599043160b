package io.clearline.adapters.oracle;

import io.clearline.adapters.oracle.Body.Item;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Just enough of CEL for the cases and the streams: comparisons joined by {@code &&} or {@code ||}
 * (not both), without parentheses. What it does not know is no expression.
 */
final class CaseExpressions implements ControlSeam {

    private static final Pattern COMPARISON =
            Pattern.compile("([\\w.()]+)\\s*(==|!=|>)\\s*(\"[^\"]*\"|[0-9.]+)");
    private static final Pattern STARTS_WITH =
            Pattern.compile("([\\w.]+)\\.startsWith\\(\"([^\"]*)\"\\)");

    private static final Set<String> NAMES = Set.of("flow", "dispatchCountry", "entity.credit",
            "size(items)", "item.hs", "item.origin", "item.value");
    private static final Set<String> FLAGS = Set.of("true", "false", "transit");

    @Override
    public Expression compile(String when) {
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
                return when.contains("item.");
            }

            @Override
            public boolean matches(ControlFacts facts, Item item) {
                return any ? terms.stream().anyMatch(term -> holds(term, facts, item))
                        : terms.stream().allMatch(term -> holds(term, facts, item));
            }
        };
    }

    private static boolean isKnown(String term) {
        Matcher starts = STARTS_WITH.matcher(term);
        Matcher comparison = COMPARISON.matcher(term);
        return starts.matches() ? NAMES.contains(starts.group(1))
                : comparison.matches() ? NAMES.contains(comparison.group(1))
                : FLAGS.contains(term);
    }

    private static boolean holds(String term, ControlFacts facts, Item item) {
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
            default -> throw new IllegalArgumentException("not in any case: " + name);
        };
    }
}
