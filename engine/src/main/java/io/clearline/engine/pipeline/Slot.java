package io.clearline.engine.pipeline;

import com.lmax.disruptor.EventFactory;
import io.clearline.engine.record.RecordHeader;
import java.nio.ByteBuffer;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableDirectByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One place in the ring: a whole record in one piece of memory, header, command, answer, effects,
 * so that the journal appends what the core built without another copy. Handed from thread to
 * thread by the ring.
 */
final class Slot {
    /** Claimed by an offer that came too late, or by one that failed: no stage looks at it. */
    static final byte VOID = 0;
    /** Holds a command. */
    static final byte OFFERED = 1;
    /** Holds a decision that is not yet in the journal. */
    static final byte DECIDED = 2;
    /** Holds an answer that may leave once its gate is open. */
    static final byte ANSWERED = 3;

    /** Memory above this goes back once the answer left: rare giants must not fill the ring. */
    static final int KEPT_BYTES_MAX = 64 << 10;

    private static final int LINE_BYTES = 64;

    final UnsafeBuffer buffer;
    byte state = VOID;
    /** Holds no command and gets no answer: only asks what fell due. */
    boolean tick;
    long correlation;
    /** Who sent the command. */
    int principal;
    /** Sequence of the record, 0 if there is none. */
    long sequence;
    /** Sequence that must be durable before the answer leaves; an earlier one without record. */
    long gateSequence;
    long timeMs;
    int commandLength;
    int answerLength;
    int effectsLength;

    /** Records of timers that fell due before the command, one after the other; rarely any. */
    final ExpandableDirectByteBuffer timers = new ExpandableDirectByteBuffer(0);
    int timersLength;

    private final ByteBuffer home;
    private ByteBuffer bytes;

    Slot(final ByteBuffer home) {
        this.home = home;
        this.bytes = home;
        this.buffer = new UnsafeBuffer(home);
    }

    /** Returns a source of slots that lie side by side in one allocation. */
    static EventFactory<Slot> arena(final int slots, final int slotBytes) {
        final ByteBuffer all = BufferUtil.allocateDirectAligned(slots * slotBytes, LINE_BYTES);
        final int[] next = {0};
        return () -> {
            final Slot slot = new Slot(all.slice(next[0], slotBytes));
            next[0] += slotBytes;
            return slot;
        };
    }

    /** Takes a command; the state says VOID until all of it is here. */
    void offer(
        final DirectBuffer command, final int offset, final int length, final long named,
        final int sender) {
        state = VOID;
        require(RecordHeader.LENGTH + length, 0);
        buffer.putBytes(RecordHeader.LENGTH, command, offset, length);
        reset(false, length, named, sender);
    }

    /** Takes a tick. */
    void offerTick() {
        reset(true, 0, 0, 0);
    }

    private void reset(
        final boolean isTick, final int length, final long named, final int sender) {
        tick = isTick;
        commandLength = length;
        correlation = named;
        principal = sender;
        sequence = 0;
        answerLength = 0;
        effectsLength = 0;
        timersLength = 0;
        state = OFFERED;
    }

    /** Puts answer and effects behind the command. */
    void decided(
        final DirectBuffer answer, final int answerBytes, final DirectBuffer effects,
        final int effectsBytes) {
        answerLength = answerBytes;
        effectsLength = effectsBytes;
        require(recordLength(), answerAt());
        buffer.putBytes(answerAt(), answer, 0, answerBytes);
        buffer.putBytes(effectsAt(), effects, 0, effectsBytes);
    }

    int commandAt() {
        return RecordHeader.LENGTH;
    }

    int answerAt() {
        return RecordHeader.LENGTH + commandLength;
    }

    int effectsAt() {
        return answerAt() + answerLength;
    }

    int recordLength() {
        return effectsAt() + effectsLength;
    }

    /** Returns the memory of {@link #buffer}; position and limit are the caller's to change. */
    ByteBuffer bytes() {
        return bytes;
    }

    int capacity() {
        return buffer.capacity();
    }

    /** Lets go of a giant's memory. Called when no stage looks at the slot any more. */
    void letGo() {
        state = VOID;
        if (bytes != home && bytes.capacity() > KEPT_BYTES_MAX) {
            final ByteBuffer giant = bytes;
            bytes = home;
            buffer.wrap(home);
            // At once, not when the collector finds it: a load of large reference tables would
            // otherwise run into the limit of direct memory.
            BufferUtil.free(giant);
        }
    }

    private void require(final int capacity, final int kept) {
        if (capacity <= buffer.capacity()) {
            return;
        }
        final int doubled = Math.max(capacity, 2 * buffer.capacity());
        final ByteBuffer larger = ByteBuffer.allocateDirect(doubled);
        final ByteBuffer former = bytes;
        larger.put(0, former.clear(), 0, kept);
        bytes = larger;
        buffer.wrap(larger);
        if (former != home) {
            BufferUtil.free(former);
        }
    }
}
