package io.clearline.tools;

import io.clearline.adapters.csv.ReferenceException;
import io.clearline.adapters.csv.ReferenceLoader;
import io.clearline.engine.pipeline.AnswerSink;
import io.clearline.engine.pipeline.EngineState;
import io.clearline.engine.record.Field;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.record.sbe.AcceptedDecoder;
import io.clearline.engine.record.sbe.DrawKeyEncoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.ReferenceDecoder;
import io.clearline.engine.record.sbe.RejectedDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The commands that come before a run's own: in a new journal the secret that random draws are keyed with,
 * then the reference data. They go through the ring like all others; their correlations are negative.
 */
public final class Setup {
    /**
     * The key of a run with the declared clock, in full view on purpose: there the same file must give the
     * same bytes, so a secret of the machine may have no part in it. ASCII of {@code CLEARLINE-PUBLIC}.
     */
    private static final long PUBLIC_KEY_HIGH = 0x434C4541524C494EL;
    private static final long PUBLIC_KEY_LOW = 0x452D5055424C4943L;
    private static final long POLL_NS = 100_000;

    private final List<byte[]> parts = new ArrayList<>();
    private long sent;
    private volatile long answered;
    private volatile String refusal;

    private Setup() {
    }

    /** Returns one without reference data. */
    public static Setup none() {
        return new Setup();
    }

    /**
     * Reads and checks a directory of reference data; nothing is sent yet.
     *
     * @throws Failure if anything in it cannot be taken, with file, line and column
     */
    public static Setup read(final Path reference) {
        final Setup setup = new Setup();
        try {
            new ReferenceLoader().load(reference).forEachPart((message, offset, length) -> {
                final byte[] part = new byte[length];
                message.getBytes(offset, part);
                setup.parts.add(part);
            });
        } catch (final ReferenceException fault) {
            final String where = fault.file().equals(reference.toString()) ? "" : reference + "/";
            throw Failure.usage("reference data: " + where + fault.getMessage(), fault);
        }
        return setup;
    }

    /** Returns a sink that takes the answers of the setup and hands all others on. */
    public AnswerSink before(final AnswerSink commands) {
        return (correlation, sequence, timeMs, answer, offset, length) -> {
            if (correlation < 0) {
                onAnswer((int) -correlation, answer, offset);
            } else {
                commands.onAnswer(correlation, sequence, timeMs, answer, offset, length);
            }
        };
    }

    private void onAnswer(final int number, final DirectBuffer answer, final int offset) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(answer, offset);
        if (header.templateId() == RejectedDecoder.TEMPLATE_ID && refusal == null) {
            final RejectedDecoder rejected =
                new RejectedDecoder().wrapAndApplyHeader(answer, offset, header);
            final RejectedDecoder.RejectsDecoder reject = rejected.rejects().next();
            refusal = tableOf(number) + ": " + reject.code() + " at " + path(number, reject.key());
        } else if (header.templateId() != AcceptedDecoder.TEMPLATE_ID && refusal == null) {
            refusal = "answered by a message of template " + header.templateId();
        }
        answered++;
    }

    private String tableOf(final int number) {
        final ReferenceTable table = table(number);
        return table == null ? "the draw key" : table.file();
    }

    private String path(final int number, final long key) {
        final ReferenceTable table = table(number);
        return FieldPath.text(key,
            table != null && FieldPath.fieldOf(key) == Field.ROWS ? table.columnNames() : null);
    }

    /** Returns the table of the part with that number, null if it is the draw key (number 1 of a new one). */
    private ReferenceTable table(final int number) {
        final int part = number - 1 - (int) (sent - parts.size());
        if (part < 0 || part >= parts.size()) {
            return null;
        }
        final UnsafeBuffer message = new UnsafeBuffer(parts.get(part));
        return ReferenceTable.of(new ReferenceDecoder()
            .wrapAndApplyHeader(message, 0, new MessageHeaderDecoder()).table());
    }

    /**
     * Sends the commands and waits until they are answered.
     *
     * @param publicKey whether a new journal gets the published key instead of a secret one
     * @throws Failure if one is refused or the engine stops
     */
    public void send(final OpenEngine open, final Sender sender, final boolean publicKey) {
        final boolean fresh = open.recovered().lastSequence() == 0;
        sent = parts.size() + (fresh ? 1 : 0);
        long number = 0;
        if (fresh) {
            final UnsafeBuffer key = new UnsafeBuffer(new byte[64]);
            sender.send(key, 0, drawKey(key, publicKey), -++number);
        }
        for (final byte[] part : parts) {
            sender.send(new UnsafeBuffer(part), 0, part.length, -++number);
        }
        while (answered < sent) {
            if (open.engine().state() == EngineState.FAILED) {
                throw Failures.stopped(open.engine());
            }
            LockSupport.parkNanos(POLL_NS);
        }
        if (refusal != null) {
            throw Failure.usage("reference data was refused and nothing of it applied: " + refusal);
        }
    }

    private static int drawKey(final UnsafeBuffer buffer, final boolean publicKey) {
        final SecureRandom random = publicKey ? null : new SecureRandom();
        final DrawKeyEncoder key = new DrawKeyEncoder()
            .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .at(DrawKeyEncoder.atNullValue())
            .keyHigh(random == null ? PUBLIC_KEY_HIGH : random.nextLong())
            .keyLow(random == null ? PUBLIC_KEY_LOW : random.nextLong());
        return MessageHeaderEncoder.ENCODED_LENGTH + key.encodedLength();
    }

    /** Removes a data directory that a failed setup began: it holds nothing that anybody was told. */
    static void remove(final Path directory) throws IOException {
        try (Stream<Path> entries = Files.walk(directory)) {
            for (final Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
