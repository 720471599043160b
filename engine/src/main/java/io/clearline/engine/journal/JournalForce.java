package io.clearline.engine.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Forces journal files from the reading side. Who keeps something durably that rests on records makes
 * sure of them first: after a power cut it must not know of a record that the journal has lost.
 */
public final class JournalForce {
    private JournalForce() {
    }

    /**
     * Forces the files of some days to the disk, whoever wrote them.
     *
     * @param from the first day in days since 1970-01-01
     * @param to the last day, included
     * @throws IOException if the disk refused
     */
    public static void force(final DataDirectory data, final int from, final int to)
        throws IOException {
        for (final Path file : JournalFiles.list(data.journal())) {
            final int cycle = JournalFiles.cycle(file);
            if (cycle >= from && cycle <= to) {
                try (FileChannel channel = data.machine().open(file, StandardOpenOption.READ)) {
                    channel.force(false);
                }
            }
        }
        JournalFiles.forceDirectory(data.machine(), data.journal());
    }
}
