package io.clearline.tools.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.adapters.csv.ReferenceLoader;
import io.clearline.engine.record.ReferenceTable;
import io.clearline.tools.Main;
import io.clearline.tools.Streams;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    @TempDir
    private Path home;

    @Test
    void bundledReferenceDataIsSound() throws Exception {
        BundledReference.copyTo(home);
        final ReferenceLoader.Loaded loaded = new ReferenceLoader().load(home);
        assertEquals(214, loaded.rows(ReferenceTable.TARIFF));
        assertEquals(40, loaded.rows(ReferenceTable.ENTITIES));
        assertEquals(249, loaded.rows(ReferenceTable.COUNTRIES));
        assertEquals(10, BundledReference.rows("/reference/offices.csv").stream()
            .filter(row -> row.get("second_line").equals("Y")).count());
        assertEquals(8, BundledReference.rows("/reference/offices.csv").stream()
            .filter(row -> row.get("first_line").equals("Y")).count());
        for (final java.util.Map<String, String> row
            : BundledReference.rows("/reference/offices.csv")) {
            assertEquals(row.get("code").endsWith("00"), !row.get("name").contains("illustrative"),
                row.get("name"));
        }
    }

    @Test
    void equalSeedsGiveEqualDeclarations() {
        final DemoDeclarations one = new DemoDeclarations(7);
        final DemoDeclarations two = new DemoDeclarations(7);
        final DemoDeclarations other = new DemoDeclarations(8);
        boolean differs = false;
        for (int i = 0; i < 2000; i++) {
            final byte[] first = bytes(one);
            assertArrayEquals(first, bytes(two), "declaration " + i);
            differs |= !java.util.Arrays.equals(first, bytes(other));
        }
        assertTrue(differs);
    }

    private static byte[] bytes(final DemoDeclarations declarations) {
        final byte[] bytes = new byte[declarations.next()];
        declarations.buffer().getBytes(0, bytes);
        return bytes;
    }

    @Test
    void runsEndToEnd() {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        final Streams streams = new Streams(InputStream.nullInputStream(),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8), false);
        final String[] args = {"demo", "--declarations", "3000", "--seconds", "1", "--rate", "2000",
            "--data", home.resolve("demo").toString()};
        assertEquals(0, Main.run(args, streams), err.toString(StandardCharsets.UTF_8));
        final String text = out.toString(StandardCharsets.UTF_8);
        assertEquals("", err.toString(StandardCharsets.UTF_8), "no progress bar off a terminal");
        assertTrue(text.contains("state equal to the one before"), text);
        assertTrue(text.matches("(?s).*Replay +([0-9,]+) of \\1 records.*"), text);
        assertTrue(text.contains("p99.99"), text);
        for (final String flow : new String[] {
            "FIRST_LINE_IMPORT", "FIRST_LINE_EXPORT", "SECOND_LINE_EXIT", "SECOND_LINE_ENTRY",
            "ISLAND_TRANSFER"}) {
            assertTrue(text.contains(flow), text);
        }
        assertTrue(text.matches("(?s).*other commands: [1-9][0-9,]* resolve, [1-9][0-9,]* pay, "
            + "[1-9][0-9,]* value-added, [1-9][0-9,]* arrive; .*"), text);
        explainsAnExit(text);
        assertFalse(text.contains("ENGINE_ERROR"), text);
        assertEquals(2, Main.run(args, streams), "the directory is no longer empty");
    }

    /** What the report says to try next must work, and show what it is for. */
    private static void explainsAnExit(final String report) {
        final Matcher next =
            Pattern.compile("clearline explain --data (\\S+) (\\d{18})").matcher(report);
        assertTrue(next.find(), report);
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final PrintStream print = new PrintStream(out, false, StandardCharsets.UTF_8);
        final Streams streams = new Streams(InputStream.nullInputStream(), print, print, false);
        final String[] args = {"explain", "--data", next.group(1), next.group(2)};
        assertEquals(0, Main.run(args, streams), out.toString(StandardCharsets.UTF_8));
        final String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("SECOND_LINE_EXIT") && text.contains("LEDGER_SHORT"), text);
    }
}
