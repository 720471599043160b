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
    private TokenFile.Version read;
    private Map<String, Known> byHash = Map.of();

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
    public synchronized Optional<Identity> ofPrincipal(final String name) {
        refresh();
        final Instant now = Instant.now(clock);
        Known latest = null;
        for (final Known known : byHash.values()) {
            if (known.token.principal().equals(name) && known.token.isLive(now)) {
                latest = known;
            }
        }
        return Optional.ofNullable(latest).map(Identities::identity);
    }

    private synchronized Optional<Identity> known(final String key) {
        refresh();
        final Known known = byHash.get(key);
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

    private void refresh() {
        try {
            final TokenFile.Version present = file.version();
            if (present.equals(read)) {
                return;
            }
            // In the order they were made.
            final Map<String, Known> fresh = new LinkedHashMap<>();
            final Instant now = Instant.now(clock);
            for (final Token token : file.read()) {
                if (token.isLive(now)) {
                    fresh.put(token.hash(), new Known(token, registrar.numberOf(token)));
                }
            }
            byHash = fresh;
            read = present;
        } catch (final IOException e) {
            // Those known before stay; nobody is let in by a file that cannot be read.
            LOG.error("Tokens cannot be read, changes do not count: {}", e.getMessage());
        }
    }
}
