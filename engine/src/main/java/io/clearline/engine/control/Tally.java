package io.clearline.engine.control;

import io.clearline.engine.record.Hash64;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;

/**
 * What a version of a control made of the declarations since it last began to be tried: since its
 * shadow run, its activation or its resumption began, and within its from and to. A declaration
 * counts once, when it is accepted; an amended one does not count again. One thread.
 */
public final class Tally {
    private static final long NEVER = -1;

    /** How many declarations were accepted in all when this began, and when it ended. */
    private long openedAt = NEVER;
    private long closedAt = NEVER;
    private long hits;
    private long items;
    private long holds;
    private long errors;
    /** The guard's present block, from 0, and how many declarations of it were hit. */
    private long block;
    private long blockHits;
    /** How many declarations are accepted in all when the block with too many hits is full. */
    private long tripsAt = NEVER;

    /** Returns how many declarations were hit: matched and taken, or erred on. */
    public long hits() {
        return hits;
    }

    /** Returns how many of their items were hit; a hit on a declaration as a whole counts one. */
    public long items() {
        return items;
    }

    /** Returns how many holds that made. */
    public long holds() {
        return holds;
    }

    /** Returns on how many declarations the expression erred. */
    public long errors() {
        return errors;
    }

    /** Returns how many declarations were accepted while it ran, of so many accepted in all. */
    long declarations(final long accepted) {
        return openedAt == NEVER ? 0 : (isOpen() ? accepted : closedAt) - openedAt;
    }

    boolean isOpen() {
        return openedAt != NEVER && closedAt == NEVER;
    }

    void restart() {
        openedAt = NEVER;
        closedAt = NEVER;
        hits = 0;
        items = 0;
        holds = 0;
        errors = 0;
        block = 0;
        blockHits = 0;
        tripsAt = NEVER;
    }

    void open(final long accepted) {
        openedAt = accepted;
    }

    void close(final long accepted) {
        closedAt = accepted;
    }

    void add(final int hitItems, final int madeHolds, final boolean erred) {
        hits++;
        items += hitItems;
        holds += madeHolds;
        errors += erred ? 1 : 0;
    }

    /**
     * Counts a hit in the guard's block.
     *
     * @return whether it is the first that is too many: the guard will trip
     */
    boolean addToBlock(final Guard guard, final long accepted) {
        final long present = (accepted - openedAt) / guard.over();
        if (present != block) {
            block = present;
            blockHits = 0;
        }
        if (++blockHits <= guard.most() || tripsAt != NEVER) {
            return false;
        }
        tripsAt = openedAt + (block + 1) * guard.over();
        return true;
    }

    /** Returns how many hits the guard's present block has. */
    public long blockHits() {
        return blockHits;
    }

    boolean willTrip() {
        return tripsAt != NEVER;
    }

    /** Returns how many declarations are accepted in all when the guard trips. */
    long tripsAt() {
        return tripsAt;
    }

    void save(final StateOutput out) {
        for (final long part : new long[] {
            openedAt, closedAt, hits, items, holds, errors, block, blockHits, tripsAt}) {
            out.putLong(part);
        }
    }

    void load(final StateInput in) {
        openedAt = in.getLong();
        closedAt = in.getLong();
        hits = in.getLong();
        items = in.getLong();
        holds = in.getLong();
        errors = in.getLong();
        block = in.getLong();
        blockHits = in.getLong();
        tripsAt = in.getLong();
    }

    long hash() {
        long hash = Hash64.fold(openedAt, closedAt);
        for (final long part : new long[] {hits, items, holds, errors, block, blockHits}) {
            hash = Hash64.fold(hash, part);
        }
        return Hash64.fold(hash, tripsAt);
    }
}
