package io.clearline.tools;

import com.fasterxml.jackson.databind.JsonNode;
import io.clearline.adapters.http.HttpLimits;
import io.clearline.adapters.intake.RateLimits;
import io.clearline.adapters.session.Limits;
import io.clearline.adapters.text.Nearest;
import io.clearline.adapters.text.OneLine;
import io.clearline.adapters.text.TomlException;
import io.clearline.adapters.text.TomlText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * What a {@code clearline.toml} says: every key known, every value of its kind and in its range. It fills in
 * options that were not given; those that were, win. Immutable.
 */
final class ConfigFile {
    private static final Map<String, ConfigKey> KEYS = ConfigKey.ALL.stream().collect(
        Collectors.toMap(ConfigKey::name, key -> key, (one, other) -> one, LinkedHashMap::new));
    private static final long FILE_BYTES_MAX = 1 << 20;

    private final Path file;
    private final TomlText text;
    private final Map<String, JsonNode> values = new LinkedHashMap<>();

    private ConfigFile(final Path file, final TomlText text) {
        this.file = file;
        this.text = text;
    }

    /**
     * Reads one.
     *
     * @throws Failure of usage, with file and line, if it cannot be read or says what is none
     */
    static ConfigFile read(final Path file) {
        return of(file, text(file));
    }

    /**
     * Reads the text of one.
     *
     * @param file names it in messages, and what paths in it are relative to
     * @throws Failure of usage, with file and line, if it says what is none
     */
    static ConfigFile of(final Path file, final String text) {
        try {
            final ConfigFile config = new ConfigFile(file, TomlText.parse(file.toString(), text));
            config.take("", config.text.root());
            config.limits();
            return config;
        } catch (final TomlException e) {
            throw Failure.usage(e.getMessage(), e);
        }
    }

    private static String text(final Path file) {
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw Failure.usage("--config " + file + " has more than 1 MiB: it is no"
                    + " configuration");
            }
            return Files.readString(file);
        } catch (final CharacterCodingException e) {
            throw Failure.usage("--config " + file + " is not UTF-8", e);
        } catch (final IOException e) {
            throw Failure.usage("cannot read --config " + file + ": name a file that is there", e);
        }
    }

    private void take(final String table, final JsonNode node) {
        for (final Map.Entry<String, JsonNode> field : node.properties()) {
            final String name = table + field.getKey();
            final ConfigKey key = KEYS.get(name);
            if (key != null) {
                values.put(name, checked(key, field.getValue()));
            } else if (field.getValue().isObject() && KEYS.keySet().stream()
                .anyMatch(known -> known.startsWith(name + "."))) {
                take(name + ".", field.getValue());
            } else {
                throw unknown(name, field.getValue());
            }
        }
    }

    private Failure unknown(final String name, final JsonNode value) {
        // A table is compared by the first key in it, so that the nearest is one of a like place.
        final String whole = value.isObject() && value.fieldNames().hasNext()
            ? name + "." + value.fieldNames().next() : name;
        return Failure.usage(OneLine.of(text.where(name) + "unknown key " + whole
            + "; the nearest is " + Nearest.of(whole, KEYS.keySet())));
    }

    private JsonNode checked(final ConfigKey key, final JsonNode value) {
        final boolean sound = switch (key.kind()) {
            case TEXT -> value.isTextual();
            case PATH -> value.isTextual() && isPath(value.textValue());
            case NUMBER -> value.isIntegralNumber();
            case FLAG -> value.isBoolean();
        };
        if (!sound) {
            throw Failure.usage(text.where(key.name()) + key.name() + " is "
                + key.kind().words() + ", not " + shown(value));
        }
        if (key.kind() == ConfigKey.Kind.NUMBER && (!value.canConvertToLong()
            || value.longValue() < key.least() || value.longValue() > key.most())) {
            throw Failure.usage(text.where(key.name()) + key.name() + " is " + key.least() + " to "
                + key.most() + ", not " + shown(value));
        }
        return value;
    }

    private static boolean isPath(final String text) {
        return !text.isEmpty() && text.indexOf('\0') < 0;
    }

    private static String shown(final JsonNode value) {
        final String shown = OneLine.of(value.toString());
        return shown.length() <= 40 ? shown : shown.substring(0, 40) + "...";
    }

    /**
     * Sets the options of a verb that were not given, as the file has them.
     *
     * @throws Failure of usage, with file and line, if an option does not take its value
     */
    void apply(final CommandSpec verb) {
        for (final Map.Entry<String, JsonNode> entry : values.entrySet()) {
            final ConfigKey key = KEYS.get(entry.getKey());
            if (key.option() != null
                && !verb.commandLine().getParseResult().hasMatchedOption(key.option())) {
                final OptionSpec option = verb.findOption(key.option());
                option.setValue(converted(key, option, entry.getValue()));
            }
        }
    }

    private Object converted(final ConfigKey key, final OptionSpec option, final JsonNode value) {
        return switch (key.kind()) {
            case PATH -> {
                final Path base = file.toAbsolutePath().getParent();
                yield base.resolve(value.textValue()).normalize();
            }
            case NUMBER -> value.intValue();
            case FLAG -> value.booleanValue();
            case TEXT -> {
                final ITypeConverter<?>[] converters = option.converters();
                try {
                    yield converters.length == 0 ? value.textValue()
                        : converters[0].convert(value.textValue());
                } catch (final TypeConversionException e) {
                    throw Failure.usage(OneLine.of(
                        text.where(key.name()) + key.name() + ": " + e.getMessage()), e);
                } catch (final Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    /** Returns what a peer may take of the server: the defaults, and what the file has of it. */
    Limits limits() {
        final Limits given = Limits.defaults();
        final Limits limits = new Limits(number("limits.connections", given.connectionsMax()),
            number("limits.unknown", given.unknownMax()), number("limits.hello-bytes", given.helloBytesMax()),
            number("limits.hello-timeout-ms", given.helloTimeoutMs()),
            number("limits.frame-bytes", given.frameBytesMax()),
            number("limits.in-flight", given.inFlightMax()),
            number("limits.outbox-bytes", given.outboxBytesMax()),
            number("limits.heartbeat-ms", given.heartbeatMs()), number("limits.stall-ms", given.stallMs()));
        if (limits.unknownMax() > limits.connectionsMax()) {
            throw Failure.usage(text.where(values.containsKey("limits.unknown") ? "limits.unknown"
                : "limits.connections") + "limits.unknown is at most limits.connections: "
                + limits.unknownMax() + " of " + limits.connectionsMax());
        }
        return limits;
    }

    /** Returns how much one principal may ask: the defaults, and what the file has of it. */
    RateLimits rates() {
        final RateLimits given = RateLimits.defaults();
        return new RateLimits(number("rates.commands", (int) given.commandsPerS()),
            number("rates.commands-burst", given.commandsBurst()),
            number("rates.requests", (int) given.requestsPerS()),
            number("rates.requests-burst", given.requestsBurst()));
    }

    /** Returns what those who come over HTTP may take: the defaults, and what the file has of it. */
    HttpLimits http() {
        final HttpLimits given = HttpLimits.defaults();
        return new HttpLimits(number("http.connections", given.connectionsMax()),
            number("http.head-bytes", given.headBytesMax()), number("http.head-ms", given.headMs()),
            number("http.idle-ms", given.idleMs()), given.commandBytesMax(),
            number("http.streams", given.streamsOwnMax()), given.events());
    }

    private int number(final String name, final int otherwise) {
        return Optional.ofNullable(values.get(name))
            .map(JsonNode::intValue).orElse(otherwise);
    }
}
