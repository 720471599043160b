package io.clearline.bench.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.clearline.bench.rig.StageTimes.Stage;
import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import io.clearline.engine.journal.Journal;
import io.clearline.engine.pipeline.AnswerSink;
import io.clearline.engine.pipeline.Offer;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.PayEncoder;
import io.clearline.engine.record.sbe.TimerEncoder;
import java.io.IOException;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Every stage gets the time that was its own, timers and group commit or not. */
class StageTimesTest {
    private final FakeTime time = new FakeTime();
    private final StageTimes stages = new StageTimes(time, 16);
    private final UnsafeBuffer pay = message(PayEncoder.TEMPLATE_ID);
    private final UnsafeBuffer timer = message(TimerEncoder.TEMPLATE_ID);
    private final StubCore inner = new StubCore();
    private final Target target = stages.around((command, offset, length, correlation) ->
        Offer.ACCEPTED);
    private final Core core = stages.around(inner);
    private final Journal journal = stages.around(new StubJournal());
    private final AnswerSink sink =
        stages.around((correlation, sequence, timeMs, answer, offset, length) -> { });

    private static UnsafeBuffer message(final int template) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        new MessageHeaderEncoder().wrap(buffer, 0).templateId(template);
        return buffer;
    }

    private void decide(final UnsafeBuffer command) {
        core.decide(command, 0, 64, 0);
    }

    private void append(final long sequence) {
        final UnsafeBuffer record = new UnsafeBuffer(new byte[RecordHeader.LENGTH]);
        RecordHeader.write(record, 0, 1, sequence, 0, 0, 0, 1, 0, 0, 0);
        journal.append(record, 0, RecordHeader.LENGTH);
    }

    private void offer(final long meantAgoNs) {
        target.tryOffer(pay, 0, 64, time.nanoTime() - meantAgoNs);
    }

    private long only(final Stage stage) {
        assertEquals(1, stages.of(stage).getTotalCount(), stage + " is counted once");
        return stages.of(stage).getMaxValue();
    }

    private void expect(final long intake, final long ring, final long decided,
        final long appended, final long gate, final long egress) {
        assertEquals(intake, only(Stage.INTAKE));
        assertEquals(ring, only(Stage.RING));
        assertEquals(decided, only(Stage.CORE));
        assertEquals(appended, only(Stage.JOURNAL));
        assertEquals(gate, only(Stage.GATE));
        assertEquals(egress, only(Stage.EGRESS));
    }

    @Test
    void timesTheStagesOfACommand() {
        stages.start();
        final long meant = time.nanoTime() - 5;
        offer(5);
        time.pass(10);
        decide(pay);
        time.pass(30);
        append(1);
        core.apply(1, 0, pay, 0, 64, pay, 0, 0);
        time.pass(200);
        sink.onAnswer(meant, 1, 0, pay, 0, 64);
        expect(5, 10, 100, 30, 0, 300);
        assertEquals(100, only(Stage.APPLY));
    }

    @Test
    void timesTheGateOfAForcedRecord() throws IOException {
        stages.start();
        final long meant = time.nanoTime();
        offer(0);
        decide(pay);
        append(1);
        time.pass(7);
        journal.force();
        time.pass(3);
        sink.onAnswer(meant, 1, 0, pay, 0, 64);
        expect(0, 0, 100, 0, 1_007, 3);
    }

    /** A timer between two decisions of one command is not that command, nor the next. */
    @Test
    void aTimerThatFallsDueIsCountedWithItsCommand() {
        offer(0);
        decide(pay);
        append(1);
        inner.last = 1;
        sink.onAnswer(time.nanoTime(), 1, 0, pay, 0, 64);
        stages.start();
        final long meant = time.nanoTime();
        offer(0);
        time.pass(2);
        decide(pay);
        decide(timer);
        inner.last = 2;
        decide(pay);
        append(2);
        append(3);
        sink.onAnswer(meant, 3, 0, pay, 0, 64);
        expect(0, 2, 300, 0, 0, 0);
    }

    @Test
    void aCommandThatIsNotJournaledHasNoTimeThere() {
        stages.start();
        final long meant = time.nanoTime();
        offer(0);
        inner.journaled = false;
        decide(pay);
        time.pass(4);
        sink.onAnswer(meant, 0, 0, pay, 0, 64);
        expect(0, 0, 100, 0, 0, 4);
    }

    /** Takes 100 ns for each step. */
    private final class StubCore implements Core {
        private final Verdict verdict = new Verdict();
        private long last;
        private boolean journaled = true;

        @Override
        public Verdict decide(final DirectBuffer command, final int offset, final int length,
            final long clockMs, final int principal) {
            time.pass(100);
            verdict.reset(0);
            if (!journaled) {
                verdict.notJournaled();
            }
            return verdict;
        }

        @Override
        public void apply(
            final long sequence, final long timeMs, final DirectBuffer command,
            final int commandOffset, final int commandLength, final DirectBuffer effects,
            final int effectsOffset, final int effectsLength) {
            time.pass(100);
            last = sequence;
        }

        @Override
        public int dueTimer(final long byMs, final MutableDirectBuffer into) {
            return 0;
        }

        @Override
        public long lastSequence() {
            return last;
        }

        @Override
        public long lastTimeMs() {
            return 0;
        }

        @Override
        public long policyHigh() {
            return 0;
        }

        @Override
        public long policyLow() {
            return 0;
        }

        @Override
        public int logicVersion() {
            return 1;
        }

        @Override
        public void save(final StateOutput out) {
        }

        @Override
        public void load(final StateInput in) {
        }

        @Override
        public long stateHash() {
            return 0;
        }
    }

    private final class StubJournal implements Journal {
        @Override
        public void append(final DirectBuffer record, final int offset, final int length) {
        }

        @Override
        public void force() {
            time.pass(1_000);
        }

        @Override
        public void close() {
        }
    }
}
