package io.clearline.tools;

import io.clearline.adapters.history.ControlHistory;
import io.clearline.engine.control.Control;
import io.clearline.engine.core.Core;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code clearline controls show}. */
@Command(
    name = "show",
    description = "Everything about a control: what each version says, who did what when, and what"
        + " it counted.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ControlsShowVerb implements Callable<Integer> {
    private final Streams streams;

    @ParentCommand
    private ControlsVerb controls;

    @Parameters(index = "0", paramLabel = "ID",
        description = "A control's id, ISSUER/ID, or ISSUER/ID@VERSION as a hit cites it.")
    private String what;

    @Option(names = "--json", description = "One JSON object a line, one for each version.")
    private boolean json;

    ControlsShowVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        final ControlHistory history = JournalHistory.read(controls.look());
        final List<ControlHistory.Version> shown = history.versions().stream()
            .filter(version -> isMeant(version.control()))
            .sorted(Comparator.comparing(ControlHistory.Version::control, Control::compareHits)
                .thenComparing(
                    version -> version.control().terms().version(), Comparator.reverseOrder()))
            .toList();
        if (shown.isEmpty()) {
            throw Failure.usage("no control is called " + what
                + "; ./clearline controls list --all names every version");
        }
        for (final ControlHistory.Version version : shown) {
            if (json) {
                streams.out().println(object(history, version));
            } else {
                print(streams.out(), history, version);
            }
        }
        return 0;
    }

    private boolean isMeant(final Control control) {
        final String citation = ControlText.text(control.citation());
        return what.equals(citation) || what.equals(ControlText.text(control.terms().id()))
            || what.equals(citation.substring(0, citation.lastIndexOf('@')));
    }

    private static void print(final PrintStream out, final ControlHistory history,
        final ControlHistory.Version version) {
        final Control.Terms terms = version.control().terms();
        out.println(ControlText.text(version.control().citation()) + "  "
            + version.control().state());
        line(out, "when", ControlText.text(version.said().when()));
        line(out, "then", terms.then() + (ControlText.rate(terms).equals("1") ? ""
            : ", takes " + ControlText.rate(terms) + " of what it matches"));
        line(out, "basis", ControlText.text(terms.basis()));
        line(out, "instruction", ControlText.text(terms.instruction()));
        line(out, "author", ControlText.text(terms.author()));
        line(out, "from, to", ControlText.from(terms) + ", " + ControlText.to(terms));
        line(out, "harm guard", terms.guard() == null ? "" : ControlText.guard(terms.guard()));
        line(out, "counts", ControlText.counts(history.counts(version.control())));
        for (final ControlHistory.Event event : version.events()) {
            line(out, event == version.events().get(0) ? "history" : " ", event(event));
        }
        out.println();
    }

    private static void line(final PrintStream out, final String name, final String value) {
        if (!value.isEmpty()) {
            out.printf("  %-12s %s%n", name, value.replaceAll("\\s*\\R\\s*", " "));
        }
    }

    private static String time(final ControlHistory.Event event) {
        return event.timeMs() == Core.NO_TIME ? "at the start" : JsonText.time(event.timeMs());
    }

    private static String event(final ControlHistory.Event event) {
        return time(event) + "  record " + event.sequence() + "  " + event.state()
            + (event.by().isEmpty() ? "" : " by " + event.by())
            + (event.reason().isEmpty() ? "" : ": " + event.reason())
            + (event.counted() == null || event.counted().declarations() == 0 ? ""
                : " (until then " + ControlText.counts(event.counted()) + ")");
    }

    private static JsonText object(
        final ControlHistory history, final ControlHistory.Version version) {
        final Control.Terms terms = version.control().terms();
        final JsonText text = new JsonText().open();
        ControlText.terms(text, version.control());
        text.text("when", ControlText.text(version.said().when()))
            .text("basis", ControlText.text(terms.basis()))
            .textIfAny("instruction", ControlText.text(terms.instruction()))
            .textIfAny("author", ControlText.text(terms.author()));
        ControlText.counts(text, history.counts(version.control()));
        text.openList("history");
        for (final ControlHistory.Event event : version.events()) {
            text.open().text("at", event.timeMs() == Core.NO_TIME ? null : time(event))
                .number("seq", event.sequence()).text("state", event.state().name())
                .textIfAny("by", event.by()).textIfAny("reason", event.reason());
            if (event.counted() != null) {
                text.open("counted");
                ControlText.counts(text, event.counted());
                text.close();
            }
            text.close();
        }
        return text.closeList().close();
    }
}
