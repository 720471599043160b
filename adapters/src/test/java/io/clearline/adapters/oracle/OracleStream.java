package io.clearline.adapters.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Shows what a stream of commands reaches: how often each kind of answer, hold, notice and
 * refusal occurs. Arguments: seed, number of commands, reference directory.
 */
public final class OracleStream {

    private static final ObjectMapper JSON = new ObjectMapper();

    private OracleStream() {
    }

    public static void main(String[] arguments) throws IOException {
        Path reference = Path.of(arguments[2]);
        CommandStream stream = new CommandStream(Long.parseLong(arguments[0]), reference);
        ReferenceCore core = new ReferenceCore(true);
        core.load(reference);
        Map<String, Integer> counts = new TreeMap<>();
        int commands = Integer.parseInt(arguments[1]);
        for (int i = 1; i <= commands; i++) {
            String line = stream.next();
            count(line, core.answer(i, line), counts);
        }
        counts.forEach((what, count) -> System.out.println(count + "\t" + what));
        for (String state : core.state()) {
            // "Never negative": no account of the ledger, no use of anything.
            if (state.matches("(ledger|licence|guarantee|code) .* -[0-9.]+")) {
                throw new IllegalStateException(state);
            }
        }
        System.out.println(core.state().size() + " lines of state at "
                + Answers.time(core.world().now));
    }

    private static void count(String line, ObjectNode answer, Map<String, Integer> counts) {
        String type = type(line);
        String outcome = answer.path("outcome").asText(answer.path("reason").asText(""));
        add(counts, type + " -> " + answer.path("type").asText() + " " + outcome);
        for (JsonNode fault : answer.path("rejects")) {
            String field = fault.get("field").textValue().replaceAll("[0-9]+", "i");
            add(counts, "fault " + type + " " + field + " " + fault.get("code").textValue());
        }
        if (type.equals("declare")) {
            answer.path("holds").forEach(hold -> add(counts, "hold " + hold.get("kind").asText()
                    + " " + hold.get("code").asText()));
            answer.path("notices").forEach(notice -> add(counts, "notice "
                    + notice.get("code").asText() + " " + notice.get("reason").asText()));
        }
    }

    private static String type(String line) {
        try {
            return JSON.readTree(line).path("type").asText("none");
        } catch (IOException unreadable) {
            return "unreadable";
        }
    }

    private static void add(Map<String, Integer> counts, String what) {
        counts.merge(what, 1, Integer::sum);
    }
}
