package io.clearline.adapters.webhook;

/**
 * Answers that are posted together.
 *
 * @param body a JSON array of them
 * @param through the last record that is done with once they have arrived
 */
record Batch(byte[] body, long through) {
}
