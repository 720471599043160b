package io.clearline.engine.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.record.Letters;
import io.clearline.engine.record.ReferenceTable;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What entities.csv, licences.csv and relaxed.csv say of a trader, and on which days. */
class PartiesTest {
    private static final String A = "91460100MACX00011Q";
    private static final String B = "91460200MACX000121";

    private final ReferenceData data = new ReferenceData(1);

    private void put(final ReferenceTable table, final String... cells) {
        data.put(table, Rows.of(table, cells));
    }

    private int party(final String uscc) {
        return data.parties().find(ascii(uscc), 0);
    }

    private static UnsafeBuffer ascii(final String text) {
        return new UnsafeBuffer(text.getBytes(StandardCharsets.US_ASCII));
    }

    private int licence(final char letter, final String no) {
        return data.licences().find(letter, ascii(no), 0, no.length());
    }

    private boolean covers(final String no, final String uscc, final String hs, final String day) {
        return data.licences().covers(licence('7', no), party(uscc), Long.parseLong(hs),
            hs.length(), Rows.day(day));
    }

    @Test
    void anEntityIsEligibleOnBothDaysOfItsSpan() {
        put(ReferenceTable.ENTITIES, A, "a", "2026-03-01", "2026-03-31", "ADVANCED", "WATCH",
            "Y", "N", "1000.50");
        put(ReferenceTable.ENTITIES, B, "b", null, null, "SERIOUSLY_DISHONEST", "NORMAL", "N", "Y");
        final Parties parties = data.parties();
        assertFalse(parties.isEligible(party(A), Rows.day("2026-02-28")));
        assertTrue(parties.isEligible(party(A), Rows.day("2026-03-01")));
        assertTrue(parties.isEligible(party(A), Rows.day("2026-03-31")));
        assertFalse(parties.isEligible(party(A), Rows.day("2026-04-01")));
        assertFalse(parties.isEligible(party(B), Rows.day("2026-03-01")), "no first day: never");
        assertEquals(100_050, parties.guarantee(party(A)));
        assertEquals(0, parties.guarantee(party(B)));
        assertEquals(Parties.CREDIT_ADVANCED, parties.credit(party(A)));
        assertEquals(4, parties.credit(party(B)));
        assertEquals(Parties.SECOND_LINE_WATCH, parties.secondLine(party(A)));
        assertTrue(parties.isFiled(party(A)) && !parties.isBonded(party(A)));
        assertTrue(parties.isBonded(party(B)) && !parties.isFiled(party(B)));
    }

    @Test
    void whoIsOnlySeenIsNoEntity() {
        assertFalse(data.parties().isEntity(party(A)), "never seen");
        data.parties().intern(ascii(A), 0);
        assertFalse(data.parties().isEntity(party(A)));
        assertFalse(data.parties().isEligible(party(A), 20_000));
        put(ReferenceTable.ENTITIES, A, "a", "2026-03-01", null, "REGULAR", "NORMAL", "N", "N");
        assertTrue(data.parties().isEntity(party(A)));
        assertEquals(0, party(A), "a number once given stays");
    }

    @Test
    void aLicenceCoversItsHolderItsPrefixAndItsDays() {
        put(ReferenceTable.LICENCES, "7", "L-1", A, "0206", "9000", "2026-01-01", "2026-12-31");
        assertTrue(covers("L-1", A, "02062900", "2026-01-01"));
        assertTrue(covers("L-1", A, "0206290010", "2026-12-31"));
        assertFalse(covers("L-1", A, "02062900", "2025-12-31"));
        assertFalse(covers("L-1", A, "02062900", "2027-01-01"));
        assertFalse(covers("L-1", A, "02072900", "2026-06-01"));
        assertFalse(covers("L-1", B, "02062900", "2026-06-01"), "a holder that was never seen");
        put(ReferenceTable.ENTITIES, B, "b", null, null, "REGULAR", "NORMAL", "N", "N");
        assertFalse(covers("L-1", B, "02062900", "2026-06-01"));
        assertEquals(900_000_000L, data.licences().quantity(licence('7', "L-1")));
        assertEquals(-1, licence('6', "L-1"));
        assertEquals(-1, licence('7', "L-2"));
    }

    @Test
    void aReplacedLicenceKeepsItsNumber() {
        put(ReferenceTable.LICENCES, "7", "L-1", A, "0206", "9000");
        put(ReferenceTable.LICENCES, "7", "L-2", A, "0207", null);
        put(ReferenceTable.LICENCES, "7", "L-1", B, "02", "1");
        assertEquals(0, licence('7', "L-1"));
        assertEquals(2, data.licences().size());
        assertEquals(-1, data.licences().quantity(licence('7', "L-2")), "not limited");
        assertTrue(covers("L-1", B, "02079999", "2026-01-01"));
        assertFalse(covers("L-1", A, "02062900", "2026-01-01"));
    }

    @Test
    void aTenDigitLicenceDoesNotCoverTheEightDigitLine() {
        put(ReferenceTable.LICENCES, "7", "L-1", A, "0206290010", null);
        assertTrue(covers("L-1", A, "0206290010", "2026-01-01"));
        assertFalse(covers("L-1", A, "02062900", "2026-01-01"));
        assertFalse(covers("L-1", A, "0206290090", "2026-01-01"));
    }

    @Test
    void lettersAreLiftedForTheEndUserAlone() {
        put(ReferenceTable.RELAXED, "8429", A, "O6");
        put(ReferenceTable.RELAXED, "84295211", A, "7");
        put(ReferenceTable.RELAXED, "8430", B, "O");
        final Relaxed relaxed = data.relaxed();
        assertEquals(Letters.of("O67"), relaxed.lifted(party(A), 84_295_211, 8));
        assertEquals(Letters.of("O6"), relaxed.lifted(party(A), 84_295_212, 8));
        assertEquals(0, relaxed.lifted(party(A), 84_303_130, 8));
        assertEquals(0, relaxed.lifted(party(B), 84_295_211, 8));
        assertEquals(0, relaxed.lifted(1_000_000, 84_295_211, 8));
        put(ReferenceTable.RELAXED, "8429", A, "1");
        assertEquals(Letters.of("17"), relaxed.lifted(party(A), 84_295_211, 8));
    }
}
