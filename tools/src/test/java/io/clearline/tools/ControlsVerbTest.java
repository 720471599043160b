package io.clearline.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.journal.JournalOptions;
import io.clearline.engine.pipeline.ClearanceEngine;
import io.clearline.engine.pipeline.EngineConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code controls list}, {@code show} and {@code test}, and how {@code explain} shows hits. */
class ControlsVerbTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AT = "\"at\":\"2026-03-02T09:00:00+08:00\"";

    @TempDir
    private static Path home;

    private static Path data;

    private static String control(final int version, final String when, final String more) {
        return "{\"type\":\"control\"," + AT + ",\"id\":\"HK-1\",\"version\":" + version
            + ",\"issuer\":\"6400\",\"when\":\"" + when.replace("\"", "\\\"")
            + "\",\"then\":\"EXAMINE\",\"basis\":\"order 7\",\"instruction\":\"open it\"" + more
            + "}\n";
    }

    private static String move(final int version, final String state, final String officer) {
        return "{\"type\":\"control-state\"," + AT + ",\"id\":\"HK-1\",\"issuer\":\"6400\","
            + "\"version\":" + version + ",\"state\":\"" + state + "\",\"officer\":\"" + officer
            + "\",\"reason\":\"as agreed\"}\n";
    }

    @BeforeAll
    static void clear() throws IOException {
        data = home.resolve("data");
        final Verbs.Result result = Verbs.piped(
            control(1, "item.hs.startsWith(\"8458\")", "")
                + control(2, "10 / (packages - 1) > 2\\n && entity.credit == \"REGULAR\"",
                    ",\"state\":\"DRAFT\",\"author\":\"Li\",\"expect\":0.1,\"factor\":2,"
                        + "\"over\":2")
                + move(2, "SHADOW", "Li") + Verbs.declare("A1", "84581100")
                + move(2, "ACTIVE", "Chen") + Verbs.declare("A2", "84596110")
                + Verbs.declare("A3", "84581100") + Verbs.declare("A4", "84581100"),
            "run", "--data", data.toString(), "--reference", Verbs.reference(home).toString(),
            "--in", "-", "--clock", "declared");
        assertEquals(0, result.status(), result.err());
    }

    private Verbs.Result controls(final String... more) {
        final List<String> args = new ArrayList<>(List.of("controls", "--data", data.toString()));
        args.addAll(List.of(more));
        return done(Verbs.run(args.toArray(String[]::new)));
    }

    private static Verbs.Result done(final Verbs.Result result) {
        assertEquals(0, result.status(), result.err());
        return result;
    }

    @Test
    void listsWhatHasNotEnded() throws IOException {
        assertEquals(List.of(
            "control      state   then     rate  from  to  declarations  hits     share  items"
                + "  holds  errors",
            "6400/HK-1@2  PAUSED  EXAMINE  1     -     -              2     2  100.00 %      2"
                + "      2       2"),
            controls("list").out().lines().toList());
        final List<String> all = controls("list", "--all", "--json").out().lines().toList();
        assertEquals(2, all.size());
        final JsonNode first = JSON.readTree(all.get(0));
        assertEquals("6400/HK-1@1 WITHDRAWN 1 1", first.path("control").asText() + " "
            + first.path("state").asText() + " " + first.path("declarations") + " "
            + first.path("hits"));
        assertTrue(first.path("from").isNull());
        final JsonNode second = JSON.readTree(all.get(1));
        assertEquals("{\"expect\":\"0.1\",\"factor\":\"2\",\"over\":2}",
            second.path("guard").toString());
    }

    @Test
    void showsWhoDidWhatWhen() throws IOException {
        final String out = controls("show", "HK-1").out();
        for (final String expected : List.of("6400/HK-1@2  PAUSED\n",
            "  when         10 / (packages - 1) > 2 && entity.credit == \"REGULAR\"\n",
            "  author       Li\n",
            "  harm guard   expects to hit 0.1 of declarations, is paused above 2 times that over"
                + " 2\n", "DRAFT by Li\n", "SHADOW by Li: as agreed\n",
            "ACTIVE by Chen: as agreed (until then declarations 1, hits 1 (100.00 %), items 1,"
                + " holds 0, errors 1)\n",
            "PAUSED by harm guard: hit 2 of 2 declarations (until then declarations 2, hits 2",
            "6400/HK-1@1  WITHDRAWN\n", "WITHDRAWN by Chen: version 2 took its place")) {
            has(out, expected);
        }
        for (final String name : List.of("6400/HK-1", "6400/HK-1@1")) {
            assertTrue(controls("show", name).out().contains("6400/HK-1@1  WITHDRAWN"), name);
        }
        assertFalse(controls("show", "6400/HK-1@1").out().contains("HK-1@2"));
        final List<String> json = controls("show", "HK-1", "--json").out().lines().toList();
        final JsonNode events = JSON.readTree(json.get(0)).path("history");
        assertEquals(4, events.size());
        assertEquals("harm guard", events.path(3).path("by").asText());
        assertEquals(2, events.path(3).path("counted").path("holds").asInt());
        final Verbs.Result none = Verbs.run("controls", "--data", data.toString(), "show", "HK-9");
        assertEquals(2, none.status());
        assertEquals(1, none.errLines().size(), none.err());
    }

    @Test
    void readsWhileAnEngineIsAtWork() throws Exception {
        try (ClearanceEngine engine = ClearanceEngine.open(data, EngineConfig.defaults(),
            new JournalOptions(1 << 20, System::currentTimeMillis), ClearanceCore::new,
            (correlation, sequence, time, answer, offset, length) -> { })) {
            assertTrue(controls("list").out().contains("6400/HK-1@2  PAUSED"));
            assertTrue(engine.failure().isEmpty());
        }
    }

    private String explain(final String what) {
        return done(Verbs.run("explain", "--data", data.toString(), what)).out();
    }

    @Test
    void explainsWhatControlsSaw() {
        final String first = explain("A1");
        for (final String expected : List.of("control matched: 6400/HK-1@1\n"
            + "  when: item.hs.startsWith(\"8458\")\n  saw on item 1: item.hs = \"84581100\"\n"
            + "  instruction: open it\n",
            "control in shadow matched: 6400/HK-1@2 (holds nothing; EXAMINE once it is active)\n"
            + "  when: 10 / (packages - 1) > 2  && entity.credit == \"REGULAR\"\n"
            + "  saw: packages = 1, entity.credit = \"REGULAR\"\n"
            + "  went wrong: a division by zero, so it asks for DOCUMENT\n")) {
            has(first, expected);
        }
        final String second = explain("A2");
        assertTrue(second.contains("hold DOCUMENT\n  raised by: control 6400/HK-1@2"), second);
        assertTrue(second.contains("control matched: 6400/HK-1@2\n"), second);
        assertTrue(second.contains("went wrong: a division by zero"), second);
        assertFalse(explain("A4").contains("control matched"), "it is paused by then");
    }

    @Test
    void explainsMovesAndPauses() throws IOException {
        final StringBuilder all = new StringBuilder();
        for (final String line
            : done(Verbs.run("dump", "--data", data.toString())).out().lines().toList()) {
            final JsonNode record = JSON.readTree(line);
            if (record.path("kind").asText().startsWith("control")) {
                all.append(explain(record.path("seq").asText()));
            }
        }
        has(all, "control: 6400/HK-1@2, then EXAMINE, begins DRAFT\n");
        has(all, "  author: Li\n");
        has(all, "control: 6400/HK-1@2 to ACTIVE\n  officer: Chen\n  reason: as agreed\n");
        has(all, "control: 6400/HK-1@2 paused by its harm guard\n"
            + "  it hit 2 of 2 declarations\n");
    }

    private static void has(final CharSequence all, final String expected) {
        assertTrue(all.toString().contains(expected), expected + "\nis not in\n" + all);
    }

    @Test
    void replaysToTheSame() {
        final Verbs.Result result =
            done(Verbs.run("replay", "--data", data.toString(), "--verify"));
        assertTrue(result.out().contains(" equal, 0 different"), result.out());
    }

    private Path file(final String name, final String content) throws IOException {
        return Files.writeString(home.resolve(name), content);
    }

    private Verbs.Result test(final Path controls, final String... more) throws IOException {
        final Path declarations = file("declarations.jsonl",
            Verbs.declare("A1", "84581100") + "{broken\n" + Verbs.declare("A2", "84596110"));
        final List<String> args = new ArrayList<>(List.of("controls", "test", controls.toString(),
            "--on", declarations.toString()));
        args.addAll(List.of(more));
        return Verbs.run(args.toArray(String[]::new));
    }

    @Test
    void testsAnExpression() throws IOException {
        final Verbs.Result result = done(test(file("e.cel", "item.hs.startsWith(\"8458\")\n")));
        final List<String> lines = result.out().lines().toList();
        assertEquals("line 1, ref A1: expression on item 1", lines.get(0));
        assertTrue(lines.get(2).startsWith("1 control on 2 declarations of "), lines.get(2));
        assertTrue(lines.get(4).matches("expression +1 +50.00 % +1 +0 +[0-9,]+"), lines.get(4));
        assertTrue(result.err().contains(
            "note: lines passed over: 1, the first is line 2: is no declare command"));
        final Verbs.Result wrong = test(file("w.cel", "item.hss == \"\""));
        assertEquals(2, wrong.status());
        assertEquals(List.of("clearline controls test: w.cel:1: when: line 1, column 1: unknown"
            + " name 'item.hss', the nearest known is 'item.hs'"), wrong.errLines());
    }

    /** What a file's declarations count up is what an engine would have counted of them. */
    @Test
    void testsExpressionsThatCount() throws IOException {
        final Path controls = file("count.cel", "count(\"trader\", \"P1D\") == 2"
            + " && sum(\"origin\", \"PT1H\", \"value\") > 1999999.99\n");
        assertEquals("line 3, ref A2: expression on item 1",
            done(test(controls)).out().lines().findFirst().orElse(""));
        final JsonNode hit =
            JSON.readTree(done(test(controls, "--json")).out().lines().findFirst().orElse(""));
        assertEquals("2", hit.at("/items/0/saw/counter 1").asText(), hit.toString());
        assertEquals("2000000", hit.at("/items/0/saw/counter 2").asText(), hit.toString());
        final StringBuilder many = new StringBuilder();
        for (int i = 1; i <= 65; i++) {
            many.append(control(1, "count(\"trader\", \"PT" + i + "H\") > 1", "")
                .replace("HK-1", "HK-" + i));
        }
        final Verbs.Result tooMany = test(file("many.jsonl", many.toString()));
        assertEquals(2, tooMany.status());
        assertTrue(tooMany.err().contains(
            "many.jsonl: the controls name more than 64 counters together"), tooMany.err());
    }

    /** The examples that ship are taken as they stand. */
    @Test
    void testsTheExamples() throws IOException {
        final Verbs.Result result = done(test(Path.of("../docs/examples/controls.jsonl")));
        assertTrue(result.out().contains("4 controls on 2 declarations of "), result.out());
        assertEquals("", result.err().lines().filter(line -> !line.contains("passed over"))
            .findFirst().orElse(""));
    }

    @Test
    void testsControlsOverReferenceDataAndLists() throws IOException {
        final Path file = file("c.jsonl", control(1, "entity.credit == \"REGULAR\"", "")
            + control(2, "10 / (packages - 1) > 2 || item.hs == \"8458\"",
                ",\"rate\":0.25,\"expect\":0.1,\"factor\":2,\"over\":5").replace("HK-1", "HK-2")
            + "{\"type\":\"list\",\"name\":\"watch\",\"issuer\":\"6400\",\"action\":\"ADD\","
            + "\"members\":[\"91460100MA5T00001L\"],\"basis\":\"b\"}\n"
            + control(1, "trader in list(\"watch\")", ",\"state\":\"DRAFT\",\"author\":\"Li\","
                + "\"to\":\"2020-01-01T00:00:00+08:00\"").replace("HK-1", "HK-3"));
        final Verbs.Result bare = done(test(file));
        assertFalse(bare.out().contains("6400/HK-1@1\n"), bare.out());
        assertTrue(bare.out().contains("line 3, ref A2: 6400/HK-2@2 on item 1 went wrong: a"
            + " division by zero"), bare.out());
        assertTrue(bare.out().contains("line 1, ref A1: 6400/HK-3@1\n"), bare.out());
        for (final String note : List.of("the traders of 2 declarations are not in the reference data",
            "6400/HK-2@2 takes 0.25 of what it matches",
            "6400/HK-2@2 hits more than it may: it expects to hit 0.1 of declarations",
            "6400/HK-2@2 when: line 1, column 39: 'item.hs' is never '8458': it has 8 or 10")) {
            has(bare.err(), note);
        }
        final String reference = home.resolve("reference").toString();
        assertTrue(done(test(file, "--reference", reference)).out()
            .contains("line 1, ref A1: 6400/HK-1@1\n"));
        assertTrue(done(test(file, "--data", data.toString())).out()
            .contains("line 1, ref A1: 6400/HK-1@1\n"), "reference data of a journal");
        final List<String> json =
            done(test(file, "--reference", reference, "--json")).out().lines().toList();
        assertEquals("{\"line\":1,\"ref\":\"A1\",\"control\":\"6400/HK-1@1\",\"items\":[{\"item\":0,"
            + "\"saw\":{\"entity.credit\":\"REGULAR\"}}]}", json.get(0));
        for (final String line : json) {
            assertTrue(JSON.readTree(line).isObject(), line);
        }
        assertTrue(JSON.readTree(json.get(json.size() - 1)).path("nsPerDeclaration").asLong() >= 0);
    }

    @Test
    void saysWhatIsWrongWithItsInput() throws IOException {
        final Path good = file("e.cel", "transit");
        final String[][] wrong = {
            {"controls"}, {"controls", "list"}, {"controls", "show", "A"},
            {"controls", "--data", data.toString(), "show"},
            {"controls", "list", "--data", home.resolve("none").toString()},
            {"controls", "test", home.resolve("none").toString(), "--on", good.toString()},
            {"controls", "test", good.toString()},
            {"controls", "test", good.toString(), "--on", home.resolve("none").toString()},
            {"controls", "test", good.toString(), "--on", home.toString()},
            {"controls", "test", file("empty", " \n").toString(), "--on", good.toString()},
            {"controls", "test", good.toString(), "--on", good.toString(), "--reference",
                home.resolve("none").toString()},
            {"controls", "test", file("t.jsonl", "{\"type\":\"pay\"}").toString(), "--on",
                good.toString()}};
        for (final String[] args : wrong) {
            final Verbs.Result result = Verbs.run(args);
            assertEquals(2, result.status(), String.join(" ", args) + result.err());
            assertEquals(1, result.errLines().size(), result.err());
            assertEquals("", result.out());
        }
        for (final String verb : List.of("list", "show", "test")) {
            assertTrue(done(Verbs.run("controls", verb, "--help")).out()
                .startsWith("Usage: clearline controls " + verb));
        }
    }
}
