package io.clearline.adapters.session;

import io.clearline.adapters.identity.Identities;
import io.clearline.adapters.identity.Identity;
import io.clearline.engine.record.session.ByeReason;
import java.util.Optional;

/** By what a client was let in: its token or, where it has none, the certificate of its line. */
final class Entry {
    private final Identities identities;
    private final String token;
    private final Line line;

    /**
     * Whom it stands for, or why for nobody.
     *
     * @param identity null if it stands for nobody
     */
    record Found(Identity identity, ByeReason reason, String text) {
    }

    Entry(final Identities identities, final String token, final Line line) {
        this.identities = identities;
        this.token = token;
        this.line = line;
    }

    /** Looks it up; may wait for files and for the engine. */
    Found find() {
        try {
            final Optional<Identity> identity =
                token.isEmpty() ? line.subject().flatMap(identities::ofSubject)
                    : identities.of(token);
            return identity.map(found -> new Found(found, ByeReason.DONE, ""))
                .orElseGet(() -> new Found(null, ByeReason.UNAUTHORIZED,
                    "no token or certificate that is good here and has not expired"));
        } catch (final IllegalStateException e) {
            return new Found(null, ByeReason.UNAVAILABLE, e.getMessage());
        }
    }
}
