package io.clearline.bench.cli;

import io.clearline.engine.pipeline.EngineConfig;
import java.util.Locale;
import java.util.Map;

/** How an engine was set up and what is in its figures, said the same way everywhere. */
final class Setup {
    static final String INCLUDED = "In it: the ring, deciding, the record with its"
        + " checksum appended to the journal, the gate, handing the answer out. Not in it: a"
        + " network, JSON.";

    private Setup() {
    }

    static void into(final Map<String, Object> json, final Session session) {
        final EngineConfig config = session.config();
        json.put("durability", name(config.durability()));
        json.put("preset", name(config.preset()));
        json.put("waiting", name(config.waiting()));
        json.put("traders", session.options().traders());
        json.put("controls", session.options().controls());
        json.put("directory", session.options().home().toString());
    }

    static void tell(final Session session, final String included) {
        final EngineConfig config = session.config();
        session.tell("Stream: declarations of all five flows with 1 to 5 items, %,d traders,"
            + " 9,000 tariff lines, %,d controls in force. Durability %s, preset %s, waiting %s,"
            + " journal in %s. %s", session.options().traders(),
            session.options().controls(), name(config.durability()),
            name(config.preset()), name(config.waiting()), session.options().home(), included);
    }

    private static String name(final Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
