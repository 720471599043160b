package io.clearline.adapters.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each decoder with its corpus, every beginning of each message, and some that are broken. */
@Timeout(120)
class CorpusTest {
    private static final long SEED = 5;
    private static final int BROKEN = 300;
    private static final int BEGINNINGS_MAX = 1_000;

    @ParameterizedTest
    @EnumSource(Entry.class)
    void noDecoderThrowsWhatItDoesNotDeclare(final Entry entry) throws Exception {
        final Consumer<byte[]> decoder = entry.open();
        final SplittableRandom random = new SplittableRandom(SEED);
        final Map<String, byte[]> seeds = Seeds.of(entry);
        assertTrue(!seeds.isEmpty(), "no corpus");
        for (final Map.Entry<String, byte[]> seed : seeds.entrySet()) {
            final byte[] bytes = seed.getValue();
            take(decoder, entry + " " + seed.getKey(), bytes);
            for (int end = 0; end < Math.min(bytes.length, BEGINNINGS_MAX); end++) {
                take(decoder, entry + " " + seed.getKey() + " to " + end,
                    Arrays.copyOf(bytes, end));
            }
            for (int i = 0; i < BROKEN; i++) {
                final byte[] broken = bytes.clone();
                for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                    broken[random.nextInt(broken.length)] = random.nextInt(3) == 0
                        ? (byte) random.nextInt() : bytes[random.nextInt(bytes.length)];
                }
                take(decoder, entry + " " + seed.getKey() + " seed " + SEED + " round " + i,
                    broken);
            }
        }
    }

    private static void take(
        final Consumer<byte[]> decoder, final String name, final byte[] bytes) {
        try {
            decoder.accept(bytes);
        } catch (final RuntimeException | Error e) {
            throw new AssertionError(name, e);
        }
    }
}
