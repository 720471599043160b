package io.clearline.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A state that does not add up is told from one that does; adapters' tests hold it of real ones. */
class ConservationTest {
    private final ClearanceState state = new ClearanceState(1);

    @Test
    void anEmptyStateAddsUp() {
        assertEquals(Optional.empty(), Conservation.fault(state));
    }

    @Test
    void goodsThatNobodyBroughtInAreFound() {
        state.ledgers().add(3, 77, 500);
        final String fault = Conservation.fault(state).orElseThrow();
        assertTrue(fault.contains("3/77=500"), fault);
        state.ledgers().add(3, 77, -500);
        assertEquals(Optional.empty(), Conservation.fault(state));
    }
}
