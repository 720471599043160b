package io.clearline.engine.seal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What another office says of a head: that it saw this one, at the latest at this time. Its line of
 * text is the same in exports and in proofs.
 *
 * @param head hash of the head
 * @param atMs what the other office's clock said, in ms since 1970-01-01T00:00Z
 * @param key which key signs it
 * @param signature Ed25519 over the statement's bytes, 64 bytes, not to be changed
 */
public record Countersignature(Sha256 head, long atMs, Sha256 key, byte[] signature) {
    static final String WORD = "countersignature";

    /** 'C','L','C','1' as a little-endian int: no head begins so. */
    private static final int MAGIC = 0x3143_4C43;
    private static final int VERSION = 1;
    private static final int LENGTH = 80;
    private static final int HEAD_AT = 16;
    private static final int WORD_COUNT = 5;

    /** Signs a head of another office. */
    static Countersignature make(final SealHead head, final long atMs, final SealKey key) {
        final Sha256 id = key.verifyKey().id();
        return new Countersignature(
            head.hash(), atMs, id, key.sign(statement(head.hash(), atMs, id)));
    }

    private static byte[] statement(final Sha256 head, final long atMs, final Sha256 key) {
        final byte[] bytes = new byte[LENGTH];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)
            .putInt(MAGIC).putShort((short) VERSION).putShort((short) 0).putLong(atMs);
        head.copyTo(bytes, HEAD_AT);
        key.copyTo(bytes, HEAD_AT + Sha256.LENGTH);
        return bytes;
    }

    /** Tells whether a key has signed it. */
    boolean signedBy(final VerifyKey by) {
        return by.id().equals(key) && by.verifies(statement(head, atMs, key), signature);
    }

    /** Returns its line of text, without a line end. */
    public String line() {
        return String.join(" ", WORD, head.toString(), Long.toString(atMs), key.toString(),
            Hex.of(signature));
    }

    /**
     * Reads a line of text.
     *
     * @throws SealFormatException if it is not exactly what {@link #line} writes
     */
    public static Countersignature parse(final String line) {
        final String[] words = Words.of(line, WORD, WORD_COUNT);
        return new Countersignature(Sha256.parse(words[1]),
            Words.number(words[2]), Sha256.parse(words[3]),
            Hex.parse(words[4], VerifyKey.SIGNATURE_LENGTH));
    }
}
