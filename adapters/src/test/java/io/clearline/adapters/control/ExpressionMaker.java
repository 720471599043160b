package io.clearline.adapters.control;

import io.clearline.engine.control.ControlField;
import io.clearline.engine.control.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Makes expressions of every operator at random, each as an officer may write it and as CEL alone
 * takes it: they differ where an int literal stands for a number.
 */
final class ExpressionMaker {
    /** An expression in both spellings. */
    record Spelled(String officer, String cel) {
        static Spelled same(final String text) {
            return new Spelled(text, text);
        }
    }

    private static final String[] COMPARISONS = {" == ", " != ", " < ", " <= ", " > ", " >= "};
    private static final String[] NUMBERS =
        {"0.0", "0.5", "1.0", "2.25", "12.3", "0.07", "1e1", "100000.0", "3.33"};
    private static final String[] PATTERNS =
        {"^a", "(a|b)+$", "[0-9]{2,}", "\u6d77.*", "", "^(6400|8542)$", "(?i)vnm", "(a+)+$"};

    private final SplittableRandom random;
    /** Spells counters, each of which CEL alone takes as a function of its number; may be null. */
    private final Function<Boolean, Spelled> counters;

    ExpressionMaker(final SplittableRandom random) {
        this(random, null);
    }

    /** Makes expressions that ask counters, too, of ints or (true) of numbers. */
    ExpressionMaker(
        final SplittableRandom random, final Function<Boolean, Spelled> counters) {
        this.random = random;
        this.counters = counters;
    }

    private Spelled of(final String pattern, final Spelled... parts) {
        String officer = pattern;
        String cel = pattern;
        for (int i = 0; i < parts.length; i++) {
            officer = officer.replace("$" + i, parts[i].officer());
            cel = cel.replace("$" + i, parts[i].cel());
        }
        return new Spelled(officer, cel);
    }

    private String one(final String... of) {
        return of[random.nextInt(of.length)];
    }

    private Spelled field(final ValueType type) {
        final List<ControlField> fields = Arrays.stream(ControlField.values())
            .filter(field -> field.type() == type && field != ControlField.ITEMS).toList();
        return Spelled.same(fields.get(random.nextInt(fields.size())).text());
    }

    private Spelled text() {
        return Spelled.same("\"" + one(Facts.TEXTS) + "\"");
    }

    /** Makes a truth. */
    Spelled truth(final int depth) {
        if (depth <= 0) {
            return random.nextInt(5) == 0 ? Spelled.same(one("true", "false"))
                : random.nextBoolean() ? field(ValueType.BOOL) : comparison(0);
        }
        return switch (random.nextInt(14)) {
            case 0 -> of("!($0)", truth(depth - 1));
            case 1, 2, 3 -> of("($0 && $1)", truth(depth - 1), truth(depth - 1));
            case 4, 5, 6 -> of("($0 || $1)", truth(depth - 1), truth(depth - 1));
            case 7 -> of("($0 ? $1 : $2)",
                truth(depth - 1), truth(depth - 1), truth(depth - 1));
            case 8, 9 -> comparison(depth - 1);
            case 10, 11 -> membership(depth - 1);
            default -> textTest(depth - 1);
        };
    }

    private Spelled comparison(final int depth) {
        final String op = one(COMPARISONS);
        return switch (random.nextInt(8)) {
            case 0 -> of("($0" + op + "$1)", string(depth), string(depth));
            case 1, 6, 7 -> of("($0" + op + "$1)", whole(depth), whole(depth));
            case 2 -> of("($0" + op + "$1)", number(depth), number(depth));
            case 3 -> of("($0" + op + "$1)", number(depth), literal());
            case 4 -> of("($0" + op + "$1)", literal(), number(depth));
            default -> of("($0" + op + "$1)", truth(depth - 1), truth(depth - 1));
        };
    }

    private Spelled membership(final int depth) {
        return switch (random.nextInt(7)) {
            case 0, 1 -> of("($0 in [$1])", string(depth), join(this::text));
            case 2 -> of("($0 in [$1])", whole(depth),
                join(() -> Spelled.same("" + random.nextInt(-2, 6))));
            case 3 -> of("($0 in [$1])", number(depth), join(this::literal));
            case 4 -> of("($0 in [$1])", truth(depth - 1),
                join(() -> Spelled.same(one("true", "false"))));
            case 5 -> of("($0 in list(\"" + one("one", "two", "none") + "\"))", string(depth));
            default -> of("($0 in $1)", string(depth), field(ValueType.LIST));
        };
    }

    private Spelled join(final java.util.function.Supplier<Spelled> element) {
        final List<Spelled> parts = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            parts.add(element.get());
        }
        return new Spelled(
            String.join(", ", parts.stream().map(Spelled::officer).toList()),
            String.join(", ", parts.stream().map(Spelled::cel).toList()));
    }

    private Spelled textTest(final int depth) {
        return random.nextInt(3) == 0
            ? of("$0.matches(\"" + one(PATTERNS) + "\")", string(depth))
            : of("$0." + one("startsWith", "endsWith", "contains") + "($1)",
                string(depth), string(depth));
    }

    private Spelled string(final int depth) {
        if (depth > 0 && random.nextInt(4) == 0) {
            return of("($0 ? $1 : $2)",
                truth(depth - 1), string(depth - 1), string(depth - 1));
        }
        return random.nextInt(3) == 0 ? text() : field(ValueType.STRING);
    }

    private Spelled whole(final int depth) {
        if (counters != null && random.nextInt(3) == 0) {
            return counters.apply(false);
        }
        if (depth <= 0) {
            return switch (random.nextInt(6)) {
                case 0, 1 -> Spelled.same("" + random.nextInt(-3, 5));
                case 2 -> Spelled.same(one("9223372036854775807", "-9223372036854775808"));
                default -> field(ValueType.INT);
            };
        }
        return switch (random.nextInt(10)) {
            case 0 -> of("size($0)", string(depth - 1));
            case 1 -> of("size($0)",
                Spelled.same(one("containers", "documents", "item.attributes", "items")));
            case 2 -> of("-($0)", whole(depth - 1));
            case 3 -> of("($0 ? $1 : $2)",
                truth(depth - 1), whole(depth - 1), whole(depth - 1));
            case 4, 5, 6, 7 -> of("($0" + one(" / ", " % ") + "$1)",
                whole(depth - 1), field(ValueType.INT));
            default -> of("($0" + one(" + ", " - ", " * ") + "$1)",
                whole(depth - 1), whole(depth - 1));
        };
    }

    private Spelled literal() {
        if (random.nextInt(3) == 0) {
            final int whole = random.nextInt(-3, 8);
            return new Spelled("" + whole, whole + ".0");
        }
        return Spelled.same((random.nextInt(5) == 0 ? "-" : "") + one(NUMBERS));
    }

    private Spelled number(final int depth) {
        if (counters != null && random.nextInt(3) == 0) {
            return counters.apply(true);
        }
        if (depth <= 0) {
            return random.nextInt(4) == 0 ? Spelled.same(one(NUMBERS)) : field(ValueType.NUMBER);
        }
        return switch (random.nextInt(7)) {
            case 0 -> of("double($0)", whole(depth - 1));
            case 1 -> of("double($0)", number(depth - 1));
            case 2 -> of("-($0)", number(depth - 1));
            case 3 -> of("($0 ? $1 : $2)",
                truth(depth - 1), number(depth - 1), number(depth - 1));
            default -> of("($0" + one(" + ", " - ", " * ", " / ") + "$1)",
                number(depth - 1), number(depth - 1));
        };
    }
}
