/**
 * Answers posted to receivers as they become durable: a follower of the journal, signed, in order, at
 * least once.
 */
package io.clearline.adapters.webhook;
