package io.clearline.bench.peers;

import io.clearline.engine.record.sbe.ControlThen;
import java.util.ArrayList;
import java.util.List;

/**
 * One rule in both languages.
 *
 * @param number from 0, its name in both
 * @param then what a match leads to
 * @param cel the expression of a control
 * @param drl the left-hand side of a Drools rule; of items, {@code $i} is the one that matches
 */
record Rule(int number, ControlThen then, String cel, String drl) {
    /** How many there are. */
    static final int COUNT = 40;

    private static final String[][] BY_GOODS = {
        {"8703", "JPN"}, {"8471", "USA"}, {"0203", "BRA"}, {"2204", "FRA"}, {"3004", "DEU"},
        {"6403", "VNM"}, {"7202", "IND"}, {"1006", "THA"}, {"9018", "CHE"}, {"4407", "RUS"}};
    private static final String[] CHAPTERS = {"84", "85", "22", "71", "29"};
    private static final String[] COUNTRIES = {"VNM", "IRN", "MMR", "NGA", "PAK"};
    private static final String[] VESSELS = {"QA10", "QA21", "QA32", "QA43"};

    /** Tells whether it is tried on each item. */
    boolean ofItems() {
        return drl.contains("$i :");
    }

    /**
     * Returns all of them.
     *
     * @param traders some traders of the stream, 20 or more
     */
    static List<Rule> all(final List<String> traders) {
        final List<Rule> rules = new ArrayList<>();
        for (final String[] goods : BY_GOODS) {
            item(rules, "item.hs.startsWith(\"" + goods[0] + "\") && item.origin == \"" + goods[1]
                + "\"", "hs.startsWith(\"" + goods[0] + "\"), origin == \"" + goods[1] + "\"");
        }
        for (final String chapter : CHAPTERS) {
            item(rules, "item.hs.startsWith(\"" + chapter + "\") && item.value > 300000",
                "hs.startsWith(\"" + chapter + "\"), valueFen > 30000000L");
        }
        for (final String country : COUNTRIES) {
            head(rules, "flow == \"FIRST_LINE_IMPORT\" && dispatchCountry == \"" + country + "\"",
                "flow == \"FIRST_LINE_IMPORT\", dispatchCountry == \"" + country + "\"");
        }
        for (int i = 0; i < 4; i++) {
            final String list = "\"" + String.join("\", \"", traders.subList(5 * i, 5 * i + 5))
                + "\"";
            head(rules, "trader in [" + list + "]", "trader in (" + list + ")");
        }
        for (final String vessel : VESSELS) {
            head(rules, "flow == \"SECOND_LINE_EXIT\" && conveyance.startsWith(\"" + vessel
                + "\")", "flow == \"SECOND_LINE_EXIT\", conveyance.startsWith(\"" + vessel + "\")");
        }
        others(rules);
        if (rules.size() != COUNT) {
            throw new IllegalStateException(rules.size() + " rules in place of " + COUNT);
        }
        return rules;
    }

    private static void others(final List<Rule> rules) {
        item(rules, "item.regime == \"BONDED\" && item.quantity > 1950",
            "regime == \"BONDED\", quantity > 195000000L");
        item(rules, "item.regime == \"VALUE_ADDED\" && item.value > 100000",
            "regime == \"VALUE_ADDED\", valueFen > 10000000L");
        item(rules, "item.election == \"VAT_CT\" && item.value > 250000",
            "election == \"VAT_CT\", valueFen > 25000000L");
        item(rules, "item.origin in [\"IRN\", \"MMR\"] && item.quantity > 1800",
            "origin in (\"IRN\", \"MMR\"), quantity > 180000000L");
        both(rules, "flow == \"ISLAND_TRANSFER\" && item.value > 250000",
            "flow == \"ISLAND_TRANSFER\"", "valueFen > 25000000L");
        both(rules, "receiver != \"\" && item.hs.startsWith(\"24\")",
            "receiver != \"\"", "hs.startsWith(\"24\")");
        both(rules, "currency == \"USD\" && item.value > 4000000",
            "currency == \"USD\"", "valueFen > 400000000L");
        head(rules, "form == \"H1\" && size(items) > 4", "form == \"H1\", itemCount > 4");
        head(rules, "grossKg > 9000 && flow == \"SECOND_LINE_ENTRY\"",
            "grossKg > 900000000L, flow == \"SECOND_LINE_ENTRY\"");
        head(rules, "office in [\"6403\", \"6407\"] && packages > 5",
            "office in (\"6403\", \"6407\"), packages > 5");
        head(rules, "agent != trader && dispatchCountry == \"TUR\"",
            "agent != trader, dispatchCountry == \"TUR\"");
        head(rules, "transit || netKg > 9500", "transit || netKg > 950000000L");
    }

    private static ControlThen then(final int number) {
        return number % 3 == 0 ? ControlThen.EXAMINE : number % 3 == 1 ? ControlThen.DOCUMENT
            : ControlThen.AUDIT;
    }

    private static void item(final List<Rule> rules, final String cel, final String drl) {
        rules.add(new Rule(rules.size(), then(rules.size()), cel, "$i : ItemFact(" + drl + ")"));
    }

    private static void head(final List<Rule> rules, final String cel, final String drl) {
        rules.add(new Rule(rules.size(), then(rules.size()), cel, "DeclarationFact(" + drl + ")"));
    }

    private static void both(
        final List<Rule> rules, final String cel, final String head, final String item) {
        rules.add(new Rule(rules.size(), then(rules.size()), cel,
            "DeclarationFact(" + head + ")\n    $i : ItemFact(" + item + ")"));
    }
}
