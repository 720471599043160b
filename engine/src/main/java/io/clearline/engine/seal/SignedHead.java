package io.clearline.engine.seal;

/**
 * A head with its signature, and its text: one line, the same in exports and in proofs.
 *
 * @param head what is signed
 * @param signature Ed25519 over the head's bytes, 64 bytes, not to be changed
 */
public record SignedHead(SealHead head, byte[] signature) {
    static final String WORD = "head";
    private static final int WORD_COUNT = 12;

    /** Tells whether the key that the head names has signed it. */
    boolean signedBy(final VerifyKey key) {
        return key.id().equals(head.key()) && key.verifies(head.bytes(), signature);
    }

    /** Returns its line of text, without a line end. */
    public String line() {
        return String.join(" ", WORD, Long.toString(head.block()),
            Long.toString(head.firstSequence()), Long.toString(head.lastSequence()),
            Long.toString(head.records()), Long.toString(head.timeMs()),
            Long.toString(head.sealedAtMs()), head.root().toString(), head.previous().toString(),
            head.history().toString(), head.key().toString(), Hex.of(signature));
    }

    /**
     * Reads a line of text.
     *
     * @throws SealFormatException if it is not exactly what {@link #line} writes
     */
    public static SignedHead parse(final String line) {
        final String[] words = Words.of(line, WORD, WORD_COUNT);
        final SignedHead parsed = new SignedHead(
            new SealHead(Words.number(words[1]), Words.number(words[2]), Words.number(words[3]),
                Words.number(words[4]), Words.number(words[5]), Words.number(words[6]),
                Sha256.parse(words[7]), Sha256.parse(words[8]), Sha256.parse(words[9]),
                Sha256.parse(words[10])),
            Hex.parse(words[11], VerifyKey.SIGNATURE_LENGTH));
        final SealHead head = parsed.head;
        if (head.block() < 1 || head.firstSequence() < 1 || head.size() < 1
            || head.records() < head.size()) {
            throw new SealFormatException("a head whose numbers cannot be: block " + head.block()
                + ", records " + head.firstSequence() + " to " + head.lastSequence());
        }
        return parsed;
    }
}
