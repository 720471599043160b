package io.clearline.adapters.inbox;

import io.clearline.adapters.identity.Identities;
import io.clearline.adapters.identity.Identity;
import io.clearline.adapters.intake.Intake;
import io.clearline.adapters.json.CommandDecoder;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.RecordNotKeptException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a folder from {@link #start} to {@link #close} and sends the files that are renamed into it, one after
 * the other, in the order of their names. The commands of a content are journaled once, though it is
 * dropped again and though the process is killed in the middle, as long as nobody else sends commands as
 * the inbox's principal and the journal keeps what it has of an unfinished file.
 */
public final class Inbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final long LOOK_MS = 200;
    private static final long CLOSE_MS = 10_000;
    private static final long CSV_BYTES_MAX = 16 << 20;

    private final Options options;
    private final InboxFolder folder;
    private final Identities identities;
    private final Intake intake;
    private final DataDirectory data;
    private final LongSupplier last;
    private final CommandDecoder decoder = new CommandDecoder(false);
    private final Thread thread = new Thread(this::run, "clearline-inbox");
    private volatile boolean stopped;
    private String trouble = "";

    /**
     * What it watches.
     *
     * @param root holds the folders in, done, results, rejects and state; made where it is missing
     * @param token file with the token of the principal it sends as, which nobody else sends as
     */
    public record Options(Path root, Path token) {
    }

    /** A file, what names its content, and the commands in it. */
    private record Dropped(Path file, String hash, Commands.Source source) {
    }

    private Inbox(final Options options, final Identities identities, final Intake intake,
        final DataDirectory data, final LongSupplier last) throws IOException {
        this.options = options;
        this.folder = new InboxFolder(options.root());
        this.identities = identities;
        this.intake = intake;
        this.data = data;
        this.last = last;
    }

    /**
     * Starts to watch.
     *
     * @param last the last record in the journal
     * @throws IOException if the folders cannot be made, or the token cannot be read
     */
    public static Inbox start(final Options options, final Identities identities,
        final Intake intake, final DataDirectory data, final LongSupplier last)
        throws IOException {
        Files.readString(options.token());
        final Inbox inbox = new Inbox(options, identities, intake, data, last);
        inbox.thread.setDaemon(true);
        inbox.thread.start();
        return inbox;
    }

    private void run() {
        try {
            while (!stopped) {
                look();
                Thread.sleep(LOOK_MS);
            }
        } catch (final InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        try {
            for (final Path file : folder.arrived()) {
                if (stopped) {
                    return;
                }
                final Optional<Identity> identity =
                    identities.of(Files.readString(options.token()).strip());
                if (identity.isEmpty()) {
                    say("the token in " + options.token() + " is not good, files wait");
                    return;
                }
                take(file, identity.get());
            }
            trouble = "";
        } catch (final IOException | RuntimeException e) {
            say("files wait: " + e);
        }
    }

    /** Says it once, not at each look. */
    private void say(final String what) {
        if (!what.equals(trouble)) {
            trouble = what;
            LOG.error("Inbox {}: {}", options.root(), what);
        }
    }

    private void take(final Path file, final Identity identity)
        throws IOException, InterruptedException {
        if (InboxFolder.hasEnding(file, ".jsonl")) {
            send(new Dropped(file, InboxFolder.hash(file), () -> new JsonLines(file, decoder)),
                identity);
        } else if (InboxFolder.hasEnding(file, ".csv")) {
            takeCsv(file, identity);
        } else {
            folder.refuse(file, InboxFolder.hash(file),
                "neither JSON Lines nor CSV; its name ends with .jsonl or .csv then");
        }
    }

    /** The mapping is a part of the content: the same rows, seen in another way, are other commands. */
    private void takeCsv(final Path file, final Identity identity)
        throws IOException, InterruptedException {
        final String content = InboxFolder.hash(file);
        try {
            if (Files.size(file) > CSV_BYTES_MAX) {
                throw new RefusedFileException(
                    "more than 16 MiB: put it in as several, no declaration in two of them");
            }
            final Optional<byte[]> kept = folder.keptMapping(content);
            final boolean begun =
                kept.isPresent() && folder.begun(hash(content, kept.get())).isPresent();
            final Path beside = folder.mappingOf(file).orElse(null);
            if (!begun && beside == null) {
                throw new RefusedFileException("no mapping beside it: put a file there that ends"
                    + " with .toml and whose name this one begins with, then put this in again");
            }
            final byte[] bytes = begun ? kept.get() : Files.readAllBytes(beside);
            final Mapping mapping = MappingReader.read(
                beside == null ? "its mapping" : beside.getFileName().toString(),
                new String(bytes, StandardCharsets.UTF_8));
            final CsvFileRows rows = CsvFileRows.read(mapping, Files.readAllBytes(file));
            folder.keepMapping(content, bytes);
            send(new Dropped(file, hash(content, bytes),
                () -> new CsvCommands(rows, mapping, decoder)), identity);
            if (folder.begun(hash(content, bytes)).isEmpty()) {
                folder.dropMapping(content);
            }
        } catch (final RefusedFileException e) {
            folder.refuse(file, content, e.getMessage());
        }
    }

    private static String hash(final String content, final byte[] mapping) {
        return InboxFolder.hash(content.getBytes(StandardCharsets.US_ASCII), mapping);
    }

    private void send(final Dropped dropped, final Identity identity)
        throws IOException, InterruptedException {
        final String hash = dropped.hash();
        if (folder.isDone(hash)) {
            LOG.warn("Inbox: {} was sent before and is not sent again",
                dropped.file().getFileName());
            folder.putAway(dropped.file(), hash);
            return;
        }
        final OptionalLong begun = folder.begun(hash);
        final long through = last.getAsLong();
        if (begun.isEmpty()) {
            folder.begin(hash, through);
        }
        final long after = begun.orElse(through);
        try (Journaled first = new Journaled(data, identity.number(), after, through);
            Journaled journaled = new Journaled(data, identity.number(), after, through)) {
            if (run(identity, first).isAllOf(dropped.source())) {
                send(dropped, run(identity, journaled));
            } else {
                folder.refuse(dropped.file(), hash, "it was sent in part, and others have sent"
                    + " commands as the inbox's principal meanwhile: which lines were sent is not"
                    + " certain");
            }
        } catch (final RecordNotKeptException gone) {
            folder.refuse(dropped.file(), hash, "it was sent in part, and the journal no longer"
                + " keeps which: " + gone.getMessage());
        }
    }

    private FileRun run(final Identity identity, final Journaled journaled) {
        return new FileRun(identity, journaled, () -> stopped);
    }

    private void send(final Dropped dropped, final FileRun run)
        throws IOException, InterruptedException {
        final Path file = dropped.file();
        final String hash = dropped.hash();
        if (run.send(dropped.source(), intake, folder.pendingResults(file, hash),
            folder.pendingRejects(file, hash)) == FileRun.End.COMPLETE) {
            folder.publish(file, hash, run.isRefused(), run.remarks());
            folder.end(hash, file);
            folder.putAway(file, hash);
        } else {
            LOG.info("Inbox: {} is gone on with at the next start", file.getFileName());
        }
    }

    /** Stops; a file in the middle is gone on with at the next start. */
    @Override
    public void close() {
        stopped = true;
        try {
            thread.join(CLOSE_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
