package io.clearline.engine.snapshot;

import io.clearline.engine.core.Core;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalDamagedException;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A snapshot file as it was found. That it is in the list says nothing about its content: {@link #check}
 * reads all of it, {@link #load} takes nothing from it that was not found sound.
 *
 * @param file where it lies
 * @param sequence the record it belongs to, from its name
 * @param bytes its length
 * @param manifest what it says about itself, null if that cannot be read
 * @param fault why the manifest cannot be read, null if it can
 */
public record Snapshot(
    Path file, long sequence, long bytes, SnapshotManifest manifest, String fault) {

    /** Looks at the front of a file. */
    static Snapshot at(final Path file, final long sequence) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final long bytes = channel.size();
            try {
                return new Snapshot(file, sequence, bytes, manifest(channel, sequence), null);
            } catch (final SnapshotException e) {
                return new Snapshot(file, sequence, bytes, null, e.getMessage());
            }
        } catch (final IOException e) {
            return new Snapshot(file, sequence, 0, null, "it cannot be read: " + e.getMessage());
        }
    }

    private static SnapshotManifest manifest(final FileChannel channel, final long sequence)
        throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(SnapshotManifest.LENGTH);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new SnapshotException("it is cut off in its manifest");
            }
        }
        final SnapshotManifest manifest = SnapshotManifest.decode(bytes.flip());
        if (manifest.sequence() != sequence) {
            throw new SnapshotException("its name says record " + sequence + ", its manifest "
                + manifest.sequence());
        }
        if (manifest.schemaVersion() > MessageHeaderEncoder.SCHEMA_VERSION) {
            throw new SnapshotException("it was written by a newer release");
        }
        return manifest;
    }

    /**
     * Reads the whole file and compares every checksum; loads nothing.
     *
     * @return what is wrong, null if nothing is
     */
    public String check() {
        if (fault != null) {
            return fault;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            manifest(channel, sequence);
            new SnapshotInput(channel).skipAll();
            return null;
        } catch (final IOException e) {
            return "it cannot be read: " + e.getMessage();
        } catch (final SnapshotException e) {
            return e.getMessage();
        }
    }

    /**
     * Opens the journal behind the snapshot's record, which must be the one it was taken at.
     *
     * @throws SnapshotException if the journal does not hold that record, or is damaged before it
     * @throws io.clearline.engine.journal.JournalException if the journal cannot be read
     */
    public JournalReader behind(final DataDirectory data) {
        if (fault != null) {
            throw new SnapshotException(fault);
        }
        try {
            return JournalReader.openBehind(data, manifest.place()).orElseThrow(() ->
                new SnapshotException("the record " + sequence + " it was taken at is not in the"
                    + " journal"));
        } catch (final JournalDamagedException e) {
            throw new SnapshotException("the record it was taken at cannot be reached, the journal"
                + " is damaged " + e.damage(), e);
        }
    }

    /**
     * Puts the state into a core and compares the hashes of the manifest.
     *
     * @param core a new one; after an exception it is of no further use
     * @throws SnapshotException if the state is not what was written
     */
    public void load(final Core core) {
        if (fault != null) {
            throw new SnapshotException(fault);
        }
        final String wrong;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final SnapshotManifest read = manifest(channel, sequence);
            final SnapshotInput in = new SnapshotInput(channel);
            core.load(in);
            in.end();
            wrong = read.fault(core);
        } catch (final IOException e) {
            throw new SnapshotException("it cannot be read: " + e.getMessage(), e);
        } catch (final SnapshotException e) {
            throw e;
        } catch (final RuntimeException e) {
            throw new SnapshotException("the state in it cannot be read: " + e, e);
        }
        if (wrong != null) {
            throw new SnapshotException(wrong);
        }
    }
}
