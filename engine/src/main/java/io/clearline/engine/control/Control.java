package io.clearline.engine.control;

import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.ControlThen;
import java.nio.charset.StandardCharsets;

/**
 * One version of a control, with the number it is known by in declarations. What it says never
 * changes; once it is replaced or withdrawn only what cites it is kept.
 */
public final class Control {
    private final int number;
    private final Terms terms;
    private final byte[] citation;
    private Predicate predicate;
    // What trying it needs stands in the control itself: among many, each step costs a cache miss.
    private final long fromMs;
    private final long toMs;
    private final boolean namesItem;
    private Predicate.Truth truth;
    /** Where the index filed it. */
    ControlIndex.Filing filing;
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
     */
    public record Terms(int issuer, byte[] id, int version, ControlThen then, long rate,
        long fromMs, long toMs, byte[] basis, byte[] instruction) {
    }

    Control(final int number, final Terms terms, final Predicate predicate) {
        this.number = number;
        this.terms = terms;
        this.predicate = predicate;
        this.fromMs = terms.fromMs;
        this.toMs = terms.toMs;
        this.namesItem = predicate.namesItem();
        this.truth = predicate.truth();
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

    /** Returns what it matches, null once it is replaced or withdrawn. */
    public Predicate predicate() {
        return predicate;
    }

    /** Tells whether it is tried on each item. */
    boolean namesItem() {
        return namesItem;
    }

    /** Tries it on a subject at a time: FALSE where it is not live. */
    int of(final Subject subject) {
        final long nowMs = subject.nowMs();
        return fromMs <= nowMs && nowMs < toMs ? truth.of(subject) : Predicate.FALSE;
    }

    void end() {
        predicate = null;
        truth = null;
        filing = null;
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
