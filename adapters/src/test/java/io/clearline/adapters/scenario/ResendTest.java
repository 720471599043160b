package io.clearline.adapters.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clearline.adapters.FastCore;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every message of every scenario once more, right after itself. What has a reference of its own is
 * recognised: the same answer, no record. An act on a declaration is a new act, which finds what
 * the first one left: refused where that is done with, and else of the same outcome.
 */
class ResendTest {
    static List<Scenario> scenarios() {
        return Scenario.all().toList();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aDuplicateIsRecognisedOrFindsTheActDone(final Scenario scenario) {
        for (int i = 0; i < scenario.commands().size(); i++) {
            if (Answers.isTaken(Answers.plain(scenario.answers().get(i)))) {
                resend(scenario, i);
            }
        }
    }

    /** On a core of its own, for some acts do count twice: two payments are two payments. */
    private static void resend(final Scenario scenario, final int index) {
        final FastCore core = Scenario.core();
        ObjectNode first = null;
        for (int i = 0; i <= index; i++) {
            first = Answers.plain(core.answer(i + 1, scenario.commands().get(i)));
        }
        final String line = scenario.commands().get(index);
        final ObjectNode command = Breaker.object(line);
        switch (command.get("type").asText()) {
            case "declare", "value-added", "arrive" -> recognised(core, command, first);
            case "pay" -> paidAgain(core, scenario, index, first);
            case "resolve" -> again(core, line, first, isStillHeld(command), "hold STATE");
            case "document", "amend" -> again(core, line, first,
                first.get("outcome").asText().equals("HOLD"), "declaration STATE");
            case "cancel" -> again(core, line, first, false, "declaration STATE");
            case "reference" -> again(core, line, first, true, "");
            default -> throw new AssertionError(line);
        }
    }

    private static void recognised(
        final FastCore core, final ObjectNode command, final ObjectNode first) {
        final long before = core.core().stateHash();
        final ObjectNode later = command.deepCopy().put("at", "2027-12-31T23:59:59+08:00");
        final ObjectNode wordy = command.deepCopy().put("remark", "unknown fields are ignored");
        for (final String optional : List.of("owner", "containers", "transit", "currency")) {
            if (!wordy.has(optional)) {
                wordy.putNull(optional);
            }
        }
        for (final ObjectNode same : List.of(command, later, wordy)) {
            final ObjectNode answer = Answers.plain(core.answer(900, same.toString()));
            assertTrue(answer.get("seq").isNull(), same.toString());
            assertEquals(Answers.content(first), Answers.content(answer), same.toString());
            assertEquals(before, core.core().stateHash(), same.toString());
        }
        changedContent(core, command, before);
    }

    /** The same reference with other content is another thing, and not taken for the first. */
    private static void changedContent(
        final FastCore core, final ObjectNode command, final long before) {
        final ObjectNode other = command.deepCopy();
        switch (command.get("type").asText()) {
            case "declare" -> other.put("packages", 77);
            case "value-added" -> other.put("price", "77.77");
            default -> other.put("plate", "QA77777");
        }
        final ObjectNode answer = Answers.plain(core.answer(901, other.toString()));
        assertEquals(List.of("ref DUPLICATE_REF"), Answers.rejects(answer), other.toString());
        assertNotEquals(before, core.core().stateHash(), "it is journaled as refused");
    }

    private static boolean isStillHeld(final JsonNode resolve) {
        return resolve.path("action").asText().equals("TREAT");
    }

    private static void again(final FastCore core, final String line, final ObjectNode first,
        final boolean taken, final String refusal) {
        final ObjectNode answer = Answers.plain(core.answer(900, line));
        if (taken) {
            final ObjectNode content = Answers.content(answer);
            assertEquals(Answers.content(first), content, line);
        } else {
            assertEquals(List.of(refusal), Answers.rejects(answer), line);
        }
        assertEquals(first.get("seq").asLong() + 1, answer.get("seq").asLong(), line);
    }

    private static void paidAgain(
        final FastCore core, final Scenario scenario, final int index, final ObjectNode first) {
        final ObjectNode pay = Breaker.object(scenario.commands().get(index));
        BigDecimal left = new BigDecimal(first.get("tax").get("total").asText());
        for (int i = 0; i <= index; i++) {
            final ObjectNode earlier = Breaker.object(scenario.commands().get(i));
            if (earlier.path("type").equals(pay.get("type"))
                && earlier.path("declaration").equals(pay.get("declaration"))
                && Answers.isTaken(Answers.plain(scenario.answers().get(i)))) {
                left = left.subtract(new BigDecimal(earlier.get("amount").asText()));
            }
        }
        final BigDecimal amount = new BigDecimal(pay.get("amount").asText());
        again(core, pay.toString(), first, amount.compareTo(left) < 0, "amount STATE");
    }
}
