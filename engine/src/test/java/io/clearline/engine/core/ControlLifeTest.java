package io.clearline.engine.core;

import static io.clearline.engine.control.Programs.and;
import static io.clearline.engine.control.Programs.eq;
import static io.clearline.engine.control.Programs.error;
import static io.clearline.engine.control.Programs.field;
import static io.clearline.engine.control.Programs.op;
import static io.clearline.engine.control.Programs.or;
import static io.clearline.engine.control.Programs.prefix;
import static io.clearline.engine.record.sbe.ControlState.ACTIVE;
import static io.clearline.engine.record.sbe.ControlState.DRAFT;
import static io.clearline.engine.record.sbe.ControlState.PAUSED;
import static io.clearline.engine.record.sbe.ControlState.SHADOW;
import static io.clearline.engine.record.sbe.ControlState.WITHDRAWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.control.Control;
import io.clearline.engine.control.Controls;
import io.clearline.engine.control.Guard;
import io.clearline.engine.control.Op;
import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.ControlState;
import io.clearline.engine.record.sbe.ControlThen;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The life of controls, what they count and the harm guard, from commands to records. */
class ControlLifeTest {
    private static final byte[] YES = op(Op.TRUE);
    private static final byte[] A = "A".getBytes(StandardCharsets.US_ASCII);
    private static final long CAR = 87_032_341;
    private static final long TRUCK = 87_042_100;

    private final Desk desk = new Desk();
    private final Sender sender = new Sender(desk);

    private Control version(final int version) {
        return desk.core.state().controls().find(6700, A, version);
    }

    private String counts(final int version) {
        final Controls controls = desk.core.state().controls();
        final Control control = version(version);
        return controls.declarations(control) + " " + control.tally().hits() + " "
            + control.tally().items() + " " + control.tally().holds() + " "
            + control.tally().errors();
    }

    /** Whatever happened: restored and decided again it is the same. */
    private void same() {
        assertEquals(0, desk.differences());
        assertEquals(desk.core.stateHash(), desk.restored().stateHash());
    }

    private String publish(final int version, final ControlState state, final String author) {
        sender.state = state;
        sender.author = author;
        return sender.control(6700, "A", version, prefix("item.hs", "8704"));
    }

    @Test
    void aShadowIsCountedAndDecidesNothing() {
        final String none = desk.policy();
        publish(1, DRAFT, "");
        assertEquals(none, desk.policy(), "a draft decides nothing");
        sender.declare(TRUCK);
        assertEquals("RELEASE/GREEN", desk.holds());
        assertEquals("0 0 0 0 0", counts(1));
        assertEquals("", sender.move("A", 1, SHADOW, "Li"));
        assertEquals(none, desk.policy(), "nor does a shadow");
        sender.declare(CAR);
        sender.declare(TRUCK, CAR, TRUCK);
        assertEquals("RELEASE/GREEN", desk.holds());
        assertEquals("", desk.hits());
        assertEquals("2 1 2 0 0", counts(1));
        assertEquals("", sender.move("A", 1, ACTIVE, "Li"));
        assertNotEquals(none, desk.policy());
        final String active = desk.policy();
        sender.declare(TRUCK);
        assertEquals("6700/A@1", desk.hits());
        assertEquals("1 1 1 1 0", counts(1));
        assertEquals("", sender.move("A", 1, PAUSED, "Li"));
        assertEquals(none, desk.policy());
        sender.declare(TRUCK);
        assertEquals("RELEASE/GREEN", desk.holds());
        assertEquals("", sender.move("A", 1, ACTIVE, "Li"));
        assertEquals(active, desk.policy());
        assertEquals("", sender.move("A", 1, WITHDRAWN, "Li"));
        assertEquals(none, desk.policy());
        same();
    }

    @Test
    void theVersionInForceStaysUntilTheNextIsActivated() {
        publish(1, ControlState.NULL_VAL, "");
        publish(2, DRAFT, "");
        sender.declare(TRUCK);
        assertEquals("6700/A@1", desk.hits());
        assertEquals("", sender.move("A", 2, SHADOW, "Li"));
        sender.declare(TRUCK);
        assertEquals("6700/A@1", desk.hits());
        assertEquals("", sender.move("A", 2, ACTIVE, "Li"));
        sender.declare(TRUCK);
        assertEquals("6700/A@2", desk.hits());
        assertEquals("state STATE ", sender.move("A", 1, ACTIVE, "Li"));
        assertEquals("version STATE ", publish(2, DRAFT, ""));
        same();
    }

    @Test
    void anAuthorIsNotTheOneWhoActivates() {
        assertEquals("state STATE ", publish(1, ControlState.NULL_VAL, "Li"));
        assertEquals("state STATE ", publish(1, ACTIVE, "Li"));
        assertEquals("state STATE ", publish(1, PAUSED, ""));
        assertEquals("", publish(1, DRAFT, "Li"));
        assertEquals("officer STATE ", sender.move("A", 1, ACTIVE, "Li"));
        assertEquals("", sender.move("A", 1, SHADOW, "Li"));
        assertEquals("officer STATE ", sender.move("A", 1, ACTIVE, "Li"));
        assertEquals("", sender.move("A", 1, ACTIVE, "Chen"));
        assertEquals("", sender.move("A", 1, PAUSED, "Li"));
        assertEquals("officer STATE ", sender.move("A", 1, ACTIVE, "Li"));
        assertEquals("", sender.move("A", 1, WITHDRAWN, "Li"));
        same();
    }

