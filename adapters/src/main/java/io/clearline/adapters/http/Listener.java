package io.clearline.adapters.http;

import io.clearline.adapters.identity.Identity;
import io.clearline.engine.journal.JournalReader;

/** Somebody who listens for answers, and how far it has got. Its hub's thread's, but for its output. */
final class Listener {
    final Identity identity;
    /** Finds again whom it was let in as. */
    final String secret;
    final EventOutput output;
    /** The next record that it is to be shown. */
    long next;
    /** Reads what is behind it; null where it hears what comes, or nothing is there yet. */
    JournalReader reader;
    /** Whether it hears what comes. */
    boolean live;
    long saidNs = System.nanoTime();
    long checkedNs = System.nanoTime();

    Listener(final Identity identity, final String secret, final EventOutput output,
        final long next) {
        this.identity = identity;
        this.secret = secret;
        this.output = output;
        this.next = next;
    }

    void closeReader() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
