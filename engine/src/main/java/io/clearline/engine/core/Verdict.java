package io.clearline.engine.core;

import io.clearline.engine.record.PackedWriter;
import org.agrona.ExpandableDirectByteBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What was decided on one command: the answer that leaves and the effects that are applied. One object is
 * reused for every command; its buffers are valid until the next decision.
 */
public final class Verdict {
    private final MutableDirectBuffer answer = new ExpandableDirectByteBuffer(4096);
    private final PackedWriter effects = new PackedWriter(4096);
    private int answerLength;
    private boolean journaled;
    private long timeMs;

    /** Starts a new verdict. */
    public void reset(final long engineTimeMs) {
        answerLength = 0;
        effects.reset();
        journaled = true;
        timeMs = engineTimeMs;
    }

    /** Tells whether the command is to be journaled; repeats and malformed lines are not. */
    public boolean journaled() {
        return journaled;
    }

    /** Marks the command as one that is answered without a record. */
    public void notJournaled() {
        journaled = false;
    }

    /** Returns the engine time of the answer, {@link Core#NO_TIME} if there is none. */
    public long timeMs() {
        return timeMs;
    }

    /** Returns the buffer with the SBE answer message, header included, at index 0. */
    public MutableDirectBuffer answer() {
        return answer;
    }

    /** Returns the length of the answer message. */
    public int answerLength() {
        return answerLength;
    }

    /** Sets the length of the answer message. */
    public void answerLength(final int length) {
        answerLength = length;
    }

    /** Returns the packed effects, empty where nothing changes. */
    public PackedWriter effects() {
        return effects;
    }
}