    @Test
    void anIllegalMoveIsRefusedAndChangesNothing() {
        publish(2, ControlState.NULL_VAL, "");
        final long before = desk.core.state().controls().hash();
        assertEquals("id STATE ", sender.move("B", 2, PAUSED, "Li"));
        assertEquals("version STATE ", sender.move("A", 1, PAUSED, "Li"));
        assertEquals("state STATE ", sender.move("A", 2, SHADOW, "Li"));
        assertEquals("state STATE ", sender.move("A", 2, DRAFT, "Li"));
        assertEquals("state STATE ", sender.move("A", 2, ACTIVE, "Li"));
        assertEquals(before, desk.core.state().controls().hash());
        assertEquals("", sender.withdraw(6700, "A"));
        for (final ControlState state : ControlState.values()) {
            if (state != ControlState.NULL_VAL) {
                assertEquals("state STATE ", sender.move("A", 2, state, "Li"));
            }
        }
        same();
    }

    @Test
    void withdrawEndsADraftThatStandsAlone() {
        publish(1, DRAFT, "Li");
        assertEquals("", sender.withdraw(6700, "A"));
        assertEquals("id STATE ", sender.withdraw(6700, "A"));
        assertEquals("state STATE ", sender.move("A", 1, ACTIVE, "Chen"));
    }

    @Test
    void whatErrsIsCountedAndAuditsHoldNothing() {
        sender.state = SHADOW;
        sender.then(ControlThen.AUDIT).control(6700, "A", 1,
            or(prefix("item.hs", "8704"), and(eq("item.hs", "87032341"), error())));
        sender.declare(CAR, TRUCK);
        assertEquals("RELEASE/GREEN", desk.holds());
        assertEquals("1 1 2 0 1", counts(1));
        sender.move("A", 1, ACTIVE, "Li");
        sender.declare(TRUCK, CAR, TRUCK);
        assertEquals("1 1 3 1 1", counts(1), "the item on which it erred is held");
        same();
    }

    @Test
    void anAmendedDeclarationIsNotCountedAgain() {
        publish(1, ControlState.NULL_VAL, "");
        sender.declare(TRUCK);
        for (int i = 0; i < 5; i++) {
            sender.amend("R0", TRUCK, TRUCK);
        }
        assertEquals("6700/A@1", desk.hits());
        assertEquals("1 1 1 1 0", counts(1));
        same();
    }

    /** Expects one in a hundred, five times that is too many, over 40: the third hit is. */
    private void guard() {
        sender.guard = new Guard(Scales.RATE / 100, 5 * Guard.FACTOR, 40);
    }

    @Test
    void aBadControlIsStoppedAndTheStopIsARecord() {
        guard();
        sender.control(6700, "A", 1, field("transit"));
        for (int i = 1; i <= 40; i++) {
            sender.declare(CAR);
            assertEquals("6700/A@1", desk.hits(), "declaration " + i);
        }
        assertEquals(0, desk.paused);
        sender.declare(CAR);
        assertEquals(1, desk.paused);
        assertEquals("RELEASE/GREEN", desk.holds(), "the forty-first is not harmed");
        assertEquals(PAUSED, version(1).state());
        assertEquals("40 40 40 40 0", counts(1));
        for (int i = 0; i < 100; i++) {
            sender.declare(CAR);
        }
        assertEquals(1, desk.paused, "it is paused once");
        assertEquals("", sender.move("A", 1, ACTIVE, "Chen"));
        for (int i = 0; i < 41; i++) {
            sender.declare(CAR);
        }
        assertEquals(2, desk.paused, "resumed, it is counted anew");
        same();
    }

    @Test
    void aRestartPausesNeitherTwiceNorNever() {
        guard();
        sender.control(6700, "A", 1, field("transit"));
        for (int i = 0; i < 40; i++) {
            sender.declare(CAR);
        }
        final var own = new org.agrona.ExpandableArrayBuffer(256);
        assertTrue(desk.restored().dueTimer(sender.at, own) > 0, "due before it is recorded");
        sender.declare(CAR);
        assertEquals(0, desk.restored().dueTimer(sender.at, own), "not due after it");
    }

    @Test
    void aPauseThatIsNotDueIsRefused() {
        guard();
        sender.control(6700, "A", 1, field("transit"));
        for (int i = 0; i < 40; i++) {
            sender.declare(CAR);
        }
        final var own = new org.agrona.ExpandableArrayBuffer(256);
        final int length = desk.core.dueTimer(sender.at, own);
        sender.declare(CAR);
        desk.send(own, length);
        assertEquals("type STATE ", desk.refusal());
        same();
    }

    @Test
    void guardsOutOfRangeAreRefused() {
        sender.guard = new Guard(Scales.RATE / 2, 2 * Guard.FACTOR, 40);
        assertEquals("expect RANGE ", sender.control(6700, "A", 1, YES));
    }

    @Test
    void decidingAndCountingAllocatesNothing() {
        publish(1, SHADOW, "");
        sender.state = ControlState.NULL_VAL;
        guard();
        sender.control(6700, "G", 1, prefix("item.hs", "8705"));
        sender.declare(TRUCK, TRUCK);
        final int length = sender.write(0, TRUCK, TRUCK);
        final var threads =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        final Controls controls = desk.core.state().controls();
        final int number = version(1).number();
        long allocated = 0;
        for (int round = 0; round < 60; round++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1_000; i++) {
                desk.decide(sender.buffer, length);
                controls.count(number, 2, 0);
                controls.accept();
                controls.advance(sender.at);
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertTrue(allocated < 1_000, allocated + " bytes in 1,000 decisions");
    }
}
