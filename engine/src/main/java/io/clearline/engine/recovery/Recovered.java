package io.clearline.engine.recovery;

import io.clearline.engine.core.Core;

/**
 * What a recovery made.
 *
 * @param core stands where the journal ends
 * @param report how it came there
 */
public record Recovered(Core core, RecoveryReport report) {
}
