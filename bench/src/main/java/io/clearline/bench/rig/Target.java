package io.clearline.bench.rig;

import io.clearline.engine.core.Core;
import io.clearline.engine.pipeline.AnswerSink;
import io.clearline.engine.pipeline.Offer;
import org.agrona.DirectBuffer;

/** What the rig sends to. */
@FunctionalInterface
public interface Target {
    /**
     * Offers a command; never blocks.
     *
     * @param correlation handed to the sink with the answer
     */
    Offer tryOffer(DirectBuffer command, int offset, int length, long correlation);

    /**
     * Returns a target that does nothing but answer at once, on the thread that sends: what the rig
     * measures on it is the rig itself and the machine.
     */
    static Target noOp(final AnswerSink sink) {
        return (command, offset, length, correlation) -> {
            sink.onAnswer(correlation, 0, Core.NO_TIME, command, offset, length);
            return Offer.ACCEPTED;
        };
    }
}
