/**
 * From a data directory to a ready core: the journal replayed by applying, the report. Replay, which
 * decides each record again and compares, lives here too, since it reads and applies the same way.
 */
package io.clearline.engine.recovery;
