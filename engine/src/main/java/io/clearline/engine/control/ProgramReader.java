package io.clearline.engine.control;

import io.clearline.engine.counter.Window;
import io.clearline.engine.record.PackedReader;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Reads the bytes of a program into a tree and checks all that can be checked of it: operations,
 * types, fields, limits. What it lets through can be compiled and evaluated. Allocates; reused; one
 * thread.
 */
final class ProgramReader {
    /** Nodes a program may have, the literals of its lists among them. */
    static final int MOST_NODES = 4096;
    /** How deep a program may be. */
    static final int MOST_DEPTH = 200;
    private static final int MOST_DECIMALS = 18;

    private final PackedReader in = new PackedReader();
    private int nodes;
    /** Whether what is read says what a counter counts. */
    private boolean inCondition;

    /**
     * Reads a program.
     *
     * @throws IllegalArgumentException if the bytes are no sound program
     */
    Node read(final DirectBuffer buffer, final int offset, final int length) {
        in.wrap(buffer, offset, length);
        nodes = 0;
        inCondition = false;
        try {
            final Node root = node(ValueType.BOOL, 1);
            if (in.remaining() > 0) {
                throw new IllegalArgumentException("a program has bytes behind its end");
            }
            return root;
        } catch (final IllegalStateException e) {
            throw new IllegalArgumentException("a program ends early", e);
        }
    }

    private Node node(final ValueType expected, final int depth) {
        if (++nodes > MOST_NODES || depth > MOST_DEPTH) {
            throw new IllegalArgumentException("a program is too large or too deep");
        }
        final Op op = Op.of(in.getByte());
        return switch (op) {
            case TRUE, FALSE -> plain(op, ValueType.BOOL, expected);
            case NOT -> plain(op, ValueType.BOOL, expected, node(ValueType.BOOL, depth + 1));
            case AND, OR -> plain(op, ValueType.BOOL, expected,
                node(ValueType.BOOL, depth + 1), node(ValueType.BOOL, depth + 1));
            case COND -> plain(op, expected, expected, node(ValueType.BOOL, depth + 1),
                node(expected, depth + 1), node(expected, depth + 1));
            case EQ, NE, LT, LE, GT, GE -> comparison(op, expected, depth);
            case IN_LITERALS -> inLiterals(expected, depth);
            case IN_NAMED, MATCHES -> texts(op, expected, depth);
            case IN_FIELD -> new Node(op, is(ValueType.BOOL, expected), ValueType.STRING,
                List.of(node(ValueType.STRING, depth + 1)), listField(true), null, 0, 0);
            case STARTS_WITH, ENDS_WITH, CONTAINS -> plain(op, ValueType.BOOL, expected,
                node(ValueType.STRING, depth + 1), node(ValueType.STRING, depth + 1));
            case SIZE_STRING ->
                plain(op, ValueType.INT, expected, node(ValueType.STRING, depth + 1));
            case SIZE_LIST -> new Node(op, is(ValueType.INT, expected), ValueType.INT, List.of(),
                listField(false), null, 0, 0);
            case FIELD -> field(expected);
            case STRING -> new Node(op, is(ValueType.STRING, expected), expected, List.of(), null,
                text(), 0, 0);
            case INT -> new Node(op, is(ValueType.INT, expected), expected, List.of(), null, null,
                in.getSigned(), 0);
            case NUMBER -> number(expected);
            case ADD, SUB, MUL, DIV, MOD, NEG -> arithmetic(op, expected, depth);
            case TO_NUMBER ->
                plain(op, ValueType.NUMBER, expected, node(ValueType.INT, depth + 1));
            case COUNT, SUM -> counter(op, expected, depth);
        };
    }

    private static ValueType is(final ValueType type, final ValueType expected) {
        if (type != expected) {
            throw new IllegalArgumentException(type + " stands where " + expected + " is expected");
        }
        return type;
    }

    private static Node plain(
        final Op op, final ValueType type, final ValueType expected, final Node... operands) {
        return new Node(op, is(type, expected), type, List.of(operands), null, null, 0, 0);
    }

    /** Reads a type that has expressions. */
    private ValueType type() {
        final ValueType type = ValueType.of(in.getByte());
        if (type == ValueType.LIST) {
            throw new IllegalArgumentException("lists cannot be compared");
        }
        return type;
    }

