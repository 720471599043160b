/**
 * Snapshot files: the state of a core at one record, with what must be true of the journal for it to be
 * used. Writing, checking, reading, keeping. Who takes one and when lives in {@code follower}, what a
 * start makes of them in {@code recovery}.
 */
package io.clearline.engine.snapshot;
