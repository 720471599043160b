package io.clearline.adapters.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.adapters.tcp.Port;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files of CSV that are dropped: answered in order, each content once, whatever is killed. */
@Timeout(300)
class CsvInboxTest {
    private static final long SEED = 23;
    private static final int KILLS = Integer.getInteger("inbox.kills", 4);
    private static final int TRADES = 1_500;
    private static final String MAPPING = """
        [columns]
        ref = "Job"
        trader = "Consignee"
        packages = "Pieces"
        [constants]
        flow = "FIRST_LINE_IMPORT"
        form = "NORMAL"
        office = "6400"
        entryOffice = "6481"
        supervisionMode = "0110"
        transport = "2"
        dispatchCountry = "JPN"
        grossKg = 2
        netKg = 1
        [items.columns]
        hs = "HS"
        value = "CIF"
        regime = "Regime"
        [items.constants]
        name = "lathe"
        quantity = 1
        origin = "JPN"
        [items.values.regime]
        ZT = "ZERO_TARIFF"
        MFN = "TAXED"
        """;
    private static final String PAYMENTS =
        "type = \"pay\"\n[columns]\ndeclaration = \"Job\"\namount = \"Yuan\"\n";
    private static final String HEADER = "Job,Consignee,Pieces,HS,CIF,Regime\n";

    @TempDir
    private Path home;

    private static String row(final String ref, final String value, final String regime) {
        return ref + "," + Port.TRADER + ",1," + Port.FREE + "," + value + "," + regime + "\n";
    }

    @Test
    void aBadRowIsTheRejectOfItsDeclarationAlone() throws Exception {
        try (Port port = Port.open(home)) {
            final Box box = new Box(home, port);
            box.drop("imports.toml", MAPPING);
            box.watched(port, () -> {
                box.drop("imports-1.csv", HEADER + row("A", "1000", "ZT") + row("B", "1,000", "ZT")
                    + row("C", "lots", "ZT") + row("D", "1000.00", "MFN")
                    + row("A", "500", "ZT"));
                box.await("done", 1);
            });
            final List<String> answers = box.lines("results", "imports-1-");
            assertEquals(4, answers.size());
            assertTrue(answers.get(0).contains("\"in\":2,") && answers.get(0).contains("RELEASE"),
                answers.get(0));
            assertTrue(answers.get(1).contains("\"ref\":\"B\"") && answers.get(1).contains(
                "{\"field\":\"items[0]\",\"code\":\"FORMAT\"}"), answers.get(1));
            assertTrue(answers.get(2).contains("\"in\":4,") && answers.get(2).contains(
                "{\"field\":\"items[0].value\",\"code\":\"FORMAT\"}"), answers.get(2));
            assertTrue(answers.get(3).contains("\"in\":5,") && answers.get(3).contains("HOLD"),
                answers.get(3));
            assertEquals(answers.subList(1, 3), Files.readAllLines(box.files("rejects").get(1)));
            assertEquals(List.of("imports-1.csv: line 3: has 7 cells where the header row has 6"),
                Files.readAllLines(box.files("rejects").get(0)));
            assertEquals(4, port.sent().size());
        }
    }

    @Test
    void theSameRowsAreSentOnceAndAgainUnderAnotherMapping() throws Exception {
        try (Port port = Port.open(home)) {
            final Box box = new Box(home, port);
            final String rows = HEADER + row("A", "1000", "ZT");
            box.drop("i.toml", MAPPING.replace("6481", "9999"));
            box.watched(port, () -> {
                box.drop("i1.csv", rows);
                box.await("done", 1);
                box.drop("i2.csv", rows);
                box.await("done", 2);
                assertEquals(1, port.sent().size(), "the same content is not sent again");
                box.drop("i.toml", MAPPING);
                box.drop("i3.csv", rows);
                box.await("done", 3);
                assertEquals(2, port.sent().size(), "a mapping that was mended makes another");
            });
            assertTrue(box.lines("results", "i1-").get(0).contains("UNKNOWN_OFFICE"));
            assertTrue(box.lines("results", "i3-").get(0).contains("RELEASE"));
            assertTrue(box.files("state").stream()
                .noneMatch(file -> file.toString().endsWith(".toml")), "no mapping is left");
        }
    }

