package io.clearline.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.clearline.adapters.csv.ReferenceLoader;
import io.clearline.adapters.json.CommandDecoder;
import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalOptions;
import io.clearline.engine.journal.SoundJournal;
import io.clearline.engine.pipeline.ClearanceEngine;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.pipeline.Offer;
import io.clearline.engine.pipeline.Preset;
import io.clearline.engine.pipeline.Waiting;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.TimerDecoder;
import io.clearline.engine.recovery.Replayer;
import io.clearline.engine.recovery.ReplayReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What falls due by the wall clock becomes a record though nobody sends anything. */
class TickTest {
    private static final String TRADER = "91460300MA5T000048";
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
    void firesWithoutTrafficAndIsReplayed(final Preset preset) throws Exception {
        final Path data = temp.resolve("data");
        final AtomicLong clockMs =
            new AtomicLong(Instant.parse("2026-03-10T01:00:00Z").toEpochMilli());
        final EngineConfig config = EngineConfig.defaults().withPreset(preset)
            .withWaiting(Waiting.BACKOFF).withDurability(Durability.PAGE_CACHE)
            .withWallClock(clockMs::get).withTickMs(1);
        final JournalOptions options = new JournalOptions(1 << 20, System::currentTimeMillis);
        try (ClearanceEngine engine = ClearanceEngine.open(data, config, options,
            ClearanceCore::new, (correlation, sequence, time, answer, offset, length) -> { })) {
            new ReferenceLoader().load(reference())
                .forEachPart((buffer, offset, length) -> offer(engine, buffer, length));
            final CommandDecoder decoder = new CommandDecoder(false);
            final ExpandableArrayBuffer command = new ExpandableArrayBuffer(1024);
            for (final String line : List.of(
                IMPORT.formatted("2026-03-10T08:00:00+08:00", "I1", TRADER, ""),
                EXIT.formatted("2026-03-10T09:00:00+08:00", "B1", TRADER))) {
                final byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                offer(engine, command, decoder.decode(bytes, 0, bytes.length, command, 0));
            }
            while (engine.pending() > 0) {
                Thread.sleep(1);
            }
            final long last = engine.lastSequence();
            Thread.sleep(20);
            assertEquals(last, engine.lastSequence(), "nothing is due yet");
            clockMs.set(Instant.parse("2026-04-26T01:00:00Z").toEpochMilli());
            for (int i = 0; i < 60_000 && engine.lastSequence() == last; i++) {
                Thread.sleep(1);
            }
        }
        assertEquals(
            List.of("BATCH_OVERDUE 640020261000000002 2026-04-25T16:00:00Z"), timers(data));
        try (DataDirectory directory = DataDirectory.at(data)) {
            final ReplayReport report =
                Replayer.replay(directory, ClearanceCore::new, 1, Long.MAX_VALUE);
            assertEquals(0, report.mismatches(), String.valueOf(report.firstMismatch()));
        }
    }

    private static void offer(
        final ClearanceEngine engine, final DirectBuffer command, final int length) {
        while (engine.tryOffer(command, 0, length, 0) != Offer.ACCEPTED) {
            Thread.onSpinWait();
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

    private Path reference() throws Exception {
        final Path directory = Files.createDirectories(temp.resolve("reference"));
        Files.writeString(directory.resolve("countries.csv"), "code,name,mfn\nJPN,Japan,Y\n");
        Files.writeString(directory.resolve("offices.csv"),
            "code,name,district,first_line,second_line\n6400,Haikou,6400,Y,Y\n");
        Files.writeString(directory.resolve("entities.csv"),
            "uscc,name,eligible_from,eligible_to,credit,second_line,encouraged,bonded,guarantee\n"
            + TRADER + ",Works,2025-12-18,,ADVANCED,NORMAL,N,N,100000\n");
        Files.writeString(directory.resolve("tariff.csv"),
            "hs,name,unit,duty_mfn,duty_general,duty_specific,duty_export,vat,consumption_tax,"
            + "taxed_catalogue,documents,inspection,from,to\n"
            + "84581100,lathe,001,0.097,0.5,,,0.13,,N,,,2025-01-01,\n");
        return directory;
    }
}
