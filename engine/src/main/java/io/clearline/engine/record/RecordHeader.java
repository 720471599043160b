package io.clearline.engine.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The frame of every journal record: 64 bytes, little endian, followed by the command, the answer and
 * the effects, in this order and without gaps.
 *
 * <pre>
 *  0 int32  magic 'CLR1'          24 int64 policy hash, high    48 int32 logic version
 *  4 int16  header version        32 int64 policy hash, low     52 int32 CRC32C of all but itself
 *  6 int16  command kind          40 int32 command length       56 int32 effects length
 *  8 int64  sequence, from 1      44 int32 answer length        60 int32 principal
 * 16 int64  engine time, ms
 * </pre>
 *
 * <p>All methods are static and work on the caller's buffer; they allocate nothing but {@link #crc},
 * which takes the caller's checksum object. The command kind is the SBE template id of the command.
 */
public final class RecordHeader {
    /** 'C','L','R','1' as a little-endian int. */
    public static final int MAGIC = 0x31524C43;

    /** Version of this layout. */
    public static final short VERSION = 1;

    /** Length of the header in bytes. */
    public static final int LENGTH = 64;

    private static final int MAGIC_AT = 0;
    private static final int VERSION_AT = 4;
    private static final int KIND_AT = 6;
    private static final int SEQUENCE_AT = 8;
    private static final int TIME_AT = 16;
    private static final int POLICY_HIGH_AT = 24;
    private static final int POLICY_LOW_AT = 32;
    private static final int COMMAND_LENGTH_AT = 40;
    private static final int ANSWER_LENGTH_AT = 44;
    private static final int LOGIC_AT = 48;
    private static final int CRC_AT = 52;
    private static final int EFFECTS_LENGTH_AT = 56;
    private static final int PRINCIPAL_AT = 60;

    private RecordHeader() {
    }

    /**
     * Writes every field but the checksum; the principal is 0.
     *
     * @param kind SBE template id of the command
     * @param sequence journal sequence, from 1
     * @param timeMs engine time, milliseconds since 1970-01-01T00:00Z
     */
    public static void write(
        final MutableDirectBuffer buffer, final int at, final int kind, final long sequence,
        final long timeMs, final long policyHigh, final long policyLow, final int logicVersion,
        final int commandLength, final int answerLength, final int effectsLength) {
        buffer.putInt(at + MAGIC_AT, MAGIC, ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(at + VERSION_AT, VERSION, ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(at + KIND_AT, (short) kind, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(at + SEQUENCE_AT, sequence, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(at + TIME_AT, timeMs, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(at + POLICY_HIGH_AT, policyHigh, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(at + POLICY_LOW_AT, policyLow, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(at + COMMAND_LENGTH_AT, commandLength, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(at + ANSWER_LENGTH_AT, answerLength, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(at + LOGIC_AT, logicVersion, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(at + EFFECTS_LENGTH_AT, effectsLength, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(at + PRINCIPAL_AT, 0, ByteOrder.LITTLE_ENDIAN);
    }

    /** Stores who sent the command: the number of a principal, 0 = the operator at the machine. */
    public static void principal(final MutableDirectBuffer buffer, final int at, final int number) {
        buffer.putInt(at + PRINCIPAL_AT, number, ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns who sent the command: the number of a principal, 0 = the operator at the machine. */
    public static int principal(final DirectBuffer buffer, final int at) {
        return buffer.getInt(at + PRINCIPAL_AT, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Computes the checksum of a record: header without the checksum field, then the body.
     *
     * @param bytes a byte buffer over the same memory as the record; its position and limit are changed
     * @param start index of the record in {@code bytes}
     * @param length length of the whole record, header included
     * @param checksum reused; reset first
     */
    public static int crc(
        final ByteBuffer bytes, final int start, final int length, final CRC32C checksum) {
        checksum.reset();
        bytes.limit(start + CRC_AT).position(start);
        checksum.update(bytes);
        bytes.limit(start + length).position(start + CRC_AT + Integer.BYTES);
        checksum.update(bytes);
        return (int) checksum.getValue();
    }

    /** Stores the checksum that {@link #crc} computed. */
    public static void crc(final MutableDirectBuffer buffer, final int at, final int crc) {
        buffer.putInt(at + CRC_AT, crc, ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the stored checksum. */
    public static int crc(final DirectBuffer buffer, final int at) {
        return buffer.getInt(at + CRC_AT, ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the magic number. */
    public static int magic(final DirectBuffer buffer, final int at) {
        return buffer.getInt(at + MAGIC_AT, ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the version of the header's layout. */
    public static int version(final DirectBuffer buffer, final int at) {
        return buffer.getShort(at + VERSION_AT, ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the SBE template id of the command. */
    public static int kind(final DirectBuffer buffer, final int at) {
        return buffer.getShort(at + KIND_AT, ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the journal sequence, from 1. */
    public static long sequence(final DirectBuffer buffer, final int at) {
        return buffer.getLong(at + SEQUENCE_AT, ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the engine time in milliseconds since 1970-01-01T00:00Z. */
    public static long timeMs(final DirectBuffer buffer, final int at) {
        return buffer.getLong(at + TIME_AT, ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the high half of the hash of the policy the command was decided under. */
    public static long policyHigh(final DirectBuffer buffer, final int at) {
        return buffer.getLong(at + POLICY_HIGH_AT, ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the low half of the hash of the policy the command was decided under. */
    public static long policyLow(final DirectBuffer buffer, final int at) {
        return buffer.getLong(at + POLICY_LOW_AT, ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the version of the decision logic. */
    public static int logicVersion(final DirectBuffer buffer, final int at) {
        return buffer.getInt(at + LOGIC_AT, ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the length of the command message. */
    public static int commandLength(final DirectBuffer buffer, final int at) {
        return buffer.getInt(at + COMMAND_LENGTH_AT, ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the length of the answer message. */
    public static int answerLength(final DirectBuffer buffer, final int at) {
        return buffer.getInt(at + ANSWER_LENGTH_AT, ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the length of the packed effects. */
    public static int effectsLength(final DirectBuffer buffer, final int at) {
        return buffer.getInt(at + EFFECTS_LENGTH_AT, ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the length of the whole record, header included. */
    public static int recordLength(final DirectBuffer buffer, final int at) {
        return LENGTH + commandLength(buffer, at) + answerLength(buffer, at) + effectsLength(buffer, at);
    }

    /** Returns the index of the command. */
    public static int commandAt(final int at) {
        return at + LENGTH;
    }

    /** Returns the index of the answer. */
    public static int answerAt(final DirectBuffer buffer, final int at) {
        return at + LENGTH + commandLength(buffer, at);
    }

    /** Returns the index of the effects. */
    public static int effectsAt(final DirectBuffer buffer, final int at) {
        return answerAt(buffer, at) + answerLength(buffer, at);
    }
}
