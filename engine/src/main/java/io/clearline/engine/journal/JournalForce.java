package io.clearline.engine.journal;

import java.io.IOException;
import java.nio.file.Path;

/** Forces journal files from outside the engine that writes them: a running one, or none. */
public final class JournalForce {
    private JournalForce() {
    }

    /**
     * Forces what the journal's files hold by now.
     *
     * @param first the first file to force, null for all; those before it were forced already
     * @throws JournalException if a file may not be written to, or the disk refuses
     */
    public static void force(final DataDirectory data, final Path first) {
        try (UnforcedFiles files = new UnforcedFiles(data.journal(), UnforcedFiles::channel)) {
            for (final Path file : JournalFiles.list(data.journal())) {
                if (first == null || file.compareTo(first) >= 0) {
                    files.add(file);
                }
            }
            files.force();
        } catch (final IOException e) {
            throw new JournalException("cannot force the journal in " + data.journal()
                + " to the disk: " + e.getClass().getSimpleName() + " " + e.getMessage()
                + "; check its permissions and the disk", e);
        }
    }
}
