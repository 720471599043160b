package io.clearline.engine.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.record.Scales;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The numbers that law may change, by day; without a row the contract's defaults hold. */
class PolicyTest {
    private final ReferenceData data = new ReferenceData(1);

    private void put(final String... cells) {
        data.put(ReferenceTable.POLICY, Rows.of(ReferenceTable.POLICY, cells));
    }

    private long threshold(final String day) {
        return data.policy().rate(Policy.Name.VALUE_ADDED_THRESHOLD, Rows.day(day));
    }

    @ParameterizedTest
    @CsvSource({"VALUE_ADDED_THRESHOLD, value_added_threshold, 30000000",
        "WAIVER_MONTHS, waiver_months, 1200000000", "BATCH_DUE_DAY, batch_due_day, 2500000000",
        "CHECKPOINT_DAYS, checkpoint_days, 3000000000", "RANDOM_ADVANCED, random.ADVANCED, 0",
        "RANDOM_CERTIFIED, random.CERTIFIED, 0", "RANDOM_REGULAR, random.REGULAR, 0",
        "RANDOM_DISHONEST, random.DISHONEST, 0",
        "RANDOM_SERIOUSLY_DISHONEST, random.SERIOUSLY_DISHONEST, 100000000",
        "RANDOM_WATCH, random.WATCH, 0", "RANDOM_WHITE, random.WHITE, 0"})
    void defaultsAreThoseOfTheContract(
        final Policy.Name name, final String text, final long rate) {
        assertEquals(text, name.text());
        assertEquals(rate, data.policy().rate(name, 20_000));
        assertEquals(rate / Scales.RATE, data.policy().number(name, 20_000));
    }

    @ParameterizedTest
    @EnumSource(Policy.Name.class)
    void everyNameCanBeSet(final Policy.Name name) {
        put(name.text(), "7.5");
        for (final Policy.Name other : Policy.Name.values()) {
            final long rate = data.policy().rate(other, 20_000);
            assertEquals(other == name, rate == 750_000_000L, other.text());
        }
        assertEquals(7, data.policy().number(name, 20_000));
    }

    @Test
    void bothDaysAreIncluded() {
        put("value_added_threshold", "0.25", "2026-03-01", "2026-03-31");
        put("value_added_threshold", "0.20", "2026-04-01", "2026-04-01");
        assertEquals(30_000_000, threshold("2026-02-28"));
        assertEquals(25_000_000, threshold("2026-03-01"));
        assertEquals(25_000_000, threshold("2026-03-31"));
        assertEquals(20_000_000, threshold("2026-04-01"));
        assertEquals(30_000_000, threshold("2026-04-02"));
        assertEquals(25_000_000, threshold("2026-03-15"), "an earlier day again");
    }

    @Test
    void aReplacedValueIsGoneAtOnce() {
        put("value_added_threshold", "0.25", "2026-03-01");
        assertEquals(25_000_000, threshold("2026-03-02"));
        put("value_added_threshold", "0.35", "2026-03-01", "2026-03-05");
        assertEquals(35_000_000, threshold("2026-03-02"));
        assertEquals(30_000_000, threshold("2026-03-06"));
    }

    @Test
    void anUnknownNameChangesNothing() {
        put("value_added_thresholds", "0.01");
        put("VALUE_ADDED_THRESHOLD", "0.01");
        assertEquals(30_000_000, threshold("2026-03-02"));
    }
}
