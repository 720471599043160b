package io.clearline.adapters.control;

import io.clearline.engine.control.ControlField;
import io.clearline.engine.record.PackedReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/** Prints a program, operators before operands, so that tests can say what it should be. */
final class ProgramPrinter {
    private static final Map<Integer, String> NAMES = Map.ofEntries(
        Map.entry(3, "!"), Map.entry(4, "&&"), Map.entry(5, "||"), Map.entry(6, "?:"),
        Map.entry(10, "=="), Map.entry(11, "!="), Map.entry(12, "<"), Map.entry(13, "<="),
        Map.entry(14, ">"), Map.entry(15, ">="), Map.entry(23, "startsWith"),
        Map.entry(24, "endsWith"), Map.entry(25, "contains"), Map.entry(40, "+"),
        Map.entry(41, "-"), Map.entry(42, "*"), Map.entry(43, "/"), Map.entry(44, "%"),
        Map.entry(45, "neg"));
    private static final String[] TYPES = {"?", "string", "int", "number", "bool"};

    private final PackedReader in = new PackedReader();

    private ProgramPrinter(final byte[] program) {
        in.wrap(new UnsafeBuffer(program), 0, program.length);
    }

    static String print(final byte[] program) {
        final ProgramPrinter printer = new ProgramPrinter(program);
        final String text = printer.node();
        if (printer.in.remaining() > 0) {
            throw new IllegalStateException("bytes behind " + text);
        }
        return text;
    }

    private String node() {
        final int op = in.getByte();
        return switch (op) {
            case 1 -> "true";
            case 2 -> "false";
            case 3 -> "(! " + node() + ")";
            case 4, 5, 23, 24, 25 -> "(" + NAMES.get(op) + " " + node() + " " + node() + ")";
            case 6 -> "(?: " + node() + " " + node() + " " + node() + ")";
            case 10, 11, 12, 13, 14, 15, 40, 41, 42, 43, 44 ->
                "(" + NAMES.get(op) + " " + type() + " " + node() + " " + node() + ")";
            case 45 -> "(neg " + type() + " " + node() + ")";
            case 20 -> literals();
            case 21 -> "(in-list " + node() + " " + text() + ")";
            case 22 -> "(in-field " + node() + " " + field() + ")";
            case 26 -> "(matches " + node() + " " + text() + ")";
            case 27 -> "(size " + node() + ")";
            case 28 -> "(size " + field() + ")";
            case 30 -> field();
            case 31 -> text();
            case 32 -> "#" + in.getSigned();
            case 33 -> BigDecimal.valueOf(in.getSigned(), in.getByte()).toPlainString();
            case 46 -> "(number " + node() + ")";
            case 50 -> "(count " + field() + " " + in.getVar() + "h" + condition() + ")";
            case 51 -> "(sum " + field() + " " + in.getVar() + "h " + field() + condition() + ")";
            default -> throw new IllegalStateException("op " + op);
        };
    }

    private String literals() {
        final StringBuilder text = new StringBuilder("(in " + type() + " " + node());
        final long count = in.getVar();
        for (long i = 0; i < count; i++) {
            text.append(' ').append(node());
        }
        return text.append(')').toString();
    }

    private String condition() {
        return in.getByte() == 1 ? " " + node() : "";
    }

    private String type() {
        return TYPES[in.getByte()];
    }

    private String field() {
        return ControlField.of(in.getByte()).text();
    }

    private String text() {
        final byte[] utf8 = new byte[(int) in.getVar()];
        in.buffer().getBytes(in.skip(utf8.length), utf8);
        return "'" + new String(utf8, StandardCharsets.UTF_8) + "'";
    }
}
