package io.clearline.engine.snapshot;

import io.clearline.engine.core.Core;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.journal.RecordPlace;
import io.clearline.engine.journal.SmallFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The snapshots of a data directory, each in a file named after its record. Listing is for anybody;
 * {@link #write} and the deleting are for the one who holds the lock of the directory. A file has its
 * name only after all of it is on the disk, so that there is no pointer which could be wrong.
 */
public final class Snapshots {
    /** How many sound ones are kept: should the newest turn out bad, the journal goes on from the other. */
    public static final int KEPT = 2;

    private static final Pattern NAME = Pattern.compile("([0-9]{19})\\.snapshot");
    private static final String PENDING = ".pending";

    private final DataDirectory data;
    private final Path directory;
    private final SnapshotSteps steps;

    /** Names the snapshots of a directory; there need be none. */
    public Snapshots(final DataDirectory data) {
        this(data, SnapshotSteps.NONE);
    }

    Snapshots(final DataDirectory data, final SnapshotSteps steps) {
        this.data = data;
        this.directory = data.snapshots();
        this.steps = steps;
    }

    /** Returns the file of a snapshot. */
    public static String name(final long sequence) {
        final String digits = Long.toString(sequence);
        return "0".repeat(19 - digits.length()) + digits + ".snapshot";
    }

    /**
     * Lists what is there, the newest first; pending files are none.
     *
     * @throws JournalException if the directory cannot be read
     */
    public List<Snapshot> list() {
        final List<Snapshot> found = new ArrayList<>();
        for (final Path file : files("*.snapshot")) {
            final Matcher name = NAME.matcher(file.getFileName().toString());
            if (name.matches()) {
                found.add(Snapshot.at(file, Long.parseLong(name.group(1))));
            }
        }
        found.sort(Comparator.comparingLong(Snapshot::sequence).reversed());
        return found;
    }

    private List<Path> files(final String glob) {
        final List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, glob)) {
            entries.forEach(files::add);
        } catch (final NoSuchFileException none) {
            return files;
        } catch (final IOException e) {
            throw unusable(e);
        }
        return files;
    }

    private JournalException unusable(final IOException e) {
        return new JournalException("cannot use the snapshots in " + directory + ": "
            + e.getClass().getSimpleName() + " " + e.getMessage()
            + "; check its permissions and the free space", e);
    }

    /** Deletes what writers left behind that died before their snapshot was whole. */
    public void deletePending() {
        try {
            for (final Path file : files("*" + PENDING)) {
                Files.delete(file);
            }
        } catch (final IOException e) {
            throw unusable(e);
        }
    }

    /**
     * Writes the state of a core, whole or not at all.
     *
     * @param place the last record that was applied; it must be on the disk
     * @throws JournalException if it cannot be written; what was there before still is
     */
    public Snapshot write(final Core core, final RecordPlace place) {
        if (place.sequence() != core.lastSequence() || place.sequence() < 1) {
            throw new IllegalArgumentException("the core stands at record " + core.lastSequence()
                + ", not at " + place.sequence());
        }
        final Path file = directory.resolve(name(place.sequence()));
        final Path pending = directory.resolve(name(place.sequence()) + PENDING);
        try {
            write(core, SnapshotManifest.of(core, place), pending);
            data.machine().rename(pending, file);
            steps.reached(SnapshotSteps.Step.RENAMED);
            SmallFile.forceDirectory(data.machine(), directory);
            steps.reached(SnapshotSteps.Step.DIRECTORY_FORCED);
        } catch (final UncheckedIOException e) {
            throw failed(pending, e.getCause());
        } catch (final IOException e) {
            throw failed(pending, e);
        }
        return Snapshot.at(file, place.sequence());
    }

    private void write(final Core core, final SnapshotManifest manifest, final Path pending)
        throws IOException {
        try (FileChannel channel = data.machine().open(pending, StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            steps.reached(SnapshotSteps.Step.PENDING_CREATED);
            final ByteBuffer front = ByteBuffer.allocate(SnapshotManifest.LENGTH);
            manifest.encode(front);
            while (front.hasRemaining()) {
                channel.write(front);
            }
            final SnapshotOutput out = new SnapshotOutput(channel, steps);
            core.save(out);
            out.end();
            steps.reached(SnapshotSteps.Step.WRITTEN);
            channel.force(true);
            steps.reached(SnapshotSteps.Step.FORCED);
        }
    }

    private JournalException failed(final Path pending, final IOException e) {
        final JournalException failure = unusable(e);
        try {
            Files.deleteIfExists(pending);
        } catch (final IOException also) {
            failure.addSuppressed(also);
        }
        return failure;
    }

    /**
     * Reads a whole snapshot, and the record that it belongs to.
     *
     * @return why a start would not use it, null if it would; only loading it compares its hashes
     */
    public String check(final Snapshot snapshot) {
        final String fault = snapshot.check();
        if (fault != null) {
            return fault;
        }
        try {
            snapshot.behind(data).close();
            return null;
        } catch (final SnapshotException e) {
            return e.getMessage();
        }
    }

    /**
     * Deletes all but the newest sound ones. Reads those that are to stay, so that none is deleted in
     * favour of one that turns out bad.
     *
     * @param keep how many sound ones stay, {@link #KEPT} or more
     * @return those that stay, the newest first
     */
    public List<Snapshot> keep(final int keep) {
        if (keep < KEPT) {
            throw new IllegalArgumentException("at least " + KEPT + " snapshots are kept, not "
                + keep);
        }
        final List<Snapshot> kept = new ArrayList<>();
        boolean deleted = false;
        try {
            for (final Snapshot snapshot : list()) {
                if (kept.size() == keep) {
                    Files.delete(snapshot.file());
                    deleted = true;
                    steps.reached(SnapshotSteps.Step.OLD_DELETED);
                } else if (check(snapshot) == null) {
                    kept.add(snapshot);
                }
            }
            if (deleted) {
                // Or a power cut brings one back whose record is deleted from the journal by then.
                SmallFile.forceDirectory(data.machine(), directory);
            }
        } catch (final IOException e) {
            throw unusable(e);
        }
        return kept;
    }
}
