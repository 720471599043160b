package io.clearline.adapters.oracle;

import io.clearline.adapters.oracle.Body.Document;
import io.clearline.adapters.oracle.Body.Item;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Rules 1 to 3, at the first line only: bans, licences, quarantine and inspection. */
final class BorderRules {

    private static final String IMPORT_LETTERS = "127FIJLMOPQRSUVXbefnqtk";
    private static final String EXPORT_LETTERS = "345EBGy";

    private final World world;
    private final LocalDate day;

    BorderRules(World world, LocalDate day) {
        this.world = world;
        this.day = day;
    }

    /** Rule 1. */
    boolean prohibited(Body body, Item item) {
        Tables tables = world.tables;
        boolean entering = body.flow() == Flow.FIRST_LINE_IMPORT;
        String direction = entering ? "IMPORT" : "EXPORT";
        Set<String> letters = tables.tariff(item.hs(), day).letters("documents");
        return tables.banned(item.hs(), direction, item.origin(), day)
                || letters.contains(entering ? "9" : "8")
                || entering && tables.alert(item.hs(), "BAN", countries(body, item), day);
    }

    /** The letters of rule 2 that remain once attribute 49 has lifted its own. */
    Set<String> licenceLetters(Body body, Item item) {
        boolean entering = body.flow() == Flow.FIRST_LINE_IMPORT;
        String looked = entering ? IMPORT_LETTERS : EXPORT_LETTERS;
        Set<String> letters = new LinkedHashSet<>(
                world.tables.tariff(item.hs(), day).letters("documents"));
        letters.removeIf(letter -> !looked.contains(letter));
        if (item.relaxed()) {
            letters.removeAll(world.tables.lifted(item.hs(), body.trader()));
        }
        return letters;
    }

    /** Rule 3. */
    Set<HoldKind> statutory(Body body, Item item) {
        Set<String> letters = world.tables.tariff(item.hs(), day).letters("inspection");
        Set<HoldKind> kinds = new LinkedHashSet<>();
        if (letters.contains("P") || letters.contains("R") || letters.contains("V")
                || world.tables.alert(item.hs(), "QUARANTINE", countries(body, item), day)) {
            kinds.add(HoldKind.QUARANTINE);
        }
        if (letters.contains("M") || letters.contains("L")) {
            kinds.add(HoldKind.INSPECTION);
        }
        return kinds;
    }

    /** Origin and dispatch country; the latter may be absent on export. */
    private static Set<String> countries(Body body, Item item) {
        Set<String> countries = new LinkedHashSet<>();
        countries.add(item.origin());
        countries.add(body.dispatchCountry());
        return countries;
    }

    /**
     * Rule 2 for one letter: draws the item's quantity from the first document that is a live
     * licence of the trader for these goods with the quantity left; false if there is none.
     */
    boolean drawLicence(List<Document> documents, String letter, String trader, Item item,
            Draws draws) {
        for (Document document : documents) {
            if (!document.code().equals(letter)) {
                continue;
            }
            Row licence = world.tables.licence(letter, document.no());
            if (licence != null && licence.live(day) && licence.covers(item.hs())
                    && licence.text("holder").equals(trader) && left(licence, item.quantity())) {
                draws.use(Balances.licence(letter, document.no()), item.quantity());
                return true;
            }
        }
        return false;
    }

    private boolean left(Row licence, BigDecimal wanted) {
        if (!licence.has("quantity")) {
            return true;
        }
        String account = Balances.licence(licence.text("code"), licence.text("no"));
        BigDecimal used = world.balances.of(account);
        return used.add(wanted).compareTo(licence.decimal("quantity")) <= 0;
    }
}
