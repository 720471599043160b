package io.clearline.engine.follower;

import io.clearline.engine.journal.ChronicleJournal;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalOptions;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.record.sbe.AmendEncoder;
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
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/** A customs office's journal, written by hand: what a core would have answered, without a core. */
public final class Registry implements AutoCloseable {
    static final long T0 = 1_772_000_000_000L;

    static final int SENDER = 7;
    static final String TRADER = "91460000MA5T000000";
    static final int OFFICE = 6400;

    final DataDirectory data;
    private final ChronicleJournal journal;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(4096);
    private final UnsafeBuffer record = new UnsafeBuffer(bytes);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final DecisionEncoder decision = new DecisionEncoder();
    private final ArrivalEncoder arrival = new ArrivalEncoder();
    private final DeclareEncoder declare = new DeclareEncoder();
    private final AmendEncoder amend = new AmendEncoder();
    private int principal;
    private final CRC32C checksum = new CRC32C();

    public Registry(final Path directory) {
        data = DataDirectory.open(directory);
        journal = ChronicleJournal.open(data, new JournalOptions(1 << 20, () -> T0));
    }

    /** A declaration was accepted. */
    public void accept(
        final String ref, final long number, final Outcome outcome, final Lane lane) {
        accept(ref, number, outcome, lane, SENDER, TRADER, TRADER);
    }

    /** A declaration of an agent was accepted. */
    public void accept(
        final String ref, final long number, final Outcome outcome, final Lane lane,
        final int sender, final String trader, final String agent) {
        principal = sender;
        decide(declare(RecordHeader.LENGTH, trader, agent), DeclareEncoder.TEMPLATE_ID, ref,
            number, outcome, lane, outcome == Outcome.RELEASE ? 'P' : 'H');
        principal = 0;
    }

    /** A held declaration got another trader. */
    public void amend(final String ref, final long number, final String trader) {
        amend.wrapAndApplyHeader(record, RecordHeader.LENGTH, header).formErrorsCount(0);
        amend.declaration(ref);
        final int bodyAt = amend.limit() + AmendEncoder.bodyHeaderLength();
        final int bodyLength = declare(bodyAt, trader, "another");
        record.putInt(amend.limit(), bodyLength, ByteOrder.LITTLE_ENDIAN);
        decide(bodyAt + bodyLength - RecordHeader.LENGTH, AmendEncoder.TEMPLATE_ID, ref, number,
            Outcome.HOLD, Lane.YELLOW, 'H');
    }

    private int declare(final int at, final String trader, final String agent) {
        declare.wrapAndApplyHeader(record, at, header).trader(trader).agent(agent)
            .office((short) OFFICE).entryOffice((short) OFFICE).formErrorsCount(0);
        declare.documentsCount(0);
        declare.containersCount(0);
        declare.itemsCount(0);
        declare.conveyance("");
        return MessageHeaderEncoder.ENCODED_LENGTH + declare.encodedLength();
    }

    private int bare(final int command) {
        header.wrap(record, RecordHeader.LENGTH).blockLength(0).templateId(command)
            .schemaId(DecisionEncoder.SCHEMA_ID).version(DecisionEncoder.SCHEMA_VERSION);
        return MessageHeaderEncoder.ENCODED_LENGTH;
    }

    /** A declaration was not acceptable. */
    public void reject(final String ref) {
        decide(declare(RecordHeader.LENGTH, TRADER, TRADER), DeclareEncoder.TEMPLATE_ID, ref,
            DecisionEncoder.declarationNullValue(), Outcome.REJECT, Lane.NULL_VAL, 'E');
    }

    /** A payment released a declaration. */
    public void pay(final String ref, final long number) {
        decide(bare(PayEncoder.TEMPLATE_ID), PayEncoder.TEMPLATE_ID, ref, number,
            Outcome.RELEASE, Lane.GREEN, 'P');
    }

    /** A declaration was ended, by an officer or its declarant. */
    public void end(final String ref, final long number, final Outcome outcome) {
        decide(bare(PayEncoder.TEMPLATE_ID), PayEncoder.TEMPLATE_ID, ref, number, outcome,
            Lane.NULL_VAL, 0);
    }

    /** A truck came to the checkpoint. */
    public void arrive(final ArrivalResult result, final long... numbers) {
        final int commandLength = bare(ArriveEncoder.TEMPLATE_ID);
        final int at = RecordHeader.LENGTH + commandLength;
        arrival.wrapAndApplyHeader(record, at, header).result(result).reason(ArrivalReason.NONE);
        final ArrivalEncoder.DeclarationsEncoder group = arrival.declarationsCount(numbers.length);
        for (final long number : numbers) {
            group.next().number(number);
        }
        append(ArriveEncoder.TEMPLATE_ID, commandLength,
            MessageHeaderEncoder.ENCODED_LENGTH + arrival.encodedLength());
    }

    private void decide(
        final int commandLength, final int command, final String ref, final long number, final Outcome outcome,
        final Lane lane, final int receipt) {
        final int at = RecordHeader.LENGTH + commandLength;
        decision.wrapAndApplyHeader(record, at, header).outcome(outcome).lane(lane)
            .receipt((short) receipt).declaration(number).submitterRef(ref).policyHigh(1)
            .policyLow(2).duty(0).additionalDuty(0).consumptionTax(0).vat(0);
        decision.holdsCount(0);
        decision.rejectsCount(0);
        decision.noticesCount(0);
        decision.hitsCount(0);
        append(command, commandLength,
            MessageHeaderEncoder.ENCODED_LENGTH + decision.encodedLength());
    }

    private void append(final int command, final int commandLength, final int answerLength) {
        final long sequence = journal.lastSequence() + 1;
        RecordHeader.write(record, 0, command, sequence, T0 + sequence, 1, 2, 1, commandLength,
            answerLength, 0);
        RecordHeader.principal(record, 0, principal);
        final int length = RecordHeader.LENGTH + commandLength + answerLength;
        RecordHeader.crc(record, 0, RecordHeader.crc(bytes, 0, length, checksum));
        journal.append(record, 0, length);
    }

    @Override
    public void close() {
        journal.close();
        data.close();
    }
}
