package io.clearline.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class ReportTest {
    @TempDir
    private Path home;

    private static Histogram thousand() {
        final Histogram histogram = new Histogram(60_000_000_000L, 3);
        for (int i = 1; i <= 10_000; i++) {
            histogram.recordValue(i);
        }
        return histogram;
    }

    @Test
    void percentilesAreThoseOfTheValues() {
        final Percentiles p = Percentiles.of(thousand());
        assertEquals(10_000, p.count());
        assertEquals(5_000, p.p50Ns(), 5);
        assertEquals(9_000, p.p90Ns(), 9);
        assertEquals(9_900, p.p99Ns(), 10);
        assertEquals(9_990, p.p999Ns(), 10);
        assertEquals(9_999, p.p9999Ns(), 10);
        assertEquals(10_000, p.maxNs(), 10);
    }

    @Test
    void theMedianOfRunsIsOfEachPercentileByItself() {
        final Percentiles median = Percentiles.median(List.of(
            new Percentiles(1, 10, 0, 500, 0, 0, 9), new Percentiles(1, 30, 0, 100, 0, 0, 7),
            new Percentiles(1, 20, 0, 300, 0, 0, 8)));
        assertEquals(3, median.count());
        assertEquals(20, median.p50Ns());
        assertEquals(300, median.p99Ns());
        assertEquals(8, median.maxNs());
    }

    @Test
    void aSpreadNeedsValues() {
        assertEquals(new Spread(1, 2.5, 9), Spread.of(9, 2, 3, 1));
        assertThrows(IllegalArgumentException.class, Spread::of);
    }

    @Test
    void aTableReadsAsTextAndAsMarkdown() {
        final Table table = new Table("run", "p50").row("1", Table.us(7)).row("2 FAILED",
            Table.us(1_234_567));
        assertEquals("| run      |   p50 |\n"
            + "|----------|------:|\n"
            + "| 1        |  0.01 |\n"
            + "| 2 FAILED | 1,235 |\n", table.toString());
        assertThrows(IllegalArgumentException.class, () -> table.row("only one"));
    }

    @Test
    void numbersStayWholeInJson() {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("whole", 12_345_678_901L);
        object.put("part", 0.12345);
        object.put("list", List.of(true, "a\"b"));
        assertEquals("{\"whole\":12345678901,\"part\":0.123,\"list\":[true,\"a\\\"b\"]}",
            Json.text(object).replaceAll("\\s", ""));
    }

    @Test
    void aFailedRunSaysSoInTheNameOfItsFile() throws Exception {
        final ResultDirectory results = ResultDirectory.at(home.resolve("new"));
        results.histogram("latency-100-run1", true, thousand());
        results.histogram("latency-100-run2", false, thousand());
        assertTrue(Files.exists(home.resolve("new/latency-100-run1.FAILED.hdr")));
        final Path good = home.resolve("new/latency-100-run2.hdr");
        try (HistogramLogReader reader = new HistogramLogReader(good.toFile())) {
            final Histogram read = (Histogram) reader.nextIntervalHistogram();
            assertEquals(Percentiles.of(thousand()), Percentiles.of(read));
        }
    }

    @Test
    void aChartIsSoundAndHasAPointForEachValue() throws Exception {
        final Chart chart = new Chart("a < b & c", "x", true, "y", true);
        assertTrue(chart.isEmpty());
        chart.line("one", new double[] {1, 10, 100}, new double[] {0.5, 5, 5_000});
        assertFalse(chart.isEmpty());
        final Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder()
            .parse(new ByteArrayInputStream(chart.svg().getBytes(StandardCharsets.UTF_8)));
        final String[] points = svg.getElementsByTagName("polyline").item(0).getAttributes()
            .getNamedItem("points").getNodeValue().trim().split(" ");
        assertEquals(3, points.length);
        final double[] x = new double[3];
        final double[] y = new double[3];
        for (int i = 0; i < 3; i++) {
            x[i] = Double.parseDouble(points[i].split(",")[0]);
            y[i] = Double.parseDouble(points[i].split(",")[1]);
        }
        assertEquals(x[1] - x[0], x[2] - x[1], 0.2, "powers of ten lie equally far apart");
        assertEquals((y[0] - y[1]) * 3, y[1] - y[2], 0.5, "a thousandfold is three times as high");
    }

    @Test
    void theMachineIsDescribed() {
        final Map<String, String> facts = Environment.of(home);
        assertTrue(facts.keySet().containsAll(List.of("cores", "kernel", "jdk", "jvm flags",
            "collectors", "file system", "journal directory")), facts.keySet().toString());
        assertTrue(Environment.text(facts).contains("cores: "
            + Runtime.getRuntime().availableProcessors() + "\n"));
    }

    /** The table of README is the one that the results in the repository make. */
    @Test
    void readmeTellsTheResultsThatAreThere() throws Exception {
        final String readme = Files.readString(Path.of("../README.md"));
        final String table = ResultTable.of(Path.of("results"));
        assertTrue(readme.contains("<!-- begin: bench report -->\n" + table
            + "<!-- end: bench report -->\n"), "./clearline bench report bench/results --into"
            + " README.md gives\n" + table);
    }
}
