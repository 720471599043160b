package io.clearline.engine.reference;

import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import io.clearline.engine.record.sbe.Table;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
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
    /** The rows in force in the order they came, each with what tables that link rows made of it. */
    private final Map<ReferenceRow, Object> inForce = new LinkedHashMap<>();
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
        inForce.put(row, add(row));
    }

    /** Writes the tables; equal ones give equal bytes. */
    public void save(final StateOutput out) {
        hash.save(out);
        parties.save(out);
        licences.save(out);
        measures.save(out);
        bans.save(out);
        alerts.save(out);
        out.putInt(inForce.size());
        for (final Map.Entry<ReferenceRow, Object> each : inForce.entrySet()) {
            out.putByte(each.getKey().table().wire().value());
            out.putSized(each.getKey().cells());
            if (each.getValue() instanceof PrefixRules.Rule rule) {
                out.putInt(rule.number());
            }
        }
    }

    /** Reads what {@link #save} wrote into empty tables. */
    public void load(final StateInput in) {
        hash.load(in);
        parties.load(in);
        licences.load(in);
        measures.load(in);
        bans.load(in);
        alerts.load(in);
        for (int left = in.getInt(); left > 0; left--) {
            final ReferenceTable table = ReferenceTable.of(Table.get((short) in.getByte()));
            final ReferenceRow row = new ReferenceRow(table, in.getSized());
            validities.put(row);
            inForce.put(row, switch (table) {
                case MEASURES -> measures.restore(in.getInt());
                case BANS -> bans.restore(in.getInt());
                case ALERTS -> alerts.restore(in.getInt());
                default -> add(row);
            });
        }
    }

    /** Starts a check of rows that would be put together. */
    public Validities.Check check() {
        return validities.check();
    }

    private Object add(final ReferenceRow row) {
        switch (row.table()) {
            case POLICY -> policy.add(row);
            case COUNTRIES -> places.putCountry(row);
            case CURRENCIES -> places.addRate(row);
            case OFFICES -> places.putOffice(row);
            case ENTITIES -> parties.put(row);
            case TARIFF -> {
                final Tariff.Line line = new Tariff.Line(row);
                tariff.add(line);
                return line;
            }
            case MEASURES -> {
                return measures.add(row.number(2), (int) row.number(3), 0, row.number(4),
                    row.bytes(0), (int) row.number(5), (int) row.number(6));
            }
            case BANS -> {
                return bans.add(row.number(0), (int) row.number(2), (int) row.number(1), 0,
                    row.bytes(3), (int) row.number(4), (int) row.number(5));
            }
            case ALERTS -> {
                return alerts.add(row.number(1), (int) row.number(0), (int) row.number(2), 0,
                    row.bytes(3), (int) row.number(4), (int) row.number(5));
            }
            case LICENCES -> licences.put(row, parties);
            case RELAXED -> relaxed.put(row, parties);
            case SELECTION -> selection.add(row);
            default -> throw new IllegalStateException("table " + row.table());
        }
        return null;
    }

    /** Takes a replaced row out of the tables that link rows; the others overwrite it. */
    private void remove(final ReferenceRow row) {
        final Object linked = inForce.remove(row);
        switch (row.table()) {
            case POLICY -> policy.remove(row);
            case CURRENCIES -> places.removeRate(row);
            case SELECTION -> selection.remove(row);
            case TARIFF -> tariff.remove((Tariff.Line) linked);
            case MEASURES -> measures.remove((PrefixRules.Rule) linked);
            case BANS -> bans.remove((PrefixRules.Rule) linked);
            case ALERTS -> alerts.remove((PrefixRules.Rule) linked);
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
        private final long logicVersion;
        private long high;
        private long low;

        PolicyHash(final int logicVersion) {
            this.logicVersion = logicVersion;
            low = logicVersion;
            try {
                sha256 = MessageDigest.getInstance("SHA-256");
            } catch (final NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }

        /** Writes the hash of the rules alone: the release that reads them has its own logic. */
        private void save(final StateOutput out) {
            out.putLong(high - (Long.compareUnsigned(low, logicVersion) < 0 ? 1 : 0));
            out.putLong(low - logicVersion);
        }

        private void load(final StateInput in) {
            high = in.getLong();
            low = in.getLong() + logicVersion;
            high += Long.compareUnsigned(low, logicVersion) < 0 ? 1 : 0;
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
