package io.clearline.engine.seal;

import io.clearline.engine.journal.ChronicleJournal;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalOptions;
import io.clearline.engine.journal.Records;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A customs office with a data directory of its own, which journals made-up records and seals. */
final class Office {
    private static final long DAY_MS = 86_400_000L;

    final Path directory;
    private final Records records = new Records();

    Office(final Path directory) {
        this.directory = directory;
    }

    /** Journals up to a record. */
    void journal(final long lastSequence) {
        try (DataDirectory data = DataDirectory.open(directory);
            ChronicleJournal journal = ChronicleJournal.open(data, Records.options())) {
            records.append(journal, lastSequence);
        }
    }

    /** Journals up to a record, a file for each so many. */
    void journal(final long lastSequence, final long recordsPerDay) {
        final AtomicLong clock = new AtomicLong(Records.START_MS);
        try (DataDirectory data = DataDirectory.open(directory);
            ChronicleJournal journal =
                ChronicleJournal.open(data, new JournalOptions(1, clock::get))) {
            for (long last = recordsPerDay; last <= lastSequence; last += recordsPerDay) {
                records.append(journal, last);
                clock.addAndGet(DAY_MS);
            }
        }
    }

    /** Seals blocks that end with these records, and then the rest. */
    void seal(final long... lastSequences) {
        try (Sealer sealer = Sealer.open(data(), null)) {
            for (final long last : lastSequences) {
                while (sealer.catchUp(last) > 0) {
                    Thread.onSpinWait();
                }
                sealer.seal();
            }
            sealer.sealAll();
        }
    }

    DataDirectory data() {
        return DataDirectory.at(directory);
    }

    SealFiles files() {
        return SealFiles.of(data());
    }

    KeyRing ring() {
        return KeyRing.in(data());
    }

    SignedHead head(final long block) {
        try (HeadFile heads = HeadFile.read(data())) {
            return heads.head(block);
        }
    }

    long blocks() {
        try (HeadFile heads = HeadFile.read(data())) {
            return heads.blocks();
        }
    }

    /** Checks against its own keys and some heads that were kept. */
    SealReport verify(final SignedHead... known) {
        return verify(ring(), known);
    }

    SealReport verify(final KeyRing ring, final SignedHead... known) {
        return new SealVerifier(data(), ring, java.util.Map.of())
            .verify(List.of(known), "the auditor");
    }

    /** Exports heads from a block on, by way of a file. */
    HeadsText export(final long from) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        HeadsExport.write(data(), from, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return text(bytes.toString(StandardCharsets.UTF_8));
    }

    HeadsText text(final String text) {
        try {
            final Path file = directory.resolveSibling(directory.getFileName() + ".heads");
            Files.writeString(file, text);
            return HeadsText.read(file);
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }
}
