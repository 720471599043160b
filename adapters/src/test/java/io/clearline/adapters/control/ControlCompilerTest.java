package io.clearline.adapters.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.control.ControlField;
import io.clearline.engine.control.Controls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.agrona.concurrent.UnsafeBuffer;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken, as the program that comes of it; what is refused, with place and words. */
class ControlCompilerTest {
    private static final ControlCompiler COMPILER = new ControlCompiler();

    private static String program(final String text) {
        final Compiled compiled = COMPILER.compile(text);
        assertNull(compiled.refusal(), text);
        Controls.check(new UnsafeBuffer(compiled.program()), 0, compiled.program().length);
        return ProgramPrinter.print(compiled.program());
    }

    private static String refusal(final String text) {
        final Compiled compiled = COMPILER.compile(text);
        assertNotNull(compiled.refusal(), text);
        assertEquals(0, compiled.program().length);
        return compiled.refusal().toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
        "true ~ true",
        "!transit ~ (! transit)",
        "!!transit ~ transit",
        "transit && false ~ (&& transit false)",
        "transit || entity.bonded ~ (|| transit entity.bonded)",
        "transit ? entity.bonded : true ~ (?: transit entity.bonded true)",
        "(transit ? 1 : 2) == packages ~ (== int (?: transit #1 #2) packages)",
        "form == \"H1\" ~ (== string form 'H1')",
        "'' != form ~ (!= string '' form)",
        "item.regime in ['BONDED', ''] ~ (in string item.regime 'BONDED' '')",
        "flow < 'a' ~ (< string flow 'a')",
        "ref == 'FIRST_LINE_IMPROT' ~ (== string ref 'FIRST_LINE_IMPROT')",
        "office < '6400' ~ (< string office '6400')",
        "packages <= 5 ~ (<= int packages #5)",
        "item.no > -5 ~ (> int item.no #-5)",
        "grossKg >= netKg ~ (>= number grossKg netKg)",
        "transit == entity.encouraged ~ (== bool transit entity.encouraged)",
        "trader in ['a', \"b\"] ~ (in string trader 'a' 'b')",
        "packages in [1, -2] ~ (in int packages #1 #-2)",
        "item.value in [1.5, 2] ~ (in number item.value 1.5 2)",
        "transit in [true] ~ (in bool transit true)",
        "flow in [] ~ (in string flow)",
        "!(trader in list('ZJ-watch')) ~ (! (in-list trader 'ZJ-watch'))",
        "'49' in item.attributes ~ (in-field '49' item.attributes)",
        "item.code in documents ~ (in-field item.code documents)",
        "item.hs.startsWith('8542') ~ (startsWith item.hs '8542')",
        "conveyance.endsWith(ref) ~ (endsWith conveyance ref)",
        "item.name.contains('酒') ~ (contains item.name '酒')",
        "item.name.matches('(?i)chip.*') ~ (matches item.name '(?i)chip.*')",
        "matches(ref, r'^\\d+$') ~ (matches ref '^\\d+$')",
        "size(item.name) > 3 ~ (> int (size item.name) #3)",
        "item.name.size() > 3 ~ (> int (size item.name) #3)",
        "containers.size() == 2 ~ (== int (size containers) #2)",
        "size(documents) == size(items) ~ (== int (size documents) (size items))",
        "packages + 1 - 2 == 0 ~ (== int (- int (+ int packages #1) #2) #0)",
        "packages * 2 / 3 % 4 == 0 ~ (== int (% int (/ int (* int packages #2) #3) #4) #0)",
        "-packages < 0 ~ (< int (neg int packages) #0)",
        "item.value / item.quantity > 10.5 ~ (> number (/ number item.value item.quantity) 10.5)",
        "item.value * 2.0 + 1.0 - netKg < 7 "
            + "~ (< number (- number (+ number (* number item.value 2.0) 1.0) netKg) 7)",
        "-item.value < -5 ~ (< number (neg number item.value) -5)",
        "double(packages) > grossKg ~ (> number (number packages) grossKg)",
        "double(item.value) > 1.0 ~ (> number item.value 1.0)",
        "count('trader', 'P7D') > 3 ~ (> int (count trader 168h) #3)",
        "count('conveyance', 'PT12H', flow == 'SECOND_LINE_EXIT') >= 5 "
            + "~ (>= int (count conveyance 12h (== string flow 'SECOND_LINE_EXIT')) #5)",
        "count('receiver', 'P1DT1H', '8703') > 0 "
            + "~ (> int (count receiver 25h (startsWith item.hs '8703')) #0)",
        "sum('agent', 'P1D', 'value') > 100000 ~ (> number (sum agent 24h item.value) 100000)",
        "2 * packages < count('origin', 'P90D') "
            + "~ (< int (* int #2 packages) (count item.origin 2160h))",
        "sum('trader', 'P2D', 'quantity', item.value > 5 && item.hs in ['87']) >= 0.5 ~ (>= number"
            + " (sum trader 48h item.quantity (&& (> number item.value 5)"
            + " (in string item.hs '87'))) 0.5)",
        "sum('trader', 'PT1H', 'grossKg', transit) / sum('trader', 'PT1H', 'packages') > netKg "
            + "~ (> number (/ number (sum trader 1h grossKg transit) (sum trader 1h packages))"
            + " netKg)",
        "item.valueAdded >= 0.3 ~ (>= number item.valueAdded 0.3)",
    })
    void everyOperation(final String text, final String program) {
        assertEquals(program, program(text));
    }

    @ParameterizedTest
    @CsvSource({"100000,100000", "100000.0,100000.0", "0.1,0.1", "-0.10,-0.10", "- 2.5,-2.5",
        ".5,0.5", "1.5e3,1500", "15e-1,1.5", "1E+2,100", "0x10,16", "0.0,0", "-7,-7",
        "0.123456789012345678,0.123456789012345678", "9007199254740993.0,9007199254740993.0",
        "900719925474099300.000,900719925474099300", "9223372036854775807,9223372036854775807",
        "0.3000000000000000000000,0.3"})
    void numbersAreExactAsSpelled(final String spelled, final String exact) {
        assertEquals("(== number item.value " + exact + ")", program("item.value == " + spelled));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
        "itm.hs == '' ~ 1:1: unknown name 'itm.hs', the nearest known is 'item.hs'",
        "'海南' == flo ~ 1:9: unknown name 'flo', the nearest known is 'flow'",
        "item.hs.first == '' "
            + "~ 1:1: unknown name 'item.hs.first', the nearest known is 'item.hs'",
        "flow.startWith('a') "
            + "~ 1:15: unknown function 'startWith', the nearest known is 'startsWith'",
        "office == 6400 ~ 1:8: '==' does not take (string, int); text stands in quotes",
        "packages > 2.5 ~ 1:10: '>' does not take (int, number); "
            + "write 2.0 instead of 2, and double(x) of an int",
        "item.value * 2 > 3.0 ~ 1:12: '*' does not take (number, int); "
            + "write 2.0 instead of 2, and double(x) of an int",
        "packages % 2.0 == 1.0 ~ 1:10: '%' does not take (int, number); it takes two ints",
        "flow ~ 1:1: a control asks for true or false, this is a text; "
            + "compare it with something",
        "packages + 1 ~ 1:10: a control asks for true or false, this is an integer; "
            + "compare it with something",
        "flow == 'FIRST_LINE_IMPROT' ~ 1:9: 'flow' is never 'FIRST_LINE_IMPROT', "
            + "the nearest known is 'FIRST_LINE_IMPORT'",
        "'H1' != flow ~ 1:1: 'flow' is never 'H1', that is a word of 'form'",
        "transit && entity.credit in ['REGULAR', 'dishonest'] ~ 1:41: 'entity.credit' is never "
            + "'dishonest', the nearest known is 'DISHONEST'",
        "item.election == 'VAT' ~ 1:18: 'item.election' is never 'VAT', "
            + "the nearest known is 'ALL'",
        "flow == ~ 1:8: the expression ends too early",
        "flow 'x' ~ 1:6: unexpected ''x''",
        "flow == 'abc ~ 1:9: the text that begins here is not closed",
        "flow == null ~ 1:9: null is not supported; what is absent is \"\", false or 0",
        "flow == b'x' ~ 1:9: bytes are not supported; leave out the b",
        "packages == 1u ~ 1:13: unsigned integers are not supported; leave out the u",
        "flow + 'a' == 'b' ~ 1:6: '+' of texts is not supported; "
            + "compare the parts with &&",
        "documents[0] == 'x' ~ 1:10: '[ ]' is not supported; "
            + "to look into a list write 'x in documents'",
        "{'a': 1} == {} ~ 1:1: '{ }' is not supported; write a list and 'in'",
        "[1] == [1] ~ 1:1: a list stands right of 'in' alone",
        "documents == containers ~ 1:1: 'documents' is a list; "
            + "write 'x in documents' or size(documents)",
        "items == 2 ~ 1:1: 'items' is a list; write size(items)",
        "'1' in items ~ 1:8: 'items' cannot stand right of 'in'; "
            + "write a list such as [\"VNM\", \"THA\"]",
        "list('x') == '' ~ 1:5: list(\"name\") stands right of 'in' alone",
        "trader in list(owner) ~ 1:15: list takes the list's name in quotes",
        "trader in [owner, agent] ~ 1:12: the members of a list are plain values; "
            + "join conditions with || instead",
        "has(item.code) ~ 1:4: 'has' is not supported; "
            + "what is absent is \"\", false or 0, so compare with that",
        "timestamp('') > 1 ~ 1:10: 'timestamp' is not supported; "
            + "limit a control in time by its from and to",
        "item.name.matches(ref) ~ 1:19: 'matches' takes a text in quotes",
        "ref.matches('[') ~ 1:13: bad regular expression: missing closing ] in '['",
        "packages / 0 == 1 ~ 1:12: division by zero",
        "count('tradr', 'P7D') > 1 "
            + "~ 1:7: nothing is counted by 'tradr', the nearest known is 'trader'",
        "count(trader, 'P7D') > 1 ~ 1:7: what is counted by stands in quotes, such as \"trader\"",
        "count('owner', 'P7D') > 1 "
            + "~ 1:7: nothing is counted by 'owner', the nearest known is 'trader'",
        "sum('trader', 'P7D', 'valeu') > 1 "
            + "~ 1:22: 'valeu' is not summed up, the nearest known is 'value'",
        "sum('trader', 'P7D', item.value) > 1 "
            + "~ 1:26: what is summed up stands in quotes, such as \"value\"",
        "cout('trader', 'P7D') > 1 ~ 1:5: unknown function 'cout', the nearest known is 'count'",
        "count('trader') > 1 ~ 1:6: count takes a key, a window and which are counted, if not all: "
            + "count(\"trader\", \"P7D\", \"8703\")",
        "count('trader', 'P7D', '87', '88') > 1 ~ 1:6: count takes a key, a window and which are "
            + "counted, if not all: count(\"trader\", \"P7D\", \"8703\")",
        "'trader'.count('P7D') > 1 ~ 1:15: count takes a key, a window and which are counted, if "
            + "not all: count(\"trader\", \"P7D\", \"8703\")",
        "sum('trader', 'P7D') > 1 ~ 1:4: sum takes a key, a window, what is summed up and over which,"
            + " if not all: sum(\"trader\", \"P7D\", \"value\", \"8703\")",
        "count('trader', 'P7D', '8x') > 1 ~ 1:24: '8x' is no HS prefix of 2 to 10 digits; a condition "
            + "stands without quotes, such as flow == \"SECOND_LINE_EXIT\"",
        "count('trader', 'P7D', 'SECOND_LINE_EXIT') > 1 ~ 1:24: 'SECOND_LINE_EXIT' is no HS prefix of"
            + " 2 to 10 digits; a condition stands without quotes, such as flow =="
            + " \"SECOND_LINE_EXIT\"",
        "count('trader', 'P7D', packages) > 1 ~ 1:6: 'count' does not take (string, string, int); "
            + "which are counted is said by an HS prefix in quotes, or by a condition",
        "count('trader', 'P7D', item.hss == '') > 1 "
            + "~ 1:24: unknown name 'item.hss', the nearest known is 'item.hs'",
        "count('trader', 'P7D', count('agent', 'P7D') > 1) > 1 "
            + "~ 1:29: what is counted cannot ask another count",
        "count('trader', 'P7D', ref.matches('a')) > 1 ~ 1:35: what is counted cannot ask 'matches'; "
            + "write startsWith, endsWith, contains or a list",
        "sum('trader', 'P7D', 'grossKg', '87') > 1 ~ 1:4: 'grossKg' is the declaration's, not an "
            + "item's; sum up \"value\" or \"quantity\"",
        "sum('trader', 'P7D', 'packages', item.no > 1) > 1 ~ 1:4: 'packages' is the declaration's, "
            + "not an item's; sum up \"value\" or \"quantity\"",
        "sum('origin', 'P7D', 'netKg') > 1 ~ 1:4: 'netKg' is the declaration's, not an item's; "
            + "sum up \"value\" or \"quantity\"",
        "count('trader', 'P7D') ~ 1:6: a control asks for true or false, this is an integer; "
            + "compare it with something",
        "count('trader', 'P7D') > 2.5 ~ 1:24: '>' does not take (int, number); "
            + "write 2.0 instead of 2, and double(x) of an int",
        "double('1') > 1.0 ~ 1:7: 'double' takes an int; write a number as 2.5, without quotes",
    })
    void refusalsNamePlaceAndRemedy(final String text, final String refusal) {
        assertEquals(refusal, refusal(text));
        assertEquals(refusal, refusal(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "PT", "7D", "P7", "P0D", "PT0H", "PT59M", "PT1M", "P91D", "P90DT1H",
        "PT2161H", "P99999D", "P1W", "P1M", "p7d", "P7D ", "PT1.5H", "P-1D", "P1DT", "P\u0667D"})
    void otherWindowsAreRefused(final String window) {
        assertEquals("1:17: a window stands in quotes, in days or hours, from \"PT1H\" to \"P90D\","
            + " such as \"P7D\" or \"PT12H\"", refusal("count('trader', '" + window + "') > 1"));
    }

    @Test
    void whatIsCountedIsSaidShortly() {
        final String most = "transit" + " || transit".repeat(49);
        program("count('trader', 'P7D', " + most + ") > 1");
        assertEquals("1:307: what is counted is said in at most 100 names, values and operators",
            refusal("count('trader', 'P7D', " + most + " || transit) > 1"));
    }

    @Test
    void linesAreCounted() {
        assertEquals("2:3: unknown name 'item.valeu', the nearest known is 'item.value'",
            refusal("true || // first\n  item.valeu > 1.0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"documents.exists(d, d == '1')", "documents.all(d, d == '1')",
        "documents.map(d, d).size() > 1", "documents.filter(d, true).size() > 1"})
    void macrosAreNotSupported(final String text) {
        assertTrue(refusal(text).contains(" is not supported; to look into a list write"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "0.1234567890123456789", "1e-30", "92233720368547758070.0",
        "1e999999999", "1e-999999999", "1.00000000000000000001"})
    void numbersBeyondWhatIsComparedAreRefused(final String number) {
        assertTrue(refusal("item.value > " + number).startsWith(
            "1:14: this number has more digits than are compared"), number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a{999}){999}", "(((x{30}){30}){30}){30}", "(x+x+){600}",
        "[a-z]{501}", "((a{1,9}){1,9}){1,9}", "\\\\d{1000}"})
    void regularExpressionsAreBounded(final String pattern) {
        assertTrue(refusal("ref.matches('" + pattern + "')").startsWith(
            "1:13: this regular expression is too large"), pattern);
    }

    @Test
    void aCatastrophicPatternIsRunInLinearTime() {
        assertEquals("(matches ref '(a+)+$')", program("ref.matches('(a+)+$')"));
    }

    @Test
    void limits() {
        final String longest = "conveyance == '" + "\u6d77".repeat(4_080) + "'";
        assertEquals(4_096, longest.length());
        assertTrue(program(longest).startsWith("(== string conveyance"));
        final String tooLong =
            "1:1: longer than 4096 characters; write several controls";
        assertEquals(tooLong, refusal(longest + " "));
        assertEquals("1:13: a list has at most 1000 members; publish a named list and write "
            + "list(\"name\")", refusal("packages in [" + "1,".repeat(1_000) + "1]"));
        program("packages in [" + "1,".repeat(999) + "1]");
        program("transit" + "&&transit".repeat(400));
        program("(".repeat(150) + "transit" + ")".repeat(150));
    }

    @Test
    void hugeAndDeepTextsAreRefusedAtOnce() {
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
            for (final String part : new String[] {"(", "[", "{", "!", "-", "a.", "a(", "'", "x?",
                "1+", "x&&", "x||!", "true==", "\"\"\"", "\\", "f(x)[", "\u6d77"}) {
                refusal(part.repeat(1 << 20));
                refusal(part.repeat(10_000));
                refusal(part.repeat(4_096 / part.length()));
                refusal(part.repeat(2_000 / part.length()));
                refusal(part.repeat(300));
            }
            final String deep = "(".repeat(10_000) + "transit" + ")".repeat(10_000);
            assertTrue(refusal(deep).startsWith("1:1: longer than"));
            final String nested = "(".repeat(2_000) + "transit" + ")".repeat(2_000);
            assertEquals("1:201: nested deeper than 200; write a list or several controls instead",
                refusal(nested));
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
        "item.hs == '8542' ~ 1:12: 'item.hs' is never '8542': it has 8 or 10 digits; "
            + "write item.hs.startsWith(..) for a heading",
        "office in ['6400', '64'] ~ 1:20: 'office' is never '64': it has four digits",
        "'Vnm' == dispatchCountry ~ 1:1: 'dispatchCountry' is never 'Vnm': "
            + "it has three capital letters",
        "trader != 'X' ~ 1:11: 'trader' is never 'X': it has 18 digits and capital letters",
        "item.hs in ['85423100', ''] ~",
        "item.hs < '8542' ~"})
    void whatCanHardlyBeMeantIsTakenAndNoted(final String text, final String doubt) {
        final Compiled compiled = COMPILER.compile(text);
        assertEquals(null, compiled.refusal());
        assertEquals(doubt == null ? "[]" : "[" + doubt + "]", compiled.doubts().toString());
    }

    @Test
    void oneTextGivesOneProgram() {
        final String text = "item.hs.startsWith(\"8542\") && item.value > 100000.0";
        assertArrayEquals(
            COMPILER.compile(text).program(), new ControlCompiler().compile(text).program());
    }

    @Test
    void theExamplesOfTheGuideAreTaken() throws IOException {
        final String guide = Files.readString(Path.of("../docs/controls.md"));
        final int from = guide.indexOf("## Examples");
        final String[] parts = guide.substring(from, guide.indexOf("\n## ", from)).split("```");
        assertEquals(21, parts.length, "ten examples");
        for (int i = 1; i < parts.length; i += 2) {
            final Compiled compiled = COMPILER.compile(parts[i].strip());
            assertEquals(null, compiled.refusal(), parts[i]);
            assertEquals(List.of(), compiled.doubts(), parts[i]);
        }
        for (final ControlField field : ControlField.values()) {
            assertTrue(guide.contains("`" + field.text() + "`"), field.text());
        }
    }

    @Test
    void everyNameIsItsOwnNearest() {
        for (final ControlField field : ControlField.values()) {
            assertEquals(field.text(), Vocabulary.nearest(field.text()));
        }
    }
}
