package io.clearline.tools;

import io.clearline.engine.journal.DataDirectory;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code clearline controls}: list, show, test. */
@Command(
    name = "controls",
    description = "The districts' controls: what there is and what it counted, what became of one,"
        + " and what one would hit.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "list|show|test")
final class ControlsVerb implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR", scope = ScopeType.INHERIT,
        description = "The data directory. Its journal is read, an engine may be at work in it.")
    private Path directory;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "list, show or test is missing");
    }

    /** Tells whether a data directory is given. */
    boolean hasData() {
        return directory != null;
    }

    /** Looks at the data directory without locking or changing anything. */
    DataDirectory look() {
        if (directory == null) {
            throw Failure.usage("--data is missing: give the data directory");
        }
        return DataOption.look(directory);
    }
}
