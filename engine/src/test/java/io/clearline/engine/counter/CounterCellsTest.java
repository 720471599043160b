package io.clearline.engine.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.memory.StateBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cells against a list of all that was ever counted, filtered by time. */
class CounterCellsTest {
    private static final long HOUR_MS = 3_600_000;
    private static final long DAY_MS = 24 * HOUR_MS;
    private static final long START_MS = 1_772_380_800_000L;

    /** One thing that was counted. */
    private record Event(long atMs, int counter, long amount) {
    }

    private final Map<Integer, Window> windows = new HashMap<>();
    private CounterCells cells = new CounterCells(windows::get);
    private final Map<String, List<Event>> model = new TreeMap<>();
    private final Amounts amounts = new Amounts();

    private static DirectBuffer bytes(final String key) {
        return new UnsafeBuffer(key.getBytes(StandardCharsets.UTF_8));
    }

    private void count(final String key, final long atMs, final long nowMs) {
        final DirectBuffer bytes = bytes(key);
        cells.count(bytes, 0, bytes.capacity(), amounts, atMs, nowMs);
    }

    private void count(final String key, final long nowMs, final int counter, final long amount) {
        amounts.clear();
        amounts.add(counter, amount);
        count(key, nowMs, nowMs);
    }

    private long amount(final String key, final int counter, final long nowMs) {
        final DirectBuffer bytes = bytes(key);
        return cells.amount(cells.find(bytes, 0, bytes.capacity()), counter, nowMs);
    }

