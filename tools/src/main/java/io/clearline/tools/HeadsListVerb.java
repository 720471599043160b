package io.clearline.tools;

import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.seal.District;
import io.clearline.engine.seal.HeadFile;
import io.clearline.engine.seal.KeyRing;
import io.clearline.engine.seal.SealHead;
import io.clearline.engine.seal.Sha256;
import io.clearline.engine.seal.Witness;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearline heads list}. */
@Command(
    name = "list",
    description = "Shows the last heads, who countersigned them, and what is known of other"
        + " districts.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class HeadsListVerb implements Callable<Integer> {
    private final Streams streams;

    @Mixin
    private DataOption data;

    @Option(names = "--last", defaultValue = "20", paramLabel = "N",
        description = "How many (default: 20).")
    private long last;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    HeadsListVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        if (last < 1) {
            throw Failure.usage("--last " + last + " is no number of heads from 1 on");
        }
        final DataDirectory directory = data.look();
        final Map<Sha256, List<Witness>> witnesses = Witness.readAll(directory);
        try (HeadFile heads = HeadFile.read(directory)) {
            if (heads.blocks() == 0 && !json) {
                streams.out().println("nothing is sealed in " + data.directory());
            }
            if (heads.blocks() > 0 && !json) {
                KeyRing.in(directory).keys()
                    .forEach(key -> streams.out().println("key " + key.id()));
            }
            for (long block = Math.max(1, heads.blocks() - last + 1); block <= heads.blocks();
                block++) {
                final SealHead head = heads.head(block).head();
                final List<Witness> said = witnesses.getOrDefault(head.hash(), List.of());
                streams.out().println(json ? json(head, said) : line(head, said));
            }
        }
        for (final District district : District.readAll(directory)) {
            streams.out().println(json ? json(district) : line(district));
        }
        return 0;
    }

    private static String line(final SealHead head, final List<Witness> witnesses) {
        final StringBuilder line = new StringBuilder(String.format(Locale.ROOT,
            "block %d  records %d to %d  sealed %s  hash %s  key %s", head.block(),
            head.firstSequence(), head.lastSequence(), JsonText.time(head.sealedAtMs()),
            head.hash().brief(), head.key().brief()));
        witnesses.forEach(each -> line.append("  countersigned by ").append(each.district()));
        return line.toString();
    }

    private static String json(final SealHead head, final List<Witness> witnesses) {
        final JsonText json = new JsonText().open()
            .number("block", head.block())
            .number("first", head.firstSequence()).number("last", head.lastSequence())
            .number("records", head.records())
            .text("at", head.timeMs() == Long.MIN_VALUE ? null : JsonText.time(head.timeMs()))
            .text("sealedAt", JsonText.time(head.sealedAtMs()))
            .text("hash", head.hash().toString())
            .text("key", head.key().toString())
            .openList("countersigned");
        witnesses.forEach(each -> json.element(each.district()));
        return json.closeList().close().toString();
    }

    private static String line(final District district) {
        final SealHead head = district.last();
        return "district " + district.name() + "  "
            + (head == null ? "no heads of its own known"
                : "its last head known: " + head);
    }

    private static String json(final District district) {
        final SealHead head = district.last();
        final JsonText json = new JsonText().open().text("district", district.name());
        if (head != null) {
            json.number("block", head.block()).number("last", head.lastSequence())
                .text("hash", head.hash().toString());
        }
        return json.close().toString();
    }
}
