package io.clearline.bench;

import io.clearline.engine.counter.Amounts;
import io.clearline.engine.counter.CounterCells;
import io.clearline.engine.counter.Window;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * How much memory do the counters of many keys take? Plates of nine characters under some counters
 * of 30 days each are seen one or more times, eight hours apart, and the bytes for each are printed:
 * as the cells count them and as the JVM counts direct buffers.
 *
 * <pre>
 * java -Xmx1g -XX:+UseSerialGC -XX:MaxDirectMemorySize=4g \
 *     --add-opens=java.base/jdk.internal.misc=ALL-UNNAMED \
 *     --add-opens=java.base/sun.nio.ch=ALL-UNNAMED \
 *     -cp bench/target/benchmarks.jar io.clearline.bench.CounterMemory 1000000 4 3
 * </pre>
 */
public final class CounterMemory {
    private static final long START_MS = 1_772_409_600_000L;

    private CounterMemory() {
    }

    /**
     * Counts and prints.
     *
     * @param args how many keys, how many counters, how often each key is seen
     */
    public static void main(final String[] args) {
        if (args.length != 3) {
            System.err.println("usage: CounterMemory KEYS COUNTERS TIMES");
            System.exit(2);
        }
        final int keys = Integer.parseInt(args[0]);
        final Amounts amounts = new Amounts();
        for (int counter = 0; counter < Integer.parseInt(args[1]); counter++) {
            amounts.add(counter, 1);
        }
        final Window window = Window.ofHours(720);
        final CounterCells cells = new CounterCells(counter -> window);
        final UnsafeBuffer key = new UnsafeBuffer(new byte[9]);
        final long direct = StateMemory.directBytes();
        for (int time = 0; time < Integer.parseInt(args[2]); time++) {
            final long now = START_MS + time * window.bucketMs();
            for (int i = 0; i < keys; i++) {
                key.putBytes(0, ("QA" + (1_000_000 + i)).getBytes(StandardCharsets.US_ASCII));
                cells.count(key, 0, key.capacity(), amounts, now, now);
            }
        }
        System.out.printf("%d keys, %s counters, seen %s times: %.1f bytes for a key as counted,"
            + " %.1f of direct buffers%n", cells.size(), args[1], args[2],
            (double) cells.bytes() / keys, (double) (StateMemory.directBytes() - direct) / keys);
    }
}
