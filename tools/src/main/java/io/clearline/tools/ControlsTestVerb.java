package io.clearline.tools;

import io.clearline.adapters.csv.ReferenceException;
import io.clearline.adapters.csv.ReferenceLoader;
import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.agrona.DirectBuffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code clearline controls test}. */
@Command(
    name = "test",
    description = "Which declarations controls would hit, and how fast they are tried. Nothing is"
        + " decided and nothing changes: states, times and rates of the controls are set aside.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ControlsTestVerb implements Callable<Integer> {
    private final Streams streams;

    @ParentCommand
    private ControlsVerb controls;

    @Parameters(index = "0", paramLabel = "FILE",
        description = "Control commands, and list commands they need, one JSON object a line; or"
            + " one expression.")
    private Path file;

    @Option(names = "--on", required = true, paramLabel = "DECLARATIONS",
        description = "Declare commands, one JSON object a line; - reads standard input.")
    private String declarations;

    @Option(names = "--reference", paramLabel = "DIR",
        description = "Reference data: traders (entity.*) and rates of currencies. Without it those"
            + " of --data; without both, names of traders are empty and only CNY has a rate.")
    private Path reference;

    @Option(names = "--json", description = "One JSON object a line: hits, then a line for each"
        + " control.")
    private boolean json;

    ControlsTestVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        final ClearanceCore core = controls.hasData()
            ? JournalHistory.read(controls.look()).core() : new ClearanceCore();
        if (reference != null) {
            load(core);
        }
        final Trial trial = new Trial(core, streams, json);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw Failure.usage("controls cannot be read from " + file + ": "
                + (Files.exists(file) ? "it is no readable file" : "it is not there"));
        }
        trial.add(file.getFileName().toString(), Files.readAllBytes(file));
        try (InputStream in = "-".equals(declarations) ? streams.in() : open()) {
            trial.run(in);
        }
        trial.report(declarations);
        return 0;
    }

    private InputStream open() throws IOException {
        final Path path = Path.of(declarations);
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw Failure.usage("declarations cannot be read from " + path + ": "
                + (Files.exists(path) ? "it is no readable file" : "it is not there"));
        }
        return new FileInputStream(path.toFile());
    }

    private void load(final ClearanceCore core) {
        try {
            new ReferenceLoader().load(reference).forEachPart(
                (message, offset, length) -> take(core, message, offset, length));
        } catch (final ReferenceException fault) {
            throw Failure.usage("reference data: " + fault.getMessage(), fault);
        }
    }

    /** Takes a command into a core that nobody else has. */
    static void take(final ClearanceCore core, final DirectBuffer command, final int offset,
        final int length) {
        final long nowMs = core.lastTimeMs() == Core.NO_TIME ? 0 : core.lastTimeMs();
        final Verdict verdict = core.decide(command, offset, length, nowMs);
        core.apply(core.lastSequence() + 1, verdict.timeMs(), command, offset, length,
            verdict.effects().buffer(), 0, verdict.effects().length());
    }
}
