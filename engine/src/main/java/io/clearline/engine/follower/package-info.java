/**
 * Consumers that tail the journal in their own threads: the status store. Never on the engine thread.
 */
package io.clearline.engine.follower;
