package io.clearline.engine.follower;

import io.clearline.engine.core.Core;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.journal.RecordNotKeptException;
import io.clearline.engine.journal.RecordPlace;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.recovery.Restored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One map with its mark and its place in the journal. A store that must be made anew gets a new
 * generation beside the old one, which is let go of when the new one has caught up.
 */
final class StatusGeneration implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatusGeneration.class);
    private static final int BATCH = 1024;
    private static final double FULL = 0.8;
    /** How much room a store that begins with a snapshot has for what comes behind. */
    private static final long GROWTH = 2;

    private final Path directory;
    private final StatusMap map;
    private final StatusApplier applier;
    private final JournalReader reader;
    private StatusMark mark;
    private volatile long lastSequence;

    private StatusGeneration(
        final Path directory, final StatusMark mark, final StatusMap map,
        final JournalReader reader) {
        this.directory = directory;
        this.mark = mark;
        this.map = map;
        this.reader = reader;
        this.applier =
            new StatusApplier(map, mark.lastSequence(), mark.lastCrc(), mark.firstCrc());
        this.lastSequence = mark.lastSequence();
    }

    /**
     * Makes one that knows what the journal no longer says; nobody sees it before {@link #publish}.
     *
     * @param cores makes cores for a snapshot, may be null
     */
    static StatusGeneration make(
        final DataDirectory data, final String mapFile, final long entries,
        final Supplier<Core> cores) {
        final JournalReader all = JournalReader.open(data);
        if (all.nextSequence() == 1) {
            return empty(data, new StatusMark(mapFile, entries, false, 0, 0, 0), all);
        }
        try (all) {
            return fromSnapshot(data, mapFile, entries, cores, all);
        }
    }

    /**
     * Begins with a snapshot. What it does not tell, who sent a declaration and which records concern
     * it, is read from what the journal still has before it, and stays unknown beyond.
     */
    private static StatusGeneration fromSnapshot(
        final DataDirectory data, final String mapFile, final long entries,
        final Supplier<Core> cores, final JournalReader all) {
        if (cores == null) {
            throw new JournalException("the status store in " + data.status() + " must be made anew,"
                + " and the journal no longer begins with record 1: run `clearline status` once");
        }
        final Restored restored = Restored.latest(data, cores);
        final Core core = restored.core();
        final long room =
            Math.max(entries, GROWTH * StatusMap.ENTRIES_PER_DECLARATION * core.declarations());
        final StatusGeneration made = empty(data, new StatusMark(mapFile, room, false,
            core.lastSequence(), restored.snapshot().manifest().place().crc(), 0),
            restored.reader());
        core.standing((decision, offset, departed, filed) -> made.applier.standing(
            decision, offset, departed, filed, core.lastSequence(), core.lastTimeMs()));
        int count = 1;
        while (count > 0 && all.nextSequence() <= core.lastSequence()) {
            count = all.poll(made.applier::past,
                (int) Math.min(BATCH, core.lastSequence() + 1 - all.nextSequence()));
        }
        made.map.lastSequence(core.lastSequence());
        return made;
    }

    private static StatusGeneration empty(
        final DataDirectory data, final StatusMark mark, final JournalReader reader) {
        final Path directory = data.status();
        try {
            final Path file = directory.resolve(mark.mapFile());
            Files.deleteIfExists(file);
            return new StatusGeneration(
                directory, mark, StatusMap.open(file, mark.entries()), reader);
        } catch (final IOException e) {
            reader.close();
            throw StatusMark.unusable(directory, e);
        }
    }

    /** Takes up one that was closed; empty if it is unreadable or not of this journal's past. */
    static Optional<StatusGeneration> resume(final DataDirectory data, final StatusMark mark) {
        final Path file = data.status().resolve(mark.mapFile());
        if (!mark.clean() || !Files.exists(file)) {
            return Optional.empty();
        }
        JournalReader reader = null;
        StatusMap map = null;
        try {
            reader = JournalReader.open(data, Math.max(1, mark.lastSequence()));
            if (mark.lastSequence() == 0 || fits(data, mark, reader)) {
                map = StatusMap.open(file, mark.entries());
                if (map.lastSequence() == mark.lastSequence()) {
                    final StatusGeneration resumed =
                        new StatusGeneration(data.status(), mark, map, reader);
                    map = null;
                    reader = null;
                    return Optional.of(resumed);
                }
            }
        } catch (final RecordNotKeptException gone) {
            LOG.warn("Status store {} lags behind what the journal still has, it is made anew", file);
        } catch (final JournalException fault) {
            throw fault;
        } catch (final IOException | RuntimeException unreadable) {
            LOG.warn("Status store {} is unreadable, it is made anew", file, unreadable);
        } finally {
            close(map, reader);
        }
        return Optional.empty();
    }

    private static void close(final StatusMap map, final JournalReader reader) {
        if (map != null) {
            map.close();
        }
        if (reader != null) {
            reader.close();
        }
    }

    private static boolean fits(
        final DataDirectory data, final StatusMark mark, final JournalReader reader) {
        try (JournalReader first = JournalReader.open(data)) {
            // Once the first record is deleted the last one must do.
            return (first.nextSequence() > 1 || holds(first, 1, mark.firstCrc()))
                && holds(reader, mark.lastSequence(), mark.lastCrc());
        }
    }

    private static boolean holds(final JournalReader reader, final long sequence, final int crc) {
        final boolean[] holds = {false};
        reader.poll((record, offset, length) ->
            holds[0] = RecordHeader.sequence(record, offset) == sequence
                && RecordHeader.crc(record, offset) == crc, 1);
        return holds[0];
    }

    /** Tells whether the next batch might not fit. */
    boolean full() {
        return map.size() > FULL * mark.entries();
    }

    /** Applies the next records up to one; returns how many. */
    int apply(final long upTo) {
        final int limit = (int) Math.min(BATCH, upTo - lastSequence);
        if (limit <= 0) {
            return 0;
        }
        try {
            return reader.poll(this::onRecord, limit);
        } finally {
            // Also where the journal turns out to be damaged: what stands before was applied.
            if (applier.lastSequence() > lastSequence) {
                map.lastSequence(applier.lastSequence());
                lastSequence = applier.lastSequence();
            }
        }
    }

    private void onRecord(final DirectBuffer record, final int offset, final int length) {
        if (mark.clean()) {
            mark = mark.opened();
            publish();
        }
        applier.onRecord(record, offset, length);
        if (applier.lastSequence() % StatusMap.PLACE_STEP == 0) {
            map.place(reader.lastPlace());
        }
    }

    /** Has readers find this one. */
    void publish() {
        mark.write(directory);
    }

    Optional<Status> find(final String numberOrRef, final Predicate<Status> wanted) {
        return map.find(numberOrRef, wanted);
    }

    RecordPlace placeBefore(final long sequence) {
        return map.placeBefore(sequence);
    }

    long lastSequence() {
        return lastSequence;
    }

    long entries() {
        return mark.entries();
    }

    String mapFile() {
        return mark.mapFile();
    }

    /** Closes it and says that it is sound. */
    void closeClean() {
        close();
        if (mark.clean()) {
            return;
        }
        try {
            // In this order: a mark that outlives a power cut must not vouch for pages that did
            // not.
            map.force();
        } catch (final IOException e) {
            throw StatusMark.unusable(directory, e);
        }
        mark = new StatusMark(mark.mapFile(), mark.entries(), true, applier.lastSequence(),
            applier.lastCrc(), applier.firstCrc());
        mark.write(directory);
    }

    @Override
    public void close() {
        close(map, reader);
    }
}
