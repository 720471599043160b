package io.clearline.engine.reference;

import io.clearline.engine.record.Alpha3;

/**
 * Rows of bans, alerts and measures: each names a tariff prefix, mostly a country, and a validity; every
 * live row that is a prefix counts. A replaced row is taken out of the index but stays readable by its
 * number, because decisions cite it.
 */
public final class PrefixRules {
    /** One row. */
    public static final class Rule extends PrefixIndex.Row<Rule> {
        private final int number;
        private final long hsKey;
        private final int country;
        private final int kind;
        private final long rate;
        private final byte[] basis;
        private final int from;
        private final int to;

        Rule(final int number, final long hsKey, final int country, final int kind, final long rate,
            final byte[] basis, final int from, final int to) {
            this.number = number;
            this.hsKey = hsKey;
            this.country = country;
            this.kind = kind;
            this.rate = rate;
            this.basis = basis;
            this.from = from;
            this.to = to;
        }

        /** Returns the row's number among all rows its table ever had. */
        public int number() {
            return number;
        }

        /** Returns the prefix as an {@link HsKey}. */
        public long hsKey() {
            return hsKey;
        }

        /** Returns the direction of a ban (0 import, 1 export) or action of an alert (1 = ban). */
        public int kind() {
            return kind;
        }

        /** Returns the rate of a measure, scaled by {@code Scales.RATE}. */
        public long rate() {
            return rate;
        }

        /** Returns the legal basis as UTF-8. */
        public byte[] basis() {
            return basis;
        }

        boolean live(final int day, final int ofCountry) {
            return from <= day && day <= to && (country == Alpha3.ABSENT || country == ofCountry);
        }
    }

    private final PrefixIndex<Rule> index = new PrefixIndex<>();
    private Rule[] all = new Rule[16];
    private int count;

    /** Adds a row and gives it the next number. */
    Rule add(final long hsKey, final int country, final int kind, final long rate, final byte[] basis,
        final int from, final int to) {
        final Rule rule = new Rule(count, hsKey, country, kind, rate, basis, from, to);
        if (count == all.length) {
            all = java.util.Arrays.copyOf(all, count * 2);
        }
        all[count++] = rule;
        index.add(hsKey, rule);
        return rule;
    }

    void remove(final Rule rule) {
        index.remove(rule.hsKey(), rule);
    }

    /** Returns a row by its number, replaced or not. */
    public Rule byNumber(final int number) {
        return all[number];
    }

    /**
     * Finds a live row of one kind for a code and a country; the shortest prefix first.
     *
     * @return the row, or null
     */
    public Rule find(
        final long number, final int digits, final int country, final int kind, final int day) {
        if (index.isEmptyFor(number, digits)) {
            return null;
        }
        for (int length = 2; length <= digits; length++) {
            if ((index.lengths() & 1 << length) == 0) {
                continue;
            }
            for (Rule at = index.head(number, digits, length); at != null; at = at.next()) {
                if (at.kind() == kind && at.live(day, country)) {
                    return at;
                }
            }
        }
        return null;
    }

    /** Returns the sum of the rates of every live row for a code and a country. */
    public long sumOfRates(final long number, final int digits, final int country, final int day) {
        if (index.isEmptyFor(number, digits)) {
            return 0;
        }
        long sum = 0;
        for (int length = 2; length <= digits; length++) {
            if ((index.lengths() & 1 << length) == 0) {
                continue;
            }
            for (Rule at = index.head(number, digits, length); at != null; at = at.next()) {
                if (at.live(day, country)) {
                    sum += at.rate();
                }
            }
        }
        return sum;
    }
}
