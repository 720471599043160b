/**
 * From a data directory to a ready core: the newest snapshot that can be used, the journal behind it by
 * applying, the report. Replay, which decides each record again and compares, lives here too, since it
 * reads and applies the same way; so does the making of a new generation from a damaged directory.
 */
package io.clearline.engine.recovery;
