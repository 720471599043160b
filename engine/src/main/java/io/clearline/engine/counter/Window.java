package io.clearline.engine.counter;

/**
 * How far back a counter looks, from an hour to 90 days, and how finely. Time is cut into buckets of
 * one length that begin at midnight in China; what lies in the present bucket or in one of the
 * {@link #buckets} before it is in the window. So all that is younger than the window counts, and
 * nothing that is older by more than one bucket. It remembers the last bucket that was asked for,
 * for the present is asked for again and again; one thread.
 */
public final class Window {
    /** The shortest window in hours. */
    public static final int LEAST_HOURS = 1;
    /** The longest window in hours. */
    public static final int MOST_HOURS = 90 * 24;
    /** A window has no more buckets, the present one apart. */
    public static final int MOST_BUCKETS = 96;

    private static final long CHINA_MS = 8 * 3_600_000L;
    private static final long MINUTE_MS = 60_000;
    /** Lengths of buckets in minutes; each divides a day. */
    private static final int[] LENGTHS =
        {1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720, 1440};

    private final int hours;
    private final long bucketMs;
    private final int buckets;
    private long lastBucket;
    private long lastStartMs;

    private Window(final int hours, final int bucketMinutes) {
        this.hours = hours;
        this.bucketMs = bucketMinutes * MINUTE_MS;
        this.buckets = (hours * 60 + bucketMinutes - 1) / bucketMinutes;
        this.lastStartMs = -CHINA_MS;
    }

    /**
     * Returns the window of a length, cut into the shortest buckets of which {@link #MOST_BUCKETS}
     * or fewer make it.
     *
     * @throws IllegalArgumentException if it is shorter than an hour or longer than 90 days
     */
    public static Window ofHours(final long hours) {
        if (hours < LEAST_HOURS || hours > MOST_HOURS) {
            throw new IllegalArgumentException("a window has " + hours + " hours");
        }
        int length = 0;
        while (hours * 60 > (long) LENGTHS[length] * MOST_BUCKETS) {
            length++;
        }
        return new Window((int) hours, LENGTHS[length]);
    }

    /** Returns the length in hours. */
    public int hours() {
        return hours;
    }

    /** Returns the length of a bucket in milliseconds. */
    public long bucketMs() {
        return bucketMs;
    }

    /** Returns how many buckets before the present one are in the window. */
    public int buckets() {
        return buckets;
    }

    /** Returns the bucket of a time in milliseconds since 1970-01-01T00:00Z; later ones are higher. */
    public long bucket(final long timeMs) {
        if (timeMs < lastStartMs || timeMs - lastStartMs >= bucketMs) {
            lastBucket = Math.floorDiv(timeMs + CHINA_MS, bucketMs);
            lastStartMs = lastBucket * bucketMs - CHINA_MS;
        }
        return lastBucket;
    }

    /** Returns the first bucket that counts at a time. */
    public long oldest(final long nowMs) {
        return bucket(nowMs) - buckets;
    }
}
