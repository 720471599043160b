package io.clearline.engine.core;

import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What the pipeline drives: decides one command at a time, then applies what was decided. A pure function
 * of (state, command, clock): no I/O, no clock of its own, no threads. Used by one thread at a time.
 */
public interface Core {
    /** As {@code clockMs}: the engine's time is the command's own {@code at}. */
    long DECLARED_CLOCK = Long.MIN_VALUE;

    /** As an engine time: no time was ever seen. */
    long NO_TIME = Long.MIN_VALUE;

    /**
     * Decides a command: reads state, writes nothing but the returned verdict. Never throws on a command
     * whose bytes are a sound message: what goes wrong inside becomes a hold ENGINE_ERROR or a refusal.
     *
     * @param command holds the SBE command message, its message header included
     * @param offset index of the message header
     * @param length length of the message in bytes
     * @param clockMs the wall clock in milliseconds since 1970-01-01T00:00Z, or {@link #DECLARED_CLOCK}
     * @return the verdict, reused by the next call
     */
    default Verdict decide(
        final DirectBuffer command, final int offset, final int length, final long clockMs) {
        return decide(command, offset, length, clockMs, 0);
    }

    /**
     * As the other, for a command that somebody sent.
     *
     * @param principal the sender's number, 0 = the operator at the machine, who may do everything
     */
    Verdict decide(DirectBuffer command, int offset, int length, long clockMs, int principal);

    /**
     * Applies a journaled record's effects. The only method that changes state.
     *
     * @param sequence the record's sequence, one above the last applied
     * @param timeMs the record's engine time
     */
    void apply(
        long sequence, long timeMs, DirectBuffer command, int commandOffset, int commandLength,
        DirectBuffer effects, int effectsOffset, int effectsLength);

    /**
     * Writes the next command of the engine's own that has fallen due by a time: a timer, or the pause
     * of a control whose harm guard tripped. The sequencer decides, journals and applies it before the
     * command that brought the time, and asks again; in replay it is not asked.
     *
     * @param byMs engine time in milliseconds since 1970-01-01T00:00Z
     * @param into takes the SBE message at index 0; its {@code at} is the clock to decide it by
     * @return the message's length, 0 if nothing has fallen due
     */
    int dueTimer(long byMs, MutableDirectBuffer into);

    /** Returns the sequence of the last record applied, 0 before the first. */
    long lastSequence();

    /** Returns the latest engine time seen, or {@link #NO_TIME}. */
    long lastTimeMs();

    /** Returns the high half of the hash of the rules and reference data in force. */
    long policyHigh();

    /** Returns the low half of the hash of the rules and reference data in force. */
    long policyLow();

    /** Returns the version of the decision logic, named in every record. */
    int logicVersion();

    /**
     * Whose a declaration is.
     *
     * @param trader 18 bytes of its credit code
     * @param agent 18 bytes of its credit code
     * @param entryOffice four digits as a number; 0 where the state no longer keeps it
     */
    record Filed(byte[] trader, byte[] agent, int entryOffice) {
    }

    /** Takes how declarations stand. */
    @FunctionalInterface
    interface Standing {
        /**
         * Takes how one stands.
         *
         * @param decision holds the Decision message that a repeat of it is answered with
         * @param offset index of the message header
         * @param departed whether it went through a checkpoint
         * @param filed whose it is
         */
        void declaration(DirectBuffer decision, int offset, boolean departed, Filed filed);
    }

    /** Returns how many declarations the state holds; a core of another trade has none. */
    default int declarations() {
        return 0;
    }

    /** Hands out how every declaration stands, in the order of acceptance. */
    default void standing(final Standing into) {
    }

    /** Writes the whole state as it stands between two records, so that {@link #load} can go on. */
    void save(StateOutput out);

    /**
     * Reads a state that {@link #save} wrote. From there on every decision, effect and hash is to the
     * byte what it would have been without the interruption.
     *
     * @throws IllegalStateException if this is no new core, or the bytes are no state; a core that
     *     threw is of no further use
     */
    void load(StateInput in);

    /** Returns a hash over the whole state, the same for equal states however they were reached. */
    long stateHash();
}
