package io.clearline.tools;

import io.clearline.adapters.json.AnswerEncoder;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.record.RecordHeader;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearline dump}. */
@Command(
    name = "dump",
    description = "The journal as JSON Lines: header, command and answer of each record. Reads only.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class DumpVerb implements Callable<Integer> {
    private static final int BATCH = 1024;
    private static final long IDLE_NS = 50_000_000;

    private final Streams streams;
    private final AnswerEncoder answers = new AnswerEncoder();
    private final CommandJson commands = new CommandJson();

    @Mixin
    private DataOption data;

    @Option(names = "--from", defaultValue = "1", paramLabel = "SEQ", description = "The first record.")
    private long from;

    @Option(names = "--to", defaultValue = "9223372036854775807", paramLabel = "SEQ",
        hideParamSyntax = true, showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
        description = "The last record (default: the end).")
    private long to;

    @Option(names = "--follow", description = "Waits for more records at the end; stop with Ctrl-C.")
    private boolean follow;

    DumpVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        if (from < 1 || to < from) {
            throw Failure.usage("--from " + from + " --to " + to
                + " is no range: sequences begin at 1 and --to is not below --from");
        }
        try (JournalReader reader = JournalReader.open(data.look(), from)) {
            while (reader.nextSequence() <= to && !streams.out().checkError()) {
                // The reader may have to pass over records before the first that is wanted.
                final long left = to - Math.max(from, reader.nextSequence());
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
        streams.out().println(json(record, at));
    }

    private JsonText json(final DirectBuffer record, final int at) {
        final HexFormat hex = HexFormat.of();
        final long sequence = RecordHeader.sequence(record, at);
        final long timeMs = RecordHeader.timeMs(record, at);
        final JsonText json = new JsonText().open()
            .number("seq", sequence)
            .text("at", timeMs == Long.MIN_VALUE ? null : JsonText.time(timeMs))
            .number("kind", RecordHeader.kind(record, at))
            .number("logic", RecordHeader.logicVersion(record, at))
            .text("policy", hex.toHexDigits(RecordHeader.policyHigh(record, at))
                + hex.toHexDigits(RecordHeader.policyLow(record, at)))
            .text("crc", hex.toHexDigits(RecordHeader.crc(record, at)))
            .number("effectsBytes", RecordHeader.effectsLength(record, at));
        commands.append(json, record, RecordHeader.commandAt(at));
        final int line = answers.encode(AnswerEncoder.NONE, sequence, timeMs, record,
            RecordHeader.answerAt(record, at), null);
        json.raw("answer", new String(answers.bytes(), 0, line - 1, StandardCharsets.UTF_8));
        return json.close();
    }
}
