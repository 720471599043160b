package io.clearline.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalVerbsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path home;

    private Path data;
    private JsonNode held;

    @BeforeEach
    void clear() throws IOException {
        data = home.resolve("data");
        final Verbs.Result result = Verbs.piped(
            Verbs.declare("A1", "84581100") + Verbs.declare("A2", "84596110"),
            "run", "--data", data.toString(), "--reference", Verbs.reference(home).toString(),
            "--in", "-", "--clock", "declared");
        assertEquals(0, result.status(), result.err());
        held = JSON.readTree(result.out().split("\n")[1]);
    }

    private Verbs.Result on(final String verb, final String... more) {
        final List<String> args = new java.util.ArrayList<>(List.of(verb, "--data",
            data.toString()));
        args.addAll(List.of(more));
        return Verbs.run(args.toArray(String[]::new));
    }

    @Test
    void replayFindsEqualDecisions() {
        final Verbs.Result result = on("replay", "--verify");
        assertEquals(0, result.status(), result.err());
        assertTrue(result.out().contains(held.get("seq").asInt() + " equal, 0 different"),
            result.out());
    }

    @Test
    void replayTakesARange() {
        final Verbs.Result result = on("replay", "--verify", "--from", "2", "--to", "3");
        assertEquals(0, result.status(), result.err());
        assertTrue(result.out().contains("2 equal, 0 different"), result.out());
        assertEquals(2, on("replay", "--from", "3", "--to", "2").status());
        assertEquals(2, on("replay", "--from", "0").status());
    }

    @Test
    void verifyCountsSoundRecords() {
        final Verbs.Result result = on("verify");
        assertEquals(0, result.status(), result.err());
        final int last = held.get("seq").asInt();
        assertTrue(result.out().contains(last + " records sound, last sequence " + last),
            result.out());
    }

    @Test
    void verifyNamesTheFirstDamagedSequence() throws IOException {
        final Path file;
        try (Stream<Path> files = Files.list(data.resolve("journal"))) {
            file = files.filter(f -> f.toString().endsWith(".cq4")).findFirst().orElseThrow();
        }
        final long at = positionOf(file, "A2");
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            bytes.write('B');
        }
        final Verbs.Result result = on("verify");
        assertEquals(1, result.status());
        assertTrue(result.out().contains("damaged from sequence " + held.get("seq")), result.out());
        assertEquals(1, result.errLines().size(), result.err());
        assertEquals(1, on("replay", "--verify").status());
    }

    private static long positionOf(final Path file, final String text) throws IOException {
        final byte[] head = new byte[1 << 20];
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            bytes.read(head);
        }
        final byte[] wanted = (text + "\0\0\0\0").getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < head.length - wanted.length; i++) {
            if (java.util.Arrays.equals(head, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError(text + " is not in " + file);
    }

    @Test
    void dumpShowsCommandAndAnswer() throws IOException {
        final String seq = held.get("seq").asText();
        final Verbs.Result result = on("dump", "--from", seq, "--to", seq);
        assertEquals(0, result.status(), result.err());
        assertEquals(1, result.out().lines().count());
        final JsonNode record = JSON.readTree(result.out());
        assertEquals("A2", record.at("/command/ref").asText());
        assertEquals("84596110", record.at("/command/items/0/hs").asText());
        assertEquals(held.get("declaration"), record.at("/answer/declaration"));
        final Verbs.Result all = on("dump");
        assertEquals(held.get("seq").asLong(), all.out().lines().count());
        for (final String line : all.out().lines().toList()) {
            assertTrue(JSON.readTree(line).has("command"), line);
        }
        assertTrue(!all.out().contains("key\":"), "the draw key is a secret");
    }

    @Test
    void explainNamesHoldAndBasis() {
        for (final String what : List.of(
            held.get("seq").asText(), held.get("declaration").asText(), "A2")) {
            final Verbs.Result result = on("explain", what);
            assertEquals(0, result.status(), result.err());
            assertTrue(result.out().contains("hold LICENCE O, item 1"), result.out());
            assertTrue(result.out().contains("tariff:84596110"), result.out());
            assertTrue(result.out().contains("Customs Law art. 24"), result.out());
        }
        assertEquals(2, on("explain", "nothing-like-it").status());
        assertEquals(2, on("explain", "999").status());
    }

    @Test
    void statusReadsTheStore() throws IOException {
        for (final String what : List.of("A2", held.get("declaration").asText())) {
            final Verbs.Result result = on("status", what);
            assertEquals(0, result.status(), result.err());
            assertEquals("HOLD", JSON.readTree(result.out()).get("outcome").asText());
            assertEquals("A2", JSON.readTree(result.out()).get("ref").asText());
        }
        assertEquals(2, on("status", "A9").status());
    }

    @Test
    void saysWhenThereIsNoDataDirectory() {
        data = home.resolve("none");
        for (final String verb : List.of("replay", "verify", "dump")) {
            final Verbs.Result result = on(verb);
            assertEquals(2, result.status(), result.err());
            assertEquals(1, result.errLines().size(), result.err());
        }
    }
}
