package io.clearline.engine.control;

import static io.clearline.engine.control.Predicate.ERROR;
import static io.clearline.engine.control.Predicate.FALSE;
import static io.clearline.engine.control.Predicate.TRUE;
import static io.clearline.engine.control.Programs.above;
import static io.clearline.engine.control.Programs.and;
import static io.clearline.engine.control.Programs.eq;
import static io.clearline.engine.control.Programs.error;
import static io.clearline.engine.control.Programs.field;
import static io.clearline.engine.control.Programs.in;
import static io.clearline.engine.control.Programs.inField;
import static io.clearline.engine.control.Programs.inList;
import static io.clearline.engine.control.Programs.inLiterals;
import static io.clearline.engine.control.Programs.matches;
import static io.clearline.engine.control.Programs.number;
import static io.clearline.engine.control.Programs.op;
import static io.clearline.engine.control.Programs.or;
import static io.clearline.engine.control.Programs.prefix;
import static io.clearline.engine.control.Programs.size;
import static io.clearline.engine.control.Programs.text;
import static io.clearline.engine.control.Programs.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Every operation against truths worked out by hand. */
class PredicateTest {
    private static final byte[] YES = op(Op.TRUE);
    private static final byte[] NO = op(Op.FALSE);
    private static final int NOW = 1_000;

    private final NamedLists lists = new NamedLists();
    private final Facts facts = new Facts().at(NOW)
        .put("trader", "91460100MA5T3X0X1Q").put("flow", "FIRST_LINE_IMPORT").put("packages", 7)
        .put("grossKg", "0.30000").put("netKg", "0.10000").put("transit", true)
        .put("conveyance", "琼A12345").put("documents", List.of("1", "7"))
        .item().put("item.hs", "87032341").put("item.value", "5000.10")
        .put("item.attributes", List.of("49"));

    private Predicate compiled(final byte[] program) {
        return Predicate.of(new UnsafeBuffer(program), 0, program.length, lists);
    }

    private void is(final int expected, final byte[] program) {
        assertEquals(expected, compiled(program).of(facts), Arrays.toString(program));
        // A value is the same a second time, when fields are known and no fault is left behind.
        assertEquals(expected, compiled(program).of(facts), Arrays.toString(program));
    }

