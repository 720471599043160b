package io.clearline.tools;

import io.clearline.adapters.json.ProofJson;
import io.clearline.engine.seal.ForkException;
import io.clearline.engine.seal.HeadsText;
import io.clearline.engine.seal.KeyRing;
import io.clearline.engine.seal.Proof;
import io.clearline.engine.seal.ProofCheck;
import io.clearline.engine.seal.SealFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code clearline check-proof}. */
@Command(
    name = "check-proof",
    description = "Checks a proof that ./clearline prove wrote, without the journal, and says in"
        + " words what it proves.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CheckProofVerb implements Callable<Integer> {
    private final Streams streams;

    @Parameters(index = "0", paramLabel = "FILE", description = "The proof.")
    private Path file;

    @Mixin
    private KeyOptions keys;

    @Option(names = "--heads", paramLabel = "FILE",
        description = "Heads that were exported or countersigned before: those of the same blocks"
            + " must be the same, and there must be one.")
    private Path heads;

    CheckProofVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        final KeyRing office = keys.office();
        final Proof proof = read();
        ProofCheck.check(proof, office);
        long common = 0;
        if (heads != null) {
            try {
                common = ProofCheck.against(
                    proof, office, HeadsText.read(heads).heads(), heads.toString());
            } catch (final ForkException fork) {
                SealReportText.fork(streams.out(), fork);
                throw fork;
            }
        }
        final ProofText text = new ProofText(streams.out(), proof, keys.countersigners());
        text.print();
        if (heads != null) {
            streams.out().println("The head of block " + common + " is the one in " + heads + ".");
        }
        return 0;
    }

    private Proof read() throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw Failure.usage("there is no proof to be read at " + file
                + "; ./clearline prove writes one");
        }
        try {
            return ProofJson.read(Files.readAllBytes(file));
        } catch (final SealFormatException wrong) {
            throw Failure.usage(file + " is no proof: " + wrong.getMessage(), wrong);
        }
    }
}
