package io.clearline.engine.reference;

import io.clearline.engine.record.ReferenceTable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * All reference tables, as the rules read them. Filled by {@link #put} alone, in the order of the journal.
 * Looking up allocates nothing; putting may. One thread.
 */
public final class ReferenceData {
    private final Policy policy = new Policy();
    private final Places places = new Places();
    private final Parties parties = new Parties();
    private final Tariff tariff = new Tariff();
    private final PrefixRules measures = new PrefixRules();
    private final PrefixRules bans = new PrefixRules();
    private final PrefixRules alerts = new PrefixRules();
    private final Licences licences = new Licences();
    private final Relaxed relaxed = new Relaxed();
    private final Selection selection = new Selection();

    private final Validities validities = new Validities();
    private final Map<ReferenceRow, Object> indexed = new HashMap<>();
    private final PolicyHash hash;

    /**
     * Creates empty tables.
     *
     * @param logicVersion version of the decision logic; it is part of the hash
     */
    public ReferenceData(final int logicVersion) {
        hash = new PolicyHash(logicVersion);
    }

    /**
     * Adds a row, or replaces the one of the same key.
     *
     * @param table whose row it is
     * @param cells the packed row
     */
    public void put(final ReferenceTable table, final byte[] cells) {
        final ReferenceRow row = new ReferenceRow(table, cells);
        final ReferenceRow replaced = validities.put(row);
        if (replaced != null) {
            hash.remove(replaced);
            remove(replaced);
        }
        hash.add(row);
        add(row);
    }

    /** Starts a check of rows that would be put together. */
    public Validities.Check check() {
        return validities.check();
    }

    private void add(final ReferenceRow row) {
        switch (row.table()) {
            case POLICY -> policy.add(row);
            case COUNTRIES -> places.putCountry(row);
            case CURRENCIES -> places.addRate(row);
            case OFFICES -> places.putOffice(row);
            case ENTITIES -> parties.put(row);
            case TARIFF -> {
                final Tariff.Line line = new Tariff.Line(row);
                tariff.add(line);
                indexed.put(row, line);
            }
            case MEASURES -> indexed.put(row, measures.add(row.number(2), (int) row.number(3), 0,
                row.number(4), row.bytes(0), (int) row.number(5), (int) row.number(6)));
            case BANS -> indexed.put(row, bans.add(row.number(0), (int) row.number(2),
                (int) row.number(1), 0, row.bytes(3), (int) row.number(4), (int) row.number(5)));
            case ALERTS -> indexed.put(row, alerts.add(row.number(1), (int) row.number(0),
                (int) row.number(2), 0, row.bytes(3), (int) row.number(4), (int) row.number(5)));
            case LICENCES -> licences.put(row, parties);
            case RELAXED -> relaxed.put(row, parties);
            case SELECTION -> selection.add(row);
            default -> throw new IllegalStateException("table " + row.table());
        }
    }

    /** Takes a replaced row out of the tables that link rows; the others overwrite it. */
    private void remove(final ReferenceRow row) {
        switch (row.table()) {
            case POLICY -> policy.remove(row);
            case CURRENCIES -> places.removeRate(row);
            case SELECTION -> selection.remove(row);
            case TARIFF -> tariff.remove((Tariff.Line) indexed.remove(row));
            case MEASURES -> measures.remove((PrefixRules.Rule) indexed.remove(row));
            case BANS -> bans.remove((PrefixRules.Rule) indexed.remove(row));
            case ALERTS -> alerts.remove((PrefixRules.Rule) indexed.remove(row));
            default -> {
            }
        }
    }

    /** Returns the numbers that law may change. */
    public Policy policy() {
        return policy;
    }

    /** Returns countries, currencies and offices. */
    public Places places() {
        return places;
    }

    /** Returns the traders. */
    public Parties parties() {
        return parties;
    }

    /** Returns the tariff. */
    public Tariff tariff() {
        return tariff;
    }

    /** Returns the trade measures. */
    public PrefixRules measures() {
        return measures;
    }

    /** Returns the bans. */
    public PrefixRules bans() {
        return bans;
    }

    /** Returns the alerts. */
    public PrefixRules alerts() {
        return alerts;
    }

    /** Returns the licences. */
    public Licences licences() {
        return licences;
    }

    /** Returns the relaxed lines. */
    public Relaxed relaxed() {
        return relaxed;
    }

    /** Returns what shares the offices select at random. */
    public Selection selection() {
        return selection;
    }

    /** Returns the hash of the rows in force. */
    public PolicyHash hash() {
        return hash;
    }

    /**
     * A hash of the set of rows, controls and list members in force, whatever the order they came
     * in: the sum modulo 2^128 of the first half of each one's SHA-256. Equal rules give equal
     * hashes in any engine.
     */
    public static final class PolicyHash {
        private final MessageDigest sha256;
        private long high;
        private long low;

        PolicyHash(final int logicVersion) {
            low = logicVersion;
            try {
                sha256 = MessageDigest.getInstance("SHA-256");
            } catch (final NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }

        private UnsafeBuffer digest(final int kind, final byte[] content) {
            sha256.update((byte) kind);
            return new UnsafeBuffer(sha256.digest(content));
        }

        private void add(final ReferenceRow row) {
            add(row.table().wire().value(), row.cells());
        }

        private void remove(final ReferenceRow row) {
            remove(row.table().wire().value(), row.cells());
        }

        /** Adds what comes into force; kinds below 100 are the tables' numbers. */
        public void add(final int kind, final byte[] content) {
            final UnsafeBuffer digest = digest(kind, content);
            final long addend = digest.getLong(0, java.nio.ByteOrder.BIG_ENDIAN);
            low += addend;
            high += digest.getLong(8, java.nio.ByteOrder.BIG_ENDIAN)
                + (Long.compareUnsigned(low, addend) < 0 ? 1 : 0);
        }

        /** Takes out what was added and is no longer in force. */
        public void remove(final int kind, final byte[] content) {
            final UnsafeBuffer digest = digest(kind, content);
            final long subtrahend = digest.getLong(0, java.nio.ByteOrder.BIG_ENDIAN);
            final boolean borrow = Long.compareUnsigned(low, subtrahend) < 0;
            low -= subtrahend;
            high -= digest.getLong(8, java.nio.ByteOrder.BIG_ENDIAN) + (borrow ? 1 : 0);
        }

        /** Returns the high 64 bits. */
        public long high() {
            return high;
        }

        /** Returns the low 64 bits. */
        public long low() {
            return low;
        }
    }
}
