package io.clearline.engine.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Journal files that were deleted from the front.
 *
 * @param files how many
 * @param bytes how long they were together
 * @param firstSequence the first record that is left
 * @param limit the record in front of which files could go: not behind a high-water mark
 */
public record JournalCut(int files, long bytes, long firstSequence, long limit) {
    /**
     * Deletes the files all of whose records come before one. The file that holds it stays, and so
     * does the one that is being written. Where the journal begins is set before the first is
     * deleted. An engine may be running; only for who made sure that nobody needs them.
     *
     * @param sequence the record, which stays; the high-water marks' records stay, too
     * @throws JournalException if a file cannot be read or deleted
     */
    public static JournalCut before(final DataDirectory data, final long sequence) {
        final long limit = Math.min(sequence, marked(data));
        final List<Path> files = JournalFiles.list(data.journal());
        int count = 0;
        long first = JournalReader.open(data).nextSequence();
        while (count + 1 < files.size()) {
            final long next = JournalReader.firstSequence(files.get(count + 1));
            if (next < 1 || next > limit) {
                break;
            }
            first = next;
            count++;
        }
        try {
            return new JournalCut(
                count, delete(data, files.subList(0, count), first), first, limit);
        } catch (final IOException e) {
            throw new JournalException("cannot delete journal files in " + data.journal() + ": "
                + e.getMessage() + "; check its permissions", e);
        }
    }

    private static long marked(final DataDirectory data) {
        final HighWater.Marks marks = SoundJournal.marks(data);
        if (marks == null || marks.appended() == null || marks.forced() == null) {
            throw new JournalException("the high-water mark in " + data.path()
                + " is missing or damaged; run `clearline verify`");
        }
        // After a power cut a start looks for the forced mark's record.
        return Math.min(marks.appended().sequence(), marks.forced().sequence());
    }

    private static long delete(
        final DataDirectory data, final List<Path> files, final long first) throws IOException {
        if (files.isEmpty()) {
            return 0;
        }
        // An older mark must not come back by a power cut: its record may be among those deleted.
        try (FileChannel marks = data.machine().open(data.highWater(), StandardOpenOption.READ)) {
            marks.force(false);
        }
        JournalStart.write(data, first);
        long bytes = 0;
        for (final Path file : files) {
            bytes += Files.size(file);
            // The oldest first: whatever a crash leaves has no gap.
            Files.delete(file);
        }
        JournalFiles.forceDirectory(data.machine(), data.journal());
        return bytes;
    }
}
