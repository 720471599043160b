package io.clearline.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import io.clearline.engine.record.sbe.AcceptedDecoder;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.Outcome;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Three controls hit, the others are accepted and do not. */
class ControlMakerTest {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    @Test
    void threeHitEveryDeclaration() throws IOException {
        final CommandSet set = CommandSet.generate(200);
        final Core core = set.newCore();
        final ControlMaker maker = new ControlMaker();
        for (int i = 0; i < 3_000; i++) {
            final int length = maker.next(i);
            header.wrap(CommandSet.step(core, maker.buffer(), 0, length).answer(), 0);
            assertEquals(AcceptedDecoder.TEMPLATE_ID, header.templateId());
        }
        for (int i = 0; i < set.count(); i++) {
            final Verdict verdict = set.decide(core, i);
            final DecisionDecoder decision =
                new DecisionDecoder().wrapAndApplyHeader(verdict.answer(), 0, header);
            if (decision.outcome() != Outcome.REJECT) {
                for (final DecisionDecoder.HoldsDecoder hold : decision.holds()) {
                    hold.skipBasis();
                    hold.skipCitation();
                }
                decision.rejects().forEachRemaining(ignored -> { });
                decision.notices().forEachRemaining(ignored -> { });
                assertEquals(3, decision.hits().count());
            }
        }
    }
}