    private Node comparison(final Op op, final ValueType expected, final int depth) {
        final ValueType type = type();
        return new Node(op, is(ValueType.BOOL, expected), type,
            List.of(node(type, depth + 1), node(type, depth + 1)), null, null, 0, 0);
    }

    private Node inLiterals(final ValueType expected, final int depth) {
        final ValueType type = type();
        final List<Node> operands = new ArrayList<>();
        operands.add(node(type, depth + 1));
        final long count = in.getVar();
        if (count < 0 || count > MOST_NODES) {
            throw new IllegalArgumentException("a list has " + count + " literals");
        }
        for (int i = 0; i < count; i++) {
            final Node literal = node(type, depth + 1);
            if (!isLiteral(literal.op())) {
                throw new IllegalArgumentException("a list has more than literals");
            }
            operands.add(literal);
        }
        return new Node(Op.IN_LITERALS, is(ValueType.BOOL, expected), type, operands, null, null,
            0, 0);
    }

    private static boolean isLiteral(final Op op) {
        return op == Op.STRING || op == Op.INT || op == Op.NUMBER || op == Op.TRUE
            || op == Op.FALSE;
    }

    private Node texts(final Op op, final ValueType expected, final int depth) {
        if (inCondition && op == Op.MATCHES) {
            throw new IllegalArgumentException("a regular expression within a counter");
        }
        final Node operand = node(ValueType.STRING, depth + 1);
        return new Node(op, is(ValueType.BOOL, expected), ValueType.STRING, List.of(operand), null,
            text(), 0, 0);
    }

    private Node arithmetic(final Op op, final ValueType expected, final int depth) {
        final ValueType type = is(type(), expected);
        if (type != ValueType.INT && type != ValueType.NUMBER
            || type == ValueType.NUMBER && op == Op.MOD) {
            throw new IllegalArgumentException(op + " of " + type);
        }
        final Node a = node(type, depth + 1);
        return op == Op.NEG ? plain(op, type, expected, a)
            : plain(op, type, expected, a, node(type, depth + 1));
    }

    private Node field(final ValueType expected) {
        final ControlField field = ControlField.of(in.getByte());
        return new Node(Op.FIELD, is(field.type(), expected), expected, List.of(), field, null,
            0, 0);
    }

    private ControlField listField(final boolean elements) {
        final ControlField field = ControlField.of(in.getByte());
        if (field.type() != ValueType.LIST || elements && field == ControlField.ITEMS) {
            throw new IllegalArgumentException(field.text() + " is no list of texts");
        }
        return field;
    }

    private Node number(final ValueType expected) {
        final long unscaled = in.getSigned();
        final int decimals = in.getByte();
        if (decimals > MOST_DECIMALS) {
            throw new IllegalArgumentException("a number has " + decimals + " decimals");
        }
        return new Node(Op.NUMBER, is(ValueType.NUMBER, expected), expected, List.of(), null, null,
            unscaled, decimals);
    }

    private Node counter(final Op op, final ValueType expected, final int depth) {
        if (inCondition) {
            throw new IllegalArgumentException("a counter within a counter");
        }
        final ControlField key = ControlField.of(in.getByte());
        final Window window = Window.ofHours(in.getVar());
        final ControlField measure = op == Op.SUM ? ControlField.of(in.getByte()) : null;
        final boolean isLimited = in.getByte() == 1;
        final int from = in.position();
        final int before = nodes;
        inCondition = isLimited;
        final Node when = isLimited ? node(ValueType.BOOL, depth + 1) : null;
        inCondition = false;
        if (nodes - before > CounterTerms.MOST_NODES) {
            throw new IllegalArgumentException("the condition of a counter is too large");
        }
        final byte[] program = new byte[in.position() - from];
        in.buffer().getBytes(from, program);
        final CounterTerms terms = new CounterTerms(key, window, measure, when, program);
        terms.check();
        return Node.ofCounter(
            op, is(op == Op.COUNT ? ValueType.INT : ValueType.NUMBER, expected), terms);
    }

    private byte[] text() {
        final long length = in.getVar();
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("a text is longer than its program");
        }
        final byte[] text = new byte[(int) length];
        in.buffer().getBytes(in.skip(text.length), text);
        return text;
    }
}
