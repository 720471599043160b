package io.clearline.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.SoundJournal;
import io.clearline.engine.pipeline.Preset;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.record.sbe.ControlPauseDecoder;
import io.clearline.engine.record.sbe.ControlState;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.recovery.Replayer;
import io.clearline.engine.recovery.ReplayReport;
import io.clearline.engine.state.Declaration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A bad control is stopped by the engine itself: once, as a record, after a restart too. */
class GuardTest {
    private static final String AT = "\"at\":\"2026-03-02T09:00:00+08:00\"";
    private static final String CONTROL = "{\"type\":\"control\"," + AT + ",\"id\":\"BAD\","
        + "\"version\":1,\"issuer\":\"6700\",\"when\":\"true\",\"then\":\"EXAMINE\","
        + "\"basis\":\"b\",\"expect\":\"0.01\",\"factor\":5,\"over\":50}";
    private static final String RESUME = "{\"type\":\"control-state\"," + AT + ",\"id\":\"BAD\","
        + "\"version\":1,\"issuer\":\"6700\",\"state\":\"ACTIVE\",\"officer\":\"O\","
        + "\"reason\":\"r\"}";
    private static final String IMPORT = """
        {"type":"declare",%s,"ref":"R%d","flow":"FIRST_LINE_IMPORT","form":"NORMAL",\
        "office":"6400","entryOffice":"6400","trader":"%s","supervisionMode":"0110",\
        "transport":"2","dispatchCountry":"JPN","packages":1,"grossKg":2,"netKg":1,\
        "items":[{"no":1,"hs":"84581100","name":"lathe","quantity":5,"value":1000,\
        "origin":"JPN","regime":"ZERO_TARIFF"}]}""";

    @TempDir
    Path temp;

    private int refs;

    private String[] declarations(final int count, final String... first) {
        final List<String> lines = new ArrayList<>(List.of(first));
        for (int i = 0; i < count; i++) {
            lines.add(IMPORT.formatted(AT, ++refs, RealEngine.TRADER));
        }
        return lines.toArray(String[]::new);
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void stopsABadControlOnce(final Preset preset) throws Exception {
        final RealEngine engine = new RealEngine(temp);
        final Path data = engine.data();
        engine.run(preset, declarations(49, CONTROL));
        assertEquals(List.of(), pauses(data));
        engine.run(preset, declarations(1));
        assertEquals(List.of(), pauses(data), "due, but no command came after it");
        engine.run(preset, declarations(120));
        final List<String> one = List.of("6700/BAD@1 hit 50 of 50, record 56");
        assertEquals(one, pauses(data));
        engine.run(preset, declarations(10));
        assertEquals(one, pauses(data), "a restart does not pause it again");
        engine.run(preset, declarations(200, RESUME));
        assertEquals(List.of(one.get(0), "6700/BAD@1 hit 50 of 50, record 238"), pauses(data));

        final ClearanceCore restored = new ClearanceCore();
        try (DataDirectory directory = DataDirectory.at(data)) {
            final ReplayReport report =
                Replayer.replay(directory, () -> restored, 1, Long.MAX_VALUE);
            assertEquals(0, report.mismatches(), String.valueOf(report.firstMismatch()));
        }
        assertEquals(ControlState.PAUSED, restored.state().controls().version(0).state());
        final Declaration declaration = new Declaration();
        int held = 0;
        for (int i = 0; i < restored.state().declarations().size(); i++) {
            restored.state().declarations().read(i, declaration);
            held += declaration.hits.size();
        }
        assertEquals(100, held, "two times fifty of 380 were harmed");
    }

    private static List<String> pauses(final Path data) {
        final List<String> pauses = new ArrayList<>();
        final ControlPauseDecoder pause = new ControlPauseDecoder();
        try (DataDirectory directory = DataDirectory.at(data)) {
            SoundJournal.read(directory, (record, offset, length) -> {
                if (RecordHeader.kind(record, offset) == ControlPauseDecoder.TEMPLATE_ID) {
                    pause.wrapAndApplyHeader(record, RecordHeader.commandAt(offset),
                        new MessageHeaderDecoder());
                    pauses.add(pause.issuer() + "/" + pause.controlId() + "@" + pause.version()
                        + " hit " + pause.hits() + " of " + pause.over() + ", record "
                        + RecordHeader.sequence(record, offset));
                }
            });
        }
        return pauses;
    }
}
