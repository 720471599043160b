package io.clearline.tools;

import java.util.ArrayList;
import java.util.List;

/**
 * One key of {@code clearline.toml}: docs/config.md says of each what it is for, its default and its
 * trade-off.
 *
 * @param name with the table in front, such as {@code tcp.listen}
 * @param option the option of {@code serve} that says the same and wins; null = there is none
 * @param kind of its value
 * @param least where the value is a number
 * @param most where it is a number
 */
record ConfigKey(String name, String option, Kind kind, long least, long most) {
    /** What a value may be. */
    enum Kind {
        /** A text, read as the option reads it. */
        TEXT("a text in quotes"),
        /** A path in a text; a relative one is relative to the file. */
        PATH("a path in quotes"),
        /** A whole number in a range. */
        NUMBER("a whole number"),
        /** {@code true} or {@code false}. */
        FLAG("true or false");

        private final String words;

        Kind(final String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private static final int PORT_MAX = 65_535;
    private static final int RATE_MOST = 1_000_000_000;
    private static final int MS_LEAST = 100;
    private static final int MS_MOST = 600_000;

    /** All keys there are. */
    static final List<ConfigKey> ALL = all();

    private static List<ConfigKey> all() {
        final List<ConfigKey> keys = new ArrayList<>();
        keys.add(path("reference", "--reference"));
        keys.add(text("durability", "--durability"));
        keys.add(text("preset", "--preset"));
        keys.add(text("http.host", "--host"));
        keys.add(number("http.port", "--port", 0, PORT_MAX));
        keys.add(flag("http.plain", "--http-plain"));
        keys.add(text("tcp.listen", "--tcp"));
        keys.add(path("tcp.cert", "--tls-cert"));
        keys.add(path("tcp.key", "--tls-key"));
        keys.add(path("tcp.client-ca", "--tls-client-ca"));
        keys.add(flag("tcp.plain", "--tcp-plain"));
        keys.add(text("aeron.listen", "--aeron"));
        keys.add(path("aeron.dir", "--aeron-dir"));
        keys.add(flag("aeron.plain", "--aeron-plain"));
        keys.add(text("aeron.idle", "--aeron-idle"));
        keys.add(path("inbox.dir", "--inbox"));
        keys.add(path("inbox.token", "--inbox-token"));
        keys.add(number("limits.connections", null, 1, 4_000));
        keys.add(number("limits.unknown", null, 1, 4_000));
        keys.add(number("limits.hello-bytes", null, 64, 1 << 20));
        keys.add(number("limits.hello-timeout-ms", null, MS_LEAST, MS_MOST));
        keys.add(number("limits.frame-bytes", null, 4_096, 8 << 20));
        keys.add(number("limits.in-flight", null, 1, 1_000_000));
        keys.add(number("limits.outbox-bytes", null, 1 << 16, 1 << 30));
        keys.add(number("limits.heartbeat-ms", null, MS_LEAST, MS_MOST));
        keys.add(number("limits.stall-ms", null, MS_LEAST, MS_MOST));
        keys.add(number("rates.commands", null, 1, RATE_MOST));
        keys.add(number("rates.commands-burst", null, 1, RATE_MOST));
        keys.add(number("rates.requests", null, 1, RATE_MOST));
        keys.add(number("rates.requests-burst", null, 1, RATE_MOST));
        keys.add(number("http.connections", null, 1, 100_000));
        keys.add(number("http.head-bytes", null, 1 << 10, 1 << 20));
        keys.add(number("http.head-ms", null, MS_LEAST, MS_MOST));
        keys.add(number("http.idle-ms", null, MS_LEAST, MS_MOST));
        keys.add(number("http.streams", null, 1, 200));
        return List.copyOf(keys);
    }

    private static ConfigKey text(final String name, final String option) {
        return new ConfigKey(name, option, Kind.TEXT, 0, 0);
    }

    private static ConfigKey path(final String name, final String option) {
        return new ConfigKey(name, option, Kind.PATH, 0, 0);
    }

    private static ConfigKey flag(final String name, final String option) {
        return new ConfigKey(name, option, Kind.FLAG, 0, 0);
    }

    private static ConfigKey number(
        final String name, final String option, final long least, final long most) {
        return new ConfigKey(name, option, Kind.NUMBER, least, most);
    }
}
