package io.clearline.tools;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code clearline heads}: the verbs on signed heads. */
@Command(
    name = "heads",
    description = "The signed heads that seal the journal: make, show and exchange them.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "VERB")
final class HeadsVerb implements Runnable {
    @Spec
    private CommandSpec spec;

    private HeadsVerb() {
    }

    /** Returns the verb with those below it. */
    static CommandLine with(final Streams streams) {
        return new CommandLine(new HeadsVerb())
            .addSubcommand(new HeadsSealVerb(streams))
            .addSubcommand(new HeadsListVerb(streams))
            .addSubcommand(new HeadsExportVerb(streams))
            .addSubcommand(new HeadsImportVerb(streams))
            .addSubcommand(new HeadsCountersignVerb(streams));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a verb is missing");
    }
}
