package io.clearline.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.tools.Streams;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole benchmarks, as short as they go: their figures mean nothing here, their form does. */
class BenchTest {
    @TempDir
    private Path home;
    private String out;
    private String err;

    private int bench(final String... args) {
        final ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        final ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        final int status = Bench.run(args, new Streams(InputStream.nullInputStream(),
            new PrintStream(outBytes, false, StandardCharsets.UTF_8),
            new PrintStream(errBytes, true, StandardCharsets.UTF_8), false));
        out = outBytes.toString(StandardCharsets.UTF_8);
        err = errBytes.toString(StandardCharsets.UTF_8);
        return status;
    }

    private int bench(final String verb, final List<String> more) {
        return bench(Stream.concat(Stream.of(verb, "--runs", "1", "--json", "--traders", "2000",
            "--dir", home.toString(), "--out", home.resolve("out").toString()),
            more.stream()).toArray(String[]::new));
    }

    private void says(final String... keys) {
        for (final String key : keys) {
            assertTrue(out.contains("\"" + key + "\" : "), key + " is missing in " + out);
        }
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(home.resolve("out"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void nothingIsLeft() throws Exception {
        try (Stream<Path> files = Files.list(home)) {
            assertEquals(List.of("out"),
                files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "aeron"})
    void transportTellsAnswersAndEcho(final String over) throws Exception {
        final int status = bench("transport",
            List.of("--over", over, "--rate", "1000", "--seconds", "0.3"));
        assertEquals("", err);
        assertEquals(0, status, out);
        says("over", "rate", "p50Ns", "p99Ns", "echoP50Ns", "ratioToEcho", "p50NsMax", "holds",
            "group", "lost", "eachRun", "environment");
        assertTrue(out.contains("\"lost\" : 0,"), out);
        nothingIsLeft();
    }

    @Test
    void transportTellsStreamsAndPostsOfHttp() throws Exception {
        final int status =
            bench("transport", List.of("--over", "http", "--lines", "2000", "--posts", "50"));
        assertEquals("", err);
        assertEquals(0, status, out);
        says("streamPerSecond", "emptyStreamPerSecond", "postsPerSecond", "emptyPostsPerSecond",
            "postsRatio", "groupStreamPerSecond", "groupPostsPerSecond", "lost", "environment");
        assertTrue(out.contains("\"lost\" : 0,"), out);
        nothingIsLeft();
    }

    @Test
    void latencyTellsLoadAndFloor() throws Exception {
        final int status =
            bench("latency", List.of("--rate", "1000", "--seconds", "0.3", "--stages"));
        assertEquals("", err);
        // Where the machine is busy, 1 % of 300 ms is soon missed; then the file says so.
        assertTrue(status == 0 || files().contains("latency-1000-run1.FAILED.hdr"), out);
        says("declarations", "perSecond", "bytesPerSecond", "p50Ns", "p99Ns", "p999Ns", "p9999Ns",
            "maxNs", "floorP50Ns", "floorP99Ns", "floorP999Ns", "floorP9999Ns", "floorMaxNs",
            "rawAppendPerSecond", "ratioToRawAppend", "stages", "environment");
        assertTrue(out.contains("\"declarations\" : 300,"), out);
        assertTrue(files().containsAll(List.of("env.txt", "latency-1000-run1-floor.hdr",
            "percentiles.svg", "rates.svg", "result.json", "summary.md", "throughput.svg")),
            files().toString());
        nothingIsLeft();
    }

    @Test
    void throughputTellsItsLimits() throws Exception {
        assertEquals(0, bench("throughput", List.of("--declarations", "3000", "--controls", "20",
            "--durability", "group", "--acts")), err);
        says("perSecond", "rawAppendPerSecond", "ratioToRawAppend", "rigCeilingPerSecond",
            "p50Ns", "floorP50Ns");
        assertTrue(out.contains("\"commands\" : 3000,"), out);
        assertTrue(out.contains("\"durability\" : \"group\""), out);
        nothingIsLeft();
    }

    @Test
    void replayFindsNoDifference() throws Exception {
        assertEquals(0, bench("replay", List.of("--declarations", "3000")), err);
        says("perSecond", "readPerSecond");
        assertTrue(out.contains("\"mismatches\" : 0,"), out);
        assertTrue(out.contains("\"declarations\" : 3000,"), out);
        nothingIsLeft();
    }

    @Test
    void recoverComesToTheSameState() throws Exception {
        assertEquals(0, bench("recover", List.of("--declarations", "3000")), err);
        says("perSecond", "firstAnswerMs");
        assertTrue(out.contains("\"failed\" : false,"), out);
        nothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"latency", "throughput", "durable", "replay", "recover"})
    void everyVerbHasHelpAndRefusesWhatItDoesNotKnow(final String verb) {
        assertEquals(0, bench(verb, "--help"));
        assertTrue(out.startsWith("Usage: clearline bench " + verb), out);
        assertEquals(2, bench(verb, "--no-such-option"));
        assertEquals(1, err.lines().count(), err);
        assertEquals(2, bench(verb, "--dir", "/no/such/place"));
        assertEquals(1, err.lines().count(), err);
        assertEquals(2, bench(verb, "--runs", "0"));
    }

    @Test
    void wrongNumbersAreRefusedBeforeAnythingRuns() {
        assertEquals(2, bench("latency", "--rate", "0"));
        assertEquals(2, bench("latency", "--seconds", "-1"));
        assertEquals(2, bench("latency", "--seconds", "NaN"));
        assertEquals(2, bench("throughput", "--declarations", "0"));
        assertEquals(2, bench("throughput", "--controls", "-1"));
        assertEquals(2, bench("latency", "--durability", "none"));
        assertEquals(2, bench("latency", "--waiting", "sleeping"));
    }

    private Path file(final String name, final String text) throws Exception {
        return Files.writeString(home.resolve(name), text);
    }

    @Test
    void compareFailsUnderHalfOfTheBaseline() throws Exception {
        final Path high = file("high.json", "{\"throughputToRawAppend\":0.0001,"
            + "\"knownLoopToDecision\":1000,\"hundredControlsToTenThousand\":0.0001}");
        assertEquals(1, bench("compare", "--pairs", "5", "--declarations", "3000",
            "--baseline", high.toString()), out + err);
        assertEquals(1, out.lines().filter(line -> line.contains("FAILED")).count(), out);
    }

    @Test
    void compareRefusesBaselinesThatAreNone() throws Exception {
        assertEquals(2, bench("compare", "--pairs", "4"));
        assertEquals(2, bench("compare", "--reference", "/no/such.jar"));
        assertEquals(2, bench("compare", "--baseline", "/no/such.json"));
        assertEquals(1, err.lines().count(), err);
        assertEquals(2, bench("compare", "--baseline", file("text", "12").toString()));
        assertEquals(1, err.lines().count(), err);
        assertEquals(2, bench("compare", "--baseline", file("less", "{\"a\":1}").toString()));
        assertEquals(1, err.lines().count(), err);
        assertEquals(2, bench("compare", "--reference", file("a.jar", "").toString()));
        assertTrue(err.contains("as a jar"), err);
    }

    @Test
    void curvesTellEverySizeAndDrawIt() throws Exception {
        assertEquals(0, bench("curves", "--rounds", "1", "--declarations", "10000", "--controls",
            "10", "--traders", "2000", "--json", "--out", home.resolve("out").toString()), err);
        says("state", "items", "controls", "decideNs", "stepNs");
        assertTrue(out.contains("\"size\" : 50,"), out);
        assertTrue(files().containsAll(List.of("controls.svg", "env.txt", "items.svg",
            "result.json", "state.svg", "summary.md")), files().toString());
    }

    @Test
    void soakReachesItsEndOrSaysWhyNot() {
        final int status = bench("soak", "--declarations", "5000", "--traders", "2000", "--json",
            "--dir", home.toString());
        // So few do not make up for what the engine's thread takes once.
        assertTrue(status == 0 || status == 1, err);
        says("declarations", "coreBytes", "heapBytes");
        assertTrue(out.contains("\"collector\" : \"Epsilon Heap\""), out);
        assertEquals(1, bench("soak", "--declarations", "5000", "--traders", "2000", "--heap",
            "64", "--dir", home.toString()));
        assertTrue(err.contains("ended early"), err);
    }

    @Test
    void reportPutsItsTableBetweenTheMarks() throws Exception {
        assertEquals(2, bench("report", home.toString()));
        assertEquals(1, err.lines().count(), err);
        Files.createDirectories(home.resolve("replay"));
        Files.writeString(home.resolve("replay/result.json"), "{\"perSecond\":1234567.8,"
            + "\"perSecondLeast\":1,\"perSecondMost\":2e6,\"mismatches\":0}");
        final Path page = file("page.md", "a\n<!-- begin: bench report -->\nold\n"
            + "<!-- end: bench report -->\nb\n");
        assertEquals(0, bench("report", home.toString(), "--into", page.toString()), err);
        final String text = Files.readString(page);
        assertTrue(text.startsWith("a\n<!-- begin") && text.endsWith("report -->\nb\n"), text);
        assertTrue(text.contains("1,234,568 a second (1 to 2,000,000)") && !text.contains("old"),
            text);
        assertEquals(2, bench("report", home.toString(), "--into",
            file("bare.md", "nothing").toString()));
        Files.createDirectories(home.resolve("recover"));
        Files.writeString(home.resolve("recover/result.json"), "{}");
        assertEquals(2, bench("report", home.toString()));
        assertTrue(err.contains("has no firstAnswerMs"), err);
    }
}
