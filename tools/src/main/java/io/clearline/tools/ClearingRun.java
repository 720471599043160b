package io.clearline.tools;

import io.clearline.adapters.json.CommandDecoder;
import io.clearline.adapters.text.LineSplitter;
import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.ReferenceDecoder;
import io.clearline.engine.record.sbe.Table;
import java.io.IOException;
import java.io.InputStream;
import org.agrona.ExpandableArrayBuffer;

/**
 * Reads command lines, decodes each and offers it to the engine, in input order: the one thread of
 * the intake. Answers come out at the {@link AnswerFile}, on the egress thread.
 */
final class ClearingRun {
    private final CommandDecoder decoder;
    private final Sender sender;
    private final AnswerFile answers;
    private final ExpandableArrayBuffer command = new ExpandableArrayBuffer(4096);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ReferenceDecoder reference = new ReferenceDecoder();

    ClearingRun(final boolean declaredClock, final Sender sender, final AnswerFile answers) {
        this.decoder = new CommandDecoder(declaredClock);
        this.sender = sender;
        this.answers = answers;
    }

    /**
     * Sends every line of the stream; returns how many there were.
     *
     * @param progress told how many bytes of the lines were taken
     */
    long send(final InputStream in, final Progress progress) throws IOException {
        final LineSplitter lines = new LineSplitter(in, CommandDecoder.MAX_LINE);
        long bytes = 0;
        while (lines.next()) {
            // A line that is too long was let go; a length above the limit makes it a malformed
            // one.
            final int length = lines.tooLong() ? CommandDecoder.MAX_LINE + 1 : lines.length();
            final int size = decoder.decode(lines.buffer(), lines.offset(), length, command, 0);
            answers.offering(lines.number(), tableOf());
            sender.send(command, 0, size, lines.number());
            bytes += length + 1;
            progress.at(bytes);
        }
        return lines.number();
    }

    private ReferenceTable tableOf() {
        header.wrap(command, 0);
        if (header.templateId() != ReferenceDecoder.TEMPLATE_ID) {
            return null;
        }
        final Table table =
            reference.wrapAndApplyHeader(command, 0, header).table();
        return table == Table.NULL_VAL ? null : ReferenceTable.of(table);
    }
}
