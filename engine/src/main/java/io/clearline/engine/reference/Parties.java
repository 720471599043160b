package io.clearline.engine.reference;

import io.clearline.engine.memory.ByteKeyIndex;
import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.record.Uscc;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Every credit code ever seen, under a dense number, and what entities.csv says of those that are in it.
 * Numbers are given by appliers alone, in the order of the journal.
 */
public final class Parties {
    /** Credit classes in the order of entities.csv's words. */
    public static final int CREDIT_ADVANCED = 0;

    /** The second-line white list (CREDIT-2L). */
    public static final int SECOND_LINE_WHITE = 0;

    /** The second-line watch list (CREDIT-2L). */
    public static final int SECOND_LINE_WATCH = 2;

    private static final int WIDTH = 4;
    private static final int ELIGIBLE_FROM = 0;
    private static final int ELIGIBLE_TO = 1;
    private static final int GUARANTEE = 2;
    private static final int FLAGS = 3;
    private static final int ENTITY = 1;
    private static final int FILED = 2;
    private static final int BONDED = 4;
    private static final int CREDIT_SHIFT = 8;
    private static final int SECOND_LINE_SHIFT = 16;

    private final ByteKeyIndex index = new ByteKeyIndex();
    /** Facts of each party side by side, so that a look-up costs one memory access. */
    private long[] facts = new long[64 * WIDTH];

    /** Returns how many parties there are. */
    public int size() {
        return index.size();
    }

    /** Returns the number of a credit code of 18 bytes, or -1 where it was never seen. */
    public int find(final DirectBuffer buffer, final int offset) {
        return index.find(buffer, offset, Uscc.LENGTH);
    }

    /** Returns the number of a credit code, which is given one where it is new. */
    public int intern(final DirectBuffer buffer, final int offset) {
        return index.intern(buffer, offset, Uscc.LENGTH);
    }

    /** Returns the 18 bytes of a party's credit code. */
    public DirectBuffer uscc(final int party) {
        return index.key(party);
    }

    void put(final ReferenceRow row) {
        final int party = intern(new UnsafeBuffer(row.bytes(0)), 0);
        if ((party + 1) * WIDTH > facts.length) {
            facts = Arrays.copyOf(facts, Math.max(facts.length * 2, (party + 1) * WIDTH));
        }
        final int at = party * WIDTH;
        final boolean everEligible = row.number(2) != ReferenceTable.NO_DAY;
        facts[at + ELIGIBLE_FROM] = everEligible ? row.number(2) : ReferenceTable.OPEN_DAY;
        facts[at + ELIGIBLE_TO] = everEligible ? row.number(3) : ReferenceTable.NO_DAY;
        facts[at + GUARANTEE] = row.amount(8);
        facts[at + FLAGS] = ENTITY | (row.flag(6) ? FILED : 0) | (row.flag(7) ? BONDED : 0)
            | row.number(4) << CREDIT_SHIFT | row.number(5) << SECOND_LINE_SHIFT;
    }

    private long fact(final int party, final int fact) {
        return party >= 0 && party < facts.length / WIDTH ? facts[party * WIDTH + fact] : 0;
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
