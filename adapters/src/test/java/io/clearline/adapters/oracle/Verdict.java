package io.clearline.adapters.oracle;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the rules find about one body; with a reject nothing has been drawn. */
final class Verdict {

    final Draws draws;
    final List<Fault> rejects = new ArrayList<>();
    final List<Notice> notices = new ArrayList<>();
    final List<String> hits = new ArrayList<>();
    private final List<Hold> holds = new ArrayList<>();
    /** What a release adds to ledgers, by account. */
    final Map<String, BigDecimal> additions = new LinkedHashMap<>();
    /** Lines whose zero-tariff ends when the tax is paid. */
    final List<String> electedLines = new ArrayList<>();
    Tax tax = Tax.NONE;
    BigDecimal reserved = Tax.NOTHING;
    boolean audit;
    /** The last day on which a batch may be unpaid; null if this is no batch. */
    LocalDate dueDay;
    /** What it adds to counters, by key. */
    Map<Counting.Counter, Map<String, BigDecimal>> counted = Map.of();
    int waiverMonths;
    int checkpointDays;

    Verdict(Balances balances) {
        this.draws = new Draws(balances);
    }

    /** Each hold is there once, however many inputs lead to it. */
    void hold(HoldKind kind, int item, String code) {
        Hold hold = new Hold(kind, item, code);
        if (!holds.contains(hold)) {
            holds.add(hold);
        }
    }

    List<Hold> holds() {
        holds.sort(Hold.ORDER);
        return holds;
    }

    void reject(String field, String code) {
        rejects.add(new Fault(field, code));
    }

    void addOnRelease(String account, BigDecimal quantity) {
        additions.merge(account, quantity, BigDecimal::add);
    }
}
