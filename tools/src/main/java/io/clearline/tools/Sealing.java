package io.clearline.tools;

import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.seal.Sealer;

/** Whether an engine seals what it journals. */
enum Sealing {
    /** It does; a key is made where there is none. */
    ALWAYS,
    /** It does not. */
    NEVER,
    /** It does where the data directory has a key: once sealed, always sealed. */
    WITH_KEY;

    /** Returns what the option {@code --[no-]seal} asks for; null = not given. */
    static Sealing of(final Boolean option) {
        return option == null ? WITH_KEY : option ? ALWAYS : NEVER;
    }

    boolean in(final DataDirectory data) {
        return this == ALWAYS || this == WITH_KEY && Sealer.hasKey(data);
    }
}
