package io.clearline.engine.seal;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 as RFC 6962 section 2.1 has it: a leaf is hashed behind a byte 0, two nodes behind a byte
 * 1, so that no leaf can pass for a node. Allocates nothing per hash. Not thread-safe.
 */
final class TreeHasher {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final MessageDigest sha256;

    TreeHasher() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Hashes a leaf's bytes into an array. */
    void leaf(
        final byte[] data, final int offset, final int length, final byte[] into, final int at) {
        sha256.update(LEAF);
        sha256.update(data, offset, length);
        finish(into, at);
    }

    /** Hashes a leaf's bytes. */
    Sha256 leaf(final byte[] data) {
        final byte[] hash = new byte[Sha256.LENGTH];
        leaf(data, 0, data.length, hash, 0);
        return Sha256.of(hash, 0);
    }

    /** Hashes two nodes into an array, which may be one of theirs. */
    void node(
        final byte[] left, final int leftAt, final byte[] right, final int rightAt,
        final byte[] into, final int at) {
        sha256.update(NODE);
        sha256.update(left, leftAt, Sha256.LENGTH);
        sha256.update(right, rightAt, Sha256.LENGTH);
        finish(into, at);
    }

    /** Hashes bytes as they are: the tree without leaves, and keys. */
    Sha256 plain(final byte[] data) {
        return Sha256.of(sha256.digest(data), 0);
    }

    private void finish(final byte[] into, final int at) {
        try {
            sha256.digest(into, at, Sha256.LENGTH);
        } catch (final DigestException e) {
            throw new IllegalStateException("32 bytes are enough for SHA-256", e);
        }
    }
}
