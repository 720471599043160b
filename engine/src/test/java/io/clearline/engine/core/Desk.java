package io.clearline.engine.core;

import io.clearline.engine.record.Alpha3;
import io.clearline.engine.record.PackedWriter;
import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.record.sbe.ControlPauseDecoder;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.DrawKeyEncoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.ReferenceEncoder;
import io.clearline.engine.record.sbe.RejectedDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A core with a small territory, driven by binary commands, that keeps its records. */
final class Desk {
    static final String TRADER = "91460100MA5T3X0X1Q";
    static final String AGENT = "91460300MA5T000048";

    private record Record(long timeMs, byte[] command, byte[] effects, byte[] answer) {
    }

    final ClearanceCore core = new ClearanceCore();
    private final List<Record> records = new ArrayList<>();
    /** How often a harm guard paused a control. */
    int paused;
    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(4096);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder decoded = new MessageHeaderDecoder();
    private final DecisionDecoder decision = new DecisionDecoder();

    Desk() {
        drawKey();
        for (final String country : List.of("CHN", "JPN", "VNM")) {
            row(ReferenceTable.COUNTRIES, packed().putVar(Alpha3.of(country)).putVar(1)
                .putByte('x').putByte(1));
        }
        row(ReferenceTable.CURRENCIES, packed().putVar(Alpha3.of("USD"))
            .putNullable(710_000_000L, -1).putSigned(-1_000_000).putSigned(1_000_000_000));
        for (final int office : new int[] {6400, 6401}) {
            row(ReferenceTable.OFFICES, packed().putVar(office).putVar(1).putByte('x')
                .putVar(6400).putByte(1).putByte(1));
        }
        row(ReferenceTable.ENTITIES, packed()
            .putBytes(TRADER.getBytes(StandardCharsets.US_ASCII)).putVar(1).putByte('x')
            .putSigned(-1_000_000).putSigned(1_000_000_000).putByte(2).putByte(1).putByte(1)
            .putByte(0).putNullable(0, -1));
        row(ReferenceTable.TARIFF, packed().putByte(2).putVar(87).putVar(1).putByte('x').putVar(1)
            .putByte('x').putVar(0).putVar(0).putVar(0).putVar(0).putVar(0).putVar(0).putByte(0)
            .putVar(0).putVar(0).putSigned(-1_000_000).putSigned(1_000_000_000));
    }

    private static PackedWriter packed() {
        return new PackedWriter(64);
    }

    private void drawKey() {
        final DrawKeyEncoder out = new DrawKeyEncoder().wrapAndApplyHeader(buffer, 0, header);
        out.at(DrawKeyEncoder.atNullValue()).keyLow(0x1234_5678_9ABC_DEF0L).keyHigh(42);
        send(buffer, header.encodedLength() + out.encodedLength());
    }

    private void row(final ReferenceTable table, final PackedWriter cells) {
        final ReferenceEncoder out = new ReferenceEncoder().wrapAndApplyHeader(buffer, 0, header);
        out.at(ReferenceEncoder.atNullValue()).table(table.wire()).load((short) 0)
            .last((short) 0).formErrorsCount(0);
        out.rowsCount(1).next().putCells(cells.buffer(), 0, cells.length());
        send(buffer, header.encodedLength() + out.encodedLength());
    }

    /** Decides and applies a command, as the sequencer does: what is due comes first. */
    void send(final MutableDirectBuffer command, final int length) {
        final ExpandableArrayBuffer own = new ExpandableArrayBuffer(256);
        for (int due = core.dueTimer(core.lastTimeMs(), own); due > 0;
            due = core.dueTimer(core.lastTimeMs(), own)) {
            paused += decoded.wrap(own, 0).templateId() == ControlPauseDecoder.TEMPLATE_ID ? 1 : 0;
            take(own, due);
        }
        take(command, length);
    }

