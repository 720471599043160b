package io.clearline.tools.simulate;

import io.clearline.engine.record.sbe.ArrivalDecoder;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.ArriveDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.ValueAddedDecoder;
import io.clearline.engine.record.sbe.ValueAddedResultDecoder;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads commands and answers as far as a client that resends must be able to. */
final class Answered {
    private Answered() {
    }

    static int kind(final byte[] message) {
        return new MessageHeaderDecoder().wrap(new UnsafeBuffer(message), 0).templateId();
    }

    /** Tells whether sending a command once more must do nothing if it was accepted. */
    static boolean isIdempotent(final byte[] command) {
        final int kind = kind(command);
        return kind == DeclareDecoder.TEMPLATE_ID || kind == ValueAddedDecoder.TEMPLATE_ID
            || kind == ArriveDecoder.TEMPLATE_ID;
    }

    /** Tells whether an answer to an idempotent command says that it was accepted. */
    static boolean isAccepted(final byte[] answer) {
        return switch (kind(answer)) {
            case DecisionDecoder.TEMPLATE_ID -> decision(answer).outcome() != Outcome.REJECT;
            case ValueAddedResultDecoder.TEMPLATE_ID, ArrivalDecoder.TEMPLATE_ID -> true;
            default -> false;
        };
    }

    /** Tells whether an answer may follow another to the same accepted command. */
    static boolean agree(final byte[] first, final byte[] second) {
        if (kind(first) != DecisionDecoder.TEMPLATE_ID) {
            return Arrays.equals(first, second);
        }
        // The declaration as it now stands: the same one, in whatever state.
        return kind(second) == DecisionDecoder.TEMPLATE_ID && isAccepted(second)
            && decision(first).declaration() == decision(second).declaration();
    }

    private static DecisionDecoder decision(final byte[] answer) {
        return new DecisionDecoder()
            .wrapAndApplyHeader(new UnsafeBuffer(answer), 0, new MessageHeaderDecoder());
    }
}
