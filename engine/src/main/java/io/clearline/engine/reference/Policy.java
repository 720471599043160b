package io.clearline.engine.reference;

import io.clearline.engine.record.Scales;
import java.util.ArrayList;
import java.util.List;

/**
 * Every number that law may change (contract section 5, policy.csv), by day. The values of the last day
 * asked for are kept, so that reading on the way of a declaration is one array access.
 */
public final class Policy {
    /** A name of policy.csv with its default, scaled by {@link Scales#RATE}. */
    public enum Name {
        /** Value added that frees of duty: GAC-158 art. 4. */
        VALUE_ADDED_THRESHOLD("value_added_threshold", Scales.RATE * 30 / 100),
        /** How long a waiver of zero-tariff lasts: MOF-12 and GAC-81. */
        WAIVER_MONTHS("waiver_months", 12 * Scales.RATE),
        /** Day of the next month by which a batch is settled: HK-BATCH. */
        BATCH_DUE_DAY("batch_due_day", 25 * Scales.RATE),
        /** Days in which an exit may pass the checkpoint. */
        CHECKPOINT_DAYS("checkpoint_days", 30 * Scales.RATE),
        /** Random examination by credit class: GAC Order 282. */
        RANDOM_ADVANCED("random.ADVANCED", 0),
        /** Random examination by credit class: GAC Order 282. */
        RANDOM_CERTIFIED("random.CERTIFIED", 0),
        /** Random examination by credit class: GAC Order 282. */
        RANDOM_REGULAR("random.REGULAR", 0),
        /** Random examination by credit class: GAC Order 282. */
        RANDOM_DISHONEST("random.DISHONEST", 0),
        /** Random examination by credit class: GAC Order 282. */
        RANDOM_SERIOUSLY_DISHONEST("random.SERIOUSLY_DISHONEST", Scales.RATE),
        /** Added on the second line: CREDIT-2L. */
        RANDOM_WATCH("random.WATCH", 0),
        /** In place of the class's on the second line: CREDIT-2L. */
        RANDOM_WHITE("random.WHITE", 0);

        private static final Name[] ALL = values();
        private final String text;
        private final long byDefault;

        Name(final String text, final long byDefault) {
            this.text = text;
            this.byDefault = byDefault;
        }

        /** Returns the name in policy.csv. */
        public String text() {
            return text;
        }
    }

    private record Value(ReferenceRow row, String name, long value, int from, int to) {
    }

    private final List<Value> values = new ArrayList<>();
    private final long[] ofDay = new long[Name.ALL.length];
    private int day = Integer.MIN_VALUE;

    void add(final ReferenceRow row) {
        final String name = new String(row.bytes(0), java.nio.charset.StandardCharsets.UTF_8);
        values.add(new Value(
            row, name, row.number(1), (int) row.number(2), (int) row.number(3)));
        day = Integer.MIN_VALUE;
    }

    void remove(final ReferenceRow row) {
        values.removeIf(value -> value.row() == row);
        day = Integer.MIN_VALUE;
    }

    /** Returns a value on a day, scaled by {@link Scales#RATE}. */
    public long rate(final Name name, final int onDay) {
        if (onDay != day) {
            resolve(onDay);
        }
        return ofDay[name.ordinal()];
    }

    /** Returns a value on a day as a whole number. */
    public int number(final Name name, final int onDay) {
        return (int) (rate(name, onDay) / Scales.RATE);
    }

    private void resolve(final int onDay) {
        for (final Name name : Name.ALL) {
            ofDay[name.ordinal()] = name.byDefault;
        }
        for (int i = 0; i < values.size(); i++) {
            final Value value = values.get(i);
            if (value.from() <= onDay && onDay <= value.to()) {
                set(value);
            }
        }
        day = onDay;
    }

    private void set(final Value value) {
        for (final Name name : Name.ALL) {
            if (name.text.equals(value.name())) {
                ofDay[name.ordinal()] = value.value();
            }
        }
    }
}
