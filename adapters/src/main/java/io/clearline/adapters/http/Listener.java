package io.clearline.adapters.http;

import io.clearline.adapters.identity.Identity;
import io.clearline.engine.journal.JournalReader;
import java.util.Optional;
import java.util.function.Supplier;

/** Somebody who listens for answers, and how far it has got. Its hub's thread's, but for its output. */
final class Listener {
    final Identity identity;
    /** Finds again whom it was let in as, empty where it may no longer be. */
    final Supplier<Optional<Identity>> again;
    final EventOutput output;
    /** The next record that it is to be shown. */
    long next;
    /** Reads what is behind it; null where it hears what comes, or nothing is there yet. */
    JournalReader reader;
    /** Whether it hears what comes. */
    boolean live;
    long saidNs = System.nanoTime();
    long checkedNs = System.nanoTime();

    Listener(final Identity identity, final Supplier<Optional<Identity>> again,
        final EventOutput output, final long next) {
        this.identity = identity;
        this.again = again;
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
