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

    private static Slice slice(final String text) {
        return new Slice(text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean mayHave(
        final Sieve sieve, final ControlField field, final int length, final Slice text) {
        for (int i = 0; i < sieve.size(); i++) {
            if (sieve.field(i) == field && sieve.length(i) == length) {
                return sieve.mayHave(i, text);
            }
        }
        return false;
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
            final String key = field.number() + " " + length + " " + text;
            if (adds) {
                sieve.add(field, length, slice(text));
                filed.merge(key, 1, Integer::sum);
            } else if (filed.containsKey(key)) {
                sieve.remove(field, length, slice(text));
                filed.compute(key, (k, count) -> count == 1 ? null : count - 1);
            }
        }
        for (final String key : filed.keySet()) {
            final String[] parts = key.split(" ");
            final ControlField field = ControlField.of(Integer.parseInt(parts[0]));
            final int length = Integer.parseInt(parts[1]);
            assertTrue(mayHave(sieve, field, length, slice(parts[2])), key + ", seed " + seed);
            if (length != Sieve.WHOLE) {
                assertTrue(mayHave(sieve, field, length, slice(parts[2] + "99")),
                    "beginning of a longer text: " + key + ", seed " + seed);
            }
        }
    }

    @Test
    void letsLittleElseThrough() {
        final Sieve sieve = new Sieve();
        for (int i = 0; i < 10_000; i++) {
            sieve.add(ControlField.TRADER, Sieve.WHOLE, slice("91460000M" + i));
        }
        int through = 0;
        for (int i = 0; i < 10_000; i++) {
            through += mayHave(sieve, ControlField.TRADER, Sieve.WHOLE,
                slice("91460000X" + (20_000 + i * 7))) ? 1 : 0;
        }
        assertTrue(through < 2_000, through + " of 10,000");
    }

    @Test
    void forgetsFieldsOfWhichNothingIsLeft() {
        final Sieve sieve = new Sieve();
        sieve.add(ControlField.FLOW, Sieve.WHOLE, slice("FIRST_LINE_IMPORT"));
        sieve.add(ControlField.ITEM_HS, 4, slice("8703"));
        assertEquals(2, sieve.size());
        assertFalse(sieve.mayHave(1, slice("87")), "too short for the beginning");
        sieve.remove(ControlField.FLOW, Sieve.WHOLE, slice("FIRST_LINE_IMPORT"));
        assertEquals(1, sieve.size());
        assertEquals(ControlField.ITEM_HS, sieve.field(0));
        assertTrue(sieve.mayHave(0, slice("87032341")));
    }
}
