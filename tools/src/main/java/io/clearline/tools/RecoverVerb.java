package io.clearline.tools;

import io.clearline.adapters.json.RecordJson;
import io.clearline.engine.core.Core;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.journal.ScanReport;
import io.clearline.engine.recovery.NothingLostException;
import io.clearline.engine.recovery.Salvage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.agrona.DirectBuffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearline recover}. */
@Command(
    name = "recover",
    description = "Makes a new data directory from what is sound in a damaged one, which is not"
        + " changed. Lists exactly which records are lost; sound records behind them that cannot"
        + " be applied are set aside in a file.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RecoverVerb implements Callable<Integer> {
    private final Streams streams;

    @Mixin
    private DataOption data;

    @Option(names = "--to", required = true, paramLabel = "NEWDIR",
        description = "The new data directory; made, or empty. Records that are set aside go to"
            + " NEWDIR.set-aside.jsonl.")
    private Path to;

    RecoverVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        final Path target = to.toAbsolutePath().normalize();
        final Path file = target.resolveSibling(target.getFileName() + ".set-aside.jsonl");
        if (Files.exists(file)) {
            throw Failure.usage(file + " is there already, from another recovery; move it away or"
                + " give another --to");
        }
        if (Files.exists(target) && (!Files.isDirectory(target) || !isEmpty(target))) {
            throw Failure.usage("--to " + to + " must be a new or an empty directory");
        }
        final Salvage.Result result;
        try (SetAside aside = new SetAside(file)) {
            result = Salvage.salvage(data.look(), target, Cores::create, aside::add);
        } catch (final NothingLostException sound) {
            throw Failure.usage(sound.getMessage(), sound);
        } catch (final JournalException | UncheckedIOException failed) {
            Files.deleteIfExists(file);
            throw failed;
        }
        print(result, file);
        return 0;
    }

    private static boolean isEmpty(final Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }

    private void print(final Salvage.Result result, final Path file) {
        final PrintStream out = streams.out();
        for (final ScanReport.Loss loss : result.scan().losses()) {
            out.printf(Locale.ROOT, "lost: %s: %s, %s at byte %d%n", result.range().fate(loss),
                loss.what(), loss.file(), loss.offset());
            for (final ScanReport.SeenHeader header : loss.headers()) {
                out.printf(Locale.ROOT, "  its header, which may be damaged too, says: record %d,"
                    + " %s%s%n", header.sequence(), RecordJson.kind(header.kind()),
                    header.timeMs() == Core.NO_TIME ? ""
                        : " at " + JsonText.time(header.timeMs()));
            }
        }
        result.scan().notes().forEach(note -> out.println("note: " + note));
        out.printf(Locale.ROOT, "%,d sound records in %s%n", result.scan().records(),
            data.directory());
        if (result.setAside() > 0) {
            out.printf(Locale.ROOT, "%,d of them cannot be applied, because what comes before them"
                + " is lost: %s%n", result.setAside(), file);
        }
        out.printf(Locale.ROOT, "generation %d in %s, verified: it goes on behind record %d%s%n",
            result.lineage().generation(), to, result.range().last(),
            result.range().base() == null ? ""
                : ", from the snapshot of record " + result.range().base().sequence());
    }

    /** The records that are set aside, as {@code dump} would show them; no file without any. */
    private static final class SetAside implements AutoCloseable {
        private final Path file;
        private final RecordJson json = new RecordJson();
        private OutputStream out;

        SetAside(final Path file) {
            this.file = file;
        }

        void add(final DirectBuffer record, final int offset, final int length) {
            try {
                if (out == null) {
                    out = new BufferedOutputStream(
                        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW));
                }
                json.encode(record, offset);
                json.writeTo(out);
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            if (out != null) {
                out.close();
            }
        }
    }
}
