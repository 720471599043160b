package io.clearline.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.Outcome;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What the benchmark measures are real decisions, not refusals. */
class CommandSetTest {
    private static final int COMMANDS = 500;

    @Test
    void commandsAreDecided() throws IOException {
        final CommandSet set = CommandSet.generate(COMMANDS);
        final Core core = set.newCore();
        final long before = core.lastSequence();
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        int rejected = 0;
        for (int i = 0; i < set.count(); i++) {
            final Verdict verdict = set.decideAndApply(core, i);
            final DecisionDecoder decision =
                new DecisionDecoder().wrapAndApplyHeader(verdict.answer(), 0, header);
            rejected += decision.outcome() == Outcome.REJECT ? 1 : 0;
        }
        assertEquals(COMMANDS, core.lastSequence() - before);
        assertTrue(rejected < COMMANDS / 20, rejected + " rejected");
    }
}
