package io.clearline.adapters.oracle;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All running quantities in one map: what the ledger holds, and what is used of licences, codes
 * and guarantees. An account is named by the words that a state line shows.
 */
final class Balances {

    private final Map<String, BigDecimal> amounts = new TreeMap<>();

    static String ledger(String trader, Regime regime, String hs8) {
        return "ledger " + trader + " " + regime + " " + hs8;
    }

    static String licence(String code, String no) {
        return "licence " + code + " " + no;
    }

    static String guarantee(String trader) {
        return "guarantee " + trader;
    }

    static String code(String code) {
        return "code " + code;
    }

    BigDecimal of(String account) {
        return amounts.getOrDefault(account, BigDecimal.ZERO);
    }

    void add(String account, BigDecimal amount) {
        amounts.merge(account, amount, BigDecimal::add);
    }

    void subtract(String account, BigDecimal amount) {
        add(account, amount.negate());
    }

    /** The accounts beginning with a word that hold something. */
    List<String> accounts(String word) {
        return amounts.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(word + " "))
                .filter(entry -> entry.getValue().signum() > 0)
                .map(Map.Entry::getKey).toList();
    }

    /** Accounts that are not empty and begin with one of the given words. */
    void addLinesTo(List<String> lines, String... words) {
        for (Map.Entry<String, BigDecimal> entry : amounts.entrySet()) {
            for (String word : words) {
                if (entry.getKey().startsWith(word + " ") && entry.getValue().signum() != 0) {
                    lines.add(entry.getKey() + " " + Decimals.plain(entry.getValue()));
                }
            }
        }
    }
}