    @Test
    void theMappingOfTheLongestNameIsTaken() throws Exception {
        try (Port port = Port.open(home)) {
            final Box box = new Box(home, port);
            box.drop("imports.toml", "type = \"cancel\"\n[columns]\ndeclaration = \"No\"\n");
            box.drop("imports-sea.toml", MAPPING);
            box.watched(port, () -> {
                box.drop("imports-sea-7.CSV", HEADER + row("A", "1000", "ZT"));
                box.await("done", 1);
                box.drop("exports.csv", HEADER + row("B", "1000", "ZT"));
                box.drop("imports-air.csv", HEADER + row("C", "1000", "ZT"));
                box.await("rejects", 4);
            });
            assertEquals(1, port.sent().size());
            final List<Path> reports = box.files("rejects").stream()
                .filter(file -> file.toString().endsWith(".report")).toList();
            assertEquals("exports.csv: no mapping beside it: put a file there that ends with .toml"
                + " and whose name this one begins with, then put this in again\n",
                Files.readString(reports.get(0)));
            assertEquals("imports-air.csv: line 1: column Job is not in imports.toml; the"
                + " nearest there is No (or name it under ignored)\n",
                Files.readString(reports.get(1)));
            assertFalse(Files.exists(box.root().resolve("in/exports.csv")));
        }
    }

    /** A mapping that is changed while a file is in the middle: the file goes on as it began. */
    @Test
    void aFileThatWasInterruptedGoesOnWithTheMappingItBeganWith() throws Exception {
        try (Port port = Port.open(home)) {
            final Box box = new Box(home, port);
            final String rows = HEADER + row("A", "1000", "ZT");
            final InboxFolder folder = new InboxFolder(box.root());
            final Path draft = Files.writeString(home.resolve("rows"), rows);
            final String content = InboxFolder.hash(draft);
            folder.keepMapping(content, MAPPING.getBytes());
            folder.begin(InboxFolder.hash(content.getBytes(), MAPPING.getBytes()),
                port.lastSequence());
            box.drop("i.toml", MAPPING.replace("6481", "9999"));
            box.drop("i.csv", rows);
            box.watched(port, () -> {
                box.await("done", 1);
            });
            assertTrue(box.lines("results", "i-").get(0).contains("RELEASE"));
        }
    }

    /** Payments have no ref: one of three that is sent twice would have the last one refused. */
    @Test
    void everyRowIsTakenOnceThoughTheProcessIsKilled() throws Exception {
        final Box box;
        try (Port port = Port.open(home)) {
            box = new Box(home, port);
        }
        final StringBuilder declarations = new StringBuilder(HEADER);
        final StringBuilder payments = new StringBuilder("Yuan,Job\n");
        for (int i = 0; i < TRADES; i++) {
            declarations.append(row("T" + i, "600", "MFN")).append(row("T" + i, "400", "MFN"));
            payments.append(("81.00,T" + i + "\n").repeat(3));
        }
        box.drop("a-declare.toml", MAPPING);
        box.drop("b-pay.toml", PAYMENTS);
        box.drop("a-declare.csv", declarations.toString());
        box.drop("b-pay.csv", payments.toString());
        box.killAgainAndAgain(KILLS, SEED, 2);
        check(box.lines("results", "a-declare-"), TRADES, 2, "HOLD", "HOLD");
        check(box.lines("results", "b-pay-"), 3 * TRADES, 1, "HOLD", "RELEASE");
        assertEquals(List.of(), box.files("rejects"));
        try (Port port = Port.open(home)) {
            assertEquals(4 * TRADES, port.sent().size(), "seed " + SEED);
            assertEquals(TRADES, port.records().size(), "seed " + SEED);
            port.records().forEach((ref, count) -> assertEquals(1, count, ref));
        }
    }

    /** Each answer names the line its command begins on; the last of three is as it is told. */
    private static void check(final List<String> answers, final int count, final int rows,
        final String outcome, final String third) {
        assertEquals(count, answers.size(), "seed " + SEED);
        for (int i = 0; i < count; i++) {
            assertTrue(answers.get(i).contains("\"in\":" + (2 + i * rows) + ","), answers.get(i));
            assertTrue(answers.get(i).contains(i % 3 == 2 ? third : outcome),
                "seed " + SEED + ": " + answers.get(i));
        }
    }
}
