package io.clearline.engine.state;

import io.clearline.engine.memory.ByteKeyIndex;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What declarations leave behind that others must find: waivers of zero-tariff by trader and line,
 * unsettled batches by trader, exits that await the checkpoint by plate and office.
 */
public final class Obligations {
    private final Chains waivers = new Chains();
    private final Chains batches = new Chains();
    private final Chains exits = new Chains();
    private final ByteKeyIndex plates = new ByteKeyIndex();
    private final MutableDirectBuffer plateKey = new ExpandableArrayBuffer(160);

    private static long waiverKey(final int party, final int line8) {
        return (long) party << 28 | line8;
    }

    void addWaiver(final int party, final int line8, final int from, final int to, final int by) {
        waivers.add(waiverKey(party, line8), (long) from << 32 | to, by);
    }

    void removeWaiver(final int party, final int line8, final int from, final int to, final int by) {
        waivers.remove(waiverKey(party, line8), (long) from << 32 | to, by);
    }

    /**
     * Tells whether a trader has waived zero-tariff for a line on a day (MOF-12, GAC-81).
     *
     * @param except a declaration whose own waivers do not count, -1 = none
     */
    public boolean isWaived(
        final int party, final int line8, final int day, final int except) {
        for (int node = waivers.head(waiverKey(party, line8)); node != 0; node = waivers.next(node)) {
            final long span = waivers.first(node);
            if ((int) (span >>> 32) <= day && day <= (int) span && waivers.second(node) != except) {
                return true;
            }
        }
        return false;
    }

    void addBatch(final int party, final int dueDay, final int declaration) {
        batches.add(party, dueDay, declaration);
    }

    void removeBatch(final int party, final int dueDay, final int declaration) {
        batches.remove(party, dueDay, declaration);
    }

    /** Tells whether a released batch of a trader is unpaid after its due day (HK-BATCH). */
    public boolean hasOverdueBatch(final int party, final int day) {
        for (int node = batches.head(party); node != 0; node = batches.next(node)) {
            if (batches.first(node) < day) {
                return true;
            }
        }
        return false;
    }

    void addExit(final DirectBuffer plate, final int length, final int office, final int by) {
        exits.add(plates.intern(plateKey, 0, keyOf(plate, 0, length, office)), by, 0);
    }

    void removeExit(final DirectBuffer plate, final int length, final int office, final int by) {
        exits.remove(plates.find(plateKey, 0, keyOf(plate, 0, length, office)), by, 0);
    }

    private int keyOf(
        final DirectBuffer plate, final int offset, final int length, final int office) {
        plateKey.putInt(0, office, java.nio.ByteOrder.LITTLE_ENDIAN);
        plateKey.putBytes(Integer.BYTES, plate, offset, length);
        return length + Integer.BYTES;
    }

    /** Returns the first node of the exits that await a plate at an office, 0 = none. */
    public int firstExit(
        final DirectBuffer plate, final int offset, final int length, final int office) {
        final int key = plates.find(plateKey, 0, keyOf(plate, offset, length, office));
        return key < 0 ? 0 : exits.head(key);
    }

    /** Returns the next node, 0 = none. */
    public int nextExit(final int node) {
        return exits.next(node);
    }

    /** Returns the declaration of a node. */
    public int exit(final int node) {
        return (int) exits.first(node);
    }

    /** Returns how many obligations there are in all. */
    int size() {
        return waivers.size() + batches.size() + exits.size();
    }

    void save(final StateOutput out) {
        waivers.save(out);
        batches.save(out);
        exits.save(out);
        plates.save(out);
    }

    void load(final StateInput in) {
        waivers.load(in);
        batches.load(in);
        exits.load(in);
        plates.load(in);
    }
}
