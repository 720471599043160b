package io.clearline.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.clearline.engine.journal.JournalException;
import io.clearline.engine.journal.JournalOptions;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An engine on a data directory: what was answered is there after a restart. */
class EngineDirectoryTest {
    private static final JournalOptions OPTIONS =
        new JournalOptions(1 << 20, () -> 1_772_000_000_000L);

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Preset.class)
    void aRestartGoesOnWhereTheLastOneStopped(final Preset preset) throws InterruptedException {
        final FakeCore first = new FakeCore();
        try (ClearanceEngine engine = open(preset, first, new Answers(0))) {
            assertEquals(0, engine.recovery().orElseThrow().records());
            assertThrows(JournalException.class,
                () -> open(preset, new FakeCore(), new Answers(0)));
            send(engine, 1, 3_000);
        }
        final FakeCore second = new FakeCore();
        final Answers answers = new Answers(10);
        try (ClearanceEngine engine = open(preset, second, answers)) {
            assertEquals(3_000, engine.recovery().orElseThrow().records());
            assertEquals(first.stateHash(), second.stateHash());
            send(engine, 1, 10);
            answers.await();
            assertEquals(3_010, engine.durableSequence());
        }
        assertArrayEquals(LongStream.rangeClosed(3_001, 3_010).toArray(), answers.sequences());
    }

    private ClearanceEngine open(final Preset preset, final FakeCore core, final Answers answers) {
        return ClearanceEngine.open(
            directory, EngineConfig.defaults().withPreset(preset).withWaiting(Waiting.BACKOFF)
                .withRing(256, 256), OPTIONS, () -> core, answers);
    }

    private static void send(final ClearanceEngine engine, final int first, final int last) {
        final Port port = new Port(engine);
        for (int i = first; i <= last; i++) {
            port.send(i, 40 + i % 500);
        }
    }
}
