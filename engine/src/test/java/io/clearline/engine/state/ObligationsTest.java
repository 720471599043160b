package io.clearline.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Waivers, unsettled batches and awaited exits against plain lists, while they come and go. */
class ObligationsTest {
    private static final long SEED = 0x0B11_2026L;

    private record Waiver(int party, int line8, int from, int to, int by) {
    }

    private record Batch(int party, int dueDay, int by) {
    }

    private record Exit(String plate, int office, int by) {
    }

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Obligations obligations = new Obligations();

    private <T> boolean takeOut(final List<T> all) {
        return all.size() > 40 || !all.isEmpty() && random.nextInt(3) == 0;
    }

    private <T> T removed(final List<T> all) {
        return all.remove(random.nextInt(all.size()));
    }

    @Test
    void waiversCountOnBothTheirDays() {
        final List<Waiver> all = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            if (takeOut(all)) {
                final Waiver w = removed(all);
                obligations.removeWaiver(w.party, w.line8, w.from, w.to, w.by);
            } else {
                final int from = random.nextInt(20);
                final Waiver w = new Waiver(random.nextInt(3), 84_000_000 + random.nextInt(3), from,
                    from + random.nextInt(6), random.nextInt(5));
                all.add(w);
                obligations.addWaiver(w.party, w.line8, w.from, w.to, w.by);
            }
            final int party = random.nextInt(3);
            final int line8 = 84_000_000 + random.nextInt(3);
            final int day = random.nextInt(28);
            final int except = random.nextInt(-1, 5);
            assertEquals(all.stream().anyMatch(w -> w.party == party && w.line8 == line8
                && w.from <= day && day <= w.to && w.by != except),
                obligations.isWaived(party, line8, day, except), "step " + i + ", seed " + SEED);
            assertEquals(all.size(), obligations.size());
        }
    }

    @Test
    void aBatchIsOverdueAfterItsDay() {
        final List<Batch> all = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            if (takeOut(all)) {
                final Batch b = removed(all);
                obligations.removeBatch(b.party, b.dueDay, b.by);
            } else {
                final Batch b = new Batch(random.nextInt(20), random.nextInt(20), i);
                all.add(b);
                obligations.addBatch(b.party, b.dueDay, b.by);
            }
            final int party = random.nextInt(20);
            final int day = random.nextInt(22);
            assertEquals(all.stream().anyMatch(b -> b.party == party && b.dueDay < day),
                obligations.hasOverdueBatch(party, day), "step " + i + " of seed " + SEED);
        }
    }

    @Test
    void exitsAreFoundByPlateAndOffice() {
        final List<Exit> all = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            if (takeOut(all)) {
                final Exit e = removed(all);
                final UnsafeBuffer plate = utf8(e.plate);
                obligations.removeExit(plate, plate.capacity(), e.office, e.by);
            } else {
                final Exit e = new Exit(plate(), 6400 + random.nextInt(3), i);
                all.add(e);
                final UnsafeBuffer plate = utf8(e.plate);
                obligations.addExit(plate, plate.capacity(), e.office, e.by);
            }
            final String plate = plate();
            final int office = 6400 + random.nextInt(3);
            final TreeSet<Integer> expected = new TreeSet<>();
            all.stream().filter(e -> e.plate.equals(plate) && e.office == office)
                .forEach(e -> expected.add(e.by));
            final TreeSet<Integer> found = new TreeSet<>();
            final UnsafeBuffer shifted = utf8("--" + plate);
            for (int node = obligations.firstExit(shifted, 2, shifted.capacity() - 2, office);
                node != 0; node = obligations.nextExit(node)) {
                found.add(obligations.exit(node));
            }
            assertEquals(expected, found, "step " + i + " of seed " + SEED);
        }
    }

    private String plate() {
        return random.nextBoolean() ? "\u743CA" + random.nextInt(5) : "A" + random.nextInt(5);
    }

    private static UnsafeBuffer utf8(final String text) {
        return new UnsafeBuffer(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsNotThereCannotBeTakenOut() {
        obligations.addBatch(1, 5, 9);
        assertThrows(IllegalStateException.class, () -> obligations.removeBatch(1, 5, 8));
        assertThrows(IllegalStateException.class, () -> obligations.removeBatch(2, 5, 9));
        assertEquals(1, obligations.size());
    }
}
