package io.clearline.engine.core;

import io.clearline.engine.record.ChinaTime;
import io.clearline.engine.record.PackedWriter;
import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.reference.Rows;
import io.clearline.engine.state.Applier;
import io.clearline.engine.state.ClearanceState;
import io.clearline.engine.state.Effects;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** A state with reference rows of a test's own, and an assessment over it. */
final class Tables {
    static final String TRADER = "91460100MACX00011Q";
    static final int DAY = Rows.day("2026-03-02");

    final ClearanceState state = new ClearanceState(ClearanceCore.LOGIC_VERSION);
    final Assessment a = new Assessment(state);

    Tables() {
        a.begin(DAY, ChinaTime.startMs(DAY));
    }

    Tables put(final ReferenceTable table, final String... cells) {
        state.reference().put(table, Rows.of(table, cells));
        return this;
    }

    /** Adds the trader and makes it that of the assessment. */
    Tables trader(final String credit, final String secondLine) {
        put(ReferenceTable.ENTITIES, TRADER, "trader", "2025-12-18", null, credit, secondLine, "Y",
            "Y", "1000");
        a.trader = state.reference().parties().find(
            new UnsafeBuffer(TRADER.getBytes(StandardCharsets.US_ASCII)), 0);
        return this;
    }

    /** Gives the draws a key, as the first record of a journal does. */
    Tables drawKey(final long low, final long high) {
        final PackedWriter effects = new PackedWriter(32);
        new Effects().drawKey(effects, low, high);
        new Applier(state).apply(state.lastSequence() + 1, 0, effects.buffer(), 0,
            effects.buffer(), 0, effects.length());
        return this;
    }
}
