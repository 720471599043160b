package io.clearline.adapters.aeron;

import io.aeron.CommonContext;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Media drivers inside this process. Stateless. */
public final class Drivers {
    private static final Logger LOG = LoggerFactory.getLogger(Drivers.class);
    private static final int TERM_BYTES = 1 << 20;

    private Drivers() {
    }

    /**
     * Starts one, on one thread. What another left in the directory, killed as it may be, is deleted;
     * that no other runs there is for the caller to know.
     *
     * @param directory its own, for the owner alone: who reads it reads what goes over IPC
     * @throws IOException if it does not start
     */
    public static MediaDriver launch(final Path directory, final Idle idle) throws IOException {
        final MediaDriver driver;
        try {
            driver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(directory.toAbsolutePath().toString())
                .dirDeleteOnStart(true).dirDeleteOnShutdown(true).warnIfDirectoryExists(false)
                .threadingMode(ThreadingMode.SHARED).sharedIdleStrategy(idle.strategy())
                .publicationTermBufferLength(TERM_BYTES).ipcTermBufferLength(TERM_BYTES)
                .termBufferSparseFile(true)
                .errorHandler(e -> LOG.warn("Aeron's media driver: {}", e.toString())));
        } catch (final RuntimeException e) {
            throw new IOException("Aeron's media driver does not start in " + directory + " ("
                + e.getMessage() + ")", e);
        }
        try {
            if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(
                    directory, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (final IOException e) {
            driver.close();
            throw e;
        }
        return driver;
    }

    /** Returns a fresh directory for a driver of a client's own. */
    public static Path temporaryDirectory() {
        return Path.of(CommonContext.generateRandomDirName());
    }
}
