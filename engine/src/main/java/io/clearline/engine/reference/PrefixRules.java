package io.clearline.engine.reference;

import io.clearline.engine.record.Alpha3;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;

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
        final Rule rule = keep(new Rule(count, hsKey, country, kind, rate, basis, from, to));
        index.add(hsKey, rule);
        return rule;
    }

    private Rule keep(final Rule rule) {
        if (count == all.length) {
            all = java.util.Arrays.copyOf(all, count * 2);
        }
        all[count++] = rule;
        return rule;
    }

    /** Puts a row that was loaded back into the index; in the order in which they were added. */
    Rule restore(final int number) {
        index.add(all[number].hsKey(), all[number]);
        return all[number];
    }

    /** Writes all rows there ever were; which are in the index is written with the tables. */
    void save(final StateOutput out) {
        out.putInt(count);
        for (int i = 0; i < count; i++) {
            final Rule rule = all[i];
            out.putLong(rule.hsKey);
            out.putInt(rule.country);
            out.putInt(rule.kind);
            out.putLong(rule.rate);
            out.putSized(rule.basis);
            out.putInt(rule.from);
            out.putInt(rule.to);
        }
    }

    void load(final StateInput in) {
        for (int left = in.getInt(); left > 0; left--) {
            keep(new Rule(count, in.getLong(), in.getInt(), in.getInt(), in.getLong(),
                in.getSized(), in.getInt(), in.getInt()));
        }
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
