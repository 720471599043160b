package io.clearline.tools.simulate;

import io.clearline.engine.record.Hash64;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened, in order: all of it in one hash, which is the same for every run of a seed, and the
 * last of it in words.
 */
final class Trace {
    private static final int KEPT = 60;

    private record Line(int life, String what, long a, long b) {
        @Override
        public String toString() {
            return "life " + life + ": " + what + " " + a + " " + b;
        }
    }

    private final Line[] lines = new Line[KEPT];
    private long count;
    private long hash;
    private int life;

    /** Goes on to the next process. */
    void life(final int number) {
        life = number;
    }

    void add(final String what, final long a, final long b) {
        lines[(int) (count++ % KEPT)] = new Line(life, what, a, b);
        hash = Hash64.fold(Hash64.fold(hash, what.hashCode()), Hash64.fold(a, b));
    }

    long hash() {
        return Hash64.mix(hash);
    }

    /** Returns the last steps, oldest first. */
    List<String> last() {
        final List<String> last = new ArrayList<>();
        for (long i = Math.max(0, count - KEPT); i < count; i++) {
            last.add(lines[(int) (i % KEPT)].toString());
        }
        return last;
    }
}