    private long expected(final String key, final int counter, final long nowMs) {
        final Window window = windows.get(counter);
        return model.getOrDefault(key, List.of()).stream()
            .filter(event -> event.counter == counter
                && window.bucket(event.atMs) >= window.oldest(nowMs))
            .mapToLong(Event::amount).sum();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void sameAsAListOfAll(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final int[] hours = {1, 5, 24, 168, 720, 2160};
        for (int i = 0; i < hours.length; i++) {
            windows.put(i * 3, Window.ofHours(hours[i]));
        }
        long now = START_MS;
        for (int i = 0; i < 6_000; i++) {
            now += random.nextInt(100) == 0 ? random.nextLong(40 * DAY_MS)
                : random.nextInt(4) == 0 ? 0 : random.nextLong(20 * 60_000);
            final String key = "K" + random.nextInt(random.nextInt(10) == 0 ? 2_000 : 5);
            // As of an amended declaration, some of what is counted belongs to an earlier time.
            final long at = random.nextInt(10) > 0 ? now
                : Math.max(START_MS, now - random.nextLong(3 * DAY_MS));
            amounts.clear();
            for (int counter = 0; counter < 18; counter += 3) {
                if (random.nextInt(3) == 0) {
                    final long amount = random.nextLong(1, 1_000);
                    amounts.add(counter, amount);
                    model.computeIfAbsent(key, ignored -> new ArrayList<>())
                        .add(new Event(at, counter, amount));
                }
            }
            if (random.nextInt(12) == 0) {
                takeBackAll(key, now);
            } else {
                count(key, at, now);
            }
            check(random, now, "step " + i + " of seed " + seed);
            if (i % 2_000 == 1_000) {
                reload(now, seed);
            }
        }
    }

    /** Takes back an event of a key instead of counting what was just drawn. */
    private void takeBackAll(final String key, final long now) {
        final List<Event> events = model.getOrDefault(key, new ArrayList<>());
        for (int i = 0; i < amounts.size(); i++) {
            events.remove(events.size() - 1);
        }
        if (!events.isEmpty()) {
            final Event event = events.remove(events.size() - 1);
            amounts.clear();
            amounts.add(event.counter, event.amount);
            final DirectBuffer bytes = bytes(key);
            cells.takeBack(bytes, 0, bytes.capacity(), amounts, event.atMs, now);
        }
    }

    private void check(final SplittableRandom random, final long now, final String when) {
        for (int i = 0; i < 3; i++) {
            final String key = "K" + random.nextInt(i == 0 ? 2_000 : 5);
            final int counter = random.nextInt(6) * 3;
            final long later = now + (random.nextBoolean() ? 0 : random.nextLong(2 * DAY_MS));
            assertEquals(expected(key, counter, later), amount(key, counter, later), when);
        }
    }

    private void reload(final long now, final long seed) {
        final StateBytes saved = new StateBytes();
        cells.save(now, saved);
        cells = new CounterCells(windows::get);
        cells.load(saved);
        assertEquals(0, saved.remaining(), "seed " + seed);
        final StateBytes again = new StateBytes();
        cells.save(now, again);
        assertEquals(saved, again, "seed " + seed);
    }

    @Test
    void aCounterThatIsNoMoreCountsNothingAndLeaves() {
        windows.put(1, Window.ofHours(1));
        windows.put(2, Window.ofHours(1));
        count("A", START_MS, 1, 5);
        count("A", START_MS, 2, 7);
        windows.remove(1);
        final int[] buckets = {0};
        cells.forEach(START_MS, (key, offset, length, counter, bucket, amount) -> {
            assertEquals(2, counter);
            buckets[0]++;
        });
        assertEquals(1, buckets[0]);
        assertEquals(7, amount("A", 2, START_MS));
        count("A", START_MS + 5 * 60_000, 2, 1);
        assertEquals(8, amount("A", 2, START_MS + HOUR_MS));
        assertEquals(1, amount("A", 2, START_MS + HOUR_MS + 60_000));
    }

    /** A year forward: nothing counts any more, and the old goes as new keys come. */
    @Test
    void timeJumpsAYear() {
        windows.put(1, Window.ofHours(2160));
        for (int i = 0; i < 10_000; i++) {
            count("old" + i, START_MS + i, 1, 1);
        }
        final long later = START_MS + 365 * DAY_MS;
        for (int i = 0; i < 10_000; i++) {
            assertEquals(0, amount("old" + i, 1, later));
        }
        assertEquals(10_000, cells.size());
        final long full = cells.bytes();
        for (int i = 0; i < 10_000; i++) {
            count("new" + i, later + i, 1, 1);
        }
        for (int i = 0; i < 10_000; i++) {
            assertEquals(1, amount("new" + i, 1, later + 10_000));
        }
        assertTrue(cells.size() < 12_000, cells.size() + " keys");
        assertTrue(cells.bytes() < 1.3 * full, cells.bytes() + " bytes, " + full + " before");
    }

    /** Keys that come once each, for ever: no more are kept than come within a window, and some. */
    @Test
    void endlessNewKeysTakeBoundedMemory() {
        windows.put(1, Window.ofHours(1));
        long most = 0;
        for (int i = 0; i < 300_000; i++) {
            // 7,200 an hour, and with the bucket that is going.
            count("plate " + i, START_MS + i * 500L, 1, 1);
            most = Math.max(most, cells.size());
        }
        assertTrue(most < 2 * 7_320, most + " keys");
        assertEquals(1, amount("plate 299999", 1, START_MS + 300_000 * 500L));
        assertEquals(0, amount("plate 290000", 1, START_MS + 300_000 * 500L));
    }

    /** A key that is counted without end takes no more than its buckets. */
    @Test
    void oneKeyTakesBoundedMemory() {
        windows.put(1, Window.ofHours(24));
        windows.put(2, Window.ofHours(1));
        for (int i = 0; i < 100_000; i++) {
            count("A", START_MS + i * 60_000L, 1, 1);
            count("A", START_MS + i * 60_000L, 2, 1);
        }
        final long segment = 64 * Long.BYTES;
        assertTrue(cells.bytes() - segment <= 2 * (16 + 97 * 16) + 16, cells.bytes() + " bytes");
    }

    @Test
    void whatNoLongCanHoldIsKnownToBeUntilItHasLeft() {
        windows.put(1, Window.ofHours(1));
        final long half = Long.MAX_VALUE / 2;
        count("A", START_MS, 1, half);
        assertEquals(half, amount("A", 1, START_MS));
        count("A", START_MS + 60_000, 1, half);
        assertEquals(Long.MAX_VALUE - 1, amount("A", 1, START_MS + 60_000));
        count("A", START_MS + 60_000, 1, 3);
        count("A", START_MS + 120_000, 1, 4);
        assertEquals(Amounts.TOO_LARGE, amount("A", 1, START_MS + 120_000));
        // The first bucket has left, and the others are few enough again.
        assertEquals(half + 7, amount("A", 1, START_MS + HOUR_MS + 60_000));
        assertEquals(4, amount("A", 1, START_MS + HOUR_MS + 120_000));
        count("B", START_MS + HOUR_MS, 1, Amounts.TOO_LARGE);
        count("B", START_MS + HOUR_MS, 1, 1);
        assertEquals(Amounts.TOO_LARGE, amount("B", 1, START_MS + 2 * HOUR_MS));
        assertEquals(0, amount("B", 1, START_MS + 2 * HOUR_MS + 60_000));
    }
}
