package io.clearline.adapters.intake;

/**
 * How much one principal may ask of the server, over all its lines and requests; immutable. A burst is
 * what may come at once after a pause.
 *
 * @param commandsPerS commands a second, on whatever way they come
 * @param commandsBurst commands at once, from 1
 * @param requestsPerS a second, HTTP requests that read; dearer ones count several times
 * @param requestsBurst of them at once, from 1
 */
public record RateLimits(
    double commandsPerS, int commandsBurst, double requestsPerS, int requestsBurst) {
    /** Checks the bounds. */
    public RateLimits {
        if (!(commandsPerS > 0) || !(requestsPerS > 0) || commandsBurst < 1 || requestsBurst < 1) {
            throw new IllegalArgumentException("no limits of rate: " + commandsPerS + " commands/s, "
                + commandsBurst + " at once, " + requestsPerS + " requests/s, " + requestsBurst
                + " at once");
        }
    }

    /** Returns what nobody meets who does not mean harm: more than one core can take. */
    public static RateLimits defaults() {
        return new RateLimits(1_000_000, 1_000_000, 50_000, 50_000);
    }
}
