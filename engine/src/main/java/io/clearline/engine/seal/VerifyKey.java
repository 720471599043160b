package io.clearline.engine.seal;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;

/** The public key of an office, Ed25519 (RFC 8032). Immutable. */
public final class VerifyKey {
    static final String ALGORITHM = "Ed25519";
    static final String WORD = "key";
    static final int SIGNATURE_LENGTH = 64;

    private static final int WORD_COUNT = 3;

    private final PublicKey key;
    private final Sha256 id;

    private VerifyKey(final PublicKey key) {
        this.key = key;
        this.id = new TreeHasher().plain(key.getEncoded());
    }

    /**
     * Reads a SubjectPublicKeyInfo (RFC 8410).
     *
     * @throws SealFormatException if it is no Ed25519 key
     */
    static VerifyKey of(final byte[] der) {
        try {
            return new VerifyKey(
                KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(der)));
        } catch (final GeneralSecurityException e) {
            throw new SealFormatException("no public key of Ed25519", e);
        }
    }

    /** Returns what heads name the key by: SHA-256 of its SubjectPublicKeyInfo. */
    public Sha256 id() {
        return id;
    }

    /** Tells whether it has signed a message. */
    boolean verifies(final byte[] message, final byte[] signature) {
        try {
            final Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(message);
            return check.verify(signature);
        } catch (final SignatureException | InvalidKeyException e) {
            return false;
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("Java has " + ALGORITHM + " from 15 on", e);
        }
    }

    /** Returns it as PEM. */
    String pem() {
        return Pem.of(Pem.PUBLIC, key.getEncoded());
    }

    /** Returns its line of text, without a line end. */
    public String line() {
        return String.join(" ", WORD, id.toString(), Hex.of(key.getEncoded()));
    }

    /**
     * Reads a line of text.
     *
     * @throws SealFormatException if it is not exactly what {@link #line} writes
     */
    public static VerifyKey parse(final String line) {
        final String[] words = Words.of(line, WORD, WORD_COUNT);
        final VerifyKey parsed = of(Hex.parse(words[2]));
        if (!parsed.line().equals(line)) {
            throw new SealFormatException("the key's name is not the hash of the key");
        }
        return parsed;
    }
}
