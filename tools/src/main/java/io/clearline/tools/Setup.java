package io.clearline.tools;

import io.clearline.adapters.csv.ReferenceException;
import io.clearline.adapters.csv.ReferenceLoader;
import io.clearline.engine.pipeline.AnswerSink;
import io.clearline.engine.pipeline.EngineState;
import io.clearline.engine.record.Field;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.sbe.AcceptedDecoder;
import io.clearline.engine.record.sbe.DrawKeyEncoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.RejectCode;
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
 * The commands that come before a run's own: in a new journal the secret that random draws are
 * keyed with, then the reference data. They go through the ring like all others; their correlations
 * are negative.
 */
public final class Setup {
    /**
     * The key of a run with the declared clock, in full view on purpose: there the same file must
     * give the same bytes, so a secret of the machine may have no part in it. ASCII of {@code
     * CLEARLINE-PUBLIC}.
     */
    private static final long PUBLIC_KEY_HIGH = 0x434C4541524C494EL;
    private static final long PUBLIC_KEY_LOW = 0x452D5055424C4943L;
    private static final long POLL_NS = 100_000;

    private final List<byte[]> parts = new ArrayList<>();
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
                onAnswer(answer, offset);
            } else {
                commands.onAnswer(correlation, sequence, timeMs, answer, offset, length);
            }
        };
    }

    private void onAnswer(final DirectBuffer answer, final int offset) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(answer, offset);
        if (header.templateId() == RejectedDecoder.TEMPLATE_ID && refusal == null) {
            final RejectedDecoder rejected =
                new RejectedDecoder().wrapAndApplyHeader(answer, offset, header);
            final RejectedDecoder.RejectsDecoder reject = rejected.rejects().next();
            // A control that the journal has in this version or a later one: an earlier run loaded it.
            if (reject.code() != RejectCode.STATE
                || reject.key() != FieldPath.head(Field.VERSION)) {
                refusal = reject.code() + " at " + FieldPath.text(reject.key());
            }
        } else if (header.templateId() != AcceptedDecoder.TEMPLATE_ID && refusal == null) {
            refusal = "answered by a message of template " + header.templateId();
        }
        answered++;
    }

    /**
     * Returns the commands as SBE messages, header included.
     *
     * @param fresh whether they are for a new journal, which needs a key
     * @param publicKey whether that is the published key instead of a secret one
     */
    public List<byte[]> commands(final boolean fresh, final boolean publicKey) {
        final List<byte[]> commands = new ArrayList<>();
        if (fresh) {
            commands.add(drawKey(publicKey));
        }
        commands.addAll(parts);
        return commands;
    }

    /**
     * Sends the commands and waits until they are answered.
     *
     * @param publicKey whether a new journal gets the published key instead of a secret one
     * @throws Failure if one is refused or the engine stops
     */
    public void send(final OpenEngine open, final Sender sender, final boolean publicKey) {
        long number = 0;
        for (final byte[] command : commands(open.recovered().lastSequence() == 0, publicKey)) {
            sender.send(new UnsafeBuffer(command), 0, command.length, -++number);
        }
        while (answered < number) {
            if (open.engine().state() == EngineState.FAILED) {
                throw Failures.stopped(open.engine());
            }
            LockSupport.parkNanos(POLL_NS);
        }
        if (refusal != null) {
            throw Failure.usage("reference data was refused and nothing of it applied: " + refusal);
        }
    }

    private static byte[] drawKey(final boolean publicKey) {
        final SecureRandom random = publicKey ? null : new SecureRandom();
        final UnsafeBuffer buffer = new UnsafeBuffer(
            new byte[MessageHeaderEncoder.ENCODED_LENGTH + DrawKeyEncoder.BLOCK_LENGTH]);
        new DrawKeyEncoder()
            .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .at(DrawKeyEncoder.atNullValue())
            .keyHigh(random == null ? PUBLIC_KEY_HIGH : random.nextLong())
            .keyLow(random == null ? PUBLIC_KEY_LOW : random.nextLong());
        return buffer.byteArray();
    }

    /**
     * Removes a data directory that a failed setup began: it holds nothing that anybody was told.
     */
    static void remove(final Path directory) throws IOException {
        try (Stream<Path> entries = Files.walk(directory)) {
            for (final Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
