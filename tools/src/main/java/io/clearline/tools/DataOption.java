package io.clearline.tools;

import io.clearline.engine.journal.DataDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that every verb on an existing data directory has. */
final class DataOption {
    @Option(names = "--data", required = true, paramLabel = "DIR",
        description = "The data directory: the journal and what is derived from it.")
    private Path directory;

    Path directory() {
        return directory;
    }

    /** Looks at the directory without locking or changing anything. */
    DataDirectory look() {
        return look(directory);
    }

    /** Looks at a directory without locking or changing anything. */
    static DataDirectory look(final Path directory) {
        if (!Files.isDirectory(directory)) {
            throw Failure.usage("there is no data directory at " + directory
                + "; ./clearline run and ./clearline demo make one");
        }
        return DataDirectory.at(directory);
    }
}
