package io.clearline.adapters.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may be wrong with the value of a field of a kind, and how it is refused: of contract section
 * 3, not of the code. Written {@code CODE json} or, where an element of a list is at fault,
 * {@code CODE@[0].part json}; {@code #33} stands for a text of so many characters, {@code *51} for
 * so many copies of an element.
 */
enum Kind {
    TIME("FORMAT 7", "FORMAT ''", "FORMAT 'soon'", "FORMAT '2026-03-02 09:00'",
        "FORMAT '2026-13-02T09:00:00+08:00'"),
    REFERENCE("FORMAT 7", "FORMAT ''", "FORMAT '#33'", "FORMAT '\u6d77\u53e3'"),
    WORD("FORMAT 7", "FORMAT 'WHATEVER'", "FORMAT ''", "FORMAT ['H1']"),
    FOUR_DIGITS("FORMAT 6400", "FORMAT '640'", "FORMAT '64OO'"),
    OFFICE("FORMAT 6400", "FORMAT '640'", "FORMAT '64OO'", "UNKNOWN_OFFICE '9999'"),
    PARTY("FORMAT 7", "FORMAT '9144030'", "CHECK_DIGIT '91440300MA7HC09916'",
        "UNKNOWN_PARTY '91440300MA7HC09915'"),
    CREDIT_CODE("FORMAT 7", "FORMAT '9144030'", "FORMAT '91440300MA7HCO9915'",
        "CHECK_DIGIT '91440300MA7HC09916'"),
    CHARACTER("FORMAT 7", "FORMAT '22'", "FORMAT ''"),
    TEXT_32("FORMAT 7", "FORMAT ''", "FORMAT '#33'"),
    TEXT_255("FORMAT 7", "FORMAT ''", "FORMAT '#256'"),
    DECLARATION("FORMAT 7", "FORMAT ''", "FORMAT '#256'", "UNKNOWN_DECLARATION 'NO-SUCH'",
        "UNKNOWN_DECLARATION '640020261999999999'"),
    COUNTRY("FORMAT 7", "FORMAT 'CN'", "FORMAT 'chn'", "UNKNOWN_COUNTRY 'ZZZ'"),
    CURRENCY("FORMAT 7", "FORMAT 'RMBY'", "UNKNOWN_CURRENCY 'ZZZ'"),
    FLAG("FORMAT 1", "FORMAT 'Y'"),
    COUNT("FORMAT '1'", "FORMAT 1.5", "RANGE 0", "RANGE -1", "RANGE 2147483648"),
    POSITION("FORMAT '1'", "FORMAT 1.5", "RANGE -1", "RANGE 2147483648"),
    QUANTITY("FORMAT true", "FORMAT '1,5'", "FORMAT 1.000001", "FORMAT '1e3'", "RANGE 0",
        "RANGE '-1'", "RANGE 1000000000"),
    MONEY("FORMAT true", "FORMAT '1,5'", "FORMAT 1.00001", "RANGE '0.0000'", "RANGE -1",
        "RANGE '1000000000000'"),
    FEN("FORMAT true", "FORMAT '1,5'", "FORMAT 1.001", "RANGE 0", "RANGE '-0.01'"),
    LINE("FORMAT 84581100", "FORMAT '8458110'", "FORMAT '845811000'", "FORMAT '8458110A'",
        "UNKNOWN_HS '99999999'"),
    NUMBERING("FORMAT '1'", "FORMAT 1.5", "ITEM_NUMBERING 0", "ITEM_NUMBERING 99"),
    CONTAINERS("FORMAT 'CSQU3054383'", "RANGE ['CSQU3054383'*51]", "FORMAT@[0] [7]",
        "FORMAT@[0] ['CSQU305438']", "CHECK_DIGIT@[1] ['CSQU3054383','CSQU3054384']",
        "MISSING@[0] [null]"),
    DOCUMENTS("FORMAT {}", "RANGE [7*51]", "FORMAT@[0] [7]", "MISSING@[0] [null]",
        "MISSING@[0].code [{'no':'A'}]", "MISSING@[0].no [{'code':'7'}]",
        "FORMAT@[0].code [{'code':'77','no':'A'}]", "FORMAT@[0].no [{'code':'7','no':'#33'}]"),
    ATTRIBUTES("FORMAT '49'", "RANGE ['49'*9]", "FORMAT@[0] [49]", "FORMAT@[0] ['']"),
    INPUTS("FORMAT {}", "RANGE [{}*51]", "FORMAT@[0] [7]", "MISSING@[0] [null]"),
    ITEMS("FORMAT {}", "ITEM_COUNT []", "ITEM_COUNT [{}*51]", "FORMAT@[0] [7]",
        "MISSING@[0] [null]"),
    OBJECT("FORMAT 7", "FORMAT []"),
    ROWS("FORMAT {}", "FORMAT@[0] [7]", "MISSING@[0] [null]");

    /** A value and how it is refused; {@code below} is what follows the field in the path. */
    record Bad(String json, String below, String code) {
    }

    private final List<Bad> bad = new ArrayList<>();

    Kind(final String... faults) {
        for (final String fault : faults) {
            final int space = fault.indexOf(' ');
            final String[] refusal = fault.substring(0, space).split("@");
            bad.add(new Bad(json(fault.substring(space + 1)),
                refusal.length == 1 ? "" : refusal[1], refusal[0]));
        }
    }

    private static String json(final String shorthand) {
        final Matcher text = Pattern.compile("#(\\d+)").matcher(shorthand);
        final String longer = text.replaceAll(
            match -> "x".repeat(Integer.parseInt(match.group(1))));
        final Matcher copies = Pattern.compile("\\[([^\\[*]*)\\*(\\d+)]").matcher(longer);
        return copies.replaceAll(match -> "[" + match.group(1)
            + ("," + match.group(1)).repeat(Integer.parseInt(match.group(2)) - 1) + "]")
            .replace('\'', '"');
    }

    List<Bad> bad() {
        return bad;
    }
}
