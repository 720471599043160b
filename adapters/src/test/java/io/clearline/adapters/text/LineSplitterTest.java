package io.clearline.adapters.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private static final int LIMIT = 64;

    /** A stream that hands out a few bytes at a time. */
    private static InputStream dripping(final byte[] bytes, final SplittableRandom random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(final byte[] target, final int offset, final int length) {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(40)));
            }
        };
    }

    private static List<String> split(final InputStream in) throws IOException {
        final LineSplitter lines = new LineSplitter(in, LIMIT);
        final List<String> found = new ArrayList<>();
        while (lines.next()) {
            assertEquals(found.size() + 1, lines.number());
            found.add(lines.tooLong() ? "TOO LONG" : new String(
                lines.buffer(), lines.offset(), lines.length(), StandardCharsets.UTF_8));
        }
        return found;
    }

    private static List<String> split(final String text) throws IOException {
        return split(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void cutsAtEveryLineEnd() throws IOException {
        assertEquals(List.of("a", "", "b", "c"), split("a\n\r\nb\r\nc"));
        assertEquals(List.of("a"), split("a\n"));
        assertEquals(List.of(), split(""));
        assertEquals(List.of(""), split("\n"));
    }

    @Test
    void passesOverAByteOrderMarkAtTheFrontAlone() throws IOException {
        assertEquals(List.of("a", "\uFEFFb"), split("\uFEFFa\n\uFEFFb"));
    }

    @Test
    void goesOnBehindALineThatIsTooLong() throws IOException {
        final String longest = "x".repeat(LIMIT);
        assertEquals(List.of("a", "TOO LONG", longest, "TOO LONG"),
            split("a\n" + "y".repeat(1000) + "\n" + longest + "\n" + "z".repeat(LIMIT + 1)));
        assertEquals(List.of("TOO LONG", "b"), split("y".repeat(LIMIT + 3) + "\r\nb\n"));
    }

    @Test
    void doesNotDependOnHowBytesArrive() throws IOException {
        for (long seed = 0; seed < 200; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final StringBuilder text = new StringBuilder();
            final List<String> expected = new ArrayList<>();
            for (int i = random.nextInt(30); i >= 0; i--) {
                final String line = "ab".repeat(random.nextInt(random.nextInt(8) == 0 ? 200 : 30));
                expected.add(line.length() > LIMIT ? "TOO LONG" : line);
                text.append(line).append(random.nextBoolean() ? "\n" : "\r\n");
            }
            assertEquals(expected,
                split(dripping(text.toString().getBytes(StandardCharsets.UTF_8), random)),
                "seed " + seed);
        }
    }
}
