package io.clearline.adapters.identity;

import io.clearline.engine.record.sbe.Role;
import java.time.Instant;

/**
 * A token as it is kept: its secret is not in it.
 *
 * @param id what names it in lists and to revoke it
 * @param principal whom its bearer acts as
 * @param role what the principal may do
 * @param office the office the principal acts for, four digits as a number; 0 = none
 * @param party credit code a declarant acts for, "" = none
 * @param expires from then on it is worth nothing
 * @param hash SHA-256 of the secret, in hexadecimal; of a client certificate {@code subject:} and its name
 * @param revoked whether it was taken back
 */
public record Token(String id, String principal, Role role, int office, String party,
    Instant expires, String hash, boolean revoked) {
    /** Tells whether it is good at a time. */
    public boolean isLive(final Instant now) {
        return !revoked && now.isBefore(expires);
    }

    /** Tells whether it stands for a client certificate: its hash is the subject then. */
    public boolean isCertificate() {
        return hash.startsWith(TokenFile.SUBJECT);
    }
}
