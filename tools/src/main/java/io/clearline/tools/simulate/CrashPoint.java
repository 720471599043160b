package io.clearline.tools.simulate;

/** A moment between two steps at which a process can die or the power go. */
enum CrashPoint {
    /** Between two steps of the engine. */
    IDLE("between two steps"),
    /** A record is decided and not yet appended. */
    BEFORE_APPEND("before an append"),
    /** The document is open, any part of the record is in it. */
    IN_APPEND("inside an append"),
    /** A new file was begun for the record. */
    IN_ROLL("in a roll"),
    /** The document is closed, the high-water mark does not know. */
    BEFORE_MARK("between append and mark"),
    /** One slot of the high-water mark is torn. */
    IN_MARK("inside the mark"),
    /** The record is in the journal, the state does not know. */
    AFTER_APPEND("after an append"),
    /** A force was asked for. */
    BEFORE_FORCE("before a force"),
    /** Some files are forced, others not. */
    IN_FORCE("inside a force"),
    /** All is forced, the gate does not know. */
    AFTER_FORCE("after a force"),
    /** The gate is open, the answer is not out. */
    BEFORE_ANSWER("before an answer"),
    /** The answer left and nothing after it happened. */
    AFTER_ANSWER("after an answer"),
    /** A snapshot is being written, or files behind one are being deleted. */
    IN_SNAPSHOT("in a snapshot"),
    /** The head of a block is being signed and written. */
    IN_SEAL("in a seal"),
    /** A follower begins, or says how far it has come. */
    IN_FOLLOWER("in a follower"),
    /** A start is under way: locks, recovery, the clearing of the tail. */
    IN_START("in a start"),
    /** A draft is written, or has its name and the directory is not forced. */
    IN_RENAME("around a rename"),
    /** The engine is closing. */
    IN_CLOSE("in a close");

    private final String words;

    CrashPoint(final String words) {
        this.words = words;
    }

    /** Returns it in words. */
    String words() {
        return words;
    }
}
