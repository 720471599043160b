package io.clearline.engine.control;

import io.clearline.engine.record.Scales;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import io.clearline.engine.record.sbe.ControlState;
import io.clearline.engine.record.sbe.ControlThen;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One version of a control, with the number it is known by in declarations. What it says never
 * changes, only where it stands in its life; once it is replaced or withdrawn only what cites it
 * and what it counted is kept.
 */
public final class Control {
    private final int number;
    private final Terms terms;
    private final byte[] citation;
    private final Tally tally = new Tally();
    private ControlState state;
    private byte[] program;
    private Predicate predicate;
    // What trying it needs stands in the control itself: among many, each step costs a cache miss.
    private final long fromMs;
    private final long toMs;
    private final boolean namesItem;
    private Predicate.Truth truth;
    private List<Counter> counters;
    /** Where the index files it. */
    private ControlIndex.Filing filing;
    /** Last search that found it. */
    long foundBy;

    /**
     * What a version says.
     *
     * @param issuer district, four digits as a number
     * @param id UTF-8
     * @param version above every earlier one
     * @param then what a match leads to
     * @param rate share of matches that are taken, scaled by {@link Scales#RATE}
     * @param fromMs included; {@link Long#MIN_VALUE} = open
     * @param toMs excluded; {@link Long#MAX_VALUE} = open
     * @param basis UTF-8
     * @param instruction UTF-8
     * @param author the officer who wrote it, UTF-8; empty = not named
     * @param guard its harm guard, null = none
     */
    public record Terms(int issuer, byte[] id, int version, ControlThen then, long rate,
        long fromMs, long toMs, byte[] basis, byte[] instruction, byte[] author, Guard guard) {
        private void save(final StateOutput out) {
            out.putInt(issuer);
            out.putSized(id);
            out.putInt(version);
            out.putByte(then.value());
            out.putLong(rate);
            out.putLong(fromMs);
            out.putLong(toMs);
            out.putSized(basis);
            out.putSized(instruction);
            out.putSized(author);
            out.putInt(guard == null ? 0 : guard.over());
            if (guard != null) {
                out.putLong(guard.expect());
                out.putLong(guard.factor());
            }
        }

        static Terms load(final StateInput in) {
            return new Terms(in.getInt(), in.getSized(), in.getInt(),
                ControlThen.get((short) in.getByte()), in.getLong(), in.getLong(), in.getLong(),
                in.getSized(), in.getSized(), in.getSized(), guard(in.getInt(), in));
        }

        private static Guard guard(final int over, final StateInput in) {
            return over == 0 ? null : new Guard(in.getLong(), in.getLong(), over);
        }
    }

    /** Creates a version that is in no state yet; without a program, one that has ended. */
    Control(final int number, final Terms terms, final byte[] program, final Node root,
        final NamedLists lists, final Counters register) {
        this.number = number;
        this.terms = terms;
        this.program = program;
        this.counters = root == null ? List.of() : register.retain(root);
        this.predicate = root == null ? null : Predicate.of(root, lists, register);
        this.fromMs = terms.fromMs;
        this.toMs = terms.toMs;
        this.namesItem = root != null && root.namesItem();
        this.truth = root == null ? null : predicate.truth();
        this.filing = root == null ? null : ControlIndex.file(root);
        this.citation = cite(terms);
    }

    /** Returns the text by which a hit is cited: {@code issuer/id@version}. */
    private static byte[] cite(final Terms terms) {
        final String issuer = Integer.toString(10_000 + terms.issuer).substring(1);
        final String id = new String(terms.id, StandardCharsets.UTF_8);
        return (issuer + "/" + id + "@" + terms.version).getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the number of the version, from 0 in the order of the journal. */
    public int number() {
        return number;
    }

    /** Returns what it says. */
    public Terms terms() {
        return terms;
    }

    /** Returns {@code issuer/id@version} in UTF-8. */
    public byte[] citation() {
        return citation;
    }

    /** Returns where it stands in its life. */
    public ControlState state() {
        return state;
    }

    /** Tells whether it is tried on declarations: SHADOW or ACTIVE. */
    boolean isTried() {
        return state == ControlState.SHADOW || state == ControlState.ACTIVE;
    }

    /** Returns what it made of declarations since it last began to be tried. */
    public Tally tally() {
        return tally;
    }

    /** Returns what it matches, null once it is replaced or withdrawn. */
    public Predicate predicate() {
        return predicate;
    }

    /** Returns the counters it names, in the order of its expression; none once it has ended. */
    public List<Counter> counters() {
        return counters;
    }

    /** Tells whether it is tried on each item. */
    boolean namesItem() {
        return namesItem;
    }

    ControlIndex.Filing filing() {
        return filing;
    }

    /** Tells whether a time is between its from and to. */
    boolean isLive(final long nowMs) {
        return fromMs <= nowMs && nowMs < toMs;
    }

    /** Tries it on a subject at a time: FALSE where it is not live. */
    int of(final Subject subject) {
        return isLive(subject.nowMs()) ? truth.of(subject) : Predicate.FALSE;
    }

    void enter(final ControlState next) {
        state = next;
        if (next == ControlState.WITHDRAWN) {
            program = null;
            predicate = null;
            truth = null;
            counters = List.of();
            filing = null;
        }
    }

    /** Writes what it says, where it stands, its program until it ends, what it counted. */
    void save(final StateOutput out) {
        terms.save(out);
        out.putByte(state.value());
        out.putSized(program == null ? new byte[0] : program);
        tally.save(out);
    }

    /** Compares by issuer, then id: the order of hits. */
    public int compareHits(final Control that) {
        return terms.issuer != that.terms.issuer ? Integer.compare(terms.issuer, that.terms.issuer)
            : Slice.compare(terms.id, that.terms.id);
    }

    /** Compares by the citation's text: the order of holds. */
    public int compareHolds(final Control that) {
        return Slice.compare(citation, that.citation);
    }
}
