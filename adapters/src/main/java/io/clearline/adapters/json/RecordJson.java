package io.clearline.adapters.json;

import static io.clearline.adapters.json.JsonWriter.ascii;

import io.clearline.engine.core.Core;
import io.clearline.engine.record.RecordHeader;
import java.io.IOException;
import java.io.OutputStream;
import org.agrona.DirectBuffer;

/**
 * Writes journal records as JSON Lines: sequence, time, kind, the command in the contract's names,
 * the answer as it left, and what the record's header says. Not thread-safe.
 */
public final class RecordJson {
    private static final byte[] SEQ = ascii("{\"seq\":");
    private static final byte[] AT = ascii(",\"at\":");
    private static final byte[] PRINCIPAL = ascii(",\"principal\":");
    private static final byte[] KIND = ascii(",\"kind\":");
    private static final byte[] COMMAND = ascii(",\"command\":");
    private static final byte[] ANSWER = ascii(",\"answer\":{\"seq\":");
    private static final byte[] EFFECTS = ascii("},\"effectsBytes\":");
    private static final byte[] CRC = ascii(",\"crc\":\"");
    private static final byte[] LOGIC = ascii("\",\"logic\":");
    private static final byte[] POLICY = ascii(",\"policy\":\"");

    private final JsonWriter json = new JsonWriter();
    private final CommandJson command = new CommandJson(json);
    private final AnswerEncoder answer = new AnswerEncoder();

    /**
     * Encodes a record as a line, its line end included.
     *
     * @param record holds the record, header first
     * @param offset index of its header
     * @return the length in bytes; the line stands at the front of {@link #bytes}
     */
    public int encode(final DirectBuffer record, final int offset) {
        final long sequence = RecordHeader.sequence(record, offset);
        final long timeMs = RecordHeader.timeMs(record, offset);
        final int commandAt = RecordHeader.commandAt(offset);
        json.reset().raw(SEQ).number(sequence).raw(AT);
        if (timeMs == Core.NO_TIME) {
            json.nothing();
        } else {
            json.time(timeMs);
        }
        if (RecordHeader.principal(record, offset) != 0) {
            json.raw(PRINCIPAL).number(RecordHeader.principal(record, offset));
        }
        json.raw(KIND).text(CommandJson.kind(RecordHeader.kind(record, offset))).raw(COMMAND);
        command.append(record, commandAt);
        json.raw(ANSWER).number(sequence);
        answer.append(json, timeMs, record, RecordHeader.answerAt(record, offset));
        json.raw(EFFECTS).number(RecordHeader.effectsLength(record, offset))
            .raw(CRC).hex32(RecordHeader.crc(record, offset))
            .raw(LOGIC).number(RecordHeader.logicVersion(record, offset))
            .raw(POLICY).hex(RecordHeader.policyHigh(record, offset))
            .hex(RecordHeader.policyLow(record, offset)).raw('"').raw('}').raw('\n');
        return json.length();
    }

    /** Returns the word for a kind of record, the SBE template id of its command. */
    public static String kind(final int templateId) {
        return CommandJson.kind(templateId);
    }

    /** Returns the bytes of the last line; replaced when a longer one needs more room. */
    public byte[] bytes() {
        return json.bytes();
    }

    /** Writes the last line. */
    public void writeTo(final OutputStream out) throws IOException {
        out.write(json.bytes(), 0, json.length());
    }
}
