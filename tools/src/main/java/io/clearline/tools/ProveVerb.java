package io.clearline.tools;

import io.clearline.adapters.json.ProofJson;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.seal.Proof;
import io.clearline.engine.seal.Prover;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code clearline prove}. */
@Command(
    name = "prove",
    description = "Proof that the records about one declaration stand in the sealed journal, to be"
        + " checked without it by ./clearline check-proof. It shows those records in full, and no"
        + " others.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ProveVerb implements Callable<Integer> {
    private final Streams streams;

    @Mixin
    private DataOption data;

    @Parameters(index = "0", paramLabel = "DECLARATION",
        description = "Its number of 18 digits, or the submitter's reference: the declaration"
            + " accepted last under it, else what rejected it.")
    private String declaration;

    @Option(names = "--out", paramLabel = "FILE",
        description = "Takes the proof, overwritten (default: standard output).")
    private Path out;

    @Option(names = "--to", paramLabel = "BLOCK",
        description = "Leads to the head of this block, too: one that the reader holds. Default:"
            + " to the last head, and to the last that another office has countersigned.")
    private long to;

    ProveVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (to < 0) {
            throw Failure.usage("--to " + to + " is no block: blocks begin at 1");
        }
        final DataDirectory directory = data.look();
        final List<Long> about = Prover.about(directory, declaration);
        if (about.isEmpty()) {
            throw Failure.usage("no record in " + data.directory() + " is about " + declaration
                + "; give a number of 18 digits or a ref");
        }
        final long sealed = Prover.sealed(directory);
        final List<Long> provable = about.stream().filter(each -> each <= sealed).toList();
        if (provable.isEmpty()) {
            throw Failure.usage("record " + about.get(0) + " about " + declaration
                + " is not sealed yet; ./clearline heads seal --data " + data.directory()
                + " does it");
        }
        if (provable.size() < about.size()) {
            streams.err().println("clearline prove: record " + about.get(provable.size())
                + (about.size() - provable.size() == 1 ? " is" : " and those behind it are")
                + " not sealed yet and left out");
        }
        final Proof proof = Prover.prove(directory, provable, to);
        try (TextOutput target = TextOutput.open(out, streams)) {
            target.stream().write(ProofJson.write(proof));
            target.whole();
        }
        return 0;
    }
}
