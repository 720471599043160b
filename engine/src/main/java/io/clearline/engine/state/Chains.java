package io.clearline.engine.state;

import io.clearline.engine.memory.LongChunks;
import io.clearline.engine.memory.LongTable;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;

/**
 * Short lists of two longs under long keys: waivers by trader and line, unsettled batches by trader,
 * exits by plate. Nodes that are freed are used again. Not thread-safe.
 */
final class Chains {
    private static final int WIDTH = 3;

    /** A key whose list became empty stays, under 0: it is likely to come again. */
    private final LongTable heads = new LongTable();
    private final LongChunks nodes = new LongChunks();
    private int nodeCount = 1;
    private int free;
    private int size;

    /** Returns the first node of a key, 0 = none. */
    int head(final long key) {
        return (int) heads.get(key);
    }

    /** Returns the next node, 0 = none. */
    int next(final int node) {
        return (int) nodes.get(node * WIDTH);
    }

    long first(final int node) {
        return nodes.get(node * WIDTH + 1);
    }

    long second(final int node) {
        return nodes.get(node * WIDTH + 2);
    }

    int size() {
        return size;
    }

    void add(final long key, final long first, final long second) {
        final int node;
        if (free != 0) {
            node = free;
            free = next(node);
        } else {
            node = nodeCount++;
        }
        nodes.set(node * WIDTH, head(key));
        nodes.set(node * WIDTH + 1, first);
        nodes.set(node * WIDTH + 2, second);
        heads.set(key, node);
        size++;
    }

    void save(final StateOutput out) {
        heads.save(out);
        nodes.save(out);
        out.putInt(nodeCount);
        out.putInt(free);
        out.putInt(size);
    }

    void load(final StateInput in) {
        heads.load(in);
        nodes.load(in);
        nodeCount = in.getInt();
        free = in.getInt();
        size = in.getInt();
    }

    /** Takes out the first node of a key that holds both values, which must be there. */
    void remove(final long key, final long first, final long second) {
        if (!removeIfThere(key, first, second)) {
            throw new IllegalStateException("nothing to take out");
        }
    }

    /** Takes out the first node of a key that holds both values; tells whether there was one. */
    boolean removeIfThere(final long key, final long first, final long second) {
        int previous = 0;
        int node = head(key);
        while (node != 0 && (first(node) != first || second(node) != second)) {
            previous = node;
            node = next(node);
        }
        if (node == 0) {
            return false;
        }
        final int after = next(node);
        if (previous != 0) {
            nodes.set(previous * WIDTH, after);
        } else {
            heads.set(key, after);
        }
        nodes.set(node * WIDTH, free);
        free = node;
        size--;
        return true;
    }
}
