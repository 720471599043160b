package io.clearline.adapters.webhook;

import java.net.URI;

/**
 * A receiver of answers.
 *
 * @param id what names it in lists, files and logs: 12 hexadecimal digits
 * @param url where answers are posted to
 * @param principal whose answers, and with whose rights: those of its latest token that is good
 * @param secret key of the signatures
 * @param after answers behind this record are sent
 */
public record Webhook(String id, URI url, String principal, String secret, long after) {
    /** What the names of all of them among the journal's followers begin with. */
    public static final String FOLLOWER = "webhook-";

    /** Returns the name under which its position is kept among those of the journal's followers. */
    public String follower() {
        return FOLLOWER + id;
    }

    /** Does not tell the secret. */
    @Override
    public String toString() {
        return id + " of " + principal + " to " + url;
    }
}
