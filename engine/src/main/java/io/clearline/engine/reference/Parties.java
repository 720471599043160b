package io.clearline.engine.reference;

import io.clearline.engine.memory.ByteKeyIndex;
import io.clearline.engine.record.Uscc;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Every credit code ever seen, under a dense number, and what entities.csv says of those that are in it.
 * Numbers are given by appliers alone, in the order of the journal.
 */
public final class Parties {
    /** A trader as entities.csv has it. */
    private static final class Entity {
        private final ReferenceRow row;

        Entity(final ReferenceRow row) {
            this.row = row;
        }

        private boolean eligible(final int day) {
            return row.number(2) != io.clearline.engine.record.ReferenceTable.NO_DAY
                && row.number(2) <= day && day <= row.number(3);
        }
    }

    /** Credit classes in the order of entities.csv's words. */
    public static final int CREDIT_ADVANCED = 0;

    /** The second-line white list (CREDIT-2L). */
    public static final int SECOND_LINE_WHITE = 0;

    /** The second-line watch list (CREDIT-2L). */
    public static final int SECOND_LINE_WATCH = 2;

    private final ByteKeyIndex index = new ByteKeyIndex();
    private Entity[] entities = new Entity[64];

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
        if (party >= entities.length) {
            entities = Arrays.copyOf(entities, Math.max(entities.length * 2, party + 1));
        }
        entities[party] = new Entity(row);
    }

    private Entity entity(final int party) {
        return party >= 0 && party < entities.length ? entities[party] : null;
    }

    /** Tells whether the party is in entities.csv; {@code party} may be -1. */
    public boolean isEntity(final int party) {
        return entity(party) != null;
    }

    /** Tells whether the party enjoys zero-tariff on a day (ENT); false where it is no entity. */
    public boolean isEligible(final int party, final int day) {
        final Entity entity = entity(party);
        return entity != null && entity.eligible(day);
    }

    /** Tells whether the party may hold bonded goods; false where it is no entity. */
    public boolean isBonded(final int party) {
        final Entity entity = entity(party);
        return entity != null && entity.row.flag(7);
    }

    /** Tells whether the party is filed as an encouraged-industry enterprise (GAC-158 art. 3). */
    public boolean isFiled(final int party) {
        final Entity entity = entity(party);
        return entity != null && entity.row.flag(6);
    }

    /** Returns the credit class of an entity: 0 ADVANCED to 4 SERIOUSLY_DISHONEST. */
    public int credit(final int party) {
        return (int) entity(party).row.number(4);
    }

    /** Returns the second-line list of an entity: 0 WHITE, 1 NORMAL, 2 WATCH. */
    public int secondLine(final int party) {
        return (int) entity(party).row.number(5);
    }

    /** Returns the guarantee of an entity in fen. */
    public long guarantee(final int party) {
        return entity(party).row.amount(8);
    }
}
