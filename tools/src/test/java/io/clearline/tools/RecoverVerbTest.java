package io.clearline.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged directory is refused, recovered, and goes on. */
class RecoverVerbTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path home;

    private Path data;
    private Path fresh;
    private Path aside;

    @BeforeEach
    void clear() throws IOException {
        data = home.resolve("data");
        fresh = home.resolve("fresh");
        aside = home.resolve("fresh.set-aside.jsonl");
        final Days days = new Days(data);
        days.first(Verbs.reference(home),
            Verbs.declare("A1", "84581100") + Verbs.declare("A2", "84596110"));
        days.next(Verbs.declare("B1", "84596110") + Verbs.declare("B2", "84581100"));
    }

    private static Verbs.Result recover(final Path from, final Path to) {
        return Verbs.run("recover", "--data", from.toString(), "--to", to.toString());
    }

    private static Verbs.Result run(final Path directory, final String lines) {
        return Verbs.piped(lines, "run", "--data", directory.toString(), "--in", "-", "--clock",
            "declared");
    }

    /** Changes one byte of a record's reference. */
    private void damage(final String ref) throws IOException {
        final byte[] wanted = (ref + "\0\0\0\0").getBytes(StandardCharsets.US_ASCII);
        try (var files = Files.list(data.resolve("journal"))) {
            for (final Path file : files.filter(f -> f.toString().endsWith(".cq4")).toList()) {
                final byte[] bytes = Files.readAllBytes(file);
                for (int i = 0; i < bytes.length - wanted.length; i++) {
                    if (java.util.Arrays.equals(
                        bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                        bytes[i] = 'X';
                        Files.write(file, bytes);
                        return;
                    }
                }
            }
        }
        throw new AssertionError(ref + " is nowhere");
    }

    @Test
    void recordsBehindTheLostOneAreSetAside() throws IOException {
        damage("A2");
        final Verbs.Result refused = run(data, "");
        assertEquals(1, refused.status());
        assertTrue(refused.err().contains("clearline recover --data DIR --to NEWDIR"),
            refused.err());
        final Verbs.Result result = recover(data, fresh);
        assertEquals(0, result.status(), result.err());
        final List<String> lines = result.out().lines().toList();
        assertTrue(lines.get(0).startsWith("lost: record "), result.out());
        assertTrue(lines.get(0).contains("checksum does not match"), result.out());
        assertTrue(lines.get(1).contains(" declare at 2026-03-02T09:00:00.000+08:00"),
            result.out());
        assertTrue(result.out().contains("2 of them cannot be applied"), result.out());
        final List<String> set = Files.readAllLines(aside);
        assertEquals(2, set.size());
        assertEquals("B1", JSON.readTree(set.get(0)).at("/command/ref").asText());
        // They are entered again with what the new generation makes of them.
        final Verbs.Result again = run(fresh, JSON.readTree(set.get(0)).get("command") + "\n"
            + JSON.readTree(set.get(1)).get("command") + "\n" + Verbs.declare("A1", "84581100"));
        assertEquals(0, again.status(), again.err());
        final JsonNode b1 = JSON.readTree(again.out().split("\n")[0]);
        assertEquals("HOLD", b1.get("outcome").asText(), again.out());
        assertEquals("640020261000000002", b1.get("declaration").asText());
        assertEquals("640020261000000001",
            JSON.readTree(again.out().split("\n")[2]).get("declaration").asText());
        assertEquals(0, Verbs.run("replay", "--verify", "--data", fresh.toString()).status());
        final JsonNode journal = JSON.readTree(
            Verbs.run("status", "--data", fresh.toString()).out().split("\n")[0]);
        assertEquals(2, journal.get("generation").asInt());
        assertTrue(journal.get("lineage").get(0).asText().endsWith("from generation 1 in " + data),
            journal.toString());
    }

    @Test
    void aSnapshotBehindTheHoleLosesNothingOfTheState() throws IOException {
        assertEquals(0, Verbs.run("snapshot", "--data", data.toString()).status());
        damage("A2");
        final Verbs.Result result = recover(data, fresh);
        assertEquals(0, result.status(), result.err());
        assertTrue(result.out().contains("whose effects are in the snapshot"), result.out());
        assertFalse(Files.exists(aside));
        final Verbs.Result again = run(fresh, Verbs.declare("A2", "84596110"));
        assertEquals("640020261000000002",
            JSON.readTree(again.out()).get("declaration").asText(), again.err());
    }

    @Test
    void wrongUseIsToldInOneLineAndNothingIsMade() throws IOException {
        final Verbs.Result sound = recover(data, fresh);
        assertEquals(2, sound.status());
        assertTrue(sound.err().contains("nothing is lost"), sound.err());
        damage("A2");
        Files.createDirectories(fresh);
        Files.writeString(fresh.resolve("letter"), "mine");
        assertEquals(2, recover(data, fresh).status());
        Files.delete(fresh.resolve("letter"));
        Files.writeString(aside, "mine");
        assertEquals(2, recover(data, fresh).status());
        assertEquals("mine", Files.readString(aside));
        Files.delete(aside);
        assertEquals(2, recover(home.resolve("none"), fresh).status());
        assertEquals(2, Verbs.run("recover", "--data", data.toString()).status());
        try (var left = Files.list(fresh)) {
            assertEquals(0, left.count());
        }
        assertEquals(0, recover(data, fresh).status());
    }
}
