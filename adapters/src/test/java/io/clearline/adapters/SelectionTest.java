package io.clearline.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clearline.adapters.csv.ReferenceException;
import io.clearline.adapters.csv.ReferenceLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What offices select by parameters of their own, by direction. */
class SelectionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEADER = "office,direction,random_floor,expected_red,"
        + "expected_yellow,expected_blue,most_unselected,from,to\n";
    private static final String TRADER = "91460300MA5T000048";

    @TempDir
    private Path home;
    private FastCore core;
    private int line;

    private void load(final String... rows) throws Exception {
        Files.writeString(home.resolve("countries.csv"), "code,name,mfn\nJPN,Japan,Y\n");
        Files.writeString(home.resolve("offices.csv"), "code,name,district,first_line,second_line\n"
            + "6400,Haikou,6400,Y,Y\n6401,Sanya,6400,Y,Y\n");
        Files.writeString(home.resolve("entities.csv"),
            "uscc,name,eligible_from,eligible_to,credit,second_line,encouraged,bonded,guarantee\n"
            + TRADER + ",Works,2025-12-18,,REGULAR,NORMAL,N,N,\n");
        Files.writeString(home.resolve("tariff.csv"),
            "hs,name,unit,duty_mfn,duty_general,duty_specific,duty_export,vat,consumption_tax,"
            + "taxed_catalogue,documents,inspection,from,to\n"
            + "84581100,lathe,001,0.1,0.3,,,0.13,,N,,,,\n"
            + "84596110,mill,001,0.1,0.3,,,0.13,,N,O,,,\n");
        Files.writeString(home.resolve("selection.csv"), HEADER + String.join("\n", rows) + "\n");
        core = new FastCore();
        core.load(home);
    }

    private static String declare(
        final String at, final String ref, final String office, final String hs) {
        return """
            {"type":"declare","at":"%s","ref":"%s","flow":"FIRST_LINE_IMPORT","form":"NORMAL",\
            "office":"%s","entryOffice":"%s","trader":"%s","supervisionMode":"0110",\
            "transport":"2","dispatchCountry":"JPN","packages":1,"grossKg":2,"netKg":1,\
            "items":[{"no":1,"hs":"%s","name":"lathe","quantity":1,"value":1000,\
            "origin":"JPN","regime":"ZERO_TARIFF"}]}""".formatted(
                at, ref, office, office, TRADER, hs);
    }

    private JsonNode take(final String text) throws Exception {
        return JSON.readTree(core.answer(++line, text));
    }

    private List<String> lanes(final String office, final String day, final int count)
        throws Exception {
        final List<String> lanes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lanes.add(take(declare(day + "T09:00:00+08:00", office + day + i, office, "84581100"))
                .get("lane").asText());
        }
        return lanes;
    }

    private static long count(final List<String> lanes, final String lane) {
        return lanes.stream().filter(lane::equals).count();
    }

    @Test
    void soManyInARowAndNoMore() throws Exception {
        load("6400,IMPORT,,,,,3,,");
        assertEquals(List.of("GREEN", "GREEN", "GREEN", "RED", "GREEN", "GREEN"),
            lanes("6400", "2026-03-02", 6));
        // Over days, and each office by itself.
        assertEquals(List.of("GREEN", "RED"), lanes("6400", "2026-03-03", 2));
        assertEquals(5, count(lanes("6401", "2026-03-03", 5), "GREEN"));
    }

    @Test
    void aFloorIsForEverybody() throws Exception {
        load("6400,IMPORT,1,,,,,,", "6401,EXPORT,1,,,,,,");
        assertEquals(20, count(lanes("6400", "2026-03-02", 20), "RED"));
        assertEquals(20, count(lanes("6401", "2026-03-02", 20), "GREEN"));
    }

    @Test
    void aFloorIsAShare() throws Exception {
        load("6400,IMPORT,0.1,,,,,,");
        final long red = count(lanes("6400", "2026-03-02", 4000), "RED");
        // Five standard deviations of 4,000 draws at one tenth.
        assertTrue(Math.abs(red - 400) < 95, red + " of 4,000");
    }

    /** Half of all are expected, so that a draw of twice the share takes everyone while it is short. */
    @Test
    void aLaneCatchesUpToItsShare() throws Exception {
        load("6400,IMPORT,,0.5,,,,,");
        assertEquals(List.of("RED", "GREEN", "RED", "GREEN", "RED", "GREEN"),
            lanes("6400", "2026-03-02", 6));
    }

    @ParameterizedTest
    @CsvSource({"0.02", "0.1", "0.3"})
    void sharesOfAllThreeLanesAreReached(final String share) throws Exception {
        load("6400,IMPORT,," + share + "," + share + "," + share + ",,,");
        final int all = 4000;
        final List<String> lanes = lanes("6400", "2026-03-02", all);
        final double expected = Double.parseDouble(share) * all;
        for (final String lane : List.of("RED", "YELLOW", "BLUE")) {
            final long seen = count(lanes, lane);
            assertTrue(seen <= expected + 1 && seen > expected - 40, lane + " " + seen
                + " of " + expected);
        }
    }

    @Test
    void onlyWhatIsLive() throws Exception {
        load("6400,IMPORT,,,,,1,2026-03-02,2026-03-02", "6400,IMPORT,1,,,,,2026-03-04,");
        assertEquals(List.of("GREEN", "RED"), lanes("6400", "2026-03-02", 2));
        assertEquals(List.of("GREEN", "GREEN"), lanes("6400", "2026-03-03", 2));
        assertEquals(List.of("RED", "RED"), lanes("6400", "2026-03-04", 2));
    }

    /** An amendment keeps what it was selected for, and does not count again. */
    @Test
    void anAmendmentStaysSelected() throws Exception {
        load("6400,IMPORT,,,,,1,,");
        final String first = declare("2026-03-02T09:00:00+08:00", "A", "6400", "84596110");
        final String second = declare("2026-03-02T09:00:00+08:00", "B", "6400", "84596110");
        assertEquals("YELLOW", take(first).get("lane").asText());
        assertEquals("RED", take(second).get("lane").asText());
        final String amend = "{\"type\":\"amend\",\"at\":\"2026-03-02T10:00:00+08:00\","
            + "\"declaration\":\"%s\",\"declare\":%s}";
        assertEquals("YELLOW", take(amend.formatted("A", first)).get("lane").asText());
        assertEquals("RED", take(amend.formatted("B", second)).get("lane").asText());
        assertEquals("YELLOW", take(declare(
            "2026-03-02T11:00:00+08:00", "C", "6400", "84596110")).get("lane").asText());
    }

    /** What a control picked is the control's: no draw takes its place where it matches no more. */
    @Test
    void anAmendmentThatAControlLetsGoIsNotKeptByChance() throws Exception {
        Files.writeString(home.resolve("controls.jsonl"),
            "{\"type\":\"control\",\"at\":\"2026-03-01T00:00:00+08:00\",\"id\":\"HK-1\","
            + "\"version\":1,\"issuer\":\"6400\",\"when\":\"packages == 7\",\"then\":"
            + "\"EXAMINE\",\"basis\":\"Customs Law art. 28\",\"instruction\":\"open\"}\n");
        load("6400,IMPORT,,,,,100,,");
        final String right = declare("2026-03-02T09:00:00+08:00", "A", "6400", "84596110");
        final String wrong = right.replace("\"packages\":1", "\"packages\":7");
        assertEquals("RED", take(wrong).get("lane").asText());
        final JsonNode amended = take("{\"type\":\"amend\",\"at\":\"2026-03-02T10:00:00+08:00\","
            + "\"declaration\":\"A\",\"declare\":" + right + "}");
        assertEquals("YELLOW", amended.get("lane").asText(), amended.toString());
    }

    @ParameterizedTest
    @CsvSource({"random_floor,'6400,IMPORT,1.1,,,,,,'", "expected_blue,'6400,EXIT,,,,-0.1,,,'",
        "most_unselected,'6400,ENTRY,,,,,0,,'", "most_unselected,'6400,ENTRY,,,,,1.5,,'",
        "direction,'6400,IN,,,,,,,'", "from,'6400,IMPORT,,,,,,,\n6400,IMPORT,,,,,,,'"})
    void badRowsStopTheLoad(final String column, final String rows) throws Exception {
        load("6400,IMPORT,,,,,,,");
        Files.writeString(home.resolve("selection.csv"), HEADER + rows + "\n");
        final ReferenceException fault =
            assertThrows(ReferenceException.class, () -> new ReferenceLoader().load(home));
        assertTrue(fault.getMessage().contains(column), fault.getMessage());
    }
}
