package io.clearline.engine.control;

import static io.clearline.engine.record.sbe.ControlState.ACTIVE;
import static io.clearline.engine.record.sbe.ControlState.DRAFT;
import static io.clearline.engine.record.sbe.ControlState.PAUSED;
import static io.clearline.engine.record.sbe.ControlState.SHADOW;
import static io.clearline.engine.record.sbe.ControlState.WITHDRAWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.ControlState;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

/** The versions of a control side by side, what they count, and when a guard trips. */
class LifeTest {
    private static final byte[] A = "A".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] YES = Programs.op(Op.TRUE);

    private final Controls controls = new Controls();

    private Control put(final int version, final ControlState state) {
        return RandomControls.put(
            controls, RandomControls.terms(6700, "A", version), state, YES, 0);
    }

    private String states() {
        final StringJoiner text = new StringJoiner(" ");
        for (int i = 0; i < controls.versions(); i++) {
            final Control control = controls.version(i);
            text.add(control.terms().version() + control.state().name());
        }
        return text.toString();
    }

    @Test
    void theTableOfMoves() {
        final String[] rows = {"DRAFT SHADOW ACTIVE WITHDRAWN", "SHADOW ACTIVE WITHDRAWN",
            "ACTIVE PAUSED WITHDRAWN", "PAUSED ACTIVE WITHDRAWN", "WITHDRAWN"};
        int legal = 0;
        for (final String row : rows) {
            final String[] words = row.split(" ");
            for (int i = 1; i < words.length; i++) {
                assertTrue(Moves.isLegal(
                    ControlState.valueOf(words[0]), ControlState.valueOf(words[i])), row);
                legal++;
            }
        }
        for (final ControlState from : ControlState.values()) {
            for (final ControlState to : ControlState.values()) {
                legal -= from != ControlState.NULL_VAL && Moves.isLegal(from, to) ? 1 : 0;
            }
        }
        assertEquals(0, legal);
        assertTrue(Moves.isFirst(DRAFT) && Moves.isFirst(SHADOW) && Moves.isFirst(ACTIVE));
        assertFalse(Moves.isFirst(PAUSED) || Moves.isFirst(WITHDRAWN));
    }

    @Test
    void aDraftLeavesWhatIsInForceUntilItIsActivated() {
        put(3, ACTIVE);
        final Control draft = put(4, DRAFT);
        assertEquals("3ACTIVE 4DRAFT", states());
        assertEquals(1, controls.tried());
        controls.move(draft, SHADOW, 0);
        assertEquals("3ACTIVE 4SHADOW", states());
        assertEquals(2, controls.tried());
        controls.move(draft, ACTIVE, 0);
        assertEquals("3WITHDRAWN 4ACTIVE", states());
        assertSame(draft, controls.inForce(6700, A));
        assertEquals(1, controls.tried());
    }

    @Test
    void aVersionTakesThePlaceOfThoseThatCameNoFurther() {
        final Control first = put(1, ACTIVE);
        controls.move(first, PAUSED, 0);
        final Control second = put(2, SHADOW);
        put(3, DRAFT);
        assertEquals("1PAUSED 2SHADOW 3DRAFT", states());
        put(4, DRAFT);
        assertEquals("1PAUSED 2SHADOW 3WITHDRAWN 4DRAFT", states());
        controls.move(second, ACTIVE, 0);
        assertEquals("1WITHDRAWN 2ACTIVE 3WITHDRAWN 4DRAFT", states());
        put(5, SHADOW);
        assertEquals("1WITHDRAWN 2ACTIVE 3WITHDRAWN 4WITHDRAWN 5SHADOW", states());
        controls.move(second, PAUSED, 0);
        controls.move(second, ACTIVE, 0);
        put(7, ACTIVE);
        assertEquals("1WITHDRAWN 2WITHDRAWN 3WITHDRAWN 4WITHDRAWN 5WITHDRAWN 7ACTIVE", states());
        for (int version = 0; version < 9; version++) {
            final Control found = controls.find(6700, A, version);
            assertEquals(version > 0 && version != 6 && version < 8, found != null);
            assertEquals(version, found == null ? version : found.terms().version());
        }
    }

    @Test
    void withdrawingEndsDraftsToo() {
        put(1, ACTIVE);
        put(2, DRAFT);
        controls.withdraw(6700, A, 0);
        assertEquals("1WITHDRAWN 2WITHDRAWN", states());
        assertTrue(controls.live(6700, A).isEmpty());
        assertEquals(2, controls.highest(6700, A));
        assertNull(controls.find(6700, A, 2).predicate());
    }

    /** Accepts declarations; of each the control hits two items, or none. */
    private void accept(final Control control, final int count, final boolean hit) {
        for (int i = 0; i < count; i++) {
            if (hit) {
                controls.count(control.number(), 2, 1);
            }
            controls.accept();
        }
    }

    private String counts(final Control control) {
        final Tally tally = control.tally();
        return controls.declarations(control) + " " + tally.hits() + " " + tally.items() + " "
            + tally.holds() + " " + tally.errors();
    }

    @Test
    void countsBeginAnewWithEveryRun() {
        accept(null, 5, false);
        final Control control = put(1, SHADOW);
        accept(control, 3, true);
        accept(control, 4, false);
        assertEquals("7 3 6 0 3", counts(control), "a shadow holds nothing");
        controls.move(control, ACTIVE, 0);
        assertEquals("0 0 0 0 0", counts(control));
        accept(control, 2, true);
        controls.move(control, PAUSED, 0);
        accept(control, 9, false);
        assertEquals("2 2 4 4 2", counts(control), "a pause counts nothing");
        controls.move(control, ACTIVE, 0);
        accept(control, 1, false);
        controls.move(control, WITHDRAWN, 0);
        accept(null, 1, false);
        assertEquals("1 0 0 0 0", counts(control));
    }

    @Test
    void countsRunFromFromToTo() {
        final Control control = RandomControls.put(controls,
            RandomControls.terms(6700, "A", 1, 100, 200, null), ACTIVE, YES, 50);
        final int[][] steps = {{60, 0}, {99, 0}, {100, 1}, {150, 2}, {199, 3}, {200, 3}, {999, 3}};
        for (final int[] step : steps) {
            controls.advance(step[0]);
            accept(null, 1, false);
            assertEquals(step[1], controls.declarations(control), "at " + step[0]);
        }
        controls.move(control, PAUSED, 1_000);
        controls.move(control, ACTIVE, 1_001);
        accept(null, 1, false);
        assertEquals(0, controls.declarations(control), "its time is over");
    }

    /** Expects one in ten, three times that is too many, in blocks of twenty: more than six. */
    private Control guarded(final int version) {
        return RandomControls.put(controls, RandomControls.terms(6700, "A", version,
            Long.MIN_VALUE, Long.MAX_VALUE, new Guard(Scales.RATE / 10, 3 * Guard.FACTOR, 20)),
            ACTIVE, YES, 0);
    }

    @Test
    void theGuardTripsWhenABlockIsFullAndHasTooManyHits() {
        accept(null, 7, false);
        final Control control = guarded(1);
        accept(control, 6, true);
        accept(control, 14, false);
        assertNull(controls.tripped(), "six of twenty are not too many");
        accept(control, 13, false);
        accept(control, 6, true);
        assertNull(controls.tripped(), "twelve of the last twenty-six, but in two blocks");
        accept(control, 1, true);
        assertSame(control, controls.tripped(), "seven of twenty");
        assertEquals(7, control.tally().blockHits());
        controls.move(control, PAUSED, 0);
        assertNull(controls.tripped());
        controls.move(control, ACTIVE, 0);
        accept(control, 19, true);
        assertNull(controls.tripped(), "never before the block is full");
        accept(control, 1, false);
        assertSame(control, controls.tripped());
    }

    @Test
    void whatEndsBeforeItsBlockIsFullTripsNothing() {
        final Control control = guarded(1);
        accept(control, 19, true);
        guarded(2);
        accept(null, 30, false);
        assertNull(controls.tripped());
        final Control shadow = RandomControls.put(controls, RandomControls.terms(5100, "S", 1,
            Long.MIN_VALUE, Long.MAX_VALUE, new Guard(0, Guard.FACTOR, 1)), SHADOW, YES, 0);
        accept(shadow, 5, true);
        assertNull(controls.tripped(), "a shadow harms nobody");
        controls.move(shadow, ACTIVE, 0);
        accept(shadow, 1, true);
        assertSame(shadow, controls.tripped());
        final Control limited = RandomControls.put(controls, RandomControls.terms(7200, "T", 1,
            Long.MIN_VALUE, 50, new Guard(0, Guard.FACTOR, 3)), ACTIVE, YES, 0);
        controls.move(shadow, WITHDRAWN, 0);
        accept(limited, 2, true);
        controls.advance(50);
        accept(null, 9, false);
        assertNull(controls.tripped(), "its time ended first");
    }

    @Test
    void guardsHaveBounds() {
        assertTrue(new Guard(0, Guard.FACTOR, 1).isSound());
        assertTrue(new Guard(Scales.RATE / 1_001, Guard.MOST_FACTOR, Guard.MOST_OVER).isSound());
        assertFalse(new Guard(-1, Guard.FACTOR, 1).isSound());
        assertFalse(new Guard(1, Guard.FACTOR - 1, 1).isSound());
        assertFalse(new Guard(1, Guard.MOST_FACTOR + 1, 1).isSound());
        assertFalse(new Guard(1, Guard.FACTOR, 0).isSound());
        assertFalse(new Guard(1, Guard.FACTOR, Guard.MOST_OVER + 1).isSound());
        assertFalse(new Guard(Scales.RATE / 2, 2 * Guard.FACTOR, 9).isSound(), "never trips");
        assertEquals(999_999, new Guard(
            Scales.RATE - 1, Guard.FACTOR, Guard.MOST_OVER).most(), "no overflow");
    }
}
