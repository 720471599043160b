package io.clearline.adapters;

import io.clearline.engine.core.Core;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A saved state in memory. */
final class StateBytes {
    private StateBytes() {
    }

    static byte[] of(final Core core) {
        final Output out = new Output();
        core.save(out);
        return Arrays.copyOf(out.bytes.byteArray(), out.length);
    }

    /** Loads a state and makes sure that nothing of it is left over. */
    static void load(final byte[] bytes, final Core core) {
        final Input in = new Input(bytes);
        core.load(in);
        if (in.at != bytes.length) {
            throw new AssertionError(
                bytes.length - in.at + " bytes of " + bytes.length + " were not taken");
        }
    }

    private static final class Output implements StateOutput {
        private final ExpandableArrayBuffer bytes = new ExpandableArrayBuffer(1 << 20);
        private int length;

        @Override
        public void putByte(final int value) {
            bytes.putByte(length++, (byte) value);
        }

        @Override
        public void putInt(final int value) {
            bytes.putInt(length, value, ByteOrder.LITTLE_ENDIAN);
            length += Integer.BYTES;
        }

        @Override
        public void putLong(final long value) {
            bytes.putLong(length, value, ByteOrder.LITTLE_ENDIAN);
            length += Long.BYTES;
        }

        @Override
        public void putBytes(final DirectBuffer source, final int offset, final int count) {
            bytes.putBytes(length, source, offset, count);
            length += count;
        }
    }

    private static final class Input implements StateInput {
        private final UnsafeBuffer bytes;
        private int at;

        Input(final byte[] bytes) {
            this.bytes = new UnsafeBuffer(bytes);
        }

        private int take(final int count) {
            if (count > bytes.capacity() - at) {
                throw new IllegalStateException("the state's bytes end too early");
            }
            at += count;
            return at - count;
        }

        @Override
        public int getByte() {
            return bytes.getByte(take(1)) & 0xFF;
        }

        @Override
        public int getInt() {
            return bytes.getInt(take(Integer.BYTES), ByteOrder.LITTLE_ENDIAN);
        }

        @Override
        public long getLong() {
            return bytes.getLong(take(Long.BYTES), ByteOrder.LITTLE_ENDIAN);
        }

        @Override
        public void getBytes(
            final MutableDirectBuffer into, final int offset, final int count) {
            into.putBytes(offset, bytes, take(count), count);
        }
    }
}
