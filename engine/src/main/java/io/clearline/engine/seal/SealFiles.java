package io.clearline.engine.seal;

import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.Machine;
import io.clearline.engine.journal.SmallFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

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
 * @param machine the machine it lies on
 */
record SealFiles(Path directory, Machine machine) {
    SealFiles(final Path directory) {
        this(directory, Machine.system());
    }

    static SealFiles of(final DataDirectory data) {
        return new SealFiles(data.seals(), data.machine());
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

    /** Makes the directory, durably: with it a power cut would take all heads. */
    void make() {
        try {
            SmallFile.makeDirectory(machine, directory);
        } catch (final IOException e) {
            throw unwritable(directory, e);
        }
    }

    /** Replaces a small file as a whole, durably. */
    void replace(final Path file, final String text) {
        try {
            Files.createDirectories(file.getParent());
            SmallFile.write(machine, file, text);
        } catch (final IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Replaces a small file as a whole, durably; never readable by others for a moment. */
    void replaceSecret(final Path file, final String text) {
        final Path draft = file.resolveSibling(file.getFileName() + ".secret");
        final FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(
            PosixFilePermissions.fromString("rw-------"));
        try {
            Files.deleteIfExists(draft);
            Files.createFile(draft, mode);
            try (FileChannel channel = machine.open(draft, StandardOpenOption.WRITE)) {
                final ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            machine.rename(draft, file);
            SmallFile.forceDirectory(machine, file.getParent());
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
