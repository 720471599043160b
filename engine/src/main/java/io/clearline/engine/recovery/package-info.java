/**
 * From a data directory to a ready core: the lock, the journal replayed by applying, the report.
 */
package io.clearline.engine.recovery;
