package io.clearline.tools.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.pipeline.Durability;
import io.clearline.tools.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user is told of what was found. */
class CampaignTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir(factory = InMemory.class)
    private Path home;

    private boolean run(final Wiring wiring) throws IOException {
        final Streams streams = new Streams(new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), false);
        return new Campaign(streams, new Campaign.Request(
            1, 3, Long.MAX_VALUE, Durability.GROUP, home), wiring).run();
    }

    @Test
    void aFindingNamesTheCommandAndKeepsTheDirectory() throws IOException {
        assertFalse(run(Mutants.all().get("recovery drops the last record").get()));
        final String told = out.toString(StandardCharsets.UTF_8);
        final Matcher line = Pattern.compile("seed (\\d): CONTRADICTED: .* is in (\\S+);"
            + " run \\./clearline simulate --seed (\\d) --durability group").matcher(told);
        assertTrue(line.find(), told);
        assertEquals(line.group(1), line.group(3));
        assertTrue(Files.isDirectory(Path.of(line.group(2)).resolve("journal")), told);
        assertTrue(told.contains("    life 1: "), told);
        // The record is missed at a start of the engine, or at one on a copy that was harmed.
        final Matcher sums = Pattern.compile(
            "(\\d) lost, (\\d) contradicted, 0 invented, 0 broken").matcher(told);
        assertTrue(sums.find(), told);
        assertEquals(3, Integer.parseInt(sums.group(1)) + Integer.parseInt(sums.group(2)), told);
    }

    @Test
    void withoutAFindingNothingIsLeft() throws IOException {
        assertTrue(run(new Wiring()));
        assertTrue(out.toString(StandardCharsets.UTF_8)
            .contains("0 lost, 0 contradicted, 0 invented, 0 broken"));
        try (var left = Files.list(home)) {
            assertEquals(0, left.count());
        }
    }
}
