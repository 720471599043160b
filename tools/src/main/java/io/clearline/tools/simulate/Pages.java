package io.clearline.tools.simulate;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What a disk makes of a file whose new content it was given and not told to keep: each page is the
 * old or the new one, or has some of its sectors from either.
 */
final class Pages {
    static final int PAGE = 4096;
    private static final int SECTOR = 512;
    private static final int EIGHTHS = 8;
    private static final int TORN_OF = 12;

    private Pages() {
    }

    /**
     * Returns the content after a power cut.
     *
     * @param eighths how many of eight changed pages reached the disk
     */
    static byte[] afterCut(
        final byte[] forced, final byte[] now, final int eighths, final SplittableRandom random) {
        final boolean longer = forced.length == now.length || random.nextInt(EIGHTHS) < eighths;
        final byte[] result = Arrays.copyOf(forced, longer ? now.length : forced.length);
        for (int at = 0; at < result.length; at += PAGE) {
            final int end = Math.min(at + PAGE, result.length);
            final int there = Math.min(end, now.length);
            if (at < there && !Arrays.equals(result, at, there, now, at, there)) {
                page(result, now, at, there, eighths, random);
            }
        }
        return result;
    }

    private static void page(
        final byte[] result, final byte[] now, final int from, final int to, final int eighths,
        final SplittableRandom random) {
        if (random.nextInt(TORN_OF) > 0) {
            if (random.nextInt(EIGHTHS) < eighths) {
                System.arraycopy(now, from, result, from, to - from);
            }
            return;
        }
        for (int at = from; at < to; at += SECTOR) {
            if (random.nextBoolean()) {
                System.arraycopy(now, at, result, at, Math.min(SECTOR, to - at));
            }
        }
    }
}
