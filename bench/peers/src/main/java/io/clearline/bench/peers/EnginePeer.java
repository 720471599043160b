package io.clearline.bench.peers;

import io.clearline.adapters.json.CommandDecoder;
import io.clearline.bench.LoadStream;
import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import io.clearline.engine.record.sbe.AcceptedDecoder;
import io.clearline.engine.record.sbe.ControlThen;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.HoldCode;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * The engine's core with the rules as controls, or without them: what they cost is the difference.
 * Decisions are made and not applied, so that both decide on one state. Not thread-safe.
 */
final class EnginePeer {
    private static final String ISSUER = "6400";

    private final LoadStream stream;
    private final Core core = new ClearanceCore();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DecisionDecoder decision = new DecisionDecoder();

    EnginePeer(final LoadStream stream, final List<Rule> rules) {
        this.stream = stream;
        for (int i = 0; i < stream.setup(); i++) {
            step(stream.buffer(i), stream.offset(i), stream.length(i));
        }
        final CommandDecoder decoder = new CommandDecoder(false);
        final ExpandableArrayBuffer message = new ExpandableArrayBuffer(4096);
        for (final Rule rule : rules) {
            final byte[] line = json(rule).getBytes(StandardCharsets.UTF_8);
            final Verdict verdict =
                step(message, 0, decoder.decode(line, 0, line.length, message, 0));
            if (header.wrap(verdict.answer(), 0).templateId() != AcceptedDecoder.TEMPLATE_ID) {
                throw new IllegalStateException("the engine refuses rule " + rule.number());
            }
        }
        for (int i = stream.setup(); i < stream.setup() + stream.prelude(); i++) {
            step(stream.buffer(i), stream.offset(i), stream.length(i));
        }
    }

    private static String json(final Rule rule) {
        return "{\"type\":\"control\",\"id\":\"" + rule.number() + "\",\"version\":1,\"issuer\":\""
            + ISSUER + "\",\"when\":\"" + rule.cel().replace("\"", "\\\"") + "\",\"then\":\""
            + rule.then() + "\",\"basis\":\"Order 1\",\"instruction\":\"look\"}";
    }

    private Verdict step(final DirectBuffer command, final int offset, final int length) {
        final Verdict verdict = core.decide(command, offset, length, Core.DECLARED_CLOCK);
        if (verdict.journaled()) {
            core.apply(core.lastSequence() + 1, verdict.timeMs(), command, offset, length,
                verdict.effects().buffer(), 0, verdict.effects().length());
        }
        return verdict;
    }

    /** Decides a command of the stream. */
    Verdict decide(final int index) {
        return core.decide(
            stream.buffer(index), stream.offset(index), stream.length(index), Core.DECLARED_CLOCK);
    }

    /**
     * Decides and returns the rules that hit: those that hold with the item they hold, those that
     * ask for an audit with item 0, since the answer cites those once.
     *
     * @return null if the declaration is not accepted, so that rules are not looked at
     */
    int[] hits(final int index, final List<Rule> rules) {
        final Verdict verdict = decide(index);
        decision.wrapAndApplyHeader(verdict.answer(), 0, header);
        if (decision.outcome() == Outcome.REJECT) {
            return null;
        }
        final Hits hits = new Hits();
        for (final DecisionDecoder.HoldsDecoder hold : decision.holds()) {
            hold.skipBasis();
            final String citation = hold.citation();
            if (hold.code() == HoldCode.CITATION) {
                hits.hit(number(citation), hold.item());
            }
        }
        decision.rejects().forEachRemaining(ignored -> { });
        decision.notices().forEachRemaining(ignored -> { });
        for (final DecisionDecoder.HitsDecoder hit : decision.hits()) {
            final int number = number(hit.citation());
            if (rules.get(number).then() == ControlThen.AUDIT) {
                hits.hit(number, 0);
            }
        }
        return hits.sorted();
    }

    /** Returns the id of a citation {@code issuer/id@version}. */
    private static int number(final String citation) {
        return Integer.parseInt(
            citation.substring(citation.indexOf('/') + 1, citation.indexOf('@')));
    }
}
