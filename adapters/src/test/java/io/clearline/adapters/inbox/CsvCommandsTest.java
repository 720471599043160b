package io.clearline.adapters.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.adapters.json.CommandDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What commands rows make, and which files are refused as a whole. */
class CsvCommandsTest {
    private static final String MAPPING = """
        ignored = ["Note"]
        [columns]
        ref = "Job"
        transit = "T1"
        packages = "Pieces"
        documents = "Papers"
        containers = "Boxes"
        [constants]
        flow = "FIRST_LINE_IMPORT"
        [items.columns]
        hs = "HS"
        regime = "Regime"
        [items.constants]
        origin = "JPN"
        [items.values.regime]
        ZT = "ZERO_TARIFF"
        """;
    private static final String HEADER = "Job,T1,Pieces,Papers,Boxes,HS,Regime,Note\n";

    private final List<String> remarks = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();

    private List<String> commands(final String mapping, final String csv) throws Exception {
        final Mapping map = MappingReader.read("m.toml", mapping);
        final CsvCommands commands = new CsvCommands(
            CsvFileRows.read(map, csv.getBytes(map.charset())), map,
            new CommandDecoder(false));
        final List<String> json = new ArrayList<>();
        while (commands.next()) {
            json.add(commands.json().toString());
            lines.add(commands.number());
        }
        remarks.addAll(commands.remarks());
        return json;
    }

    @Test
    void rowsOfOneRefMakeOneDeclarationWhereverTheyStand() throws Exception {
        assertEquals(List.of(
            "{\"type\":\"declare\",\"flow\":\"FIRST_LINE_IMPORT\",\"ref\":\"A\",\"transit\":true,"
                + "\"packages\":12,\"documents\":[{\"code\":\"1\",\"no\":\"L:7\"},{\"code\":\"O\","
                + "\"no\":\"8\"}],\"containers\":[\"X\",\"Y\"],\"items\":["
                + "{\"no\":1,\"origin\":\"JPN\",\"hs\":\"84581100\",\"regime\":\"ZERO_TARIFF\"},"
                + "{\"no\":2,\"origin\":\"JPN\",\"hs\":\"84596110\",\"regime\":\"TAXED\"}]}",
            "{\"type\":\"declare\",\"flow\":\"FIRST_LINE_IMPORT\",\"ref\":\"B\",\"items\":["
                + "{\"no\":1,\"origin\":\"JPN\",\"hs\":\"84581100\"}]}"),
            commands(MAPPING, "\uFEFF" + HEADER
                + " A ,Y,12,1:L:7; O: 8,X;Y,84581100,ZT,\"a, b\"\r\n\n"
                + "B,,,,,84581100,,\n"
                + "A,,12,,,84596110,TAXED,\n"));
        assertEquals(List.of(2, 4), lines);
        assertEquals(List.of(), remarks);
    }

    /** What is no value of its kind goes on as it is, so that the engine refuses it by its name. */
    @Test
    void whatIsNoValueOfItsKindIsNotMadeOne() throws Exception {
        final List<String> made = commands(MAPPING, HEADER + "A,maybe,1e3,L7,,,,\n"
            + "B,,007,,,,,\n");
        assertTrue(made.get(0).contains("\"transit\":\"maybe\",\"packages\":\"1e3\","
            + "\"documents\":[{\"code\":\"L7\"}]"), made.get(0));
        assertTrue(made.get(1).contains("\"packages\":\"007\""), made.get(1));
    }

    @Test
    void rowsThatContradictEachOtherSpoilTheirDeclarationAlone() throws Exception {
        final List<String> made = commands(MAPPING,
            HEADER + "A,,1,,,84581100,ZT,\nB,,1,,,84581100,ZT,\nA,,2,,,84581100,ZT,\n");
        assertTrue(made.get(0).contains("\"packages\":{}"), made.get(0));
        assertTrue(made.get(1).contains("\"packages\":1"), made.get(1));
        assertEquals(
            List.of("line 4: Pieces is another than on line 2, of the same ref"), remarks);
    }

