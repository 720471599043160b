package io.clearline.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clearline.engine.follower.Filing;
import io.clearline.engine.follower.StatusOptions;
import io.clearline.engine.follower.StatusStore;
import io.clearline.engine.journal.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots, what is deleted behind them, and what all verbs make of a journal without its beginning. */
class SnapshotVerbTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FIRST = "640020261000000001";

    @TempDir
    private Path home;

    private Path data;

    @BeforeEach
    void name() {
        data = home.resolve("data");
    }

    private Verbs.Result on(final String verb, final String... more) {
        final List<String> args = new ArrayList<>(List.of(verb, "--data", data.toString()));
        args.addAll(List.of(more));
        return Verbs.run(args.toArray(String[]::new));
    }

    private Verbs.Result done(final String verb, final String... more) {
        final Verbs.Result result = on(verb, more);
        assertEquals(0, result.status(), result.out() + result.err());
        return result;
    }

    /** Three days; snapshots at the end of the first two. Returns how many records the first has. */
    private int threeDays() throws IOException {
        final Days days = new Days(data);
        days.first(Verbs.reference(home),
            Verbs.declare("A1", "84581100") + Verbs.declare("A2", "84596110"));
        final String first = done("snapshot").out();
        days.next(Verbs.declare("B1", "84596110"));
        done("snapshot");
        days.next(Verbs.declare("C1", "84581100") + Verbs.declare("C2", "84596110"));
        final int last = Integer.parseInt(first.split("[ :]")[3]);
        assertTrue(first.startsWith("snapshot of record " + last + ": "), first);
        return last;
    }

    private List<JsonNode> status(final String type) throws IOException {
        final List<JsonNode> found = new ArrayList<>();
        for (final String line : done("status").out().lines().toList()) {
            final JsonNode node = JSON.readTree(line);
            if (node.get("type").asText().equals(type)) {
                found.add(node);
            }
        }
        return found;
    }

    private long files() throws IOException {
        try (var files = Files.list(data.resolve("journal"))) {
            return files.filter(file -> file.toString().endsWith(".cq4")).count();
        }
    }

    @Test
    void statusShowsJournalSnapshotsAndTheLastStart() throws IOException {
        final int first = threeDays();
        final JsonNode journal = status("journal").get(0);
        assertEquals(1, journal.get("generation").asInt());
        assertEquals(1, journal.get("first").asInt());
        assertEquals(first + 3, journal.get("last").asInt());
        assertFalse(journal.get("running").asBoolean());
        final List<JsonNode> snapshots = status("snapshot");
        assertEquals(2, snapshots.size());
        assertEquals(first + 1, snapshots.get(0).get("seq").asInt());
        assertEquals(first, snapshots.get(1).get("seq").asInt());
        for (final JsonNode snapshot : snapshots) {
            assertTrue(snapshot.get("valid").asBoolean(), snapshot.toString());
            assertEquals("2026-03-02T09:00:00.000+08:00", snapshot.get("at").asText());
            assertEquals(16, snapshot.get("stateHash").asText().length());
            assertEquals(32, snapshot.get("policy").asText().length());
            assertEquals(Files.size(Path.of(snapshot.get("file").asText())),
                snapshot.get("bytes").asLong());
        }
        final JsonNode recovery = status("recovery").get(0);
        assertEquals(first + 1, recovery.get("snapshot").asInt());
        assertEquals(first + 1, recovery.get("last").asInt());
        assertEquals(0, recovery.get("records").asInt());
    }

    @Test
    void aSecondSnapshotOfTheSameRecordIsNotTaken() throws IOException {
        threeDays();
        assertTrue(done("snapshot").out().startsWith("snapshot of record "));
        assertTrue(done("snapshot").out().contains("is there already"));
        assertEquals(2, status("snapshot").size());
    }

    @Test
    void aRunTellsFromWhichSnapshotItStarted() throws IOException {
        final int first = threeDays();
        final Verbs.Result result = Verbs.piped(Verbs.declare("A1", "84581100"),
            "run", "--data", data.toString(), "--in", "-", "--clock", "declared");
        assertEquals(0, result.status(), result.err());
        assertTrue(result.errLines().get(0).startsWith("clearline run: recovered to record "
            + (first + 3)), result.err());
        assertTrue(result.errLines().get(0).contains("snapshot of record " + (first + 1)),
            result.err());
        // The reference was accepted before the snapshot: answered as it stands, nothing new.
        assertEquals(FIRST, JSON.readTree(result.out()).get("declaration").asText());
    }

    @Test
    void aBadSnapshotIsToldByARunAndShownByStatus() throws IOException {
        final int first = threeDays();
        final Path newest = Path.of(status("snapshot").get(0).get("file").asText());
        final byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length / 2] ^= 1;
        Files.write(newest, bytes);
        final Verbs.Result result = Verbs.piped("", "run", "--data", data.toString(), "--in", "-",
            "--clock", "declared");
        assertEquals(0, result.status(), result.err());
        assertTrue(result.errLines().get(0).startsWith("clearline run: SNAPSHOT NOT USED, "
            + newest.getFileName()), result.err());
        assertTrue(result.errLines().get(1).contains("snapshot of record " + first + " "),
            result.err());
        assertEquals("", result.out());
        assertFalse(status("snapshot").get(0).get("valid").asBoolean());
        assertTrue(status("snapshot").get(0).get("fault").asText().contains("checksum"));
        assertEquals(1, status("recovery").get(0).get("unusableSnapshots").size());
    }

    @Test
    void behindTheOlderSnapshotJournalFilesAreDeletedOnDemand() throws IOException {
        final int first = threeDays();
        assertEquals(3, files());
        // The older snapshot's record is the last of its file, which stays for it.
        assertTrue(done("snapshot", "--prune").out().contains("1 journal files deleted"));
        assertEquals(2, files());
        final String verified = done("verify").out();
        assertTrue(verified.contains("3 records sound, last sequence " + (first + 3)), verified);
        assertTrue(verified.contains("begins with record " + (first + 1)), verified);
        final String replayed = done("replay", "--verify").out();
        assertTrue(replayed.contains("2 equal, 0 different"), replayed);
        assertTrue(replayed.contains("from record " + (first + 2) + " on"), replayed);
        assertEquals(3, done("dump").out().lines().count());
        for (final String verb : List.of("dump", "replay")) {
            final Verbs.Result gone = on(verb, "--from", "1");
            assertEquals(2, gone.status());
            assertEquals(1, gone.errLines().size(), gone.err());
        }
        final Verbs.Result kept = done("explain", "C2");
        assertTrue(kept.out().contains("hold LICENCE O, item 1"));
        assertEquals(1, kept.errLines().size(), kept.err());
        assertTrue(kept.err().contains("begins with record " + (first + 1)
            + "; what was decided about C2 before is no longer kept here"), kept.err());
        assertEquals("", done("explain", "" + (first + 3)).err());
        final Verbs.Result history = on("controls", "list");
        assertEquals(2, history.status(), history.out());
        assertEquals(1, history.errLines().size(), history.err());
        assertTrue(history.err().contains("look in the copy of them"), history.err());
        final Verbs.Result gone = on("explain", "A2");
        assertEquals(2, gone.status());
        assertTrue(gone.err().contains("begins with record " + (first + 1)), gone.err());
        assertEquals(2, on("explain", "3").status());
        assertEquals(2, on("draws", "--day", "2026-03-02").status());
        assertEquals(first + 1, status("journal").get(0).get("first").asInt());
        final Verbs.Result again = Verbs.piped(Verbs.declare("A2", "84596110"), "run", "--data",
            data.toString(), "--in", "-", "--clock", "declared");
        assertEquals("HOLD", JSON.readTree(again.out()).get("outcome").asText(), again.err());
    }

    @Test
    void statusOfADeclarationOutlivesItsRecord() throws IOException {
        threeDays();
        final String before = done("status", "A2").out();
        assertEquals(1, status("follower").size());
        done("snapshot", "--prune");
        assertEquals(2, files());
        // Once from the store that was there, then from one that is made anew out of a snapshot.
        assertEquals(before, done("status", "A2").out());
        Files.delete(data.resolve("status").resolve("mark"));
        final JsonNode anew = JSON.readTree(done("status", "A2").out());
        assertNotEquals(before, anew.toString());
        for (final String field : List.of("declaration", "ref", "outcome", "lane", "receipt",
            "departed")) {
            assertEquals(JSON.readTree(before).get(field), anew.get(field));
        }
        // Whose it is the state tells, who sent it only a record that is still there.
        try (StatusStore store = StatusStore.open(DataDirectory.at(data),
            StatusOptions.defaults().withCores(Cores::create))) {
            assertEquals(new Filing(Filing.UNKNOWN, "91460100MA5T00001L", "91460100MA5T00001L", 0),
                store.find("A2").orElseThrow().filing());
            assertEquals(List.of(), store.find("A2").orElseThrow().records());
            assertEquals(new Filing(0, "91460100MA5T00001L", "91460100MA5T00001L", 6400),
                store.find("B1").orElseThrow().filing());
            assertEquals(1, store.find("B1").orElseThrow().recordCount());
        }
        assertEquals("RELEASE", JSON.readTree(done("status", "C1").out()).get("outcome").asText());
        assertEquals("RELEASE", JSON.readTree(done("status", FIRST).out())
            .get("outcome").asText());
    }

    @Test
    void aStatusStoreThatLagsKeepsTheJournalItNeeds() throws IOException {
        final Days days = new Days(data);
        days.first(Verbs.reference(home), Verbs.declare("A1", "84581100"));
        done("status", "A1");
        for (int i = 0; i < 3; i++) {
            days.next(Verbs.declare("B" + i, "84581100"));
            done("snapshot");
        }
        assertTrue(done("snapshot", "--prune").out().contains("follower status at record"));
        assertEquals(4, files());
        done("status", "B0");
        assertTrue(done("snapshot", "--prune").out().contains("2 journal files deleted"));
    }

    @Test
    void aRunTakesSnapshotsEverySoManyRecords() throws IOException {
        final StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            lines.append(Verbs.declare("A" + i, i % 3 == 0 ? "84596110" : "84581100"));
        }
        final String reference = Verbs.reference(home).toString();
        final Verbs.Result plain = Verbs.piped(lines.toString(), "run", "--data",
            home.resolve("plain").toString(), "--reference", reference, "--in", "-", "--clock",
            "declared");
        final Verbs.Result result = Verbs.piped(lines.toString(), "run", "--data",
            data.toString(), "--reference", reference, "--in", "-", "--clock", "declared",
            "--snapshot-every", "20");
        assertEquals(0, result.status(), result.err());
        assertEquals(plain.out(), result.out());
        final List<JsonNode> snapshots = status("snapshot");
        assertFalse(snapshots.isEmpty());
        final int last = status("journal").get(0).get("last").asInt();
        assertTrue(snapshots.get(0).get("seq").asInt() > last - 20, snapshots.toString());
        assertTrue(done("replay", "--verify").out().contains(last + " equal, 0 different"));
    }

    @Test
    void wrongUseIsToldInOneLine() throws IOException {
        assertEquals(2, on("snapshot").status());
        threeDays();
        for (final String[] wrong : new String[][] {{"snapshot", "--keep", "1"},
            {"run", "--in", "-", "--snapshot-every", "0"}}) {
            final Verbs.Result result =
                on(wrong[0], Arrays.copyOfRange(wrong, 1, wrong.length));
            assertEquals(2, result.status(), String.join(" ", wrong));
            assertEquals(1, result.errLines().size(), result.err());
        }
        Files.delete(Path.of(status("snapshot").get(1).get("file").asText()));
        Files.delete(Path.of(status("snapshot").get(0).get("file").asText()));
        final Verbs.Result one = on("snapshot", "--prune");
        assertEquals(3, one.status());
        assertTrue(one.err().contains("2 sound snapshots, and there are 1"), one.err());
        assertEquals(3, files());
    }
}
