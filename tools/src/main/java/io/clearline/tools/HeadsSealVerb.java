package io.clearline.tools;

import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.seal.Sealer;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearline heads seal}. */
@Command(
    name = "seal",
    description = "Seals what the journal has and no head covers yet. The first time it makes the"
        + " key; from then on ./clearline run seals as it goes.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class HeadsSealVerb implements Callable<Integer> {
    private final Streams streams;

    @Mixin
    private DataOption data;

    @Option(names = "--new-key",
        description = "Signs with a new key from here on; the public keys before it stay in"
            + " key.pub.pem.")
    private boolean newKey;

    HeadsSealVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        final DataDirectory directory = data.look();
        try (Sealer sealer =
            newKey ? Sealer.openWithNewKey(directory) : Sealer.open(directory, null)) {
            sealer.sealAll();
            streams.out().printf(Locale.ROOT, "sealed up to record %d, blocks: %,d, key %s%n",
                sealer.lastSequence(), sealer.blocks(), sealer.key());
        }
        return 0;
    }
}
