package io.clearline.engine.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The register: one version in force of each issuer and id, all of them known for ever. */
class ControlsTest {
    private static final byte[] A = "A".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] YES = Programs.op(Op.TRUE);

    private final Controls controls = new Controls();

    @Test
    void versionsReplaceEachOtherAndAreKnownForEver() {
        assertEquals(0, controls.highest(6700, A));
        final Control first = RandomControls.put(controls, 6700, "A", 3, YES);
        RandomControls.put(controls, 5100, "A", 9, YES);
        assertEquals(3, controls.highest(6700, A));
        assertEquals(2, controls.tried());
        final Control second = RandomControls.put(controls, 6700, "A", 4, YES);
        assertEquals(2, controls.tried());
        assertNull(first.predicate());
        assertEquals(second, controls.inForce(6700, A));
        final long before = controls.hash();
        controls.withdraw(6700, A, 0);
        controls.withdraw(6700, A, 0);
        assertNotEquals(before, controls.hash());
        assertNull(controls.inForce(6700, A));
        assertNotNull(controls.inForce(5100, A));
        assertEquals(4, controls.highest(6700, A));
        assertEquals("6700/A@4", new String(controls.version(second.number()).citation(),
            StandardCharsets.US_ASCII));
    }

    @Test
    void issuersHaveFourDigits() {
        assertEquals("0100/A@1", new String(
            RandomControls.put(controls, 100, "A", 1, YES).citation(), StandardCharsets.US_ASCII));
    }

    @Test
    void anUnsoundProgramChangesNothing() {
        RandomControls.put(controls, 6700, "A", 1, YES);
        assertThrows(IllegalArgumentException.class,
            () -> RandomControls.put(controls, 6700, "A", 2, Programs.whole(1)));
        assertEquals(1, controls.highest(6700, A));
        assertNotNull(controls.inForce(6700, A).predicate());
    }

    @Test
    void hitsGoByIssuerThenIdAndHoldsByCitation() {
        final Control short6700 = RandomControls.put(controls, 6700, "A", 1, YES);
        final Control long6700 = RandomControls.put(controls, 6700, "A-1", 1, YES);
        final Control other = RandomControls.put(controls, 5100, "Z", 1, YES);
        assertTrue(other.compareHits(short6700) < 0);
        assertTrue(short6700.compareHits(long6700) < 0);
        // '-' comes before '@'.
        assertTrue(long6700.compareHolds(short6700) < 0);
    }
}
