package io.clearline.adapters.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    private static final long SEED = 42;

    private static long parse(final String text) {
        final byte[] bytes = ("?" + text + "0").getBytes(StandardCharsets.UTF_8);
        return Times.parse(bytes, 1, bytes.length - 1);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-02T09:00:00+08:00", "2026-03-02T09:00Z", "2026-03-02T09:00:00.5Z",
        "2024-02-29T23:59:59.999-11:30", "1969-12-31T23:59:59+00:00", "0001-01-01T00:00:00+08:00",
        "9999-12-31T23:59:59Z"})
    void readsWhatTheLibraryReads(final String text) {
        assertEquals(OffsetDateTime.parse(text).toInstant().toEpochMilli(), parse(text));
    }

    @Test
    void readsShortOffsetsAndCutsBelowMilliseconds() {
        assertEquals(parse("2026-03-02T09:00:00+08:00"), parse("2026-03-02T09:00:00+08"));
        assertEquals(parse("2026-03-02T09:00:00+08:00"), parse("2026-03-02T09:00:00+0800"));
        assertEquals(parse("2026-03-02T09:00:00.123Z"), parse("2026-03-02T09:00:00.123999999Z"));
        assertEquals(parse("2026-03-02T09:00:00.120Z"), parse("2026-03-02T09:00:00,12Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-03-02", "2026-03-02T09:00:00", "2026-03-02 09:00:00+08:00",
        "2026-13-02T09:00:00Z", "2026-02-29T09:00:00Z", "2026-00-10T09:00:00Z",
        "2026-03-02T24:00:00Z", "2026-03-02T09:60:00Z", "2026-03-02T09:00:60Z",
        "2026-03-02T09:00:00.Z", "2026-03-02T09:00:00+8:00", "2026-03-02T09:00:00+24:00",
        "2026-03-02T09:00:00z", "26-03-02T09:00:00Z", "2026-03-02T09:00:00Zx", "0000-01-01T00:00Z",
        "2026-03-02T9:00:00+08:00", "2026-03-02T09:00:00+08:60", "2026-03-0xT09:00:00Z"})
    void refusesOthers(final String text) {
        assertEquals(Times.MALFORMED, parse(text));
    }

    @Test
    void writesTimesOfChina() {
        final DateTimeFormatter format =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");
        final SplittableRandom random = new SplittableRandom(SEED);
        final byte[] bytes = new byte[Times.LENGTH];
        for (int i = 0; i < 20_000; i++) {
            final long timeMs = random.nextLong(-2_000_000_000_000L, 5_000_000_000_000L);
            Times.put(bytes, 0, timeMs);
            final String text = new String(bytes, StandardCharsets.US_ASCII);
            assertEquals(java.time.Instant.ofEpochMilli(timeMs)
                .atOffset(ZoneOffset.ofHours(8)).format(format), text, () -> "seed " + SEED);
            assertEquals(timeMs, parse(text), () -> "seed " + SEED);
        }
    }

    @Test
    void readsDays() {
        for (long day = -1000; day < 40_000; day += 7) {
            final byte[] bytes =
                LocalDate.ofEpochDay(day).toString().getBytes(StandardCharsets.US_ASCII);
            assertEquals(day, Times.parseDay(bytes, 0, bytes.length));
        }
    }
}
