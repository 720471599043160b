/**
 * Consumers that tail the journal in their own threads or processes: the status store, a cache of
 * how each declaration stands. Never on the engine thread; what is kept here can be thrown away at
 * any time, the journal is the truth.
 */
package io.clearline.engine.follower;
