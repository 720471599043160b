package io.clearline.adapters.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.adapters.FastCore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every scenario, line by line. With {@code -Dscenario.rewrite=true} the answers are written, not
 * compared, so that a change of behaviour is seen, and judged, as a change of files.
 */
class ScenarioTest {
    private static final boolean REWRITE = Boolean.getBoolean("scenario.rewrite");
    private static final Pattern POLICY = Pattern.compile(",\"policy\":\"([0-9a-f]+)\"");
    private static final Pattern NUMBER = Pattern.compile("\"declaration\":\"([0-9]{18})\"");

    /** A hash over all rules and rows says nothing to a reader and changes with every row. */
    private static String withoutPolicy(final String answer) {
        return POLICY.matcher(answer).replaceFirst("");
    }

    private static String found(final Pattern pattern, final String text) {
        final Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }

    private static List<String> run(final Scenario scenario) {
        final FastCore core = Scenario.core();
        final List<String> answers = new ArrayList<>();
        for (final String command : scenario.commands()) {
            answers.add(core.answer(answers.size() + 1, command));
        }
        return answers;
    }

    @TestFactory
    Stream<DynamicTest> answersAreAsWritten() {
        return Scenario.all().map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> {
            final List<String> answers =
                run(scenario).stream().map(ScenarioTest::withoutPolicy).toList();
            if (REWRITE) {
                scenario.rewrite(answers);
            }
            final List<String> expected = scenario.answers();
            for (int i = 0; i < answers.size(); i++) {
                assertEquals(i < expected.size() ? expected.get(i) : "", answers.get(i),
                    "line " + (i + 1) + ": " + scenario.commands().get(i));
            }
            assertEquals(expected.size(), answers.size());
        }));
    }

    /** Rule 13: what comes later changes no policy but that of a declaration that is amended. */
    @TestFactory
    Stream<DynamicTest> aDeclarationKeepsItsPolicy() {
        return Scenario.all().map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> {
            final Map<String, String> policies = new HashMap<>();
            final List<String> answers = run(scenario);
            for (int i = 0; i < answers.size(); i++) {
                final String number = found(NUMBER, answers.get(i));
                final String policy = found(POLICY, answers.get(i));
                if (number == null || policy == null) {
                    continue;
                }
                final boolean amended = scenario.commands().get(i).contains("\"amend\"");
                final String before = policies.put(number, policy);
                assertTrue(amended || before == null || before.equals(policy),
                    "line " + (i + 1) + " changes the policy of " + number);
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> storiesAreTold() {
        return Scenario.all().map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> {
            final long lines =
                scenario.story().stream().filter(line -> !line.isBlank()).count();
            assertTrue(lines >= 4, "a title and three lines at least, not " + lines);
        }));
    }
}