    @Test
    void aRowOfAnotherLengthSpoilsItsDeclarationAlone() throws Exception {
        final List<String> made = commands(MAPPING,
            HEADER + "A,,1,,,84581100,ZT,\nA,,9,84581100\nB,,1,,,84581100,ZT,\n");
        assertTrue(made.get(0).contains("\"packages\":1"), made.get(0));
        assertTrue(made.get(0).endsWith(
            "\"has 4 cells where the header row has 8\"]}"), made.get(0));
        assertFalse(made.get(1).contains("header row"), made.get(1));
        assertEquals(List.of("line 3: has 4 cells where the header row has 8"), remarks);
    }

    /** Which declaration it would be of nobody knows: it is a command of its own, without a ref. */
    @Test
    void aRowWithoutARefStandsAlone() throws Exception {
        final List<String> made = commands(MAPPING,
            HEADER + "A,,1,,,84581100,ZT,\n,,,,,84581100,ZT,\n,,,,,84581100,ZT,\n");
        assertEquals(3, made.size());
        assertFalse(made.get(1).contains("\"ref\""), made.get(1));
    }

    @Test
    void linesThatEndWithCarriageReturnsAreCounted() throws Exception {
        commands(MAPPING, (HEADER + "A,,,,,,,\n\nB,,,,,,,\n").replace('\n', '\r'));
        commands(MAPPING, (HEADER + "A,,,,,,,\n\nB,,,,,,,\n").replace("\n", "\r\n"));
        assertEquals(List.of(2, 4, 2, 4), lines);
    }

    @Test
    void actsTakeARowEach() throws Exception {
        final String mapping = "type = \"pay\"\ndelimiter = \"\\t\"\n[columns]\n"
            + "declaration = \"No\"\namount = \"Yuan\"\n";
        assertEquals(List.of("{\"type\":\"pay\",\"declaration\":\"A\",\"amount\":\"81.00\"}",
            "{\"type\":\"pay\",\"declaration\":\"A\",\"amount\":\"81.00\"}",
            "{\"type\":\"pay\",\"declaration\":{}}"),
            commands(mapping, "Yuan\tNo\n81.00\tA\n81.00\tA\n81.00\tA\t\n"));
    }

    @Test
    void chineseFilesAreReadInTheirCharset() throws Exception {
        final String mapping = "charset = \"GB18030\"\n[columns]\nref = \"编号\"\n"
            + "[items.columns]\nname = \"品名\"\n";
        assertEquals(List.of("{\"type\":\"declare\",\"ref\":\"A\",\"items\":[{\"no\":1,"
            + "\"name\":\"车床\"}]}"), commands(mapping, "编号,品名\nA,车床\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "``|line 1: no header row; expected the columns that m.toml names",
        "Job,Job,HS|line 1: column Job stands twice in the header row",
        "Job,HS,Remark|line 1: column Remark is not in m.toml; the nearest there is Grade"
            + " (or name it under ignored)",
        "Jbo,HS,Grade|line 1: column Jbo is not in m.toml; the nearest there is Job"
            + " (or name it under ignored)",
        "Job,Grade|line 1: column HS of m.toml is missing; the nearest here is Job",
        "Job,HS,Grade~A,\"1,x|line 2: is no CSV: (startline 2) EOF reached before encapsulated"
            + " token finished"})
    void aFileOfOtherColumnsIsRefused(final String csv, final String message) throws Exception {
        final Mapping mapping = MappingReader.read("m.toml", "ignored = [\"Grade\"]\n[columns]\n"
            + "ref = \"Job\"\n[items.columns]\nhs = \"HS\"\n");
        assertEquals(message, assertThrows(RefusedFileException.class,
            () -> CsvFileRows.read(mapping,
                csv.replace('~', '\n').getBytes(StandardCharsets.UTF_8))).getMessage());
    }

    @Test
    void whatIsNotOfItsCharsetIsRefusedWithItsLine() throws Exception {
        final Mapping mapping =
            MappingReader.read("m.toml", "[columns]\nref = \"Job\"\n");
        assertEquals("line 2: is not UTF-8", assertThrows(RefusedFileException.class,
            () -> CsvFileRows.read(mapping,
                new byte[] {'J', 'o', 'b', '\n', (byte) 0xFF})).getMessage());
    }
}