    private void take(final MutableDirectBuffer command, final int length) {
        final Verdict verdict = core.decide(command, 0, length, Core.DECLARED_CLOCK);
        if (core.lastFailure() != null) {
            throw core.lastFailure();
        }
        if (!verdict.journaled()) {
            return;
        }
        final byte[] effects = new byte[verdict.effects().length()];
        verdict.effects().buffer().getBytes(0, effects);
        final byte[] copy = new byte[length];
        command.getBytes(0, copy);
        final byte[] answer = new byte[verdict.answerLength()];
        verdict.answer().getBytes(0, answer);
        records.add(new Record(verdict.timeMs(), copy, effects, answer));
        apply(core, records.get(records.size() - 1));
    }

    /** Decides without applying: for measuring. */
    void decide(final MutableDirectBuffer command, final int length) {
        core.decide(command, 0, length, Core.DECLARED_CLOCK);
    }

    private static void apply(final ClearanceCore to, final Record record) {
        to.apply(to.lastSequence() + 1, record.timeMs, new UnsafeBuffer(record.command), 0,
            record.command.length, new UnsafeBuffer(record.effects), 0, record.effects.length);
    }

    /** Returns a core that applied the records and decided none. */
    ClearanceCore restored() {
        final ClearanceCore other = new ClearanceCore();
        records.forEach(record -> apply(other, record));
        return other;
    }

    /** Counts the records that another core decides otherwise. */
    int differences() {
        final ClearanceCore other = new ClearanceCore();
        int differences = 0;
        for (final Record record : records) {
            final Verdict verdict = other.decide(new UnsafeBuffer(record.command), 0,
                record.command.length, Core.DECLARED_CLOCK);
            final byte[] answer = new byte[verdict.answerLength()];
            verdict.answer().getBytes(0, answer);
            final byte[] effects = new byte[verdict.effects().length()];
            verdict.effects().buffer().getBytes(0, effects);
            differences += java.util.Arrays.equals(answer, record.answer)
                && java.util.Arrays.equals(effects, record.effects) ? 0 : 1;
            apply(other, record);
        }
        return differences;
    }

    private DecisionDecoder decision() {
        return decision.wrapAndApplyHeader(
            new UnsafeBuffer(records.get(records.size() - 1).answer), 0, decoded);
    }

    /** Returns the last decision: outcome, lane, then its holds. */
    String holds() {
        final StringJoiner text = new StringJoiner(" ");
        text.add(decision().outcome() + "/" + decision.lane());
        for (final DecisionDecoder.HoldsDecoder hold : decision.holds()) {
            final String basis = hold.basis();
            text.add(hold.kind() + "," + hold.item() + "," + hold.code() + "," + basis + ","
                + hold.citation());
        }
        return text.toString();
    }

    /** Returns the hits of the last decision. */
    String hits() {
        final StringJoiner text = new StringJoiner(" ");
        for (final DecisionDecoder.HoldsDecoder hold : decision().holds()) {
            hold.skipBasis();
            hold.skipCitation();
        }
        decision.rejects().forEachRemaining(ignored -> { });
        decision.notices().forEachRemaining(ignored -> { });
        for (final DecisionDecoder.HitsDecoder hit : decision.hits()) {
            text.add(hit.citation());
        }
        return text.toString();
    }

    /** Returns the hash of the policy in force. */
    String policy() {
        return Long.toHexString(core.policyHigh()) + Long.toHexString(core.policyLow());
    }

    /** Returns what the last command was refused for, "" if it was not. */
    String refusal() {
        final UnsafeBuffer answer = new UnsafeBuffer(records.get(records.size() - 1).answer);
        decoded.wrap(answer, 0);
        if (decoded.templateId() != RejectedDecoder.TEMPLATE_ID) {
            return "";
        }
        final RejectedDecoder in = new RejectedDecoder().wrapAndApplyHeader(answer, 0, decoded);
        final String at = in.line() == RejectedDecoder.lineNullValue()
            ? "" : " " + in.line() + ":" + in.column();
        final RejectedDecoder.RejectsDecoder reject = in.rejects().next();
        return io.clearline.engine.record.FieldPath.text(reject.key()) + " " + reject.code() + at
            + " " + in.message();
    }
}
