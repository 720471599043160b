package io.clearline.adapters.oracle;

import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded choices: the same seed gives the same stream of commands. */
final class Dice {

    private final SplittableRandom random;

    Dice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** True in so many of a hundred throws. */
    boolean percent(int chance) {
        return random.nextInt(100) < chance;
    }

    boolean permille(int chance) {
        return random.nextInt(1000) < chance;
    }

    /** From {@code least} to {@code most}, both included. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    <T> T of(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    @SafeVarargs
    final <T> T of(T first, T... more) {
        int index = random.nextInt(more.length + 1);
        return index == 0 ? first : more[index - 1];
    }

    /** One of the last elements: what happened lately is more often of use. */
    <T> T recent(List<T> list, int window) {
        int size = list.size();
        return list.get(size - 1 - random.nextInt(Math.min(window, size)));
    }

    /** A decimal between two whole numbers, with so many digits behind the point. */
    BigDecimal decimal(int least, int most, int digits) {
        long unit = BigDecimal.TEN.pow(digits).longValueExact();
        long scaled = random.nextLong(least * unit, most * unit + 1);
        return BigDecimal.valueOf(scaled, digits);
    }

    /** An index into a table of weights. */
    int weighted(int... weights) {
        int sum = 0;
        for (int weight : weights) {
            sum += weight;
        }
        int throwOf = random.nextInt(sum);
        int index = 0;
        while (throwOf >= weights[index]) {
            throwOf -= weights[index++];
        }
        return index;
    }
}
