package io.clearline.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.SoundJournal;
import io.clearline.engine.pipeline.Preset;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.TimerDecoder;
import io.clearline.engine.recovery.Replayer;
import io.clearline.engine.recovery.ReplayReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What falls due becomes one record, before the command that brought the time, and never again. */
class TimersTest {
    private static final String EXIT = """
        {"type":"declare","at":"%s","ref":"%s","flow":"SECOND_LINE_EXIT","form":"BATCH",\
        "office":"6400","entryOffice":"6400","trader":"%s","supervisionMode":"0110",\
        "transport":"4","conveyance":"QA12345","packages":1,"grossKg":2,"netKg":1,\
        "items":[{"no":1,"hs":"84581100","name":"lathe","quantity":1,"value":1000,\
        "origin":"JPN","regime":"ZERO_TARIFF"}]}""";
    private static final String IMPORT = """
        {"type":"declare","at":"%s","ref":"%s","flow":"FIRST_LINE_IMPORT","form":"NORMAL",\
        "office":"6400","entryOffice":"6400","trader":"%s","supervisionMode":"0110",\
        "transport":"2","dispatchCountry":"JPN","packages":1,"grossKg":2,"netKg":1,\
        "items":[{"no":1,"hs":"84581100","name":"lathe","quantity":5,"value":1000,\
        "origin":"JPN","regime":"ZERO_TARIFF"%s}]}""";

    @TempDir
    Path temp;

    @ParameterizedTest
    @EnumSource(Preset.class)
    void firesOnceAndIsReplayed(final Preset preset) throws Exception {
        final RealEngine engine = new RealEngine(temp);
        final Path data = engine.data();
        engine.run(preset,
            IMPORT.formatted("2026-03-02T09:00:00+08:00", "I1", RealEngine.TRADER, ""),
            EXIT.formatted("2026-03-10T09:00:00+08:00", "B1", RealEngine.TRADER),
            IMPORT.formatted(
                "2026-03-10T09:30:00+08:00", "I2", RealEngine.TRADER, ",\"election\":\"ALL\""),
            EXIT.formatted("2026-03-10T10:00:00+08:00", "B2", RealEngine.TRADER),
            "{\"type\":\"pay\",\"at\":\"2026-04-01T10:00:00+08:00\",\"declaration\":\"B1\","
                + "\"amount\":\"1\"}");
        assertEquals(List.of(), timers(data));
        engine.run(preset,
            "{\"type\":\"pay\",\"at\":\"2026-04-26T10:00:00+08:00\",\"declaration\":\"B1\","
                + "\"amount\":\"1\"}");
        final List<String> overdue = List.of(
            "BATCH_OVERDUE 640020261000000002 2026-04-25T16:00:00Z",
            "BATCH_OVERDUE 640020261000000004 2026-04-25T16:00:00Z");
        assertEquals(overdue, timers(data));
        engine.run(preset,
            "{\"type\":\"pay\",\"at\":\"2027-03-11T00:00:00+08:00\",\"declaration\":\"B1\","
                + "\"amount\":\"1\"}",
            "{\"type\":\"pay\",\"at\":\"2027-03-11T00:00:01+08:00\",\"declaration\":\"B1\","
                + "\"amount\":\"1\"}");
        final List<String> all = new ArrayList<>(overdue);
        all.add("WAIVER_ENDED 640020261000000003 2027-03-10T16:00:00Z");
        assertEquals(all, timers(data));

        try (DataDirectory directory = DataDirectory.at(data)) {
            final ReplayReport report =
                Replayer.replay(directory, ClearanceCore::new, 1, Long.MAX_VALUE);
            assertEquals(0, report.mismatches(), String.valueOf(report.firstMismatch()));
            assertTrue(report.records() > all.size());
        }
    }

    private static List<String> timers(final Path data) {
        final List<String> timers = new ArrayList<>();
        final TimerDecoder timer = new TimerDecoder();
        try (DataDirectory directory = DataDirectory.at(data)) {
            SoundJournal.read(directory, (record, offset, length) -> {
                if (RecordHeader.kind(record, offset) == TimerDecoder.TEMPLATE_ID) {
                    timer.wrapAndApplyHeader(record, RecordHeader.commandAt(offset),
                        new MessageHeaderDecoder());
                    timers.add(timer.kind() + " " + timer.declaration() + " "
                        + Instant.ofEpochMilli(RecordHeader.timeMs(record, offset)));
                }
            });
        }
        return timers;
    }
}
