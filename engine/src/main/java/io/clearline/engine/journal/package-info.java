/**
 * Append, force, read, verify: Chronicle Queue behind a small interface, and the data directory it
 * lies in. Knows records as framed bytes and nothing of what they mean. Chronicle writes; reading
 * walks the files by itself, because Chronicle's tailer stops at damage as it does at the end.
 */
package io.clearline.engine.journal;
