package io.clearline.engine.seal;

/**
 * The Merkle tree hash of RFC 6962 section 2.1 over leaves that come one by one. Holds no more than
 * one hash per level; allocates nothing per leaf. Not thread-safe.
 */
final class MerkleTree {
    private static final int LEVELS_MAX = 64;

    private final TreeHasher hasher = new TreeHasher();
    /** Roots of the whole subtrees that the leaves make up, largest first. */
    private final byte[] subtrees = new byte[LEVELS_MAX * Sha256.LENGTH];
    private int depth;
    private long size;

    /** Adds a leaf by its bytes. */
    void add(final byte[] data, final int offset, final int length) {
        hasher.leaf(data, offset, length, subtrees, depth * Sha256.LENGTH);
        merge();
    }

    /** Adds a leaf by its hash. */
    void add(final Sha256 leaf) {
        leaf.copyTo(subtrees, depth * Sha256.LENGTH);
        merge();
    }

    private void merge() {
        depth++;
        size++;
        for (long rest = size; (rest & 1) == 0; rest >>= 1) {
            final int left = (depth - 2) * Sha256.LENGTH;
            hasher.node(subtrees, left, subtrees, left + Sha256.LENGTH, subtrees, left);
            depth--;
        }
    }

    /** Returns the hash of the tree as it stands. */
    Sha256 root() {
        if (size == 0) {
            return hasher.plain(new byte[0]);
        }
        final byte[] root = new byte[Sha256.LENGTH];
        System.arraycopy(subtrees, (depth - 1) * Sha256.LENGTH, root, 0, Sha256.LENGTH);
        for (int i = depth - 2; i >= 0; i--) {
            hasher.node(subtrees, i * Sha256.LENGTH, root, 0, root, 0);
        }
        return Sha256.of(root, 0);
    }

    /** Returns the number of leaves. */
    long size() {
        return size;
    }

    /** Forgets all leaves. */
    void clear() {
        depth = 0;
        size = 0;
    }
}
