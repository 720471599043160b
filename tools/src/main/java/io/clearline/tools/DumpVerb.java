package io.clearline.tools;

import io.clearline.adapters.json.RecordJson;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalReader;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearline dump}. */
@Command(
    name = "dump",
    description = "The journal as JSON Lines: header, command and answer of each record. Reads"
        + " only.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class DumpVerb implements Callable<Integer> {
    private static final int BATCH = 1024;
    private static final long IDLE_NS = 50_000_000;

    private final Streams streams;
    private final RecordJson json = new RecordJson();

    @Mixin
    private DataOption data;

    @Option(names = "--from", paramLabel = "SEQ",
        description = "The first record (default: the first there is).")
    private Long from;

    @Option(names = "--to", defaultValue = "9223372036854775807", paramLabel = "SEQ",
        hideParamSyntax = true, showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
        description = "The last record (default: the end).")
    private long to;

    @Option(names = "--follow", description = "Waits for more records at the end; stop with"
        + " Ctrl-C.")
    private boolean follow;

    DumpVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        final long first = from == null ? 1 : from;
        if (first < 1 || to < first) {
            throw Failure.usage("--from " + first + " --to " + to
                + " is no range: sequences begin at 1 and --to is not below --from");
        }
        final DataDirectory directory = data.look();
        try (JournalReader reader = from == null ? JournalReader.open(directory)
            : JournalReader.open(directory, from)) {
            while (reader.nextSequence() <= to && !streams.out().checkError()) {
                // The reader may have to pass over records before the first that is wanted.
                final long left = to - Math.max(first, reader.nextSequence());
                final int count = reader.poll(this::print, (int) Math.min(BATCH - 1, left) + 1);
                if (count == 0 && !follow) {
                    break;
                }
                if (count == 0) {
                    LockSupport.parkNanos(IDLE_NS);
                }
            }
        }
        return 0;
    }

    private void print(final DirectBuffer record, final int at, final int length) {
        final int line = json.encode(record, at);
        streams.out().write(json.bytes(), 0, line);
    }
}
