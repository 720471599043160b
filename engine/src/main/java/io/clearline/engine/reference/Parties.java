package io.clearline.engine.reference;

import io.clearline.engine.memory.Records;
import io.clearline.engine.memory.TagIndex;
import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import io.clearline.engine.record.Uscc;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Every credit code ever seen, under a dense number, and what entities.csv says of those that are
 * in it, side by side in one cache line: who is found is there to be read. Numbers are given by
 * appliers alone, in the order of the journal.
 */
public final class Parties {
    /** Credit classes in the order of entities.csv's words. */
    public static final int CREDIT_ADVANCED = 0;

    /** The second-line white list (CREDIT-2L). */
    public static final int SECOND_LINE_WHITE = 0;

    /** The second-line watch list (CREDIT-2L). */
    public static final int SECOND_LINE_WATCH = 2;

    // A party's record: its code in 18 bytes, then its facts.
    private static final int ELIGIBLE_FROM = 24;
    private static final int ELIGIBLE_TO = 32;
    private static final int GUARANTEE = 40;
    private static final int FLAGS = 48;
    private static final int ENTITY = 1;
    private static final int FILED = 2;
    private static final int BONDED = 4;
    private static final int CREDIT_SHIFT = 8;
    private static final int SECOND_LINE_SHIFT = 16;

    private final TagIndex index = new TagIndex();
    private final Records records = new Records();
    private final Sought sought = new Sought();
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);

    /** A code that is looked for. */
    private final class Sought implements TagIndex.Match {
        private DirectBuffer buffer;
        private int offset;

        @Override
        public boolean is(final int party) {
            return Uscc.equal(records.buffer(party), records.offset(party), buffer, offset);
        }
    }

    /** Returns how many parties there are. */
    public int size() {
        return records.size();
    }

    /** Returns the number of a credit code of 18 bytes, or -1 where it was never seen. */
    public int find(final DirectBuffer buffer, final int offset) {
        return find(Uscc.hash(buffer, offset), buffer, offset);
    }

    private int find(final long hash, final DirectBuffer buffer, final int offset) {
        sought.buffer = buffer;
        sought.offset = offset;
        return index.find(hash, sought);
    }

    /** Returns the number of a credit code, which is given one where it is new. */
    public int intern(final DirectBuffer buffer, final int offset) {
        final long hash = Uscc.hash(buffer, offset);
        final int found = find(hash, buffer, offset);
        if (found >= 0) {
            return found;
        }
        final int party = records.add();
        records.buffer(party).putBytes(records.offset(party), buffer, offset, Uscc.LENGTH);
        index.add(hash, party);
        return party;
    }

    /** Returns the 18 bytes of a party's credit code; the view is good until the next call. */
    public DirectBuffer uscc(final int party) {
        view.wrap(records.buffer(party), records.offset(party), Uscc.LENGTH);
        return view;
    }

    void save(final StateOutput out) {
        records.save(out);
        index.save(out);
    }

    void load(final StateInput in) {
        records.load(in);
        index.load(in);
    }

    void put(final ReferenceRow row) {
        final int party = intern(new UnsafeBuffer(row.bytes(0)), 0);
        final boolean everEligible = row.number(2) != ReferenceTable.NO_DAY;
        set(party, ELIGIBLE_FROM, everEligible ? row.number(2) : ReferenceTable.OPEN_DAY);
        set(party, ELIGIBLE_TO, everEligible ? row.number(3) : ReferenceTable.NO_DAY);
        set(party, GUARANTEE, row.amount(8));
        set(party, FLAGS, ENTITY | (row.flag(6) ? FILED : 0) | (row.flag(7) ? BONDED : 0)
            | row.number(4) << CREDIT_SHIFT | row.number(5) << SECOND_LINE_SHIFT);
    }

    private void set(final int party, final int fact, final long value) {
        records.buffer(party).putLong(records.offset(party) + fact, value);
    }

    private long fact(final int party, final int fact) {
        return party >= 0 && party < records.size()
            ? records.buffer(party).getLong(records.offset(party) + fact) : 0;
    }

    /** Tells whether the party is in entities.csv; {@code party} may be -1. */
    public boolean isEntity(final int party) {
        return (fact(party, FLAGS) & ENTITY) != 0;
    }

    /** Tells whether the party enjoys zero-tariff on a day (ENT); false where it is no entity. */
    public boolean isEligible(final int party, final int day) {
        return isEntity(party)
            && fact(party, ELIGIBLE_FROM) <= day && day <= fact(party, ELIGIBLE_TO);
    }

    /** Tells whether the party may hold bonded goods; false where it is no entity. */
    public boolean isBonded(final int party) {
        return (fact(party, FLAGS) & BONDED) != 0;
    }

    /** Tells whether the party is filed as an encouraged-industry enterprise (GAC-158 art. 3). */
    public boolean isFiled(final int party) {
        return (fact(party, FLAGS) & FILED) != 0;
    }

    /** Returns the credit class of an entity: 0 ADVANCED to 4 SERIOUSLY_DISHONEST. */
    public int credit(final int party) {
        return (int) (fact(party, FLAGS) >>> CREDIT_SHIFT) & 0xFF;
    }

    /** Returns the second-line list of an entity: 0 WHITE, 1 NORMAL, 2 WATCH. */
    public int secondLine(final int party) {
        return (int) (fact(party, FLAGS) >>> SECOND_LINE_SHIFT) & 0xFF;
    }

    /** Returns the guarantee of an entity in fen. */
    public long guarantee(final int party) {
        return fact(party, GUARANTEE);
    }
}
