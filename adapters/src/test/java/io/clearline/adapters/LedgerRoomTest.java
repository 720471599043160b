package io.clearline.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A sum that no long can hold fails while it is decided, not when it is applied: a record that
 * cannot be applied would stop the engine, and stop it again at every start.
 */
class LedgerRoomTest {
    private static final int ITEMS = 50;
    private static final String MOST = "999999999.99999";
    /** So many declarations of the most goods that one can name fill a ledger. */
    private static final long FILLING = Long.MAX_VALUE / (ITEMS * 99_999_999_999_999L);

    private final Recorder recorder = Recorder.opened();

    private static String declare(final String trader, final String hs, final String regime,
        final String documents) {
        final StringBuilder items = new StringBuilder();
        for (int no = 1; no <= ITEMS; no++) {
            items.append(no > 1 ? "," : "").append("{'no':").append(no).append(",'hs':'").append(hs)
                .append("','name':'goods','quantity':'").append(MOST).append(
                    "','value':'0.01','origin':'JPN','regime':'").append(regime).append("'}");
        }
        return Scene.declare("@", "FIRST_LINE_IMPORT", "6481",
            "'dispatchCountry':'JPN','at':'2026-03-02T09:00:00+08:00'" + documents,
            items.toString()).replace(Scene.TRADER, trader);
    }

    @ParameterizedTest
    @CsvSource({"91460100MACX00011Q, 84573000, ZERO_TARIFF, none",
        "91469000MACX00026K, 84798999, TAXED, TL-O-030"})
    void aFullLedgerHoldsTheDeclaration(final String trader, final String hs, final String regime,
        final String licence) {
        final String declare = declare(trader, hs, regime,
            ",'documents':[{'code':'O','no':'" + licence + "'}]");
        for (long i = 1; i <= FILLING; i++) {
            recorder.take(line(declare, i));
        }
        assertNull(recorder.core().lastFailure());
        final String released = recorder.json(recorder.decide(
            recorder.command(line(declare, FILLING))));
        assertTrue(released.contains("\"outcome\":\"RELEASE\""), released);
        final Recorder loaded = new Recorder();
        StateBytes.load(StateBytes.of(recorder.core()), loaded.core());
        final String heldToo = loaded.json(loaded.take(line(declare, FILLING + 1)));
        assertTrue(heldToo.contains("\"code\":\"ENGINE_ERROR\""), heldToo);
        for (long i = FILLING + 1; i <= FILLING + 3; i++) {
            final String held = recorder.json(recorder.take(line(declare, i)));
            assertTrue(held.contains("\"code\":\"ENGINE_ERROR\""), held);
            assertInstanceOf(ArithmeticException.class, recorder.core().lastFailure());
        }
        assertEquals(FILLING + 3, recorder.core().state().declarations().size());
    }

    private static String line(final String declare, final long serial) {
        return ("{" + declare.replace("'@'", "'R" + serial + "'") + "}").replace('\'', '"');
    }
}
