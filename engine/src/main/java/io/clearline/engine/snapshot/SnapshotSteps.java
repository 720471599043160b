package io.clearline.engine.snapshot;

/** Is told how far the writing of a snapshot has come; a test dies at each of them. */
@FunctionalInterface
interface SnapshotSteps {
    /** A point between two things that reach the disk. */
    enum Step {
        /** The pending file is there and empty. */
        PENDING_CREATED,
        /** A block of the state was written; comes once for each. */
        BLOCK_WRITTEN,
        /** The pending file holds everything, but none of it need be on the disk. */
        WRITTEN,
        /** The pending file is on the disk. */
        FORCED,
        /** The file has its name; the directory need not be on the disk. */
        RENAMED,
        /** The snapshot is there to stay. */
        DIRECTORY_FORCED,
        /** An old snapshot was deleted; comes once for each. */
        OLD_DELETED
    }

    /** Says nothing to anybody. */
    SnapshotSteps NONE = step -> { };

    /** A step was done. */
    void reached(Step step);
}
