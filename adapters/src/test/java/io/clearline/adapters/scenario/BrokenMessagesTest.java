package io.clearline.adapters.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clearline.adapters.FastCore;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Before each good line of a scenario all bad versions of it are sent. Each is refused for its one
 * fault and leaves no trace: a second core that gets a meaningless command instead stands at the
 * same state hash all the way, and the good line is answered as if nothing had happened.
 */
class BrokenMessagesTest {
    private int in;

    static List<Scenario> scenarios() {
        return Scenario.all().toList();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void badVersionsAreRefusedForTheirFaultAndChangeNothing(final Scenario scenario) {
        final FastCore core = Scenario.core();
        final FastCore twin = Scenario.core();
        final List<String> commands = scenario.commands();
        in = 0;
        for (int i = 0; i < commands.size(); i++) {
            final JsonNode expected = Answers.plain(scenario.answers().get(i));
            if (Answers.isTaken(expected)) {
                final ObjectNode good = Breaker.object(commands.get(i));
                final List<Breaker.Broken> versions = Breaker.of(good);
                assertTrue(versions.size() > 15, "all fields of " + good);
                versions.forEach(broken -> refuses(core, twin, broken));
                cutShort(core, commands.get(i));
            }
            final JsonNode answer = Answers.plain(core.answer(++in, commands.get(i)));
            twin.answer(in, commands.get(i));
            assertEquals(Answers.content(expected), Answers.content(answer),
                "line " + (i + 1) + " after bad versions of it: " + commands.get(i));
            assertEquals(twin.core().stateHash(), core.core().stateHash());
        }
    }

    private void refuses(
        final FastCore core, final FastCore twin, final Breaker.Broken broken) {
        final String answer = core.answer(++in, broken.line());
        final JsonNode refused = Answers.plain(answer);
        final ObjectNode nonsense = Breaker.JSON.createObjectNode().put("type", "nonsense");
        final ObjectNode sent = Breaker.object(broken.line());
        if (sent.has("at")) {
            nonsense.set("at", sent.get("at"));
        }
        twin.answer(in, nonsense.toString());
        final String context = broken.line() + "\n" + answer;
        assertEquals(List.of(broken.path() + " " + broken.code()), Answers.rejects(refused),
            context);
        assertEquals(twin.core().stateHash(), core.core().stateHash(), context);
        if ("declare".equals(sent.path("type").asText())) {
            assertEquals("REJECT", refused.get("outcome").asText(), context);
            assertEquals("E", refused.get("receipt").asText(), context);
            assertTrue(refused.get("declaration").isNull(), context);
            assertTrue(refused.get("lane").isNull(), context);
            assertTrue(refused.get("holds").isEmpty() && refused.get("notices").isEmpty(), context);
            assertEquals("0.00", refused.get("tax").get("total").asText(), context);
            assertEquals(broken.path().equals("ref"), refused.get("ref").isNull(), context);
        } else {
            assertEquals("rejected", refused.get("type").asText(), context);
        }
    }

    /** What is no JSON object is answered and not even journaled. */
    private void cutShort(final FastCore core, final String line) {
        final long before = core.core().stateHash();
        final JsonNode answer =
            Answers.plain(core.answer(++in, line.substring(0, line.length() / 2)));
        assertEquals(List.of(" SYNTAX"), Answers.rejects(answer));
        assertTrue(answer.get("seq").isNull());
        assertEquals(before, core.core().stateHash());
    }
}
