package io.clearline.engine.state;

import io.clearline.engine.memory.IntChunks;
import io.clearline.engine.memory.LongMaps;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import org.agrona.collections.Long2ObjectHashMap;

/** Numbers that are given in sequence, from 1 in each series, and what each was given to. */
final class Series {
    private final Long2ObjectHashMap<IntChunks> series = new Long2ObjectHashMap<>();

    /** Returns the next number of a series. */
    int next(final long key) {
        final IntChunks given = series.get(key);
        return given == null ? 1 : given.size() + 1;
    }

    /** Returns what a number was given to, or -1. */
    int find(final long key, final long number) {
        final IntChunks given = series.get(key);
        return given == null || number < 1 || number > given.size()
            ? -1 : given.get((int) number - 1);
    }

    /** Gives the next number of a series. */
    void give(final long key, final int to) {
        IntChunks given = series.get(key);
        if (given == null) {
            given = new IntChunks();
            series.put(key, given);
        }
        given.add(to);
    }

    void save(final StateOutput out) {
        final long[] keys = LongMaps.keys(series);
        out.putInt(keys.length);
        for (final long key : keys) {
            out.putLong(key);
            series.get(key).save(out);
        }
    }

    void load(final StateInput in) {
        for (int left = in.getInt(); left > 0; left--) {
            final IntChunks given = new IntChunks();
            series.put(in.getLong(), given);
            given.load(in);
        }
    }
}
