package io.clearline.adapters.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Looks into answers. */
final class Answers {
    private Answers() {
    }

    static ObjectNode plain(final String answer) {
        return Breaker.object(answer);
    }

    /** Returns an answer without what depends on how many lines came before, and without policy. */
    static ObjectNode content(final JsonNode answer) {
        final ObjectNode copy = answer.deepCopy();
        return copy.remove(List.of("in", "seq", "policy"));
    }

    static List<String> rejects(final JsonNode answer) {
        final List<String> rejects = new ArrayList<>();
        for (final JsonNode reject : answer.path("rejects")) {
            rejects.add(reject.get("field").asText() + " " + reject.get("code").asText());
        }
        return rejects;
    }

    /** Tells whether a command was taken: journaled, and neither rejected nor refused. */
    static boolean isTaken(final JsonNode answer) {
        return !answer.get("seq").isNull() && rejects(answer).isEmpty();
    }
}
