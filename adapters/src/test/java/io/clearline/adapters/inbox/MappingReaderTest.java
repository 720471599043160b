package io.clearline.adapters.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a mapping may say, and what is refused with its place. */
class MappingReaderTest {
    @Test
    void aMappingOfAllKeysIsRead() throws Exception {
        final Mapping mapping = MappingReader.read("m.toml", """
            type = "declare"
            delimiter = ";"
            charset = "GBK"
            ignored = ["Remarks"]
            [columns]
            ref = "Job"
            transit = "Transit"
            [constants]
            packages = 3
            flow = "FIRST_LINE_IMPORT"
            [values.transit]
            Ja = true
            [items.columns]
            regime = "Regime"
            [items.constants]
            origin = "JPN"
            [items.values.regime]
            ZT = "ZERO_TARIFF"
            """);
        assertEquals("declare", mapping.command().type());
        assertEquals(';', mapping.delimiter());
        assertEquals("GB18030", mapping.charset().name());
        assertEquals(Set.of("Job", "Transit", "Regime", "Remarks"), mapping.columns());
        assertEquals("3", mapping.head().constants().get(0).cell());
        assertEquals("true", mapping.head().columns().get(1).values().get("Ja"));
        assertEquals("ZERO_TARIFF", mapping.elements().columns().get(0).values().get("ZT"));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
            Arguments.of("type = \"declaer\"",
                "m.toml:1: no command that CSV can say: declaer; the nearest is declare"),
            Arguments.of("[columns]\nref = \"A\"\ntradr = \"B\"",
                "m.toml:3: unknown field tradr; the nearest is trader"),
            Arguments.of("[columns]\nref = \"A\"\n[items.columns]\norigni = \"B\"",
                "m.toml:4: unknown field origni; the nearest is origin"),
            Arguments.of("[columns]\nref = \"A\"\n[constants]\nforms = \"B\"",
                "m.toml:4: unknown field forms; the nearest is form"),
            Arguments.of("[columns]\nref = \"A\"\n[constants]\nref = \"B\"",
                "m.toml:4: ref comes from a column already"),
            Arguments.of("[columns]\nref = \"A\"\n[values.flow]\nI = \"FIRST_LINE_IMPORT\"",
                "m.toml:3: flow has no column whose cells could say that"),
            Arguments.of("[columns]\nref = \"A\"\n[colums]\nflow = \"B\"",
                "m.toml:3: unknown key colums; the nearest is columns"),
            Arguments.of("type = \"pay\"\n[columns]\ndeclaration = \"A\"\n[items.columns]\nhs = \"B\"",
                "m.toml:4: unknown key items; the nearest is type"),
            Arguments.of("columns = 3", "m.toml:1: columns is a table"),
            Arguments.of("[columns]\nref = 3", "m.toml:2: columns.ref is a text in quotes, not 3"),
            Arguments.of("[columns]\nref = \"A\"\n[constants]\ngrossKg = 1.5",
                "m.toml:4: constants.grossKg is a text in quotes, a whole number, true or false, not 1.5"),
            Arguments.of("[columns]\nflow = \"A\"",
                "m.toml:1: no column for ref, which tells what a row belongs to"),
            Arguments.of("delimiter = \"\\\"\"\n[columns]\nref = \"A\"",
                "m.toml:1: the delimiter is one character between cells, not \""),
            Arguments.of("charset = \"EBCDIC\"\n[columns]\nref = \"A\"",
                "m.toml:1: no charset that is read: EBCDIC; UTF-8 or GB18030"),
            Arguments.of("ignored = \"A\"\n[columns]\nref = \"A\"",
                "m.toml:1: ignored is a list of columns, in brackets"),
            Arguments.of("#".repeat((1 << 20) + 1),
                "m.toml: longer than 1 MiB: it is no mapping"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsRefusedWithItsLine(final String text, final String message) {
        assertEquals(message, assertThrows(RefusedFileException.class,
            () -> MappingReader.read("m.toml", text)).getMessage());
    }

    @Test
    void whatIsNoTomlIsRefusedWithItsLine() {
        final String message = assertThrows(RefusedFileException.class,
            () -> MappingReader.read("m.toml", "[columns]\nref = A\n")).getMessage();
        assertEquals("m.toml:2: no TOML:", message.substring(0, 18));
    }
}
