package io.clearline.adapters.identity;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds who a token stands for. The file is looked at again when it changed, so that a token that was
 * made or revoked counts at once. Thread-safe.
 */
public final class Identities {
    private static final Logger LOG = LoggerFactory.getLogger(Identities.class);

    /** Makes a principal known to the engine. */
    @FunctionalInterface
    public interface Registrar {
        /** Returns the number of the token's principal. */
        int numberOf(Token token);
    }

    /** A live token and the number of its principal. */
    private record Known(Token token, int number) {
    }

    private final TokenFile file;
    private final Registrar registrar;
    private final Clock clock;
    private volatile Tokens tokens = new Tokens(null, Map.of());

    /** The live tokens by hash, in the order they were made, as a version of the file has them. */
    private record Tokens(TokenFile.Version version, Map<String, Known> byHash) {
    }

    /** Reads the tokens of a file; numbers come from the registrar, one for each principal. */
    public Identities(final TokenFile file, final Registrar registrar, final Clock clock) {
        this.file = file;
        this.registrar = registrar;
        this.clock = clock;
    }

    /** Returns who bears a secret, if it is a live token's. */
    public Optional<Identity> of(final String secret) {
        return known(TokenFile.hash(secret));
    }

    /**
     * Returns whom a client certificate stands for, if a live entry names its subject. That the
     * certificate is good was found by who took it.
     *
     * @param subject distinguished name, RFC 2253
     */
    public Optional<Identity> ofSubject(final String subject) {
        return known(TokenFile.subjectKey(subject));
    }

    /** Returns a principal by its name, as the latest of its tokens that is good says. */
    public Optional<Identity> ofPrincipal(final String name) {
        final Instant now = Instant.now(clock);
        Known latest = null;
        for (final Known known : tokens().byHash.values()) {
            if (known.token.principal().equals(name) && known.token.isLive(now)) {
                latest = known;
            }
        }
        return Optional.ofNullable(latest).map(Identities::identity);
    }

    private Optional<Identity> known(final String key) {
        final Known known = tokens().byHash.get(key);
        if (known == null || !known.token.isLive(Instant.now(clock))) {
            return Optional.empty();
        }
        return Optional.of(identity(known));
    }

    private static Identity identity(final Known known) {
        final Token token = known.token;
        return new Identity(known.number, token.principal(), token.role(), token.office(),
            token.party());
    }

    /** Returns the tokens as they stand; who asks waits for others only where the file changed. */
    private Tokens tokens() {
        try {
            final Tokens present = tokens;
            return file.version().equals(present.version) ? present : refreshed();
        } catch (final IOException e) {
            // Those known before stay; nobody is let in by a file that cannot be read.
            LOG.error("Tokens cannot be read, changes do not count: {}", e.getMessage());
            return tokens;
        }
    }

    private synchronized Tokens refreshed() throws IOException {
        // Once more: another may have read it meanwhile, or a yet later one.
        final TokenFile.Version version = file.version();
        if (!version.equals(tokens.version)) {
            final Map<String, Known> fresh = new LinkedHashMap<>();
            final Instant now = Instant.now(clock);
            for (final Token token : file.read()) {
                if (token.isLive(now)) {
                    fresh.put(token.hash(), new Known(token, registrar.numberOf(token)));
                }
            }
            tokens = new Tokens(version, fresh);
        }
        return tokens;
    }
}
