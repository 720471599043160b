package io.clearline.engine.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The frame of a record: every field comes back, and no byte can change unnoticed. */
class RecordHeaderTest {
    private static final long SEED = 0x4EC0_2026L;
    private static final int AT = 24;
    private static final int CRC_AT = 52;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(1024);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final CRC32C checksum = new CRC32C();

    private int crc(final int length) {
        return RecordHeader.crc(bytes, AT, length, checksum);
    }

    private int write() {
        RecordHeader.write(buffer, AT, 7, 42, -8_000L, 0x1111, 0x2222, 3, 40, 50, 60);
        final int length = RecordHeader.recordLength(buffer, AT);
        for (int i = RecordHeader.LENGTH; i < length; i++) {
            buffer.putByte(AT + i, (byte) random.nextInt());
        }
        return length;
    }

    @Test
    void everyFieldComesBack() {
        write();
        assertEquals(RecordHeader.MAGIC, RecordHeader.magic(buffer, AT));
        assertEquals("CLR1", buffer.getStringWithoutLengthAscii(AT, 4));
        assertEquals(RecordHeader.VERSION, RecordHeader.version(buffer, AT));
        assertEquals(7, RecordHeader.kind(buffer, AT));
        assertEquals(42, RecordHeader.sequence(buffer, AT));
        assertEquals(-8_000L, RecordHeader.timeMs(buffer, AT));
        assertEquals(0x1111, RecordHeader.policyHigh(buffer, AT));
        assertEquals(0x2222, RecordHeader.policyLow(buffer, AT));
        assertEquals(3, RecordHeader.logicVersion(buffer, AT));
        assertEquals(40, RecordHeader.commandLength(buffer, AT));
        assertEquals(50, RecordHeader.answerLength(buffer, AT));
        assertEquals(60, RecordHeader.effectsLength(buffer, AT));
        assertEquals(RecordHeader.LENGTH + 150, RecordHeader.recordLength(buffer, AT));
        assertEquals(AT + 64, RecordHeader.commandAt(AT));
        assertEquals(AT + 104, RecordHeader.answerAt(buffer, AT));
        assertEquals(AT + 154, RecordHeader.effectsAt(buffer, AT));
    }

    @Test
    void everyFlippedBitIsNoticed() {
        final int length = write();
        final int sound = crc(length);
        RecordHeader.crc(buffer, AT, sound);
        assertEquals(sound, RecordHeader.crc(buffer, AT));
        assertEquals(sound, crc(length), "the checksum does not count itself");
        for (int i = 0; i < length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                final byte before = buffer.getByte(AT + i);
                buffer.putByte(AT + i, (byte) (before ^ 1 << bit));
                assertNotEquals(RecordHeader.crc(buffer, AT), crc(length), "byte " + i);
                buffer.putByte(AT + i, before);
            }
        }
        assertEquals(sound, crc(length));
    }

    @Test
    void bytesAroundTheRecordDoNotCount() {
        final int length = write();
        final int sound = crc(length);
        buffer.putByte(AT - 1, (byte) 99);
        buffer.putByte(AT + length, (byte) 99);
        assertEquals(sound, crc(length));
    }

    /** The checksum that the Castagnoli polynomial gives for the digits 1 to 9. */
    @Test
    void theChecksumIsCrc32c() {
        final CRC32C crc = new CRC32C();
        crc.update("123456789".getBytes(StandardCharsets.US_ASCII));
        assertEquals(0xE3069283L, crc.getValue());
        final int length = write();
        final CRC32C expected = new CRC32C();
        for (int i = 0; i < length; i++) {
            if (i < CRC_AT || i >= CRC_AT + Integer.BYTES) {
                expected.update(buffer.getByte(AT + i));
            }
        }
        assertEquals((int) expected.getValue(), crc(length));
    }
}
