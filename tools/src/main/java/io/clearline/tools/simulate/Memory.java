package io.clearline.tools.simulate;

import io.clearline.engine.record.RecordHeader;
import io.clearline.tools.simulate.Finding.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the journal must hold, remembered beside it: every record that was given to it, how much of
 * that a force covered, and how far answers that left rest on it.
 */
final class Memory {
    private final List<byte[]> records = new ArrayList<>();
    /** Sequence of the acceptance of each idempotent command. */
    private final Map<ByteBuffer, Long> accepted = new HashMap<>();
    private byte[] inFlight;
    private long forced;
    private long answered;

    /** Returns the last sequence that was appended. */
    long last() {
        return records.size();
    }

    long forced() {
        return forced;
    }

    /** Returns the last sequence that an answer which left rests on. */
    long answered() {
        return answered;
    }

    void answered(final long sequence) {
        answered = Math.max(answered, sequence);
    }

    /** Returns a record, the one being appended included, null if there is none. */
    byte[] record(final long sequence) {
        if (sequence == records.size() + 1) {
            return inFlight;
        }
        return sequence < 1 || sequence > records.size() ? null : records.get((int) sequence - 1);
    }

    /** A record is given to the journal. */
    void appending(final DirectBuffer record, final int offset, final int length) {
        inFlight = new byte[length];
        record.getBytes(offset, inFlight);
        if (RecordHeader.sequence(record, offset) != last() + 1) {
            throw new Finding(Kind.CONTRADICTED, "record " + RecordHeader.sequence(record, offset)
                + " is appended after record " + last());
        }
    }

    /** The journal took it. */
    void appended() {
        take();
        inFlight = null;
    }

    /** The journal refused it: it must not be there. */
    void refused() {
        inFlight = null;
    }

    private void take() {
        records.add(inFlight);
        final UnsafeBuffer record = new UnsafeBuffer(inFlight);
        final byte[] command = command(record);
        if (Answered.isIdempotent(command) && Answered.isAccepted(answer(record))) {
            final Long before = accepted.putIfAbsent(ByteBuffer.wrap(command), last());
            if (before != null) {
                throw new Finding(Kind.CONTRADICTED, "the command of record " + before
                    + " was accepted once more as record " + last());
            }
        }
    }

    /** A force that began when {@code target} was the last record has come back. */
    void forced(final long target) {
        forced = Math.max(forced, target);
    }

    /**
     * A process starts and finds records up to {@code last}.
     *
     * @param promised how many it must find
     */
    void found(final long last, final long promised) {
        if (last == last() + 1 && inFlight != null) {
            take();
        }
        inFlight = null;
        if (last > last()) {
            throw new Finding(Kind.INVENTED, "the journal holds " + last + " records, "
                + last() + " were appended");
        }
        if (last < promised) {
            throw new Finding(Kind.LOST, "the journal ends with record " + last
                + ", it must reach record " + promised + " (" + last() + " appended, " + forced
                + " forced, " + answered + " answered)");
        }
        records.subList((int) last, records.size()).clear();
        accepted.values().removeIf(sequence -> sequence > last);
        answered = Math.min(answered, last);
    }

    /** Compares what a reader of the journal was given. */
    void compare(final DirectBuffer record, final int offset, final int length) {
        final long sequence = RecordHeader.sequence(record, offset);
        final byte[] expected = record(sequence);
        if (expected == null) {
            throw new Finding(Kind.INVENTED, "the journal shows record " + sequence + " of "
                + length + " bytes, which nobody appended (" + last() + " were)");
        }
        final byte[] read = new byte[length];
        record.getBytes(offset, read);
        if (!Arrays.equals(expected, read)) {
            throw new Finding(Kind.CONTRADICTED, "record " + sequence
                + " is not what was appended: they differ from byte "
                + Arrays.mismatch(expected, read));
        }
    }

    static byte[] command(final DirectBuffer record) {
        final byte[] command = new byte[RecordHeader.commandLength(record, 0)];
        record.getBytes(RecordHeader.commandAt(0), command);
        return command;
    }

    static byte[] answer(final DirectBuffer record) {
        final byte[] answer = new byte[RecordHeader.answerLength(record, 0)];
        record.getBytes(RecordHeader.answerAt(record, 0), answer);
        return answer;
    }
}
