package io.clearline.adapters;

import io.clearline.adapters.csv.ReferenceException;
import io.clearline.adapters.csv.ReferenceLoader;
import io.clearline.adapters.json.AnswerEncoder;
import io.clearline.adapters.json.CommandDecoder;
import io.clearline.adapters.oracle.CommandStream;
import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.DrawKeyEncoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.RejectedDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The real core with all that a journal would keep of each command, held in memory. */
final class Recorder {
    static final Path REFERENCE = Path.of("src/test/resources/oracle/reference");

    /** One command, how it was answered, and what it changed. */
    record Step(byte[] command, boolean journaled, long timeMs, byte[] answer, byte[] effects) {
        boolean isRefused() {
            final UnsafeBuffer bytes = new UnsafeBuffer(answer);
            final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(bytes, 0);
            return header.templateId() == RejectedDecoder.TEMPLATE_ID
                || header.templateId() == DecisionDecoder.TEMPLATE_ID && new DecisionDecoder()
                    .wrapAndApplyHeader(bytes, 0, header).outcome() == Outcome.REJECT;
        }

        boolean isSameAs(final Step other) {
            return journaled == other.journaled && timeMs == other.timeMs
                && Arrays.equals(answer, other.answer) && Arrays.equals(effects, other.effects);
        }
    }

    private final ClearanceCore core = new ClearanceCore();
    private final CommandDecoder decoder = new CommandDecoder(true);
    private final AnswerEncoder encoder = new AnswerEncoder();

    /** Returns what a new engine takes first: the key of the draws and the reference data. */
    static List<byte[]> opening() {
        final List<byte[]> commands = new ArrayList<>();
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final DrawKeyEncoder key = new DrawKeyEncoder();
        key.wrapAndApplyHeader(buffer, 0, header).at(DrawKeyEncoder.atNullValue())
            .keyLow(0x1234).keyHigh(0x5678);
        commands.add(copy(buffer, 0, header.encodedLength() + key.encodedLength()));
        try {
            new ReferenceLoader().load(REFERENCE).forEachPart((message, offset, length) ->
                commands.add(copy(message, offset, length)));
        } catch (final ReferenceException e) {
            throw new IllegalArgumentException(e);
        }
        return commands;
    }

    /** Returns lines of the stream of a seed. */
    static List<String> lines(final long seed, final int count) {
        final CommandStream stream = new CommandStream(seed, REFERENCE);
        final List<String> lines = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            lines.add(stream.next());
        }
        return lines;
    }

    /** Returns the opening and the commands of some lines. */
    static List<byte[]> commands(final List<String> lines) {
        final Recorder recorder = new Recorder();
        final List<byte[]> commands = opening();
        lines.forEach(line -> commands.add(recorder.command(line)));
        return commands;
    }

    static byte[] copy(final DirectBuffer source, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        source.getBytes(offset, bytes);
        return bytes;
    }

    /** Returns a recorder that took the opening. */
    static Recorder opened() {
        final Recorder recorder = new Recorder();
        opening().forEach(recorder::take);
        return recorder;
    }

    byte[] command(final String line) {
        final byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        final ExpandableArrayBuffer command = new ExpandableArrayBuffer(4096);
        return copy(command, 0, decoder.decode(bytes, 0, bytes.length, command, 0));
    }

    /** Decides a command and applies nothing. */
    Step decide(final byte[] command) {
        final Verdict verdict =
            core.decide(new UnsafeBuffer(command), 0, command.length, Core.DECLARED_CLOCK);
        return new Step(command, verdict.journaled(), verdict.timeMs(),
            copy(verdict.answer(), 0, verdict.answerLength()),
            copy(verdict.effects().buffer(), 0, verdict.effects().length()));
    }

    /** Returns the next command of the engine's own that is due by now, or null. */
    byte[] due() {
        final ExpandableArrayBuffer own = new ExpandableArrayBuffer(256);
        final int length = core.dueTimer(core.lastTimeMs(), own);
        return length == 0 ? null : copy(own, 0, length);
    }

    /** Applies what a step changed and decides nothing. */
    void apply(final Step step) {
        if (step.journaled) {
            core.apply(core.lastSequence() + 1, step.timeMs, new UnsafeBuffer(step.command), 0,
                step.command.length, new UnsafeBuffer(step.effects), 0, step.effects.length);
        }
    }

    /** Decides a command and applies it. */
    Step take(final byte[] command) {
        final Step step = decide(command);
        apply(step);
        return step;
    }

    Step take(final String line) {
        return take(command(line));
    }

    /** Returns an answer as JSON. */
    String json(final Step step) {
        final int length = encoder.encode(1, step.journaled ? core.lastSequence() : 0, step.timeMs,
            new UnsafeBuffer(step.answer), 0, null);
        return new String(encoder.bytes(), 0, length - 1, StandardCharsets.UTF_8);
    }

    ClearanceCore core() {
        return core;
    }

    /** Returns the state in words, but for the time and the sequence that every command moves. */
    List<String> state() {
        final List<String> lines = new ArrayList<>(FastState.lines(core.state()));
        lines.removeIf(line -> line.startsWith("time "));
        return lines;
    }
}
