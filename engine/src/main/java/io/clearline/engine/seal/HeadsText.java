package io.clearline.engine.seal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What offices send one another: lines of text, first the form's name and version, then keys, heads
 * and countersignatures. The same content gives the same bytes.
 *
 * @param keys public keys that the lines below are signed with
 * @param heads heads, in the order of their blocks
 * @param countersignatures of heads here or known to the reader
 */
public record HeadsText(
    List<VerifyKey> keys, List<SignedHead> heads, List<Countersignature> countersignatures) {

    /** Says nothing. */
    public static final HeadsText EMPTY = new HeadsText(List.of(), List.of(), List.of());

    private static final String FIRST = "clearline-heads 1";

    /** Returns the text. */
    public String text() {
        final StringBuilder text = new StringBuilder(FIRST).append('\n');
        keys.forEach(key -> text.append(key.line()).append('\n'));
        heads.forEach(head -> text.append(head.line()).append('\n'));
        countersignatures.forEach(each -> text.append(each.line()).append('\n'));
        return text.toString();
    }

    /**
     * Reads a file.
     *
     * @throws SealFormatException if it is not such a text or cannot be read
     */
    public static HeadsText read(final Path file) {
        final List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
        } catch (final NoSuchFileException e) {
            throw new SealFormatException("heads file " + file + " is not there", e);
        } catch (final IOException e) {
            throw new SealFormatException("heads file " + file + " cannot be read: "
                + e.getMessage() + "; check its permissions, and that it is ASCII", e);
        }
        if (lines.isEmpty() || !lines.get(0).equals(FIRST)) {
            throw new SealFormatException(file + " is no heads file: its first line is not '"
                + FIRST + "'; ./clearline heads export writes one");
        }
        final HeadsText read =
            new HeadsText(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 1; i < lines.size(); i++) {
            try {
                read.add(lines.get(i));
            } catch (final SealFormatException e) {
                throw new SealFormatException(
                    "heads file " + file + ", line " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return read;
    }

    private void add(final String line) {
        switch (line.split(" ", 2)[0]) {
            case VerifyKey.WORD -> keys.add(VerifyKey.parse(line));
            case SignedHead.WORD -> addHead(SignedHead.parse(line));
            case Countersignature.WORD -> countersignatures.add(Countersignature.parse(line));
            default -> throw new SealFormatException("it begins with none of '" + VerifyKey.WORD
                + "', '" + SignedHead.WORD + "', '" + Countersignature.WORD + "'");
        }
    }

    private void addHead(final SignedHead head) {
        final SealHead before = last();
        if (before != null && head.head().block() <= before.block()) {
            throw new SealFormatException("the head of block " + head.head().block()
                + " comes behind that of block " + before.block());
        }
        heads.add(head);
    }

    /** Returns the keys by their names. */
    KeyRing ring() {
        return KeyRing.of(keys);
    }

    /** Returns the last head, null if there is none. */
    SealHead last() {
        return heads.isEmpty() ? null : heads.get(heads.size() - 1).head();
    }
}
