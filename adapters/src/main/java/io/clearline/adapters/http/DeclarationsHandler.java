package io.clearline.adapters.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.clearline.adapters.identity.Identity;
import io.clearline.adapters.json.AnswerEncoder;
import io.clearline.adapters.json.Explanation;
import io.clearline.adapters.json.RecordJson;
import io.clearline.adapters.text.Times;
import io.clearline.engine.core.Core;
import io.clearline.engine.follower.LiveStatus;
import io.clearline.engine.follower.Status;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.journal.RecordNotKeptException;
import io.clearline.engine.record.RecordHeader;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /v1/declarations/{id}} from the status store, and {@code .../explain} from the records that
 * the store names: never from the engine's threads. What the caller may not see is unknown to it.
 */
final class DeclarationsHandler {
    private static final Logger LOG = LoggerFactory.getLogger(DeclarationsHandler.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LiveStatus store;

    DeclarationsHandler(final LiveStatus store) {
        this.store = store;
    }

    /** Says how a declaration stands. */
    void status(final Context ctx, final Identity identity) {
        final Optional<Status> found = find(ctx, identity);
        if (found.isPresent()) {
            ctx.contentType("application/json").result(json(found.get()).toString());
        }
    }

    /** Says how it stands and why, record by record. */
    void explain(final Context ctx, final Identity identity) {
        final Optional<Status> found = find(ctx, identity);
        if (found.isPresent()) {
            final ObjectNode json = json(found.get());
            final ArrayNode records = json.putArray("records");
            for (final long sequence : found.get().records()) {
                explain(records, sequence, !identity.seesControls());
            }
            json.put("notShown", found.get().recordCount() - records.size());
            ctx.contentType("application/json").result(json.toString());
        }
    }

    private Optional<Status> find(final Context ctx, final Identity identity) {
        final long upTo = store.lastSequence();
        final Optional<Status> found = store.find(ctx.pathParam("id"), identity::sees);
        if (found.isEmpty()) {
            if (store.find(ctx.pathParam("id")).isPresent()) {
                LOG.warn("{} asked for a declaration that it may not see: {}", identity.name(),
                    ctx.pathParam("id"));
            }
            Problems.say(ctx, Codes.NOT_FOUND,
                "no declaration of yours has this number or ref up to record " + upTo);
        }
        return found;
    }

    private static ObjectNode json(final Status status) {
        return JSON.createObjectNode()
            .put("declaration", status.declaration())
            .put("ref", status.ref())
            .put("outcome", status.outcome().name())
            .put("lane", status.lane() == null ? null : status.lane().name())
            .put("receipt", status.receipt() == 0 ? null : String.valueOf(status.receipt()))
            .put("departed", status.departed())
            .put("seq", status.sequence())
            .put("at", time(status.timeMs()));
    }

    private static String time(final long timeMs) {
        if (timeMs == Core.NO_TIME) {
            return null;
        }
        final byte[] bytes = new byte[Times.LENGTH];
        Times.put(bytes, 0, timeMs);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private void explain(
        final ArrayNode into, final long sequence, final boolean controlsHidden) {
        try (JournalReader reader = store.read(sequence)) {
            reader.poll((record, at, length) -> into.add(explained(record, at, controlsHidden)), 1);
        } catch (final RecordNotKeptException gone) {
            // Counted among those that are not shown.
            return;
        }
    }

    private static ObjectNode explained(
        final DirectBuffer record, final int at, final boolean controlsHidden) {
        final long sequence = RecordHeader.sequence(record, at);
        final AnswerEncoder encoder = new AnswerEncoder();
        encoder.hideControls(controlsHidden);
        final int length = encoder.encode(AnswerEncoder.NONE, sequence,
            RecordHeader.timeMs(record, at), record, RecordHeader.answerAt(record, at));
        final Explanation explanation = new Explanation();
        explanation.hideControls(controlsHidden);
        final ObjectNode json = JSON.createObjectNode().put("seq", sequence)
            .put("kind", RecordJson.kind(RecordHeader.kind(record, at)));
        // As it left, to the digit: a tree would read its money as floating point.
        json.putRawValue("answer", new RawValue(
            new String(encoder.bytes(), 0, length - 1, StandardCharsets.UTF_8)));
        final ArrayNode lines = json.putArray("explanation");
        explanation.of(record, at).lines().forEach(lines::add);
        return json;
    }
}
