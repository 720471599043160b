package io.clearline.engine.control;

import java.util.ArrayList;
import java.util.List;

/**
 * Pulls out of an expression what must hold of one of a few fields for it to match: of the
 * conjuncts at its top that say so, the one that fewest declarations meet. Where it does not hold,
 * the expression is false, whatever its other parts do, errors included: {@code false && error} is
 * false.
 */
final class Conditions {
    /** How a field meets a condition. */
    enum Kind {
        /** It is the text. */
        EXACT,
        /** It begins with the text. */
        PREFIX,
        /** It is on the list of that name. */
        LISTED
    }

    /**
     * One way to meet the condition.
     *
     * @param also what must hold besides, an exact one, or null
     */
    record Condition(ControlField field, Kind kind, byte[] text, Condition also) {
        Condition(final ControlField field, final Kind kind, final byte[] text) {
            this(field, kind, text, null);
        }

        private Condition with(final Condition other) {
            return new Condition(field, kind, text, other);
        }
    }

    /** The ways to meet it; none: it is never met. A lower rank is met more seldom. */
    record Choice(List<Condition> conditions, int rank) {
    }

    /** Prefixes this short say little. */
    private static final int SHORT_HS = 4;
    private static final int SHORT_TEXT = 8;
    /** The index counts the lengths of prefixes as bits of a long. */
    private static final int MOST_PREFIX = 63;
    private static final int LISTED_RANK = 8;
    /** What ranks behind this has so few values that a second condition on it spares little. */
    private static final int MOST_ALSO_RANK = 12;
    private static final int MOST_ALSO = 4;
    private static final int MOST_PAIRS = 64;
    private static final int LEAST = 100;

    private Conditions() {
    }

    /** Returns the condition that is met most seldom, or null if there is none. */
    static Choice of(final Node node) {
        return switch (node.op()) {
            case FALSE -> new Choice(List.of(), 0);
            case AND -> both(of(node.a()), of(node.b()));
            case OR -> either(of(node.a()), of(node.b()));
            case EQ -> equal(node);
            case IN_LITERALS -> among(node);
            case IN_NAMED -> node.a().op() != Op.FIELD ? null : new Choice(
                List.of(new Condition(node.a().field(), Kind.LISTED, node.text())), LISTED_RANK);
            case STARTS_WITH -> prefix(node);
            default -> null;
        };
    }

    private static Choice both(final Choice a, final Choice b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        final boolean first = a.rank != b.rank ? a.rank < b.rank
            : a.conditions.size() <= b.conditions.size();
        return first ? paired(a, b) : paired(b, a);
    }

    /** Joins the second to the first where both can be looked up at once. */
    private static Choice paired(final Choice first, final Choice second) {
        if (second.rank > MOST_ALSO_RANK || second.conditions.size() > MOST_ALSO
            || first.conditions.size() * second.conditions.size() > MOST_PAIRS) {
            return first;
        }
        final List<Condition> pairs = new ArrayList<>();
        for (final Condition one : first.conditions) {
            for (final Condition other : second.conditions) {
                if (!canPair(one, other)) {
                    return first;
                }
                pairs.add(one.with(other));
            }
        }
        return second.conditions.isEmpty() ? first : new Choice(pairs, first.rank);
    }

    /** Fields of items are not known yet where the head is looked up. */
    private static boolean canPair(final Condition one, final Condition other) {
        return one.also == null && one.kind != Kind.LISTED && other.kind == Kind.EXACT
            && one.field != other.field && (one.field.isOfItem() || !other.field.isOfItem());
    }

    private static Choice either(final Choice a, final Choice b) {
        if (a == null || b == null) {
            return null;
        }
        final List<Condition> both = new ArrayList<>(a.conditions);
        both.addAll(b.conditions);
        return new Choice(both, Math.max(a.rank, b.rank));
    }

    private static Choice equal(final Node node) {
        if (node.operandType() != ValueType.STRING) {
            return null;
        }
        final Node a = node.a();
        final Node b = node.b();
        if (a.op() == Op.FIELD && b.op() == Op.STRING) {
            return exact(a.field(), List.of(b));
        }
        return b.op() == Op.FIELD && a.op() == Op.STRING ? exact(b.field(), List.of(a)) : null;
    }

    private static Choice among(final Node node) {
        return node.operandType() != ValueType.STRING || node.a().op() != Op.FIELD ? null
            : exact(node.a().field(), TruthCompiler.literals(node));
    }

    private static Choice exact(final ControlField field, final List<Node> literals) {
        final List<Condition> conditions = new ArrayList<>();
        literals.forEach(literal ->
            conditions.add(new Condition(field, Kind.EXACT, literal.text())));
        return new Choice(conditions, rank(field));
    }

    private static Choice prefix(final Node node) {
        if (node.a().op() != Op.FIELD || node.b().op() != Op.STRING) {
            return null;
        }
        final ControlField field = node.a().field();
        final int length = node.b().text().length;
        if (length == 0 || length > MOST_PREFIX) {
            return null;
        }
        final boolean isShort =
            length < (field == ControlField.ITEM_HS ? SHORT_HS : SHORT_TEXT);
        return new Choice(List.of(new Condition(field, Kind.PREFIX, node.b().text())),
            rank(field) + (isShort ? LISTED_RANK : 0));
    }

    /** Ranks fields by how few declarations share a value. */
    private static int rank(final ControlField field) {
        return switch (field) {
            case ITEM_HS -> 0;
            case TRADER, ENTITY_USCC -> 1;
            case RECEIVER, OWNER, AGENT -> 2;
            case CONVEYANCE, ITEM_CODE, REF -> 3;
            case ITEM_NAME -> 4;
            case ITEM_ORIGIN -> 10;
            case DISPATCH_COUNTRY -> 11;
            case ENTRY_OFFICE, OFFICE -> 12;
            case SUPERVISION_MODE -> 13;
            case ENTITY_CREDIT, ENTITY_SECOND_LINE, CURRENCY, ITEM_ELECTION -> 14;
            case ITEM_REGIME, TRANSPORT, FORM -> 15;
            case FLOW -> 16;
            default -> LEAST;
        };
    }
}
