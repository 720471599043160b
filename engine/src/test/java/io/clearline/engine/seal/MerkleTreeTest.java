package io.clearline.engine.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Trees and paths against the recursive definitions of RFC 6962 section 2.1, word for word. */
class MerkleTreeTest {
    /** MTH(D[n]). */
    private static byte[] reference(final List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            return sha256();
        }
        if (leaves.size() == 1) {
            return sha256(new byte[] {0}, leaves.get(0));
        }
        final int k = split(leaves.size());
        return sha256(new byte[] {1}, reference(leaves.subList(0, k)),
            reference(leaves.subList(k, leaves.size())));
    }

    /** PATH(m, D[n]). */
    private static List<byte[]> path(final int m, final List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return new ArrayList<>();
        }
        final int k = split(leaves.size());
        final List<byte[]> left = leaves.subList(0, k);
        final List<byte[]> right = leaves.subList(k, leaves.size());
        final List<byte[]> path = m < k ? path(m, left) : path(m - k, right);
        path.add(m < k ? reference(right) : reference(left));
        return path;
    }

    private static int split(final int n) {
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return k;
    }

    private static byte[] sha256(final byte[]... parts) {
        try {
            final MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (final byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (final NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static Sha256 root(final List<byte[]> leaves) {
        final MerkleTree tree = new MerkleTree();
        leaves.forEach(leaf -> tree.add(leaf, 0, leaf.length));
        return tree.root();
    }

    private static List<byte[]> leaves(final int count, final SplittableRandom random) {
        final List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final byte[] leaf = new byte[random.nextInt(100)];
            random.nextBytes(leaf);
            leaves.add(leaf);
        }
        return leaves;
    }

    @Test
    void knownTreesHaveTheirKnownRoots() {
        final List<byte[]> leaves = new ArrayList<>();
        for (final String hex : List.of("", "00", "10", "2021", "3031", "40414243",
            "5051525354555657", "606162636465666768696a6b6c6d6e6f")) {
            leaves.add(HexFormat.of().parseHex(hex));
        }
        assertEquals("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            root(List.of()).toString());
        assertEquals("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            root(leaves.subList(0, 1)).toString());
        assertEquals("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            root(leaves.subList(0, 2)).toString());
        assertEquals("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
            root(leaves).toString());
    }

    @Test
    void rootsOfAllSizesAreThoseOfTheDefinition() {
        for (int size = 0; size < 200; size++) {
            final List<byte[]> leaves = leaves(size, new SplittableRandom(size));
            assertEquals(Sha256.of(reference(leaves), 0), root(leaves), "size " + size);
        }
        final SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20; i++) {
            final List<byte[]> leaves = leaves(200 + random.nextInt(5000), random);
            assertEquals(Sha256.of(reference(leaves), 0), root(leaves), "seed 7, tree " + i);
        }
    }

    @Test
    void askingForTheRootAndClearingChangeNothing() {
        final MerkleTree tree = new MerkleTree();
        for (final int size : new int[] {5, 3, 64, 1}) {
            tree.clear();
            final List<byte[]> leaves = leaves(size, new SplittableRandom(size));
            for (int i = 0; i < size; i++) {
                tree.add(new TreeHasher().leaf(leaves.get(i)));
                assertEquals(root(leaves.subList(0, i + 1)), tree.root());
            }
            assertEquals(size, tree.size());
        }
    }

    @Test
    void pathsAreThoseOfTheDefinitionAndLeadToTheRoot() {
        for (int size = 1; size <= 70; size++) {
            final List<byte[]> leaves = leaves(size, new SplittableRandom(size));
            final List<Sha256> hashes = leaves.stream().map(new TreeHasher()::leaf).toList();
            for (int index = 0; index < size; index++) {
                final List<Sha256> path =
                    MerklePath.of(i -> hashes.get((int) i), index, size);
                assertEquals(path(index, leaves).stream().map(each -> Sha256.of(each, 0)).toList(),
                    path, "leaf " + index + " of " + size);
                assertEquals(root(leaves),
                    MerklePath.root(hashes.get(index), index, size, path),
                    "leaf " + index + " of " + size);
            }
        }
    }

    @Test
    void noOtherLeafPlaceSizeOrPathLeadsToTheRoot() {
        for (int size = 2; size <= 20; size++) {
            final List<byte[]> leaves = leaves(size, new SplittableRandom(100 + size));
            final List<Sha256> hashes = leaves.stream().map(new TreeHasher()::leaf).toList();
            final Sha256 root = root(leaves);
            for (int index = 0; index < size; index++) {
                final String which = "leaf " + index + " of " + size;
                final List<Sha256> path = MerklePath.of(i -> hashes.get((int) i), index, size);
                final Sha256 leaf = hashes.get(index);
                for (int other = 0; other < size; other++) {
                    if (other != index) {
                        assertNotEquals(root, MerklePath.root(leaf, other, size, path), which);
                    }
                }
                assertNull(MerklePath.root(leaf, -1, size, path));
                assertNull(MerklePath.root(leaf, size, size, path));
                assertNotEquals(root, MerklePath.root(root, index, size, path), which);
                assertNull(
                    MerklePath.root(leaf, index, size, path.subList(0, path.size() - 1)), which);
                final List<Sha256> longer = new ArrayList<>(path);
                longer.add(root);
                assertNotEquals(root, MerklePath.root(leaf, index, size, longer), which);
                for (int i = 0; i < path.size(); i++) {
                    final List<Sha256> altered = new ArrayList<>(path);
                    altered.set(i, leaf);
                    assertNotEquals(root, MerklePath.root(leaf, index, size, altered), which);
                }
            }
        }
    }

    @Test
    void hashesHaveOneText() {
        final Sha256 hash = new TreeHasher().plain("x".getBytes(StandardCharsets.US_ASCII));
        assertEquals(hash, Sha256.parse(hash.toString()));
        final String upper = hash.toString().toUpperCase(java.util.Locale.ROOT);
        for (final String wrong : List.of("", "00", hash + "0", upper, hash.brief(),
            hash.toString().replace(hash.toString().charAt(0), 'g'))) {
            org.junit.jupiter.api.Assertions.assertThrows(
                SealFormatException.class, () -> Sha256.parse(wrong), wrong);
        }
    }
}
