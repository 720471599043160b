package io.clearline.engine.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** It never keeps back what is filed, whatever came and went; it lets little else through. */
class SieveTest {
    private static final ControlField[] FIELDS =
        {ControlField.TRADER, ControlField.ITEM_HS, ControlField.FLOW};
    private static final Sieve.Row TRADERS =
        new Sieve.Row(ControlField.TRADER, Sieve.WHOLE, null);

    private static Slice slice(final String text) {
        return new Slice(text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean mayHave(
        final Sieve sieve, final Sieve.Row row, final Slice text, final Slice also) {
        for (int i = 0; i < sieve.size(); i++) {
            if (sieve.row(i).equals(row)) {
                return sieve.mayHave(i, text, also);
            }
        }
        return false;
    }

    private static Sieve.Row row(final ControlField field, final int length, final String also) {
        return new Sieve.Row(field, length, also.equals("-") ? null : ControlField.ITEM_ORIGIN);
    }

    private static Slice also(final String also) {
        return also.equals("-") ? null : slice(also);
    }

    @Test
    void keepsNothingBackThatIsFiled() {
        final long seed = 20_261_125;
        final SplittableRandom random = new SplittableRandom(seed);
        final Sieve sieve = new Sieve();
        final Map<String, Integer> filed = new HashMap<>();
        for (int step = 0; step < 60_000; step++) {
            // Grows for a while, shrinks for a while.
            final boolean adds = random.nextInt(100) < (step / 20_000 % 2 == 0 ? 70 : 30);
            final String text = Integer.toString(random.nextInt(20_000));
            final ControlField field = FIELDS[random.nextInt(FIELDS.length)];
            final int length = random.nextBoolean() ? Sieve.WHOLE : text.length();
            final String also = random.nextBoolean() ? "-" : "C" + random.nextInt(3);
            final String key = field.number() + " " + length + " " + text + " " + also;
            if (adds) {
                sieve.add(row(field, length, also), slice(text), also(also));
                filed.merge(key, 1, Integer::sum);
            } else if (filed.containsKey(key)) {
                sieve.remove(row(field, length, also), slice(text), also(also));
                filed.compute(key, (k, count) -> count == 1 ? null : count - 1);
            }
        }
        for (final String key : filed.keySet()) {
            final String[] parts = key.split(" ");
            final ControlField field = ControlField.of(Integer.parseInt(parts[0]));
            final int length = Integer.parseInt(parts[1]);
            final Sieve.Row row = row(field, length, parts[3]);
            final Slice also = also(parts[3]);
            assertTrue(mayHave(sieve, row, slice(parts[2]), also), key + ", seed " + seed);
            if (length != Sieve.WHOLE) {
                assertTrue(mayHave(sieve, row, slice(parts[2] + "99"), also),
                    "beginning of a longer text: " + key + ", seed " + seed);
            }
        }
    }

    @Test
    void letsLittleElseThrough() {
        final Sieve sieve = new Sieve();
        for (int i = 0; i < 10_000; i++) {
            sieve.add(TRADERS, slice("91460000M" + i), null);
        }
        int through = 0;
        for (int i = 0; i < 10_000; i++) {
            through += mayHave(sieve, TRADERS,
                slice("91460000X" + (20_000 + i * 7)), null) ? 1 : 0;
        }
        assertTrue(through < 2_000, through + " of 10,000");
    }

    @Test
    void tellsPairsApartByTheSecond() {
        final Sieve sieve = new Sieve();
        final Sieve.Row row = new Sieve.Row(ControlField.ITEM_HS, 4, ControlField.ITEM_ORIGIN);
        for (int i = 0; i < 1_000; i++) {
            sieve.add(row, slice(Integer.toString(1_000 + i)), slice("A" + i % 10));
        }
        int through = 0;
        for (int i = 0; i < 1_000; i++) {
            through += mayHave(sieve, row, slice(1_000 + i + "0099"), slice("B" + i % 10)) ? 1 : 0;
        }
        assertTrue(through < 200, through + " of 1,000");
    }

    @Test
    void forgetsFieldsOfWhichNothingIsLeft() {
        final Sieve sieve = new Sieve();
        final Sieve.Row flows = new Sieve.Row(ControlField.FLOW, Sieve.WHOLE, null);
        final Sieve.Row headings = new Sieve.Row(ControlField.ITEM_HS, 4, null);
        sieve.add(flows, slice("FIRST_LINE_IMPORT"), null);
        sieve.add(headings, slice("8703"), null);
        assertEquals(2, sieve.size());
        assertFalse(sieve.mayHave(1, slice("87"), null), "too short for the beginning");
        sieve.remove(flows, slice("FIRST_LINE_IMPORT"), null);
        assertEquals(1, sieve.size());
        assertEquals(headings, sieve.row(0));
        assertTrue(sieve.mayHave(0, slice("87032341"), null));
    }
}
