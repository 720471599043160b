package io.clearline.adapters;

import io.clearline.adapters.csv.ReferenceLoader;
import io.clearline.adapters.json.CommandDecoder;
import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.journal.JournalOptions;
import io.clearline.engine.pipeline.ClearanceEngine;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.pipeline.Offer;
import io.clearline.engine.pipeline.Preset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/** Real engines over a directory, with a territory of one office, one trader and one tariff line. */
final class RealEngine {
    static final String TRADER = "91460300MA5T000048";

    private final Path data;
    private final Path reference;

    RealEngine(final Path temp) {
        data = temp.resolve("data");
        reference = temp.resolve("reference");
    }

    Path data() {
        return data;
    }

    /** Opens an engine, sends lines to it and closes it; a new journal loads the territory first. */
    void run(final Preset preset, final String... lines) throws Exception {
        final boolean fresh = !Files.exists(data);
        final EngineConfig config = EngineConfig.defaults().withPreset(preset)
            .withDurability(Durability.PAGE_CACHE);
        final JournalOptions options = new JournalOptions(1 << 20, System::currentTimeMillis);
        try (ClearanceEngine engine = ClearanceEngine.open(data, config, options,
            ClearanceCore::new, (correlation, sequence, time, answer, offset, length) -> { })) {
            if (fresh) {
                new ReferenceLoader().load(territory())
                    .forEachPart((buffer, offset, length) -> offer(engine, buffer, length));
            }
            final CommandDecoder decoder = new CommandDecoder(true);
            final ExpandableArrayBuffer command = new ExpandableArrayBuffer(1024);
            for (final String line : lines) {
                final byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                offer(engine, command, decoder.decode(bytes, 0, bytes.length, command, 0));
            }
        }
    }

    private static void offer(
        final ClearanceEngine engine, final DirectBuffer command, final int length) {
        while (engine.tryOffer(command, 0, length, 0) != Offer.ACCEPTED) {
            Thread.onSpinWait();
        }
    }

    private Path territory() throws Exception {
        Files.createDirectories(reference);
        Files.writeString(reference.resolve("countries.csv"), "code,name,mfn\nJPN,Japan,Y\n");
        Files.writeString(reference.resolve("offices.csv"),
            "code,name,district,first_line,second_line\n6400,Haikou,6400,Y,Y\n");
        Files.writeString(reference.resolve("entities.csv"),
            "uscc,name,eligible_from,eligible_to,credit,second_line,encouraged,bonded,guarantee\n"
            + TRADER + ",Works,2025-12-18,,ADVANCED,NORMAL,N,N,100000\n");
        Files.writeString(reference.resolve("tariff.csv"),
            "hs,name,unit,duty_mfn,duty_general,duty_specific,duty_export,vat,consumption_tax,"
            + "taxed_catalogue,documents,inspection,from,to\n"
            + "84581100,lathe,001,0.097,0.5,,,0.13,,N,,,2025-01-01,\n");
        return reference;
    }
}
