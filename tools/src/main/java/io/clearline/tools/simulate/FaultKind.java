package io.clearline.tools.simulate;

import java.util.EnumSet;
import java.util.Set;

/** What is done to an engine, and how it may end. */
enum FaultKind {
    KILL("kill -9", Outcome.SURVIVED),
    POWER_CUT("power cut", Outcome.SURVIVED),
    TORN_RECORD("torn last record", Outcome.SURVIVED),
    CLOCK_BACK("clock stepping back", Outcome.SURVIVED),
    DUPLICATE("resend", Outcome.SURVIVED),
    SHORT_WRITE("short write", Outcome.SURVIVED),
    SLOW_FOLLOWER("slow follower", Outcome.SURVIVED),
    DEAD_FOLLOWER("dead follower", Outcome.SURVIVED),
    FORCE_ERROR("force error", Outcome.HALTED),
    APPEND_ERROR("append error", Outcome.HALTED),
    WRITE_ERROR("disk full at a start", Outcome.HALTED),
    DISK_FULL("disk full while running", Outcome.SURVIVED, Outcome.HALTED),
    BIT_ROT("bit rot", Outcome.DETECTED, Outcome.HALTED, Outcome.SURVIVED),
    LOST_PAGE("lost forced page", Outcome.DETECTED, Outcome.HALTED, Outcome.SURVIVED),
    MISDIRECTED_PAGE("misdirected page", Outcome.DETECTED, Outcome.HALTED, Outcome.SURVIVED),
    TRUNCATED_FILE("truncated file", Outcome.DETECTED, Outcome.HALTED, Outcome.SURVIVED),
    MISSING_FILE("missing file", Outcome.DETECTED, Outcome.HALTED, Outcome.SURVIVED);

    /** How an engine comes out of a fault. */
    enum Outcome {
        /** It goes on and nothing is missing. */
        SURVIVED,
        /** It does not start, and says from which record on the journal is damaged. */
        DETECTED,
        /** It stops or does not start, and says why; nothing is missing. */
        HALTED
    }

    private final String words;
    private final Set<Outcome> expected;

    FaultKind(final String words, final Outcome first, final Outcome... more) {
        this.words = words;
        this.expected = EnumSet.of(first, more);
    }

    /** Returns it in words. */
    String words() {
        return words;
    }

    boolean allows(final Outcome outcome) {
        return expected.contains(outcome);
    }
}
