package io.clearline.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.HoldCode;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.state.Hold;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Random examination takes the share that policy says, and the same declarations every time. */
class RandomRuleTest {
    private static final long FIRST_NUMBER = 640_020_261_000_000_001L;

    private static Tables tables(final String rate) {
        return new Tables().trader("REGULAR", "NORMAL")
            .put(ReferenceTable.POLICY, "random.REGULAR", rate).drawKey(0x1234, 0x5678);
    }

    private static boolean isDrawn(final Tables tables, final Flow flow, final long number) {
        final Assessment a = tables.a;
        a.begin(Tables.DAY, io.clearline.engine.record.ChinaTime.startMs(Tables.DAY));
        a.body.flow = flow;
        a.draft.number = number;
        RandomRule.apply(a);
        assertTrue(a.draft.holds.size() <= 2);
        return a.draft.holds.size() == 2;
    }

    private static BitSet drawn(final Tables tables, final int numbers) {
        final BitSet drawn = new BitSet(numbers);
        for (int i = 0; i < numbers; i++) {
            drawn.set(i, isDrawn(tables, Flow.FIRST_LINE_IMPORT, FIRST_NUMBER + i));
        }
        return drawn;
    }

    /** A million draws: five standard deviations of a fair draw are at most 2,500. */
    @ParameterizedTest
    @ValueSource(strings = {"0.5", "0.05", "0.003"})
    void theShareIsTheRate(final String rate) {
        final int numbers = 1_000_000;
        final int drawn = drawn(tables(rate), numbers).cardinality();
        final double share = Double.parseDouble(rate);
        final double most = 5 * Math.sqrt(numbers * share * (1 - share));
        assertTrue(Math.abs(drawn - share * numbers) < most, drawn + " drawn at " + rate);
    }

    @Test
    void theSameKeyDrawsTheSameAgain() {
        final BitSet drawn = drawn(tables("0.1"), 100_000);
        assertEquals(drawn, drawn(tables("0.1"), 100_000));
        assertNotEquals(drawn, drawn(tables("0.1").drawKey(0x1234, 0x5679), 100_000));
    }

    /** Raising the rate adds to those drawn and lets nobody go. */
    @Test
    void aHigherRateDrawsMore() {
        final BitSet few = drawn(tables("0.1"), 100_000);
        final BitSet many = drawn(tables("0.2"), 100_000);
        few.andNot(many);
        assertTrue(few.isEmpty());
    }

    @Test
    void ratesOfNoneAndAll() {
        assertEquals(0, drawn(tables("0"), 10_000).cardinality());
        assertEquals(10_000, drawn(tables("1"), 10_000).cardinality());
    }

    @Test
    void whoIsDrawnIsExamined() {
        final Tables tables = tables("1");
        assertTrue(isDrawn(tables, Flow.FIRST_LINE_IMPORT, FIRST_NUMBER));
        final long hold = tables.a.draft.holds.get(0);
        assertTrue(Hold.isKind(hold, HoldKind.EXAMINE));
        assertEquals(HoldCode.RANDOM, Hold.code(hold));
        assertEquals(0, Hold.item(hold));
    }

    /** On the second line WATCH adds its rate and WHITE has its own; elsewhere neither counts. */
    @ParameterizedTest
    @CsvSource({
        "WATCH, FIRST_LINE_IMPORT, 0, 1, 0, false", "WATCH, SECOND_LINE_EXIT, 0, 1, 0, true",
        "WATCH, SECOND_LINE_ENTRY, 0.5, 0.5, 0, true", "WATCH, ISLAND_TRANSFER, 0, 1, 0, false",
        "WHITE, FIRST_LINE_EXPORT, 0, 0, 1, false", "WHITE, SECOND_LINE_EXIT, 0, 0, 1, true",
        "WHITE, SECOND_LINE_ENTRY, 1, 1, 0, false", "WHITE, FIRST_LINE_IMPORT, 1, 0, 0, true",
        "NORMAL, SECOND_LINE_EXIT, 0, 1, 1, false", "NORMAL, SECOND_LINE_EXIT, 1, 0, 0, true"})
    void secondLineLists(final String list, final Flow flow, final String regular,
        final String watch, final String white, final boolean all) {
        final Tables tables = new Tables().trader("REGULAR", list).drawKey(7, 8)
            .put(ReferenceTable.POLICY, "random.REGULAR", regular)
            .put(ReferenceTable.POLICY, "random.WATCH", watch)
            .put(ReferenceTable.POLICY, "random.WHITE", white);
        for (int i = 0; i < 500; i++) {
            assertEquals(all, isDrawn(tables, flow, FIRST_NUMBER + i));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "ADVANCED", "CERTIFIED", "REGULAR", "DISHONEST", "SERIOUSLY_DISHONEST"})
    void everyCreditClassHasItsRate(final String credit) {
        final Tables tables = new Tables().trader(credit, "NORMAL").drawKey(7, 8)
            .put(ReferenceTable.POLICY, "random.SERIOUSLY_DISHONEST", "0");
        assertEquals(0, drawn(tables, 200).cardinality());
        tables.put(ReferenceTable.POLICY, "random." + credit, "1");
        assertEquals(200, drawn(tables, 200).cardinality());
    }
}
