package io.clearline.engine.seal;

import io.clearline.engine.journal.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Public keys by their names: those an office has had, or those somebody trusts. Its file is PEM,
 * one part per key. Immutable.
 */
public final class KeyRing {
    /** Holds no key. */
    public static final KeyRing EMPTY = new KeyRing(Map.of());

    private final Map<Sha256, VerifyKey> keys;

    private KeyRing(final Map<Sha256, VerifyKey> keys) {
        this.keys = keys;
    }

    /** Returns one of some keys. */
    public static KeyRing of(final Collection<VerifyKey> keys) {
        final Map<Sha256, VerifyKey> byId = new LinkedHashMap<>();
        keys.forEach(key -> byId.put(key.id(), key));
        return new KeyRing(byId);
    }

    /**
     * Reads a file.
     *
     * @throws SealFormatException if there is no Ed25519 public key in it
     * @throws SealException if it cannot be read
     */
    public static KeyRing read(final Path file) {
        try {
            final KeyRing ring = of(Pem.parse(Pem.PUBLIC, Files.readString(file)).stream()
                .map(VerifyKey::of).toList());
            if (ring.keys.isEmpty()) {
                throw new SealFormatException("there is no part '" + Pem.PUBLIC + "' in it");
            }
            return ring;
        } catch (final SealFormatException e) {
            throw new SealFormatException("public key file " + file + ": " + e.getMessage()
                + "; give the key.pub.pem of the office that sealed", e);
        } catch (final NoSuchFileException e) {
            throw new SealFormatException("public key file " + file + " is not there", e);
        } catch (final IOException e) {
            throw new SealFormatException("public key file " + file + " cannot be read: "
                + e.getMessage() + "; check its permissions, and that it is PEM", e);
        }
    }

    /**
     * Reads the keys that a data directory says it was sealed with.
     *
     * @throws SealFormatException if they are not there
     */
    public static KeyRing in(final DataDirectory data) {
        return read(SealFiles.of(data).ring());
    }

    /** Returns this one and another together. */
    KeyRing with(final KeyRing others) {
        final Map<Sha256, VerifyKey> all = new LinkedHashMap<>(keys);
        all.putAll(others.keys);
        return new KeyRing(all);
    }

    /** Returns the key of a name, null if it is not here. */
    public VerifyKey find(final Sha256 id) {
        return keys.get(id);
    }

    /** Returns the keys, in the order in which they came. */
    public Collection<VerifyKey> keys() {
        return keys.values();
    }

    /** Says what is wrong with a head's signature; null if one of these keys has signed it. */
    String fault(final SignedHead head) {
        final VerifyKey key = find(head.head().key());
        if (key == null) {
            return "it names key " + head.head().key().brief()
                + ", which is not among those that were given";
        }
        return head.signedBy(key) ? null : "its signature is not that of its bytes by key "
            + key.id().brief();
    }

    /** Returns the file's content. */
    String pem() {
        final StringBuilder text = new StringBuilder();
        keys.values().forEach(key -> text.append(key.pem()));
        return text.toString();
    }
}
