package io.clearline.engine.control;

import io.clearline.engine.counter.Window;

/**
 * One counter that controls name: what it counts, under which number, and since when. It begins when
 * the first control that names it arrives and ends with the last; one that is named again later is
 * another. Changed by {@link Counters} alone.
 */
public final class Counter {
    private final int number;
    private final long sinceMs;
    private final CounterTerms terms;
    private final Condition when;
    // What counting needs stands in the counter itself, worked out once.
    private final boolean ofItems;
    private final ControlField key;
    private final ControlField measure;
    /** Controls that name it. */
    int uses;
    /** Position among the present ones. */
    int place;

    /** Which declarations or items are counted; counters that say the same share it. */
    static final class Condition {
        final byte[] program;
        final boolean namesItem;
        final Predicate.Truth truth;
        /** Whether what is looked at now meets it. */
        boolean isMet;

        Condition(
            final byte[] program, final boolean namesItem, final Predicate.Truth truth) {
            this.program = program;
            this.namesItem = namesItem;
            this.truth = truth;
        }

        /** An error counts: better one too many than one that nobody sees. */
        void look(final Subject subject) {
            isMet = truth.of(subject) != Predicate.FALSE;
        }
    }

    Counter(final int number, final long sinceMs, final CounterTerms terms, final Condition when) {
        this.number = number;
        this.sinceMs = sinceMs;
        this.terms = terms;
        this.when = when;
        this.ofItems = terms.isOfItems();
        this.key = terms.key();
        this.measure = terms.measure();
    }

    /** Tells whether it goes over items, not over declarations as a whole. */
    boolean isOfItems() {
        return ofItems;
    }

    /** Returns its number, above those of all earlier counters. */
    public int number() {
        return number;
    }

    /** Returns the engine time since which it counts; the lowest long = from the beginning. */
    public long sinceMs() {
        return sinceMs;
    }

    /** Returns how far back it looks. */
    public Window window() {
        return terms.window();
    }

    /** Returns how many decimals what it says has. */
    public int decimals() {
        return measure == null ? 0 : measure.decimals();
    }

    CounterTerms terms() {
        return terms;
    }

    ControlField key() {
        return key;
    }

    Condition when() {
        return when;
    }

    /** Returns what the subject, or the item it stands at, adds. */
    long amount(final Subject subject) {
        return measure == null ? 1 : subject.number(measure);
    }
}
