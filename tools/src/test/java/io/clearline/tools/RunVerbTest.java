package io.clearline.tools;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clearline.engine.journal.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunVerbTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path home;

    private Path data;
    private Path reference;
    private Path commands;

    @BeforeEach
    void prepare() throws IOException {
        data = home.resolve("data");
        reference = Verbs.reference(home);
        commands = home.resolve("commands.jsonl");
        Files.writeString(commands, Verbs.declare("A1", "84581100") + "no JSON\n"
            + Verbs.declare("A2", "84596110") + Verbs.declare("A3", "99999999"));
    }

    private Verbs.Result clear(final Path directory, final String... more) {
        final String[] args = {"run", "--data", directory.toString(), "--reference",
            reference.toString(), "--in", commands.toString(), "--clock", "declared"};
        final String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return Verbs.run(all);
    }

    private void assertFails(final int status, final String said, final Verbs.Result result) {
        assertEquals(status, result.status(), result.err());
        assertEquals(1, result.errLines().size(), result.err());
        assertTrue(result.err().contains(said), result.err());
        assertEquals("", result.out());
    }

    @Test
    void answersEveryLineInOrder() throws IOException {
        final Verbs.Result result = clear(data);
        assertEquals(0, result.status(), result.err());
        final String[] outcomes = {"RELEASE", "REJECT", "HOLD", "REJECT"};
        final String[] lines = result.out().split("\n");
        assertEquals(outcomes.length, lines.length);
        for (int i = 0; i < lines.length; i++) {
            final JsonNode answer = JSON.readTree(lines[i]);
            assertEquals(i + 1, answer.get("in").asInt());
            assertEquals(outcomes[i], answer.get("outcome").asText(), lines[i]);
        }
        assertEquals("SYNTAX", JSON.readTree(lines[1]).at("/rejects/0/code").asText());
        assertTrue(JSON.readTree(lines[1]).get("seq").isNull());
        assertTrue(result.err().contains("4 commands"), result.err());
    }

    @Test
    void givesTheSameBytesTwiceAndUnderBothPresets() throws IOException {
        final Path first = home.resolve("first.jsonl");
        final Path second = home.resolve("second.jsonl");
        final Path staged = home.resolve("staged.jsonl");
        clear(data, "--out", first.toString(), "--preset", "fused");
        clear(home.resolve("data2"), "--out", second.toString(), "--durability", "group");
        clear(home.resolve("data3"), "--out", staged.toString(), "--preset", "staged");
        assertTrue(Files.size(first) > 0);
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(staged));
    }

    @Test
    void continuesAnExistingDirectoryWithoutReference() throws IOException {
        clear(data);
        final Verbs.Result again = Verbs.piped(
            Verbs.declare("A1", "84581100") + Verbs.declare("B1", "84581100"),
            "run", "--data", data.toString(), "--in", "-", "--clock", "declared");
        assertEquals(0, again.status(), again.err());
        final String[] lines = again.out().split("\n");
        assertTrue(JSON.readTree(lines[0]).get("seq").isNull(), "a repeat is not journaled again");
        assertEquals("640020261000000001", JSON.readTree(lines[0]).get("declaration").asText());
        assertEquals("640020261000000003", JSON.readTree(lines[1]).get("declaration").asText());
    }

    @Test
    void doesNotTouchAnythingWhenTheInputIsMissing() {
        commands = home.resolve("none.jsonl");
        assertFails(2, "it is not there", clear(data, "--out", home.resolve("out").toString()));
        assertFalse(Files.exists(data));
        assertFalse(Files.exists(home.resolve("out")));
    }

    @Test
    void doesNotTouchAnythingWhenARowIsBad() throws IOException {
        Files.writeString(reference.resolve("countries.csv"), "code,name,mfn\nJPN,Japan,maybe\n");
        final Verbs.Result result = clear(data, "--out", home.resolve("out").toString());
        assertFails(2, "countries.csv:2: mfn", result);
        assertFalse(Files.exists(data));
        assertFalse(Files.exists(home.resolve("out")));
    }

    @Test
    void leavesNothingBehindWhenRowsOverlap() throws IOException {
        Files.writeString(reference.resolve("currencies.csv"), "currency,rate,from,to\n"
            + "USD,7.1,2026-01-01,2026-06-30\nUSD,7.2,2026-06-30,2026-12-31\n");
        assertFails(2, "reference data", clear(data));
        assertFalse(Files.exists(data));
    }

    @Test
    void refusesANewDirectoryWithoutReference() {
        assertFails(2, "--reference", Verbs.run(
            "run", "--data", data.toString(), "--in", commands.toString()));
        assertFalse(Files.exists(data));
    }

    @Test
    void refusesASecondEngineAndKeepsItsEarlierAnswers() throws IOException {
        final Path out = home.resolve("out.jsonl");
        Files.writeString(out, "earlier\n");
        try (DataDirectory owner = DataDirectory.open(data)) {
            assertTrue(owner.owned());
            assertFails(3, "in use", clear(data, "--out", out.toString()));
        }
        assertEquals("earlier\n", Files.readString(out));
    }

    @Test
    void saysWhenTheDirectoryCannotBeMade() throws IOException {
        final Path file = Files.writeString(home.resolve("file"), "");
        assertFails(3, "file", clear(file.resolve("data")));
        assertFails(3, "is a file", clear(file));
    }

    @Test
    void refusesToOverwriteItsInput() throws IOException {
        final String before = Files.readString(commands);
        assertFails(2, "overwrite", clear(data, "--out", commands.toString()));
        assertEquals(before, Files.readString(commands));
        assertFalse(Files.exists(data));
    }

    @Test
    void saysWhenAnswersCannotBeWritten() {
        assertFails(3, "cannot be written", clear(data, "--out", home + "/none/out.jsonl"));
        assertFails(2, "it is a directory", clear(data, "--out", home.toString()));
        assertFalse(Files.exists(data));
    }

    @Test
    void refusesWrongOptions() {
        assertFails(2, "see clearline run --help", clear(data, "--frobnicate"));
        assertFails(2, "declared, wall", clear(data, "--clock", "sundial"));
        assertFails(2, "page-cache nor group", clear(data, "--durability", "maybe"));
        assertFails(2, "fused nor staged", clear(data, "--preset", "both"));
        assertFails(2, "--data", Verbs.run("run", "--in", "x"));
        assertFalse(Files.exists(data));
    }
}