    @Test
    void logicAbsorbsErrorsWhereTheOtherSideDecides() {
        final byte[][] values = {NO, YES, error()};
        final int[][] and = {{FALSE, FALSE, FALSE}, {FALSE, TRUE, ERROR}, {FALSE, ERROR, ERROR}};
        final int[][] or = {{FALSE, TRUE, ERROR}, {TRUE, TRUE, TRUE}, {ERROR, TRUE, ERROR}};
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                is(and[a][b], and(values[a], values[b]));
                is(or[a][b], or(values[a], values[b]));
            }
        }
        is(TRUE, op(Op.NOT, NO));
        is(FALSE, op(Op.NOT, YES));
        is(ERROR, op(Op.NOT, error()));
        is(TRUE, op(Op.COND, YES, YES, error()));
        is(FALSE, op(Op.COND, NO, error(), NO));
        is(ERROR, op(Op.COND, error(), YES, YES));
    }

    @Test
    void comparisonsOfEveryType() {
        final Op[] ops = {Op.EQ, Op.NE, Op.LT, Op.LE, Op.GT, Op.GE};
        final int[][] expected = {
            {FALSE, TRUE, TRUE, TRUE, FALSE, FALSE}, {TRUE, FALSE, FALSE, TRUE, FALSE, TRUE},
            {FALSE, TRUE, FALSE, FALSE, TRUE, TRUE}};
        final byte[][][] pairs = {
            {text("ab"), text("abc"), whole(-5), whole(4), number("0.09"), number("0.1"), NO, YES},
            {text("琼"), text("琼"), whole(4), whole(4), number("0.10"), number("0.1"), YES, YES},
            {text("b"), text("abc"), whole(4), whole(-5), number("2"), number("1.99"), YES, NO}};
        final ValueType[] types =
            {ValueType.STRING, ValueType.INT, ValueType.NUMBER, ValueType.BOOL};
        for (int pair = 0; pair < 3; pair++) {
            for (int type = 0; type < 4; type++) {
                for (int i = 0; i < ops.length; i++) {
                    is(expected[pair][i], op(ops[i], types[type],
                        pairs[pair][type * 2], pairs[pair][type * 2 + 1]));
                }
            }
        }
        is(ERROR, op(Op.EQ, ValueType.BOOL, error(), YES));
    }

    @Test
    void fieldsAreReadWhereTheyStand() {
        is(TRUE, eq("trader", "91460100MA5T3X0X1Q"));
        is(FALSE, eq("trader", "91460100MA5T3X0X1"));
        is(TRUE, eq("receiver", ""));
        is(TRUE, field("transit"));
        is(FALSE, field("entity.bonded"));
        is(TRUE, op(Op.EQ, ValueType.INT, field("packages"), whole(7)));
        is(TRUE, prefix("item.hs", "8703"));
        is(FALSE, prefix("item.hs", "870323411"));
        is(TRUE, op(Op.ENDS_WITH, field("item.hs"), text("41")));
        is(FALSE, op(Op.ENDS_WITH, field("item.hs"), text("40")));
        is(TRUE, op(Op.CONTAINS, field("conveyance"), text("A123")));
        is(FALSE, op(Op.CONTAINS, field("conveyance"), text("A124")));
        is(TRUE, op(Op.CONTAINS, field("receiver"), text("")));
        is(TRUE, op(Op.EQ, ValueType.INT,
            op(Op.SIZE_STRING, field("conveyance")), whole(7)));
        is(TRUE, op(Op.EQ, ValueType.INT, size("documents"), whole(2)));
        is(TRUE, op(Op.EQ, ValueType.INT, size("items"), whole(1)));
        is(TRUE, op(Op.EQ, ValueType.INT, size("containers"), whole(0)));
    }

    @Test
    void membership() {
        is(TRUE, in("trader", "x", "91460100MA5T3X0X1Q", "y"));
        is(FALSE, in("trader", "x", "y"));
        is(FALSE, in("trader"));
        is(TRUE, inLiterals(ValueType.INT, field("packages"), whole(9), whole(-3), whole(7)));
        is(FALSE, inLiterals(ValueType.INT, field("packages"), whole(9)));
        is(TRUE, inLiterals(ValueType.NUMBER, field("grossKg"), number("1"), number("0.3")));
        is(FALSE, inLiterals(ValueType.NUMBER, field("grossKg"), number("0.30000001")));
        is(TRUE, inLiterals(ValueType.BOOL, field("transit"), YES));
        is(FALSE, inLiterals(ValueType.BOOL, field("transit"), NO));
        is(ERROR, inLiterals(ValueType.INT, op(Op.DIV, ValueType.INT, whole(1), whole(0))));
        is(TRUE, inField("7", "documents"));
        is(FALSE, inField("8", "documents"));
        is(TRUE, inField("49", "item.attributes"));
        is(FALSE, inField("", "containers"));
    }

    @Test
    void namedListsAreOfAnyIssuerAndExpire() {
        is(FALSE, inList("trader", "watch"));
        final byte[] trader = "91460100MA5T3X0X1Q".getBytes(StandardCharsets.US_ASCII);
        final int member = lists.intern(new UnsafeBuffer(trader), 0, trader.length);
        lists.put("watch", 6700, member, NOW);
        is(FALSE, inList("trader", "watch"));
        lists.put("watch", 6700, member, NOW + 1);
        is(TRUE, inList("trader", "watch"));
        is(FALSE, inList("trader", "other"));
        lists.put("watch", 5100, member, NamedLists.OPEN);
        lists.remove("watch", 6700, member);
        is(TRUE, inList("trader", "watch"));
        lists.remove("watch", 5100, member);
        is(FALSE, inList("trader", "watch"));
    }

    @Test
    void matchesFindsAnywhereInLinearTime() {
        is(TRUE, matches("trader", "MA[0-9]T"));
        is(FALSE, matches("trader", "^MA"));
        is(TRUE, matches("conveyance", "^琼[A-Z][0-9]{5}$"));
        facts.put("conveyance", "a".repeat(255));
        is(FALSE, matches("conveyance", "^(a+)+$b"));
        malformed(matches("trader", "(a"));
        malformed(matches("trader", "(?:a{100}){100}"));
    }

    @Test
    void decimalsCompareExactlyUntilCalculated() {
        is(TRUE, op(Op.EQ, ValueType.NUMBER, field("grossKg"), number("0.3")));
        is(FALSE, above("grossKg", "0.3"));
        is(TRUE, above("grossKg", "0.299999999999999999"));
        is(TRUE, op(Op.LT, ValueType.NUMBER, number("0.299999999999999999"), field("grossKg")));
        is(TRUE, op(Op.GT, ValueType.NUMBER, field("item.value"), field("grossKg")));
        is(TRUE, op(Op.EQ, ValueType.NUMBER,
            op(Op.COND, YES, field("grossKg"), field("item.value")), number("0.3")));
        is(TRUE, op(Op.EQ, ValueType.NUMBER, field("grossKg"),
            op(Op.COND, NO, number("7"), number("0.30"))));
        is(ERROR, op(Op.EQ, ValueType.NUMBER, field("grossKg"),
            op(Op.COND, error(), number("7"), number("0.30"))));
        // As doubles 0.1 + 0.2 is above 0.3, as it is in CEL.
        is(TRUE, op(Op.GT, ValueType.NUMBER,
            op(Op.ADD, ValueType.NUMBER, field("netKg"), number("0.2")), field("grossKg")));
        is(TRUE, op(Op.EQ, ValueType.NUMBER,
            op(Op.NEG, ValueType.NUMBER, number("1.5")), number("-1.5")));
    }

    @Test
    void doublesCalculateAsIeee() {
        final byte[] zero = op(Op.SUB, ValueType.NUMBER, field("netKg"), field("netKg"));
        final byte[] infinite = op(Op.DIV, ValueType.NUMBER, number("1"), zero);
        final byte[] none = op(Op.DIV, ValueType.NUMBER, zero, zero);
        is(TRUE, op(Op.GT, ValueType.NUMBER, infinite, number("999999999999")));
        is(FALSE, op(Op.EQ, ValueType.NUMBER, none, none));
        is(TRUE, op(Op.NE, ValueType.NUMBER, none, none));
        is(FALSE, op(Op.GE, ValueType.NUMBER, none, number("0")));
        is(TRUE, op(Op.EQ, ValueType.NUMBER,
            op(Op.MUL, ValueType.NUMBER, field("item.value"), number("2")), number("10000.2")));
        is(TRUE, op(Op.LT, ValueType.NUMBER,
            op(Op.NEG, ValueType.NUMBER, field("netKg")), number("0")));
        is(TRUE, op(Op.EQ, ValueType.NUMBER,
            op(Op.TO_NUMBER, field("packages")), number("7.0")));
        assertEquals(9007199254740993.5, ValueCompiler.toDouble(90071992547409935L, 1));
        assertEquals(0.1, ValueCompiler.toDouble(1, 1));
    }

    @Test
    void wholeNumbersOverflowAsErrors() {
        final byte[] most = whole(Long.MAX_VALUE);
        final byte[] least = whole(Long.MIN_VALUE);
        calculates(12, Op.ADD, field("packages"), whole(5));
        calculates(2, Op.SUB, field("packages"), whole(5));
        calculates(-35, Op.MUL, field("packages"), whole(-5));
        calculates(-3, Op.DIV, whole(7), whole(-2));
        calculates(-1, Op.MOD, whole(-7), whole(2));
        calculates(0, Op.MOD, least, whole(-1));
        calculates(-7, Op.NEG, field("packages"));
        errs(Op.ADD, most, whole(1));
        errs(Op.SUB, least, whole(1));
        errs(Op.MUL, most, whole(2));
        errs(Op.MUL, least, whole(-1));
        errs(Op.DIV, least, whole(-1));
        errs(Op.DIV, whole(1), whole(0));
        errs(Op.MOD, whole(1), whole(0));
        errs(Op.NEG, least);
        // An error inside a text or a number is one of the whole.
        is(ERROR, op(Op.STARTS_WITH, op(Op.COND, error(), text("a"), text("b")), text("a")));
        is(ERROR, op(Op.EQ, ValueType.INT,
            op(Op.COND, error(), whole(1), whole(2)), whole(1)));
        is(FALSE, and(op(Op.GT, ValueType.INT,
            op(Op.SIZE_STRING, op(Op.COND, error(), text("a"), text("b"))), whole(0)), NO));
    }

    private void calculates(final long expected, final Op op, final byte[]... operands) {
        is(TRUE, op(Op.EQ, ValueType.INT, op(op, ValueType.INT, operands), whole(expected)));
    }

    private void errs(final Op op, final byte[]... operands) {
        is(ERROR, op(Op.EQ, ValueType.INT, op(op, ValueType.INT, operands), whole(0)));
    }

    @Test
    void malformedBytesAreRefused() {
        malformed(new byte[0]);
        malformed(new byte[] {99});
        malformed(Programs.join(YES, YES));
        malformed(whole(1));
        malformed(and(YES, whole(1)));
        malformed(op(Op.EQ, ValueType.LIST, field("documents"), field("documents")));
        malformed(op(Op.EQ, ValueType.STRING, field("packages"), text("7")));
        malformed(op(Op.MOD, ValueType.NUMBER, field("grossKg"), field("netKg")));
        malformed(inLiterals(ValueType.STRING, field("trader"), field("owner")));
        malformed(inField("x", "items"));
        malformed(new byte[] {(byte) Op.FIELD.number(), 60});
        malformed(new byte[] {(byte) Op.MATCHES.number(), 30, 5, (byte) 0xFF, (byte) 0xFF, 15});
        byte[] deep = YES;
        for (int i = 0; i < 199; i++) {
            deep = op(Op.NOT, deep);
        }
        is(FALSE, deep);
        malformed(op(Op.NOT, deep));
        for (int length = 0; length < deep.length; length++) {
            malformed(Arrays.copyOf(deep, length));
        }
    }

    private void malformed(final byte[] program) {
        assertThrows(IllegalArgumentException.class, () -> compiled(program));
    }

    @Test
    void anItemIsNamedWhereAnyOfItsFieldsIs() {
        assertTrue(compiled(or(YES, inField("49", "item.attributes"))).namesItem());
        assertFalse(compiled(and(
            op(Op.GT, ValueType.INT, size("items"), whole(2)), eq("flow", "x"))).namesItem());
    }

    @Test
    void hiddenClassesThatAreMeasuredBesideClosuresSayTheSame()
        throws ReflectiveOperationException {
        assertEquals(0, new ClosuresBesideClasses(10).differences());
    }
}
