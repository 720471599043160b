package io.clearline.adapters.webhook;

/**
 * How webhooks are served; immutable.
 *
 * @param answersMax answers in one request
 * @param bodyBytesMax no further answer is put into a longer one
 * @param connectMs how long a connection may take to be made
 * @param answerMs how long a receiver may take to answer
 * @param backoffFirstMs after the first failure so long is waited, twice as long after each further one
 * @param backoffMaxMs and no longer than that
 * @param lookMs so often files are looked at for what was added, removed or wished
 */
public record WebhookLimits(int answersMax, int bodyBytesMax, int connectMs, int answerMs,
    int backoffFirstMs, int backoffMaxMs, int lookMs) {
    /** Returns what serves most. */
    public static WebhookLimits defaults() {
        return new WebhookLimits(100, 256 << 10, 5_000, 10_000, 1_000, 300_000, 500);
    }

    /** Returns how long to wait after so many failures, in ms. */
    long backoffMs(final int failures) {
        return Math.min(backoffMaxMs, (long) backoffFirstMs << Math.min(failures - 1, 20));
    }
}
