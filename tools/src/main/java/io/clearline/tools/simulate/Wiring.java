package io.clearline.tools.simulate;

import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.core.Core;
import io.clearline.engine.journal.ChronicleJournal;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.Journal;
import io.clearline.engine.journal.JournalOptions;
import io.clearline.engine.journal.Machine;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.recovery.Recovered;
import io.clearline.engine.recovery.Recovery;
import java.nio.file.Path;

/**
 * What a simulated process is put together from: production's own parts. A test that asks whether
 * the simulator finds a fault overrides one of them.
 */
class Wiring {
    /** Touches a data directory before a process looks at it. */
    void beforeStart(final Path directory) {
        // Production does nothing here.
    }

    /** Returns the machine that a process sees. */
    Machine machine(final Machine simulated) {
        return simulated;
    }

    /** Returns a new core. */
    Core core() {
        return new ClearanceCore();
    }

    /** Returns a core that stands where the journal ends, and how it came there. */
    Recovered recover(final DataDirectory data) {
        return Recovery.recover(data, this::core);
    }

    /** Opens the journal for a core that stands at its end. */
    Journal journal(final DataDirectory data, final JournalOptions options, final Core core) {
        return ChronicleJournal.open(data, options);
    }

    /** Returns what the engine is told that its answers promise. */
    Durability durability(final Durability promised) {
        return promised;
    }
}
