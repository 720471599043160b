package io.clearline.engine.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.clearline.engine.record.ReferenceTable;
import org.junit.jupiter.api.Test;

/** No two rows of one key are valid on one day (contract section 2). */
class ValiditiesTest {
    private static final ReferenceTable BANS = ReferenceTable.BANS;
    private static final ReferenceTable COUNTRIES = ReferenceTable.COUNTRIES;

    private final ReferenceData data = new ReferenceData(1);
    private Validities.Check check = data.check();

    private static byte[] ban(final String origin, final String from, final String to) {
        return Rows.of(BANS, "0206", "IMPORT", origin, "basis", from, to);
    }

    private static byte[] country(final String code) {
        return Rows.of(COUNTRIES, code, "name", "Y");
    }

    private int overlapOf(final byte[]... bans) {
        check = data.check();
        for (final byte[] ban : bans) {
            check.add(BANS, ban);
        }
        return check.firstOverlap();
    }

    @Test
    void overlappingRowsOfOneKeyAreRefusedWhereTheSecondStands() {
        assertEquals(1, overlapOf(ban("BRA", "2026-01-01", "2026-03-01"),
            ban("BRA", "2026-03-01", "2026-04-01")));
        assertEquals(BANS, check.tableOf(1));
        assertEquals("from", BANS.columns().get(check.columnOf(1) - 1).name());
        assertEquals(2, check.size());
        assertEquals(-1, overlapOf(ban("BRA", "2026-01-01", "2026-02-28"),
            ban("BRA", "2026-03-01", "2026-04-01"), ban("BRA", "2026-04-02", null)));
        assertEquals(2, overlapOf(ban("BRA", "2026-01-01", "2026-02-28"),
            ban("BRA", "2026-03-01", null), ban("BRA", null, "2026-01-01")));
    }

    @Test
    void otherKeysDoNotOverlap() {
        assertEquals(-1, overlapOf(ban("BRA", null, null), ban("THA", null, null),
            ban(null, null, null), Rows.of(BANS, "0206", "EXPORT", "BRA", "basis"),
            Rows.of(BANS, "02062", "IMPORT", "BRA", "basis")));
    }

    @Test
    void aRowOverlapsThoseInForce() {
        data.put(BANS, ban("BRA", "2026-01-01", "2026-03-01"));
        assertEquals(0, overlapOf(ban("BRA", "2026-02-01", null)));
        assertEquals(0, overlapOf(ban("BRA", null, "2026-01-01")));
        assertEquals(-1, overlapOf(ban("BRA", "2026-03-02", null)));
    }

    @Test
    void aRowOfTheSameKeyGivesWay() {
        data.put(BANS, ban("BRA", "2026-01-01", "2026-03-01"));
        assertEquals(-1, overlapOf(ban("BRA", "2026-01-01", null)));
    }

    /** Whether it comes before or after: the rows of one command come into force together. */
    @Test
    void aReplacementMakesRoomForAnother() {
        data.put(BANS, ban("BRA", "2026-01-01", null));
        final byte[] shorter = ban("BRA", "2026-01-01", "2026-01-31");
        final byte[] next = ban("BRA", "2026-02-01", null);
        assertEquals(0, overlapOf(next));
        assertEquals(-1, overlapOf(shorter, next));
        assertEquals(-1, overlapOf(next, shorter));
    }

    @Test
    void aKeyTwiceInOneCommandIsADuplicate() {
        assertEquals(1, overlapOf(ban("BRA", "2026-01-01", "2026-01-31"),
            ban("BRA", "2026-01-01", "2026-01-31")));
        data.put(COUNTRIES, country("JPN"));
        final Validities.Check countries = data.check();
        countries.add(COUNTRIES, country("JPN"));
        countries.add(COUNTRIES, country("DEU"));
        countries.add(COUNTRIES, country("JPN"));
        assertEquals(2, countries.firstOverlap());
        assertEquals(COUNTRIES, countries.tableOf(2));
        assertEquals("code", COUNTRIES.columns().get(countries.columnOf(2) - 1).name());
    }

    @Test
    void checkingChangesNothing() {
        data.put(BANS, ban("BRA", "2026-01-01", null));
        final long low = data.hash().low();
        overlapOf(ban("BRA", "2026-01-01", "2026-01-31"), ban("BRA", "2026-02-01", null));
        assertEquals(low, data.hash().low());
        assertEquals(0, overlapOf(ban("BRA", "2026-02-01", null)));
    }
}
