package io.clearline.adapters.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;

/**
 * Broken lines, from a seed: never an exception, never much output, and no other grammar than
 * JSON's.
 */
class MutationTest {
    private static final long SEED = 44;
    private static final int ROUNDS = 60_000;
    private static final String SPICE = "\"\\{}[]:,0129.eE+-\u00e9tfn \u0000u";

    private final JsonFactory jackson = new JsonFactory();

    private static final List<String> GOOD = List.of(
        Lines.object(Lines.IMPORT).toString(),
        "{\"type\":\"amend\",\"at\":\"2026-03-02T09:00:00+08:00\",\"declaration\":\"A1\","
            + "\"declare\":" + Lines.object(Lines.IMPORT) + "}",
        "{\"type\":\"reference\",\"table\":\"tariff\",\"rows\":[{\"hs\":\"01\","
            + "\"name\":\"\\u6d77\",\"unit\":\"1\",\"taxed_catalogue\":\"N\",\"vat\":1.3e-1}]}",
        "{\"type\":\"pay\",\"declaration\":\"\\ud83d\\ude00\",\"amount\":-0.5E+3}");

    private static byte[] mutated(final SplittableRandom random) {
        final byte[] line =
            GOOD.get(random.nextInt(GOOD.size())).getBytes(StandardCharsets.UTF_8);
        final byte[] spice = SPICE.getBytes(StandardCharsets.UTF_8);
        for (int flips = random.nextInt(4); flips >= 0; flips--) {
            line[random.nextInt(line.length)] = random.nextInt(4) == 0
                ? (byte) random.nextInt(256) : spice[random.nextInt(spice.length)];
        }
        return random.nextInt(4) == 0
            ? java.util.Arrays.copyOf(line, random.nextInt(line.length + 1)) : line;
    }

    private boolean isObject(final byte[] line) {
        try (JsonParser parser = jackson.createParser(
            new java.io.InputStreamReader(new java.io.ByteArrayInputStream(line),
                StandardCharsets.UTF_8.newDecoder()))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            int depth = 1;
            while (depth > 0) {
                final JsonToken token = parser.nextToken();
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token.isNumeric()) {
                    parser.getText();
                }
            }
            return parser.nextToken() == null;
        } catch (final IOException e) {
            return false;
        }
    }

    @Test
    void brokenLinesAreAnsweredLikeOthers() {
        final SplittableRandom random = new SplittableRandom(SEED);
        final CommandDecoder decoder = new CommandDecoder(true);
        final ExpandableArrayBuffer out = new ExpandableArrayBuffer(256);
        int objects = 0;
        for (int i = 0; i < ROUNDS; i++) {
            final byte[] line = mutated(random);
            final int length = decoder.decode(line, 0, line.length, out, 0);
            final String text = new String(line, StandardCharsets.UTF_8);
            assertTrue(length > 0 && length < 4096 + 2 * line.length, text);
            final List<String> errors = Lines.errors(out, 0);
            assertTrue(errors.size() <= 64, text);
            final boolean object = !errors.equals(List.of(" SYNTAX"));
            assertEquals(isObject(line), object, "seed " + SEED + ", round " + i + ": " + text);
            objects += object ? 1 : 0;
        }
        assertTrue(objects > ROUNDS / 20, "too few lines are still objects: " + objects);
    }

    @Test
    void everyTruncationIsMalformed() {
        for (final String good : GOOD) {
            final byte[] line = good.getBytes(StandardCharsets.UTF_8);
            final CommandDecoder decoder = new CommandDecoder(false);
            final ExpandableArrayBuffer out = new ExpandableArrayBuffer(256);
            for (int i = 0; i < line.length; i++) {
                decoder.decode(line, 0, i, out, 0);
                assertEquals(List.of(" SYNTAX"), Lines.errors(out, 0));
            }
        }
    }

    @Test
    void aWarmDecoderAllocatesNothing() {
        final com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean)
            java.lang.management.ManagementFactory.getThreadMXBean();
        final byte[] line = GOOD.get(0).getBytes(StandardCharsets.UTF_8);
        final CommandDecoder decoder = new CommandDecoder(true);
        final ExpandableArrayBuffer out = new ExpandableArrayBuffer(4096);
        final long self = Thread.currentThread().getId();
        for (int i = 0; i < 20_000; i++) {
            decoder.decode(line, 0, line.length, out, 0);
        }
        final long before = threads.getThreadAllocatedBytes(self);
        for (int i = 0; i < 10_000; i++) {
            decoder.decode(line, 0, line.length, out, 0);
        }
        final long perLine = (threads.getThreadAllocatedBytes(self) - before) / 10_000;
        assertEquals(0, perLine);
    }
}
