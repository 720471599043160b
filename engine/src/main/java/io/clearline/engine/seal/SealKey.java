package io.clearline.engine.seal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The key that an office seals with, Ed25519 (RFC 8032). Thread-safe. */
final class SealKey {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
        PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE,
        PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_READ,
        PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE);

    private final PrivateKey key;
    private final VerifyKey verifyKey;

    private SealKey(final PrivateKey key, final VerifyKey verifyKey) {
        this.key = key;
        this.verifyKey = verifyKey;
    }

    /** Reads the key, or makes one where nothing was sealed yet. */
    static SealKey openOrCreate(final SealFiles files) {
        if (Files.exists(files.key())) {
            return open(files);
        }
        try (HeadFile heads = HeadFile.read(files.heads())) {
            if (heads.blocks() > 0) {
                throw new SealException("the heads in " + files.heads() + " were signed with a key"
                    + " that is not there: put " + files.key() + " back, or begin a new one with"
                    + " ./clearline heads seal --new-key");
            }
        }
        return create(files, KeyRing.EMPTY);
    }

    /** Makes a new key; the public ones before it stay known. */
    static SealKey renew(final SealFiles files) {
        return create(files,
            Files.exists(files.ring()) ? KeyRing.read(files.ring()) : KeyRing.EMPTY);
    }

    /** Writes the public half before the private one: a crash between the two does no harm. */
    private static SealKey create(final SealFiles files, final KeyRing former) {
        final KeyPair pair;
        try {
            pair = KeyPairGenerator.getInstance(VerifyKey.ALGORITHM).generateKeyPair();
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("Java has " + VerifyKey.ALGORITHM + " from 15 on", e);
        }
        final VerifyKey verifyKey = VerifyKey.of(pair.getPublic().getEncoded());
        SealFiles.replace(files.ring(), former.with(KeyRing.of(List.of(verifyKey))).pem());
        SealFiles.replaceSecret(
            files.key(), Pem.of(Pem.PRIVATE, pair.getPrivate().getEncoded()));
        return new SealKey(pair.getPrivate(), verifyKey);
    }

    /**
     * Reads the key.
     *
     * @throws SealException if it is missing, others can read it, or its public half is not there
     */
    static SealKey open(final SealFiles files) {
        return paired(files, read(files.key()));
    }

    private static PrivateKey read(final Path file) {
        try {
            final Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.stream().anyMatch(OTHERS::contains)) {
                throw new SealException("the private key " + file + " is open to others ("
                    + PosixFilePermissions.toString(permissions) + "): chmod 600 it, and if they"
                    + " may have read it begin a new one with ./clearline heads seal --new-key");
            }
            final List<byte[]> parts = Pem.parse(Pem.PRIVATE,
                Files.readString(file, StandardCharsets.US_ASCII));
            if (parts.size() != 1) {
                throw new SealFormatException("there is not one part '" + Pem.PRIVATE + "' in it");
            }
            return KeyFactory.getInstance(VerifyKey.ALGORITHM)
                .generatePrivate(new PKCS8EncodedKeySpec(parts.get(0)));
        } catch (final NoSuchFileException e) {
            throw new SealException("there is no private key " + file
                + "; ./clearline heads seal makes one", e);
        } catch (final IOException | UnsupportedOperationException e) {
            throw new SealException("cannot read the private key " + file + ": "
                + e.getClass().getSimpleName() + "; check its owner", e);
        } catch (final GeneralSecurityException | SealFormatException e) {
            throw new SealException("the private key " + file + " is not a key of Ed25519 in"
                + " PKCS#8 and PEM; restore it, or begin a new one with"
                + " ./clearline heads seal --new-key", e);
        }
    }

    /** Finds the public half by having it check a signature. */
    private static SealKey paired(final SealFiles files, final PrivateKey key) {
        final byte[] probe = "clearline".getBytes(StandardCharsets.US_ASCII);
        for (final VerifyKey each : KeyRing.read(files.ring()).keys()) {
            final SealKey pair = new SealKey(key, each);
            if (each.verifies(probe, pair.sign(probe))) {
                return pair;
            }
        }
        throw new SealException("the public half of " + files.key() + " is not in " + files.ring()
            + "; put it back (openssl pkey -in key.pem -pubout shows it)");
    }

    /** Returns the public half. */
    VerifyKey verifyKey() {
        return verifyKey;
    }

    /** Signs a message: 64 bytes, always the same for the same message. */
    byte[] sign(final byte[] message) {
        try {
            final Signature signature = Signature.getInstance(VerifyKey.ALGORITHM);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("a key of Ed25519 signs everything", e);
        }
    }
}
