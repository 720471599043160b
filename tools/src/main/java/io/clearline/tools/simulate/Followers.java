package io.clearline.tools.simulate;

import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalReader;
import io.clearline.tools.simulate.FaultKind.Outcome;
import io.clearline.tools.simulate.Finding.Kind;
import java.util.SplittableRandom;

/**
 * Those who read the journal while it is written: slowly, from anywhere, and dying now and then.
 * What they read must be what was appended.
 */
final class Followers {
    private final World world;
    private final DataDirectory data;
    private final SplittableRandom random;
    private JournalReader reader;
    private long next = 1;

    Followers(final World world, final DataDirectory data, final SplittableRandom random) {
        this.world = world;
        this.data = data;
        this.random = random;
    }

    /** One of them does something. */
    void step() {
        if (reader != null && random.nextInt(20) == 0) {
            die();
            world.tally.fault(FaultKind.DEAD_FOLLOWER, Outcome.SURVIVED);
            return;
        }
        if (reader == null) {
            next = 1 + random.nextLong(world.memory.last() + 1);
            reader = JournalReader.open(data, next);
        }
        read(1 + random.nextInt(12));
        if (next + 20 < world.memory.last()) {
            world.tally.fault(FaultKind.SLOW_FOLLOWER, Outcome.SURVIVED);
        }
    }

    private void read(final int limit) {
        reader.poll((record, offset, length) -> {
            world.memory.compare(record, offset, length);
            next++;
        }, limit);
    }

    /** With the engine standing still, a follower gets to see everything. */
    void check() {
        if (reader != null) {
            read(Integer.MAX_VALUE);
            if (next != world.memory.last() + 1) {
                throw new Finding(Kind.LOST, "a follower reads up to record " + (next - 1) + ", "
                    + world.memory.last() + " were appended");
            }
        }
    }

    /** All of them are gone. */
    void die() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
