package io.clearline.adapters.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.adapters.text.RowText;
import io.clearline.engine.record.PackedReader;
import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.record.sbe.ControlDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.ReferenceDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceLoaderTest {
    private static final String CURRENCIES = "currency,rate,from,to\n";

    @TempDir
    private Path directory;

    private void write(final String file, final String content) throws IOException {
        Files.write(directory.resolve(file), content.getBytes(StandardCharsets.UTF_8));
    }

    private String fault() {
        return assertThrows(ReferenceException.class, () -> new ReferenceLoader().load(directory))
            .getMessage();
    }

    /** Reads what was yielded back into lines such as {@code CURRENCIES 1 0: USD,7.1,,}. */
    private List<String> load() throws ReferenceException {
        final List<String> rows = new ArrayList<>();
        final PackedReader reader = new PackedReader();
        new ReferenceLoader().load(directory).forEachPart((message, offset, length) -> {
            assertTrue(length <= ReferenceLoader.PART_MAX, () -> "part of " + length);
            final ReferenceDecoder in = new ReferenceDecoder()
                .wrapAndApplyHeader(message, offset, new MessageHeaderDecoder());
            assertEquals(ReferenceDecoder.atNullValue(), in.at());
            final ReferenceTable table = ReferenceTable.of(in.table());
            final String part = table + " " + in.load() + " " + in.last() + ": ";
            in.formErrors().forEach(error -> { });
            int count = 0;
            for (final ReferenceDecoder.RowsDecoder row : in.rows()) {
                final int size = row.cellsLength();
                reader.wrap(
                    message, in.limit() + ReferenceDecoder.RowsDecoder.cellsHeaderLength(), size);
                row.skipCells();
                final StringJoiner cells = new StringJoiner(",");
                table.columns().forEach(column -> cells.add(RowText.cell(column, reader)));
                assertEquals(0, reader.remaining());
                rows.add(part + cells);
                count++;
            }
            if (count == 0) {
                rows.add(part);
            }
        });
        return rows;
    }

    @Test
    void yieldsTablesInOrder() throws Exception {
        write("tariff.csv", "hs,name,unit,duty_mfn,duty_general,duty_specific,duty_export,vat,"
            + "consumption_tax,taxed_catalogue,documents,inspection,from,to\n"
            + "02023000,\"Beef, frozen \"\"boneless\"\"\",035,0.12,0.70,,,0.09,,N,7/A.B,P.R/Q.S,"
            + "2025-01-01,\n");
        write("policy.csv", "name,value,from,to\nrandom.REGULAR,0.02,,\n");
        write("entities.csv", "uscc,name,eligible_from,eligible_to,credit,second_line,encouraged,"
            + "bonded,guarantee\n91460100MA5T00001L,海口,2025-12-18,,REGULAR,NORMAL,N,Y,100000.5\n");
        write("licences.csv", "code,no,holder,hs,quantity,from,to\n"
            + "7,AIL-1,91460100MA5T00001L,0202,10.5,2026-01-01,2026-12-31\n");
        assertEquals(List.of("POLICY 1 0: random.REGULAR,0.02,,",
            "ENTITIES 2 0: 91460100MA5T00001L,海口,2025-12-18,,REGULAR,NORMAL,N,Y,100000.5",
            "TARIFF 2 0: 02023000,Beef, frozen \"boneless\",035,0.12,0.7,,,0.09,,N,7AB,PRQS,"
                + "2025-01-01,",
            "LICENCES 2 1: 7,AIL-1,91460100MA5T00001L,0202,10.5,2026-01-01,2026-12-31"), load());
    }

    @Test
    void takesAnyColumnOrderAndSpelling() throws Exception {
        write("currencies.csv", "\uFEFFto,from,rate,currency\r\n,2026-01-01,7.10,USD\r\n\r\n"
            + "2025-12-31,,\"7\",USD");
        assertEquals(List.of("CURRENCIES 1 1: USD,7.1,2026-01-01,",
            "CURRENCIES 1 1: USD,7,,2025-12-31"), load());
    }

    @Test
    void yieldsOnePartOfAnEmptyDirectoryOfTables() throws Exception {
        write("policy.csv", "name,value,from,to\n");
        assertEquals(List.of("POLICY 1 1: "), load());
    }

    @Test
    void splitsLongTables() throws Exception {
        final StringBuilder text = new StringBuilder("code,no,holder,hs,quantity,from,to\n");
        for (int i = 0; i < 5000; i++) {
            text.append("7,AIL-").append(i).append(",91460100MA5T00001L,0202,,,\n");
        }
        write("licences.csv", text.toString());
        final List<String> rows = load();
        assertEquals(5000, rows.size());
        assertTrue(rows.get(0).startsWith("LICENCES 1 0: 7,AIL-0,"), rows.get(0));
        assertTrue(rows.get(4999).startsWith("LICENCES 2 1: 7,AIL-4999,"), rows.get(4999));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "USD,7.1,2026-01-01|2: has 3 cells where the header row has 4",
        "usd,7.1,,|2: currency: 'usd' is no code of three letters A to Z",
        ",7.1,,|2: currency: is empty; expected code of three letters A to Z",
        "USD,,,|2: rate: is empty; expected decimal with a point and at most 8 "
            + "decimals",
        "USD,\"7,1\",,|2: rate: '7,1' is no decimal with a point and at most 8 "
            + "decimals",
        "USD,0,,|2: rate: '0' is out of bounds; expected a rate above 0, and 1 for "
            + "CNY",
        "CNY,7.1,,|2: rate: '7.1' is out of bounds; expected a rate above 0, and 1 for "
            + "CNY",
        "USD,1,2026-02-30,|2: from: '2026-02-30' is no date YYYY-MM-DD",
        "USD,1,2026-02-02,2026-02-01|2: to: '2026-02-01' is out of bounds; "
            + "expected no day before the one it runs from"})
    void namesFileLineColumnAndReason(final String row, final String message) throws Exception {
        write("currencies.csv", CURRENCIES + row + "\n");
        assertEquals("currencies.csv:" + message, fault());
    }

    @Test
    void refusesOverlapAndDoubles() throws Exception {
        write("currencies.csv", CURRENCIES + "USD,1,2026-01-01,2026-06-30\n"
            + "USD,2,2026-07-01,\nUSD,3,2025-01-01,2026-01-01\n");
        assertEquals("currencies.csv:4: from: 'USD' overlaps in validity with line 2", fault());
        write("currencies.csv", CURRENCIES + "USD,1,,\nUSD,2,2026-07-01,2026-07-01\n");
        assertEquals("currencies.csv:3: from: 'USD' overlaps in validity with line 2", fault());
        write("currencies.csv", CURRENCIES);
        write("countries.csv",
            "code,name,mfn\nJPN,Japan,Y\n\"DEU\",\"Ger\nmany\",Y\nJPN,Nippon,N\n");
        assertEquals("countries.csv:5: code: 'JPN' stands already on line 2", fault());
    }

    @ParameterizedTest
    @CsvSource({"relaxed.csv,'hs,end_user,documents',"
        + "'845961,91460100MA5T00001X,O','end_user: ''91460100MA5T00001X'' has a wrong check "
        + "character (GB 32100)'",
        "relaxed.csv,'hs,end_user,documents','8,91460100MA5T00001L,O',"
        + "'hs: ''8'' is no tariff code of 2 to 10 digits'",
        "relaxed.csv,'hs,end_user,documents','84,91460100MA5T00001L,/',"
        + "'documents: ''/'' is no list of letters and digits'",
        "policy.csv,'name,value,from,to','waiver_month,12,,',"
        + "'name: ''waiver_month'' is no name of policy.csv; the nearest is waiver_months'",
        "policy.csv,'name,value,from,to','random.WATCH,1.1,,','value: ''1.1'' is out of bounds; "
        + "expected a value that this name may have (random.*: 0 to 1; months and days: whole "
        + "numbers; batch_due_day: 1 to 31)'",
        "countries.csv,'code,name,mfn','JPN,Japan,J','mfn: ''J'' is no flag Y or N'",
        "offices.csv,'code,name,district,first_line,second_line','640,x,6400,Y,N',"
        + "'code: ''640'' is no office of four digits'",
        "bans.csv,'hs,direction,origin,basis,from,to','02,INWARD,,x,,',"
        + "'direction: ''INWARD'' is no word of IMPORT, EXPORT'"})
    void checksEachKindOfCell(
        final String file, final String header, final String row, final String message)
        throws Exception {
        write(file, header + "\n" + row + "\n");
        assertEquals(file + ":2: " + message, fault());
    }

    @Test
    void refusesAConsumptionTaxOfAllOrMore() throws Exception {
        write("tariff.csv", "hs,name,unit,duty_mfn,duty_general,duty_specific,duty_export,vat,"
            + "consumption_tax,taxed_catalogue,documents,inspection,from,to\n"
            + "22042100,Wine,095,0.14,1.8,,,0.13,1,Y,,,,\n");
        assertEquals("tariff.csv:2: consumption_tax: '1' is out of bounds; expected 0 or above and "
            + "below 1", fault());
    }

    @Test
    void requiresItsColumns() throws Exception {
        write("countries.csv", "code,nmae,mfn\n");
        assertEquals("countries.csv:1: nmae: is no column of countries.csv; the nearest is name",
            fault());
        write("countries.csv", "code,mfn\n");
        assertEquals("countries.csv:1: name: is missing in the header row; expected code,name,mfn",
            fault());
        write("countries.csv", "code,code,mfn\n");
        assertEquals("countries.csv:1: code: stands twice in the header row", fault());
        write("countries.csv", "");
        assertEquals("countries.csv:1: has no header row; expected code,name,mfn", fault());
    }

    @Test
    void refusesWhatIsNoCsv() throws Exception {
        write("countries.csv", "code,name,mfn\nJPN,\"Japan,Y\n\n");
        assertTrue(fault().startsWith("countries.csv:2: is no CSV: "), fault());
        write("countries.csv", "code,name,mfn\nJPN,\"Ja\"pan,Y\n");
        assertTrue(fault().startsWith("countries.csv:2: is no CSV: "), fault());
        Files.write(directory.resolve("countries.csv"),
            "code,name,mfn\nJPN,Jap\u00e4n,Y\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("countries.csv:2: is not UTF-8", fault());
        Files.delete(directory.resolve("countries.csv"));
        Files.createDirectory(directory.resolve("countries.csv"));
        assertTrue(fault().startsWith("countries.csv: cannot be read: "), this::fault);
    }

    @Test
    void refusesOtherDirectories() throws Exception {
        assertTrue(fault().contains("holds no reference data; expected one or more of policy.csv"));
        final Path none = directory.resolve("none");
        assertEquals(none + ": there is no such directory", assertThrows(ReferenceException.class,
            () -> new ReferenceLoader().load(none)).getMessage());
        write("policy.csv", "name,value,from,to\n");
        assertEquals(directory.resolve("policy.csv") + ": is no directory",
            assertThrows(ReferenceException.class,
                () -> new ReferenceLoader().load(directory.resolve("policy.csv"))).getMessage());
    }

    private static String control(final String id, final int version, final String when) {
        return "{\"type\":\"control\",\"at\":\"2026-03-02T09:00:00+08:00\",\"id\":\"" + id
            + "\",\"version\":" + version + ",\"issuer\":\"6700\",\"when\":\"" + when
            + "\",\"then\":\"AUDIT\",\"basis\":\"b\"}\n";
    }

    @Test
    void handsOnControlsBehindTheTablesAndWithoutTheirTime() throws Exception {
        write("policy.csv", "name,value,from,to\n");
        write("controls.jsonl", " \n");
        assertEquals(1, load().size());
        write("controls.jsonl", control("A", 1, "transit") + "\r\n" + control("A", 3, "true"));
        final ReferenceLoader.Loaded loaded = new ReferenceLoader().load(directory);
        assertEquals(2, loaded.controls());
        final List<String> seen = new ArrayList<>();
        loaded.forEachPart((message, offset, length) -> {
            final MessageHeaderDecoder header = new MessageHeaderDecoder();
            if (header.wrap(message, offset).templateId() == ControlDecoder.TEMPLATE_ID) {
                final ControlDecoder in =
                    new ControlDecoder().wrapAndApplyHeader(message, offset, header);
                assertEquals(ControlDecoder.atNullValue(), in.at());
                seen.add(in.version() + " " + (length - in.sbeDecodedLength()));
            } else {
                seen.add("table");
            }
        });
        assertEquals(List.of("table", "1 8", "3 8"), seen);
    }

    @Test
    void refusesBadControls() throws Exception {
        write("policy.csv", "name,value,from,to\n");
        final String right = control("A", 3, "transit");
        write("controls.jsonl", right + "{broken\n");
        assertEquals("controls.jsonl:2: is no JSON object", fault());
        write("controls.jsonl", "{}\n");
        assertEquals("controls.jsonl:1: type: is no control command; every line is "
            + "{\"type\":\"control\", ...}", fault());
        write("controls.jsonl", right.replace("\"issuer\"", "\"issuers\""));
        assertEquals("controls.jsonl:1: issuer: is missing: write four digits in quotes", fault());
        write("controls.jsonl", right.replace("AUDIT", "AUDITS"));
        assertEquals("controls.jsonl:1: then: is not well-formed (FORMAT): write EXAMINE, DOCUMENT"
            + " or AUDIT", fault());
        write("controls.jsonl", "\n" + right + control("B", 1, "item.hss == ''"));
        assertEquals("controls.jsonl:3: when: line 1, column 1: unknown name 'item.hss', "
            + "the nearest known is 'item.hs'", fault());
        write("controls.jsonl", right + control("A", 3, "true"));
        assertEquals("controls.jsonl:2: version: is not above version 3 of the same control in "
            + "line 1", fault());
    }
}
