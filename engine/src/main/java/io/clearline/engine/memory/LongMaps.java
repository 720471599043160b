package io.clearline.engine.memory;

import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;

/** Writes and reads maps with long keys: in the order of the keys, which a map itself has none of. */
public final class LongMaps {
    private LongMaps() {
    }

    /** Writes the entries of a map. */
    public static void save(final Long2LongHashMap map, final StateOutput out) {
        final long[] keys = new long[map.size()];
        final int[] count = {0};
        map.forEachLong((key, value) -> keys[count[0]++] = key);
        Arrays.sort(keys);
        out.putInt(keys.length);
        for (final long key : keys) {
            out.putLong(key);
            out.putLong(map.get(key));
        }
    }

    /** Reads what {@link #save} wrote into an empty map. */
    public static void load(final Long2LongHashMap map, final StateInput in) {
        for (int left = in.getInt(); left > 0; left--) {
            final long key = in.getLong();
            map.put(key, in.getLong());
        }
    }

    /** Returns the keys of a map, ascending. */
    public static long[] keys(final Long2ObjectHashMap<?> map) {
        final long[] keys = new long[map.size()];
        final int[] count = {0};
        map.forEachLong((key, value) -> keys[count[0]++] = key);
        Arrays.sort(keys);
        return keys;
    }
}
