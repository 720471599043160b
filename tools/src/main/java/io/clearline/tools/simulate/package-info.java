/**
 * The simulator: production's core, pipeline, journal, recovery and followers on a disk, a clock and
 * clients whose every fault is drawn from a seed, all on one thread, so that the same seed gives the
 * same run. Nothing of production knows this package; what is to survive which fault stands in
 * {@code docs/durability.md}.
 */
package io.clearline.tools.simulate;
