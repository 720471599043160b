package io.clearline.tools.simulate;

import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.Preset;
import java.util.SplittableRandom;

/**
 * What one run is like, drawn from its seed: runs differ in what they do often, so that together
 * they reach what each alone would not.
 *
 * @param seed the seed
 * @param durability what answers promise
 * @param preset how stages share a thread in production
 * @param declared whether time is the commands' own
 * @param commands how many new commands there are
 * @param lives after how many processes the last one may end in peace
 * @param ringSize slots of the ring
 * @param weights how often each kind of step is tried
 * @param earlyFaults whether the first process may die before the reference data is loaded
 */
record Plan(
    long seed, Durability durability, Preset preset, boolean declared, int commands, int lives,
    int ringSize, int[] weights, boolean earlyFaults) {

    private static final int[] USUAL = {20, 40, 20, 8, 6, 4, 2, 4, 1};

    /**
     * Draws one.
     *
     * @param durability null to draw that too
     */
    static Plan of(final long seed, final Durability durability) {
        final SplittableRandom random = new SplittableRandom(seed);
        final int[] weights = USUAL.clone();
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= switch (random.nextInt(6)) {
                case 0 -> 1;
                case 1 -> 12;
                default -> 4;
            };
        }
        final Durability drawn =
            random.nextBoolean() ? Durability.GROUP : Durability.PAGE_CACHE;
        return new Plan(seed, durability == null ? drawn : durability,
            random.nextBoolean() ? Preset.FUSED : Preset.STAGED, random.nextBoolean(),
            20 + random.nextInt(200), 3 + random.nextInt(8), 4 << random.nextInt(5), weights,
            random.nextInt(5) == 0);
    }
}
