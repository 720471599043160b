package io.clearline.adapters.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.control.ControlField;
import io.clearline.engine.control.NamedLists;
import io.clearline.engine.control.Predicate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.agrona.concurrent.UnsafeBuffer;
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
        Predicate.of(new UnsafeBuffer(compiled.program()), 0, compiled.program().length,
            new NamedLists());
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
        "flow == \"H1\" ~ (== string flow 'H1')",
        "'a' != form ~ (!= string 'a' form)",
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
        "double('1') > 1.0 ~ 1:7: 'double' takes an int; write a number as 2.5, without quotes",
    })
    void refusalsNamePlaceAndRemedy(final String text, final String refusal) {
        assertEquals(refusal, refusal(text));
        assertEquals(refusal, refusal(text));
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
        final String longest = "flow == '" + "\u6d77".repeat(4_086) + "'";
        assertEquals(4_096, longest.length());
        assertTrue(program(longest).startsWith("(== string flow"));
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

    @Test
    void oneTextGivesOneProgram() {
        final String text = "item.hs.startsWith(\"8542\") && item.value > 100000.0";
        assertArrayEquals(
            COMPILER.compile(text).program(), new ControlCompiler().compile(text).program());
    }

    @Test
    void theExamplesOfTheGuideAreTaken() throws IOException {
        final String guide = Files.readString(Path.of("../docs/controls.md"));
        final String examples = guide.substring(guide.indexOf("## Examples")).split("```")[1];
        for (final String example : examples.strip().split("\n")) {
            program(example);
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
