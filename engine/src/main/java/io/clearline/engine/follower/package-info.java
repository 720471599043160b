/**
 * Consumers that tail the journal in their own threads or processes: the status store, a cache of how
 * each declaration stands; snapshots, taken with a core of their own. How far each has come, and which
 * journal files nobody needs any more. Never on the engine thread; what is kept here can be thrown away
 * at any time, the journal is the truth.
 */
package io.clearline.engine.follower;
