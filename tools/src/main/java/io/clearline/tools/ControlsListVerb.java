package io.clearline.tools;

import io.clearline.adapters.history.ControlHistory;
import io.clearline.adapters.history.Counts;
import io.clearline.engine.control.Control;
import io.clearline.engine.record.sbe.ControlState;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code clearline controls list}. */
@Command(
    name = "list",
    description = "Every version that has not ended, with its state and what it counted since it"
        + " went into that state.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ControlsListVerb implements Callable<Integer> {
    private final Streams streams;

    @ParentCommand
    private ControlsVerb controls;

    @Option(names = "--all", description = "Versions that have ended, too.")
    private boolean all;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    ControlsListVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        final ControlHistory history = JournalHistory.read(controls.look());
        final List<ControlHistory.Version> shown = history.versions().stream()
            .filter(version -> all || version.control().state() != ControlState.WITHDRAWN)
            .sorted(Comparator.comparing(ControlHistory.Version::control, Control::compareHits)
                .thenComparingInt(version -> version.control().terms().version()))
            .toList();
        if (json) {
            shown.forEach(version -> streams.out().println(line(history, version)));
        } else {
            table(history, shown).print(streams.out());
        }
        return 0;
    }

    private static TextTable table(
        final ControlHistory history, final List<ControlHistory.Version> shown) {
        final TextTable table = new TextTable("control", "state", "then", "rate", "from", "to",
            ">declarations", ">hits", ">share", ">items", ">holds", ">errors");
        for (final ControlHistory.Version version : shown) {
            final Control.Terms terms = version.control().terms();
            final Counts counts = history.counts(version.control());
            table.row(new String(version.control().citation(), StandardCharsets.UTF_8),
                version.control().state().name(), terms.then().name(),
                ControlText.rate(terms), ControlText.from(terms), ControlText.to(terms),
                TextTable.number(counts.declarations()), TextTable.number(counts.hits()),
                counts.share(), TextTable.number(counts.items()), TextTable.number(counts.holds()),
                TextTable.number(counts.errors()));
        }
        return table;
    }

    private static JsonText line(
        final ControlHistory history, final ControlHistory.Version version) {
        final JsonText text = new JsonText().open();
        ControlText.terms(text, version.control());
        ControlText.counts(text, history.counts(version.control()));
        return text.close();
    }
}
