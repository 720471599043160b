package io.clearline.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key is committed to before its day, disclosed after it, and draws the same again. */
class DrawsVerbTest {
    private static final int DECLARATIONS = 200;

    @TempDir
    private Path home;

    private Path data;
    private Path reference;

    @BeforeEach
    void clear() throws IOException {
        data = home.resolve("data");
        reference = Verbs.reference(home);
        Files.writeString(
            reference.resolve("policy.csv"), "name,value,from,to\nrandom.REGULAR,0.2,,\n");
        Files.writeString(reference.resolve("controls.jsonl"),
            "{\"type\":\"control\",\"at\":\"2026-03-01T00:00:00+08:00\",\"id\":\"HK-1\",\"version\":1,"
            + "\"issuer\":\"6400\",\"when\":\"item.origin == \\\"JPN\\\"\",\"then\":\"DOCUMENT\","
            + "\"rate\":0.3,\"basis\":\"Customs Law art. 28\",\"instruction\":\"ask\"}\n");
    }

    private Verbs.Result run(final String lines) {
        final Verbs.Result result = Verbs.piped(lines, "run", "--data", data.toString(),
            "--reference", reference.toString(), "--in", "-", "--clock", "declared");
        assertEquals(0, result.status(), result.err());
        return result;
    }

    private static String lines(final String day, final int count) {
        final StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append(Verbs.declare(day + "-" + i, "84581100").replace("2026-03-02", day));
        }
        return lines.toString();
    }

    private Verbs.Result draws(final String day, final String... more) {
        final String[] args = new String[5 + more.length];
        System.arraycopy(new String[] {"draws", "--data", data.toString(), "--day", day}, 0, args,
            0, 5);
        System.arraycopy(more, 0, args, 5, more.length);
        return Verbs.run(args);
    }

    @Test
    void everyDrawOfADayIsMadeAgain() {
        final String answers = run(lines("2026-03-02", DECLARATIONS)
            + lines("2026-03-03", DECLARATIONS) + lines("2026-03-04", 1)).out();
        final long random = answers.lines().limit(DECLARATIONS)
            .filter(line -> line.contains("\"code\":\"RANDOM\"")).count();
        final long cited = answers.lines().limit(DECLARATIONS)
            .filter(line -> line.contains("\"code\":\"6400/HK-1@1\"")).count();
        assertTrue(random > 10 && cited > 20, random + " and " + cited);

        final Verbs.Result first = draws("2026-03-02");
        assertEquals(0, first.status(), first.out() + first.err());
        assertTrue(first.out().contains("on the day, before its first draw"), first.out());
        assertTrue(first.out().contains("200 draws for RANDOM, " + random + " taken"),
            first.out());
        assertTrue(first.out().contains("200 draws for 6400/HK-1@1, " + cited + " taken"),
            first.out());
        assertTrue(first.out().endsWith("400 draws made again, 0 mismatches\n"), first.out());

        final Verbs.Result second = draws("2026-03-03", "--list");
        assertEquals(0, second.status(), second.out());
        assertTrue(second.out().contains("before the day"), second.out());
        assertEquals(400, second.out().lines().filter(line -> line.contains(" drew ")).count());
    }

    @Test
    void aKeyIsNotTakenFromAnUndisclosedDay() {
        run(lines("2026-03-02", 5));
        final Verbs.Result result = draws("2026-03-02");
        assertEquals(2, result.status());
        assertTrue(result.err().contains("is not disclosed: it is committed to in record"),
            result.err());
        assertTrue(draws("2026-02-02").err().contains("no declaration was accepted"));
        assertEquals(2, draws("yesterday").status());
    }

    /** The dump shows commitments and past keys, and never the secret or a key to come. */
    @Test
    void theDumpHidesTheSecret() {
        run(lines("2026-03-02", 1) + lines("2026-03-05", 1));
        final String dump = Verbs.run("dump", "--data", data.toString()).out();
        assertEquals(4, dump.lines().filter(l -> l.contains("draw-commitment")).count(), dump);
        assertEquals(1, dump.lines().filter(l -> l.contains("draw-disclosure")).count(), dump);
        assertFalse(dump.contains("keyLow"), dump);
        final Verbs.Result replay =
            Verbs.run("replay", "--verify", "--data", data.toString());
        assertEquals(0, replay.status(), replay.out());
    }

    /** Nobody amends until not drawn; the amendments' draws are audited with the day's. */
    @Test
    void anAmendmentDrawsWhatWasDrawnBefore() {
        final String body = Verbs.declare("B", "84581100").strip();
        final String amend = "{\"type\":\"amend\",\"at\":\"%s\",\"declaration\":\"%s\",\"declare\":"
            + body + "}\n";
        final StringBuilder all = new StringBuilder(lines("2026-03-02", 60));
        for (int i = 0; i < 60; i++) {
            all.append(amend.formatted("2026-03-06T10:00:00+08:00", "2026-03-02-" + i));
        }
        final java.util.List<String> answers = run(all.toString()).out().lines().toList();
        int held = 0;
        for (int i = 0; i < 60; i++) {
            final String before = answers.get(i);
            if (before.contains("\"outcome\":\"HOLD\"")) {
                held++;
                assertEquals(before.contains("RANDOM"), answers.get(60 + i).contains("RANDOM"));
                assertEquals(before.contains("HK-1@1"), answers.get(60 + i).contains("HK-1@1"));
            }
        }
        assertTrue(held > 10, held + " held");
        final Verbs.Result audit = draws("2026-03-02");
        assertEquals(0, audit.status(), audit.out());
        assertTrue(audit.out().contains(
            (120 + 2 * held) + " draws made again, 0 mismatches"), audit.out());
    }
}
