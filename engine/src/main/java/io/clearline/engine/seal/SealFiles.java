package io.clearline.engine.seal;

import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.SmallFile;
import java.io.IOException;
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

    /** Replaces a small file as a whole, durably. */
    static void replace(final Path file, final String text) {
        try {
            Files.createDirectories(file.getParent());
            SmallFile.write(file, text);
        } catch (final IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Replaces a small file as a whole, durably; never readable by others for a moment. */
    static void replaceSecret(final Path file, final String text) {
        final Path draft = file.resolveSibling(file.getFileName() + ".secret");
        final FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(
            PosixFilePermissions.fromString("rw-------"));
        try {
            Files.deleteIfExists(draft);
            try (FileChannel channel = FileChannel.open(draft,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
                channel.write(StandardCharsets.US_ASCII.encode(text));
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
            SmallFile.forceDirectory(file.getParent());
        } catch (final IOException | UnsupportedOperationException e) {
            throw unwritable(file, e);
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
