package io.clearline.engine.seal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Audit paths: the hashes that lead from one leaf of a Merkle tree to its root (RFC 6962 section
 * 2.1.1), nearest first.
 */
final class MerklePath {
    private MerklePath() {
    }

    /**
     * Makes the path of a leaf. Each leaf is asked for at most once, and little is held.
     *
     * @param leaves hash of a leaf by its index, from 0
     */
    static List<Sha256> of(
        final LongFunction<Sha256> leaves, final long index, final long size) {
        final List<Sha256> path = new ArrayList<>();
        collect(leaves, index, 0, size, path);
        return path;
    }

    private static void collect(
        final LongFunction<Sha256> leaves, final long index, final long from, final long to,
        final List<Sha256> path) {
        if (to - from == 1) {
            return;
        }
        final long middle = from + Long.highestOneBit(to - from - 1);
        if (index < middle) {
            collect(leaves, index, from, middle, path);
            path.add(root(leaves, middle, to));
        } else {
            collect(leaves, index, middle, to, path);
            path.add(root(leaves, from, middle));
        }
    }

    private static Sha256 root(
        final LongFunction<Sha256> leaves, final long from, final long to) {
        final MerkleTree tree = new MerkleTree();
        for (long i = from; i < to; i++) {
            tree.add(leaves.apply(i));
        }
        return tree.root();
    }

    /**
     * Follows a path from its leaf (RFC 9162 section 2.1.3.2).
     *
     * @return the root it leads to, null if it is no path of such a leaf in a tree of such a size
     */
    static Sha256 root(
        final Sha256 leaf, final long index, final long size, final List<Sha256> path) {
        if (index < 0 || index >= size) {
            return null;
        }
        final TreeHasher hasher = new TreeHasher();
        final byte[] hash = new byte[Sha256.LENGTH];
        final byte[] sibling = new byte[Sha256.LENGTH];
        leaf.copyTo(hash, 0);
        long at = index;
        long last = size - 1;
        for (final Sha256 step : path) {
            if (last == 0) {
                return null;
            }
            step.copyTo(sibling, 0);
            if ((at & 1) == 1 || at == last) {
                hasher.node(sibling, 0, hash, 0, hash, 0);
                // A last node without a sibling rises until it is a right one.
                final int levels = Long.numberOfTrailingZeros(at);
                at >>= levels;
                last >>= levels;
            } else {
                hasher.node(hash, 0, sibling, 0, hash, 0);
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 ? Sha256.of(hash, 0) : null;
    }
}
