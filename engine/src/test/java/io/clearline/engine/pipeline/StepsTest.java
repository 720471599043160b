package io.clearline.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** An engine without threads does what it is told, one step at a time, and waits for nothing. */
class StepsTest {
    private final FakeJournal journal = new FakeJournal();
    private final Answers answers = new Answers(0);

    private Steps open(final Preset preset, final Durability durability) {
        return Steps.open(EngineConfig.defaults().withPreset(preset).withDurability(durability)
            .withRing(4, 128), new FakeCore(), journal, answers);
    }

    @Test
    void eachStageMovesWhenItIsAskedTo() {
        final Steps steps = open(Preset.STAGED, Durability.PAGE_CACHE);
        assertEquals(3, steps.stages());
        assertFalse(steps.step(0), "nothing was offered");
        final Port port = new Port(steps.engine());
        port.send(1);
        port.send(2);
        assertFalse(steps.step(1), "nothing was decided");
        assertTrue(steps.step(0));
        assertEquals(0, journal.appended);
        assertTrue(steps.step(1));
        assertEquals(1, journal.appended);
        assertFalse(steps.step(1), "the second was not decided");
        assertEquals(0, answers.count());
        assertTrue(steps.step(2));
        assertArrayEquals(new long[] {1}, answers.numbers());
        assertTrue(steps.step(0) && steps.step(1) && steps.step(2));
        steps.engine().close();
        assertArrayEquals(new long[] {1, 2}, answers.numbers());
        assertTrue(journal.closed);
    }

    @Test
    void anAnswerWaitsForTheForceAndTheRingForTheAnswer() {
        final Steps steps = open(Preset.FUSED, Durability.GROUP);
        final Port port = new Port(steps.engine());
        assertEquals(-1, steps.unforced());
        for (int i = 1; i <= 4; i++) {
            port.send(i);
        }
        assertEquals(Offer.BUSY, port.offer(5));
        assertTrue(steps.step(0));
        assertFalse(steps.step(1), "not forced");
        final long target = steps.unforced();
        assertEquals(1, target);
        assertTrue(steps.step(0));
        steps.force(target);
        assertTrue(steps.step(1));
        assertFalse(steps.step(1), "appended after the force began");
        assertEquals(Offer.ACCEPTED, port.offer(5));
        assertEquals(2, steps.unforced());
    }

    @Test
    void aFailedForceStopsIt() {
        journal.diskBroken = true;
        final Steps steps = open(Preset.FUSED, Durability.GROUP);
        new Port(steps.engine()).send(1);
        assertTrue(steps.step(0));
        steps.force(steps.unforced());
        assertEquals(EngineState.FAILED, steps.engine().state());
        assertEquals(-1, steps.unforced());
        assertTrue(steps.step(1), "goes by");
        assertEquals(0, answers.count());
        steps.engine().close();
    }
}
