package io.clearline.engine.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.record.Alpha3;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Every live row that is a prefix counts: bans, alerts and measures against a scan. */
class PrefixRulesTest {
    private static final long SEED = 0x94EF_2026L;
    private static final int[] COUNTRIES = {Alpha3.of("JPN"), Alpha3.of("USA"), Alpha3.ABSENT};

    private record Row(PrefixRules.Rule rule, String hs, int country, int kind, int from, int to) {
        private boolean covers(final String code, final int of, final int day) {
            return code.startsWith(hs) && (country == Alpha3.ABSENT || country == of)
                && from <= day && day <= to;
        }
    }

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final PrefixRules rules = new PrefixRules();
    private final List<Row> rows = new ArrayList<>();

    private String code(final int digits) {
        final StringBuilder code = new StringBuilder();
        for (int i = 0; i < digits; i++) {
            code.append((char) ('0' + random.nextInt(2)));
        }
        return code.toString();
    }

    private void add() {
        final String hs = code(2 + random.nextInt(9));
        final int country = COUNTRIES[random.nextInt(3)];
        final int kind = random.nextInt(2);
        final int from = random.nextInt(20);
        final int to = from + random.nextInt(10);
        rows.add(new Row(rules.add(HsKey.of(Long.parseLong(hs), hs.length()), country, kind,
            1 + random.nextInt(1000), new byte[] {(byte) rows.size()}, from, to), hs, country, kind,
            from, to));
    }

    private void look() {
        final String code = code(random.nextBoolean() ? 8 : 10);
        final long number = Long.parseLong(code);
        final int country = COUNTRIES[random.nextInt(2)];
        final int day = random.nextInt(32) - 1;
        final int kind = random.nextInt(2);
        final String at = code + " on day " + day + " of seed " + SEED;
        long sum = 0;
        int shortest = Integer.MAX_VALUE;
        for (final Row row : rows) {
            if (row.covers(code, country, day)) {
                sum += row.rule.rate();
                shortest = row.kind == kind ? Math.min(shortest, row.hs.length()) : shortest;
            }
        }
        assertEquals(sum, rules.sumOfRates(number, code.length(), country, day), at);
        final PrefixRules.Rule found = rules.find(number, code.length(), country, kind, day);
        assertEquals(shortest == Integer.MAX_VALUE, found == null, at);
        if (found != null) {
            assertEquals(shortest, HsKey.digits(found.hsKey()), at);
            assertEquals(kind, found.kind(), at);
            assertTrue(rows.stream().anyMatch(
                row -> row.rule == found && row.covers(code, country, day)), at);
        }
    }

    @Test
    void everyLiveRowThatIsAPrefixCounts() {
        final List<PrefixRules.Rule> ever = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            if (rows.size() > 60 || !rows.isEmpty() && random.nextInt(3) == 0) {
                rules.remove(rows.remove(random.nextInt(rows.size())).rule);
            } else {
                add();
                ever.add(rows.get(rows.size() - 1).rule);
            }
            for (int look = 0; look < 20; look++) {
                look();
            }
        }
        for (int i = 0; i < ever.size(); i++) {
            assertEquals(i, ever.get(i).number());
            assertEquals(ever.get(i), rules.byNumber(i), "a replaced row stays readable");
        }
    }
}
