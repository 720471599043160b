package io.clearline.engine.seal;

import io.clearline.engine.journal.DataDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * What lies where in the directory of the seals.
 *
 * <pre>
 * key.pem      the private key, PKCS#8, readable by its owner alone
 * key.pub.pem  the public key; after a change of keys, all there were
 * heads        the signed heads, in frames of 256 bytes
 * districts/   what other offices sent: their heads, their countersignatures of ours
 * lock         locked by who seals
 * </pre>
 *
 * @param directory the directory
 */
record SealFiles(Path directory) {
    static SealFiles of(final DataDirectory data) {
        return new SealFiles(data.seals());
    }

    Path key() {
        return directory.resolve("key.pem");
    }

    Path ring() {
        return directory.resolve("key.pub.pem");
    }

    Path heads() {
        return directory.resolve("heads");
    }

    Path districts() {
        return directory.resolve("districts");
    }

    /** Replaces a small file as a whole, durably; readable by all. */
    static void replace(final Path file, final String text) {
        replace(file, text, "rw-r--r--");
    }

    /** Replaces a small file as a whole, durably; never readable by others for a moment. */
    static void replaceSecret(final Path file, final String text) {
        replace(file, text, "rw-------");
    }

    private static void replace(final Path file, final String text, final String permissions) {
        final Path draft = file.resolveSibling(file.getFileName() + ".tmp");
        final FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(
            PosixFilePermissions.fromString(permissions));
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(draft);
            try (FileChannel channel = FileChannel.open(draft,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
                final ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
            forceDirectory(file.getParent());
        } catch (final IOException | UnsupportedOperationException e) {
            throw unwritable(file, e);
        }
    }

    /** Forces a directory's entries to the disk. */
    static void forceDirectory(final Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static SealException unwritable(final Path file, final Exception e) {
        return new SealException("cannot write " + file + ": " + e.getClass().getSimpleName() + " "
            + e.getMessage() + "; check its permissions and the free space", e);
    }

    static SealException unreadable(final Path file, final IOException e) {
        return new SealException("cannot read " + file + ": " + e.getClass().getSimpleName() + " "
            + e.getMessage() + "; check its permissions", e);
    }
}
