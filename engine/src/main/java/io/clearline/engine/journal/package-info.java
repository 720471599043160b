/**
 * Append, force, read, verify: Chronicle Queue behind a small interface. Knows records as framed bytes and
 * nothing of what they mean.
 */
package io.clearline.engine.journal;
