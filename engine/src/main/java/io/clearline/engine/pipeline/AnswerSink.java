package io.clearline.engine.pipeline;

import org.agrona.DirectBuffer;

/** Where answers leave, in the order of the offers, on the egress thread. */
public interface AnswerSink {
    /**
     * Takes one answer. Its record, if it has one, is as durable as the durability mode promises.
     *
     * @param correlation what the offer named
     * @param sequence the record's sequence, 0 where nothing was journaled
     * @param timeMs engine time of the answer, {@code Core.NO_TIME} if there is none
     * @param answer holds the SBE answer message; valid during the call alone
     * @param offset index of its message header
     * @param length its length
     */
    void onAnswer(
        long correlation, long sequence, long timeMs, DirectBuffer answer, int offset, int length);
}
