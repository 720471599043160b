package io.clearline.engine.follower;

import io.clearline.engine.journal.ChronicleJournal;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalOptions;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.record.sbe.ArrivalEncoder;
import io.clearline.engine.record.sbe.ArrivalReason;
import io.clearline.engine.record.sbe.ArrivalResult;
import io.clearline.engine.record.sbe.ArriveEncoder;
import io.clearline.engine.record.sbe.DecisionEncoder;
import io.clearline.engine.record.sbe.DeclareEncoder;
import io.clearline.engine.record.sbe.Lane;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.PayEncoder;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/** A customs office's journal, written by hand: what a core would have answered, without a core. */
public final class Registry implements AutoCloseable {
    static final long T0 = 1_772_000_000_000L;

    private static final int COMMAND_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH;

    final DataDirectory data;
    private final ChronicleJournal journal;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(4096);
    private final UnsafeBuffer record = new UnsafeBuffer(bytes);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final DecisionEncoder decision = new DecisionEncoder();
    private final ArrivalEncoder arrival = new ArrivalEncoder();
    private final CRC32C checksum = new CRC32C();

    public Registry(final Path directory) {
        data = DataDirectory.open(directory);
        journal = ChronicleJournal.open(data, new JournalOptions(1 << 20, () -> T0));
    }

    /** A declaration was accepted. */
    public void accept(
        final String ref, final long number, final Outcome outcome, final Lane lane) {
        decide(DeclareEncoder.TEMPLATE_ID, ref, number, outcome, lane,
            outcome == Outcome.RELEASE ? 'P' : 'H');
    }

    /** A declaration was not acceptable. */
    public void reject(final String ref) {
        decide(DeclareEncoder.TEMPLATE_ID, ref, DecisionEncoder.declarationNullValue(),
            Outcome.REJECT, Lane.NULL_VAL, 'E');
    }

    /** A payment released a declaration. */
    public void pay(final String ref, final long number) {
        decide(PayEncoder.TEMPLATE_ID, ref, number, Outcome.RELEASE, Lane.GREEN, 'P');
    }

    /** A declaration was ended, by an officer or its declarant. */
    public void end(final String ref, final long number, final Outcome outcome) {
        decide(PayEncoder.TEMPLATE_ID, ref, number, outcome, Lane.NULL_VAL, 0);
    }

    /** A truck came to the checkpoint. */
    public void arrive(final ArrivalResult result, final long... numbers) {
        final int at = RecordHeader.LENGTH + COMMAND_LENGTH;
        arrival.wrapAndApplyHeader(record, at, header).result(result).reason(ArrivalReason.NONE);
        final ArrivalEncoder.DeclarationsEncoder group = arrival.declarationsCount(numbers.length);
        for (final long number : numbers) {
            group.next().number(number);
        }
        append(ArriveEncoder.TEMPLATE_ID,
            MessageHeaderEncoder.ENCODED_LENGTH + arrival.encodedLength());
    }

    private void decide(
        final int command, final String ref, final long number, final Outcome outcome,
        final Lane lane, final int receipt) {
        final int at = RecordHeader.LENGTH + COMMAND_LENGTH;
        decision.wrapAndApplyHeader(record, at, header).outcome(outcome).lane(lane)
            .receipt((short) receipt).declaration(number).submitterRef(ref).policyHigh(1)
            .policyLow(2).duty(0).additionalDuty(0).consumptionTax(0).vat(0);
        decision.holdsCount(0);
        decision.rejectsCount(0);
        decision.noticesCount(0);
        decision.hitsCount(0);
        append(command, MessageHeaderEncoder.ENCODED_LENGTH + decision.encodedLength());
    }

    private void append(final int command, final int answerLength) {
        final long sequence = journal.lastSequence() + 1;
        header.wrap(record, RecordHeader.LENGTH).blockLength(0).templateId(command)
            .schemaId(DecisionEncoder.SCHEMA_ID).version(DecisionEncoder.SCHEMA_VERSION);
        RecordHeader.write(record, 0, command, sequence, T0 + sequence, 1, 2, 1, COMMAND_LENGTH,
            answerLength, 0);
        final int length = RecordHeader.LENGTH + COMMAND_LENGTH + answerLength;
        RecordHeader.crc(record, 0, RecordHeader.crc(bytes, 0, length, checksum));
        journal.append(record, 0, length);
    }

    @Override
    public void close() {
        journal.close();
        data.close();
    }
}
