package io.clearline.adapters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalVerifier;
import io.clearline.engine.journal.SoundJournal;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.recovery.Recovery;
import io.clearline.engine.recovery.Replayer;
import io.clearline.engine.recovery.ReplayReport;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The way of one data directory through many kills. Knows every command that was sent and every
 * answer that came back, and decides each command again in memory, so that it can tell what the
 * journal must hold and what each answer must have said, to the byte.
 */
final class Voyage {
    private static final int SENT_AGAIN = 25;

    /** An answer as it came out of the engine. */
    record Answer(long sequence, long timeMs, byte[] bytes) {
    }

    private record Journaled(long sequence, long timeMs, byte[] command, byte[] answer,
        byte[] effects) {
    }

    private final String name;
    private final Path directory;
    private final SplittableRandom random;
    private final List<byte[]> tape;
    private final Core core = new ClearanceCore();
    private final ExpandableArrayBuffer timer = new ExpandableArrayBuffer();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DecisionDecoder decision = new DecisionDecoder();
    /** Declaration numbers by the command that was answered with them. */
    private final Map<ByteBuffer, Long> numbers = new HashMap<>();
    private List<byte[]> sends = List.of();
    private int next;
    private int sentAgain;
    private int inDoubt;

    Voyage(final String name, final Path directory, final long seed, final int length) {
        this.name = name + ", voyage " + seed;
        this.directory = directory;
        this.random = new SplittableRandom(seed);
        this.tape = Recorder.commands(Recorder.lines(seed, length));
    }

    /** Returns what the next process is to send: some commands again, then those not yet taken. */
    List<byte[]> sends() {
        sends = new ArrayList<>();
        for (int i = next - 1; i >= 0 && sends.size() < SENT_AGAIN; i -= random.nextInt(40) + 1) {
            if (isDeclare(tape.get(i))) {
                sends.add(tape.get(i));
            }
        }
        sentAgain = sends.size();
        sends.addAll(tape.subList(next, tape.size()));
        return sends;
    }

    private boolean isDeclare(final byte[] command) {
        return header.wrap(new UnsafeBuffer(command), 0).templateId() == DeclareDecoder.TEMPLATE_ID;
    }

    /** Compares what a process answered before it was killed with what is in its journal. */
    void check(final List<Answer> answers) {
        assertNull(JournalVerifier.verify(directory).damage(), name);
        final Deque<Journaled> records = new ArrayDeque<>();
        try (DataDirectory data = DataDirectory.at(directory)) {
            SoundJournal.read(data, (record, offset, length) -> {
                if (RecordHeader.sequence(record, offset) > core.lastSequence()) {
                    records.add(new Journaled(RecordHeader.sequence(record, offset),
                        RecordHeader.timeMs(record, offset),
                        Recorder.copy(record, RecordHeader.commandAt(offset),
                            RecordHeader.commandLength(record, offset)),
                        Recorder.copy(record, RecordHeader.answerAt(record, offset),
                            RecordHeader.answerLength(record, offset)),
                        Recorder.copy(record, RecordHeader.effectsAt(record, offset),
                            RecordHeader.effectsLength(record, offset))));
                }
            });
        }
        int done = 0;
        while (done < sends.size()) {
            final Answer expected = expected(sends.get(done), records);
            if (expected == null) {
                break;
            }
            if (done < answers.size()) {
                checkAnswer(done, expected, answers.get(done));
            }
            done++;
        }
        assertTrue(answers.size() <= done, () -> name + ": " + answers.size()
            + " answers came back, among them some of which there is no record");
        assertTrue(records.isEmpty(), () -> name + ": record " + records.peek().sequence()
            + " and those behind it are of no command that was sent");
        next += Math.max(0, done - sentAgain);
        inDoubt = done - answers.size();
    }

    private void checkAnswer(final int send, final Answer expected, final Answer given) {
        final String at = name + ", send " + send;
        assertEquals(expected.sequence(), given.sequence(), at);
        assertEquals(expected.timeMs(), given.timeMs(), at);
        assertArrayEquals(expected.bytes(), given.bytes(), at);
        final UnsafeBuffer bytes = new UnsafeBuffer(given.bytes());
        if (!isDeclare(sends.get(send)) || header.wrap(bytes, 0).templateId()
            != DecisionDecoder.TEMPLATE_ID) {
            return;
        }
        final long number = decision.wrapAndApplyHeader(bytes, 0, header).declaration();
        if (number != DecisionDecoder.declarationNullValue()) {
            final Long first = numbers.putIfAbsent(ByteBuffer.wrap(sends.get(send)), number);
            assertTrue(first == null || first == number,
                at + ": declaration " + first + " is now " + number);
        }
    }

    /**
     * Decides a command as the engine had to, after what had fallen due, and takes its records.
     *
     * @return null if the journal ends before its record
     */
    private Answer expected(final byte[] command, final Deque<Journaled> records) {
        final UnsafeBuffer bytes = new UnsafeBuffer(command);
        while (true) {
            final Verdict verdict = core.decide(bytes, 0, command.length, Core.DECLARED_CLOCK);
            if (!verdict.journaled()) {
                return new Answer(0, verdict.timeMs(), answer(verdict));
            }
            if (records.isEmpty()) {
                return null;
            }
            final int due = core.dueTimer(verdict.timeMs(), timer);
            if (due == 0) {
                return take(command, verdict, records.remove());
            }
            final byte[] fired = Recorder.copy(timer, 0, due);
            final long atMs =
                timer.getLong(MessageHeaderDecoder.ENCODED_LENGTH, ByteOrder.LITTLE_ENDIAN);
            take(fired, core.decide(timer, 0, due, atMs), records.remove());
        }
    }

    private Answer take(
        final byte[] command, final Verdict verdict, final Journaled record) {
        final String at = name + ", record " + record.sequence();
        assertEquals(core.lastSequence() + 1, record.sequence(), at);
        assertArrayEquals(command, record.command(), at + " is of another command");
        assertEquals(verdict.timeMs(), record.timeMs(), at);
        final Answer answer = new Answer(record.sequence(), record.timeMs(), answer(verdict));
        assertArrayEquals(answer.bytes(), record.answer(), at + " has another answer");
        final byte[] effects =
            Recorder.copy(verdict.effects().buffer(), 0, verdict.effects().length());
        assertArrayEquals(effects, record.effects(), at + " has other effects");
        core.apply(record.sequence(), record.timeMs(), new UnsafeBuffer(command), 0,
            command.length, new UnsafeBuffer(effects), 0, effects.length);
        return answer;
    }

    private static byte[] answer(final Verdict verdict) {
        return Recorder.copy(verdict.answer(), 0, verdict.answerLength());
    }

    /** Returns how many commands were taken and not answered when the last process was killed. */
    int inDoubt() {
        return inDoubt;
    }

    /** Tells whether every command of the tape was taken. */
    boolean ended() {
        return next == tape.size();
    }

    /** Holds the state, from the directory and decided again, against the one in memory. */
    void checkEnd(final int answers) {
        assertEquals(sends.size(), answers, name);
        try (DataDirectory data = DataDirectory.at(directory)) {
            assertEquals(core.stateHash(),
                Recovery.recover(data, ClearanceCore::new).core().stateHash(), name);
            final ReplayReport report =
                Replayer.replay(data, ClearanceCore::new, 1, Long.MAX_VALUE);
            assertEquals(core.lastSequence(), report.equal(), name);
        }
    }
}
