package io.clearline.engine.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.clearline.engine.record.ReferenceTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The longest live prefix counts: the tariff against a scan of its rows, while they come. */
class TariffTest {
    private static final long SEED = 0x7A81_2026L;
    private static final LocalDate START = LocalDate.of(2026, 1, 1);

    /** A row as the naive scan sees it; rates tell them apart. */
    private record Row(String hs, int from, int to, long rate) {
    }

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final ReferenceData data = new ReferenceData(1);
    private final List<Row> rows = new ArrayList<>();

    /** Few digits, so that prefixes of one another are common; leading zeros too. */
    private String code(final int digits) {
        final StringBuilder code = new StringBuilder();
        for (int i = 0; i < digits; i++) {
            code.append((char) ('0' + random.nextInt(i < 3 ? 2 : 3)));
        }
        return code.toString();
    }

    private void put(final String hs, final int from, final int to) {
        final long rate = random.nextLong(1L << 40);
        rows.removeIf(old -> old.hs.equals(hs) && old.from == from);
        rows.add(new Row(hs, from, to, rate));
        data.put(ReferenceTable.TARIFF, Rows.of(ReferenceTable.TARIFF, hs, "goods", "001",
            java.math.BigDecimal.valueOf(rate, 8).toPlainString(), null, null, null, null, null,
            "N", null, null, LocalDate.ofEpochDay(from).toString(),
            LocalDate.ofEpochDay(to).toString()));
    }

    private long longestLivePrefix(final String code, final int day) {
        int length = 0;
        long rate = -1;
        for (final Row row : rows) {
            if (code.startsWith(row.hs) && row.from <= day && day <= row.to
                && row.hs.length() > length) {
                length = row.hs.length();
                rate = row.rate;
            }
        }
        return rate;
    }

    @Test
    void theLongestLivePrefixCounts() {
        final int start = (int) START.toEpochDay();
        for (int i = 0; i < 600; i++) {
            final int from = start + random.nextInt(4) * 10;
            put(code(2 + random.nextInt(9)), from, from + 9);
            for (int look = 0; look < 100; look++) {
                final String code = code(random.nextBoolean() ? 8 : 10);
                final int day = start - 1 + random.nextInt(42);
                final Tariff.Line line =
                    data.tariff().find(Long.parseLong(code), code.length(), day);
                assertEquals(longestLivePrefix(code, day), line == null ? -1 : line.dutyMfn(),
                    () -> code + " on day " + day + " of seed " + SEED);
            }
        }
    }

    @Test
    void bothDaysOfAValidityAreIncluded() {
        data.put(ReferenceTable.TARIFF, Rows.of(ReferenceTable.TARIFF, "0206", "meat", "035",
            "0.12", "0.7", "1.5", "0.2", "0.09", "0.1", "Y", "7AB", "PRQS", "2026-03-01",
            "2026-03-31"));
        final Tariff tariff = data.tariff();
        assertEquals(null, tariff.find(2_062_900, 8, Rows.day("2026-02-28")));
        assertEquals(12_000_000, tariff.find(2_062_900, 8, Rows.day("2026-03-01")).dutyMfn());
        assertEquals(12_000_000, tariff.find(206_290_090, 10, Rows.day("2026-03-31")).dutyMfn());
        assertEquals(null, tariff.find(2_062_900, 8, Rows.day("2026-04-01")));
        assertEquals(null, tariff.find(20_629_000, 8, Rows.day("2026-03-01")), "20, not 02");
    }
}
