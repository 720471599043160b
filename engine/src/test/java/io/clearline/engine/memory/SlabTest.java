package io.clearline.engine.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Images in a slab against the same images in a map. */
class SlabTest {
    private static final long SEED = 0x51AB_2026L;
    private static final int CHUNK = 1 << 17;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Slab slab = new Slab();
    private final Map<Integer, byte[]> model = new HashMap<>();

    private byte[] image(final int length) {
        final byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private int put(final byte[] bytes) {
        final int handle = slab.put(new UnsafeBuffer(bytes), 0, bytes.length);
        assertTrue(handle > 0, "seed " + SEED);
        assertEquals(null, model.put(handle, bytes), "handle given twice, seed " + SEED);
        return handle;
    }

    private int replace(final int handle, final byte[] bytes) {
        model.remove(handle);
        final int moved = slab.replace(handle, new UnsafeBuffer(bytes), 0, bytes.length);
        assertEquals(null, model.put(moved, bytes), "handle given twice, seed " + SEED);
        return moved;
    }

    private void check() {
        model.forEach((handle, bytes) -> {
            final byte[] stored = new byte[slab.length(handle)];
            slab.buffer(handle).getBytes(slab.offset(handle), stored);
            assertArrayEquals(bytes, stored, "handle " + handle + " of seed " + SEED);
        });
    }

    @Test
    void imagesStandWhateverIsPutAndReplaced() {
        final List<Integer> handles = new ArrayList<>();
        for (int step = 1; step <= 60_000; step++) {
            final int length = random.nextInt(20) == 0
                ? random.nextInt(20_000) : random.nextInt(300);
            if (handles.isEmpty() || random.nextInt(3) == 0 && handles.size() < 4_000) {
                handles.add(put(image(length)));
            } else {
                final int at = random.nextInt(handles.size());
                handles.set(at, replace(handles.get(at), image(length)));
            }
            if (step % 10_000 == 0) {
                check();
            }
        }
    }

    @Test
    void largeImagesStandInAChunkOfTheirOwn() {
        put(image(10));
        final int fits = CHUNK - Integer.BYTES;
        for (final int length : new int[] {4092, 4093, 8188, 100_000, fits, fits + 1, 5_000_000}) {
            final int handle = put(image(length));
            put(image(30));
            replace(handle, image(length + 9));
        }
        check();
    }

    @Test
    void aLargeImageMayComeFirst() {
        put(image(3 * CHUNK));
        put(image(1));
        check();
    }

    @Test
    void anEmptyImageIsAnImage() {
        final int handle = put(new byte[0]);
        put(new byte[0]);
        replace(handle, image(12));
        check();
    }

    @Test
    void anImageOfTheSameSizeStaysWhereItIs() {
        final int handle = put(image(20));
        assertEquals(handle, replace(handle, image(17)));
        assertNotEquals(handle, replace(handle, image(21)));
        check();
    }

    /** Growing and shrinking for ever must not take more and more memory. */
    @Test
    void freedBlocksAreUsedAgain() {
        int a = put(image(100));
        int b = put(image(40));
        int highest = 0;
        for (int i = 0; i < 10_000; i++) {
            final boolean even = i % 2 == 0;
            a = replace(a, image(even ? 40 : 100));
            b = replace(b, image(even ? 100 : 40));
            highest = Math.max(highest, Math.max(a, b));
        }
        check();
        assertTrue(highest < 100 + CHUNK / 8, "the slab grew to block " + highest);
        assertEquals(104 + 48, slab.bytesInUse());
    }
}
