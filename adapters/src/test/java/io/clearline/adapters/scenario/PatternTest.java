package io.clearline.adapters.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.clearline.adapters.FastCore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example controls of docs/examples on the patterns that they are made for, line by line, with
 * an ordinary trader beside each. {@code -Dscenario.rewrite=true} writes the answers anew.
 */
class PatternTest {
    private static final Path PATTERNS = Path.of("src/test/resources/pattern");
    private static final Path CONTROLS = Path.of("../docs/examples/controls.jsonl");
    private static final boolean REWRITE = Boolean.getBoolean("scenario.rewrite");

    @TempDir
    private Path reference;

    private static List<Scenario> patterns() throws IOException {
        try (Stream<Path> directories = Files.list(PATTERNS)) {
            return directories.filter(Files::isDirectory).sorted().map(Scenario::new).toList();
        }
    }

    /** The scenarios' reference data, with the examples as its controls. */
    private List<String> run(final Scenario pattern) throws IOException {
        final Path data = Files.createTempDirectory(reference, "reference");
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/scenario/reference"))) {
            for (final Path file : files.toList()) {
                Files.copy(file, data.resolve(file.getFileName()));
            }
        }
        Files.copy(CONTROLS, data.resolve("controls.jsonl"));
        final FastCore core = new FastCore();
        core.load(data);
        final List<String> answers = new ArrayList<>();
        for (final String command : pattern.commands()) {
            answers.add(core.answer(answers.size() + 1, command)
                .replaceFirst(",\"policy\":\"[0-9a-f]+\"", ""));
        }
        return answers;
    }

    @TestFactory
    Stream<DynamicTest> answersAreAsWritten() throws IOException {
        return patterns().stream().map(pattern -> DynamicTest.dynamicTest(pattern.name(), () -> {
            final List<String> answers = run(pattern);
            if (REWRITE) {
                pattern.rewrite(answers);
            }
            assertEquals(String.join("\n", pattern.answers()), String.join("\n", answers));
            assertTrue(pattern.story().size() > 4, "the story is told");
        }));
    }

    /** Each example hits in one pattern and no other, and never a trader beside it. */
    @Test
    void eachHitsItsOwnPatternAlone() throws IOException {
        final Set<String> found = new TreeSet<>();
        for (final Scenario pattern : patterns()) {
            final Set<String> hits = new TreeSet<>();
            final Set<String> refs = new TreeSet<>();
            for (final String line : run(pattern)) {
                final JsonNode answer = Answers.plain(line);
                answer.path("hits").forEach(hit -> {
                    hits.add(hit.asText());
                    refs.add(answer.path("ref").asText().substring(0, 2));
                });
            }
            assertEquals(1, hits.size(), pattern + " " + hits);
            assertEquals(1, refs.size(), pattern + " " + refs);
            found.addAll(hits);
        }
        assertEquals(Set.of("5100/JUST-OVER-30@1", "6400/SPLIT-1@1", "6700/DRAIN-3902@1",
            "6700/FERRY-7@1"), found);
    }
}
