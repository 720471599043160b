package io.clearline.engine.journal;

import io.clearline.engine.record.RecordHeader;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;

/**
 * Whether bytes are a sound record by themselves; their place among the others is not judged here.
 */
final class RecordCheck {
    private final CRC32C checksum = new CRC32C();

    /**
     * Judges one record.
     *
     * @param bytes over the same memory as {@code buffer}; its position and limit are changed
     * @return what is wrong, null if nothing is
     */
    String fault(final DirectBuffer buffer, final ByteBuffer bytes, final int at,
        final int length) {
        if (length < RecordHeader.LENGTH) {
            return "a document of " + length + " bytes is too short for a record";
        }
        if (RecordHeader.magic(buffer, at) != RecordHeader.MAGIC) {
            return "a document does not start as a record does";
        }
        if (RecordHeader.version(buffer, at) != RecordHeader.VERSION) {
            return "record header version " + RecordHeader.version(buffer, at)
                + ", this release knows "
                + RecordHeader.VERSION;
        }
        if (!lengthsFit(buffer, at, length)) {
            return "the lengths in the record's header do not add up to the document's " + length;
        }
        if (RecordHeader.crc(bytes, at, length, checksum) != RecordHeader.crc(buffer, at)) {
            return "the record's checksum does not match its bytes";
        }
        return null;
    }

    /** Tells whether the three lengths are no negatives and make up the whole record. */
    static boolean lengthsFit(final DirectBuffer buffer, final int at, final int length) {
        final int command = RecordHeader.commandLength(buffer, at);
        final int answer = RecordHeader.answerLength(buffer, at);
        final int effects = RecordHeader.effectsLength(buffer, at);
        return (command | answer | effects) >= 0
            && (long) RecordHeader.LENGTH + command + answer + effects == length;
    }
}
