package io.clearline.engine.core;

import static io.clearline.engine.control.Programs.above;
import static io.clearline.engine.control.Programs.and;
import static io.clearline.engine.control.Programs.eq;
import static io.clearline.engine.control.Programs.error;
import static io.clearline.engine.control.Programs.field;
import static io.clearline.engine.control.Programs.inField;
import static io.clearline.engine.control.Programs.inList;
import static io.clearline.engine.control.Programs.op;
import static io.clearline.engine.control.Programs.or;
import static io.clearline.engine.control.Programs.prefix;
import static io.clearline.engine.control.Programs.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.control.Op;
import io.clearline.engine.control.Programs;
import io.clearline.engine.control.ValueType;
import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.ControlEncoder;
import io.clearline.engine.record.sbe.ControlThen;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.ListAction;
import io.clearline.engine.record.sbe.NamedListEncoder;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Controls from their command to the answers they are cited in. */
class ControlRuleTest {
    private static final byte[] YES = op(Op.TRUE);
    private static final long CAR = 87_032_341;
    private static final long TRUCK = 87_042_100;

    private final Desk desk = new Desk();
    private final Sender sender = new Sender(desk);

    private void decides(final String holds, final String hits) {
        assertEquals(holds, desk.holds());
        assertEquals(hits, desk.hits());
    }

    @Test
    void anItemIsHeldAndTheControlCited() {
        sender.declare(CAR, TRUCK);
        decides("RELEASE/GREEN", "");
        sender.control(6700, "ZJ-014", 3, prefix("item.hs", "8704"));
        sender.declare(CAR, TRUCK);
        decides("HOLD/RED EXAMINE,2,CITATION,art. ZJ-014,6700/ZJ-014@3", "6700/ZJ-014@3");
        sender.declare(CAR);
        decides("RELEASE/GREEN", "");
    }

    @Test
    void severalControlsStayApartInTheOrderOfTheContract() {
        sender.control(6700, "A", 1, YES);
        sender.control(6700, "A-1", 2, YES);
        sender.control(5100, "B", 1, field("transit"));
        sender.then(ControlThen.DOCUMENT).control(6400, "C", 1, eq("item.hs", "87032341"));
        sender.then(ControlThen.EXAMINE).control(6400, "D", 1, eq("item.origin", "JPN"));
        sender.declare(CAR, TRUCK);
        decides("HOLD/RED EXAMINE,0,CITATION,art. B,5100/B@1"
            + " EXAMINE,0,CITATION,art. A-1,6700/A-1@2 EXAMINE,0,CITATION,art. A,6700/A@1"
            + " DOCUMENT,1,CITATION,art. C,6400/C@1 EXAMINE,1,CITATION,art. D,6400/D@1"
            + " EXAMINE,2,CITATION,art. D,6400/D@1",
            "5100/B@1 6400/C@1 6400/D@1 6700/A@1 6700/A-1@2");
        assertEquals(0, desk.differences());
    }

    @Test
    void auditMakesNoHold() {
        sender.then(ControlThen.AUDIT).control(6700, "A", 1, YES);
        sender.declare(CAR);
        decides("RELEASE/BLUE", "6700/A@1");
        sender.then(ControlThen.DOCUMENT).control(6700, "B", 1, YES);
        sender.declare(CAR);
        decides("HOLD/YELLOW DOCUMENT,0,CITATION,art. B,6700/B@1", "6700/A@1 6700/B@1");
    }

    @Test
    void anErrorHoldsForDocument() {
        rate(0);
        sender.then(ControlThen.AUDIT).control(6700, "A", 1, and(field("transit"), error()));
        sender.declare(CAR);
        decides("HOLD/YELLOW DOCUMENT,0,CITATION,art. A,6700/A@1", "6700/A@1");
        sender.control(6700, "A", 2, and(eq("trader", "x"), error()));
        sender.declare(CAR);
        decides("RELEASE/GREEN", "");
    }

    private void rate(final long rate) {
        sender.rate = rate;
    }

    @Test
    void everyFieldIsSeen() {
        final String[][] texts = {{"flow", "FIRST_LINE_IMPORT"}, {"form", "NORMAL"},
            {"office", "6400"}, {"entryOffice", "6401"}, {"trader", Desk.TRADER},
            {"receiver", ""}, {"owner", Desk.TRADER}, {"agent", Desk.AGENT},
            {"supervisionMode", "0110"}, {"transport", "琴"}, {"conveyance", "QIONG 1"},
            {"dispatchCountry", "VNM"}, {"currency", "USD"}, {"ref", "R0"},
            {"item.hs", "87032341"}, {"item.name", "Näme"}, {"item.origin", "JPN"},
            {"item.regime", "TAXED"}, {"item.election", ""}, {"item.code", "Q1"},
            {"entity.credit", "REGULAR"}, {"entity.second_line", "NORMAL"},
            {"entity.uscc", Desk.TRADER}};
        byte[] all = YES;
        for (final String[] text : texts) {
            all = and(all, eq(text[0], text[1]));
        }
        final String[][] numbers = {{"grossKg", "2.5"}, {"netKg", "2"}, {"item.quantity", "1.5"},
            {"item.value", "710"}};
        for (final String[] number : numbers) {
            all = and(all, op(Op.EQ, ValueType.NUMBER, field(number[0]),
                Programs.number(number[1])));
        }
        all = and(all, and(field("transit"), and(field("entity.encouraged"),
            op(Op.NOT, field("entity.bonded")))));
        final Object[][] wholes = {{field("packages"), 7}, {field("item.no"), 1},
            {Programs.size("containers"), 2}, {Programs.size("documents"), 2},
            {Programs.size("items"), 1}, {Programs.size("item.attributes"), 2}};
        for (final Object[] whole : wholes) {
            all = and(all, op(Op.EQ, ValueType.INT, (byte[]) whole[0], whole((int) whole[1])));
        }
        all = and(all, and(inField("MSCU1234566", "containers"), and(inField("m", "documents"),
            and(inField("49", "item.attributes"), inField("x1", "item.attributes")))));
        sender.control(6700, "ALL", 1, all);
        sender.declare(CAR);
        assertEquals("6700/ALL@1", desk.hits());
    }

    @Test
    void anAmendedDeclarationIsTriedAnewUnderItsOwnReference() {
        sender.control(6700, "A", 1, prefix("item.hs", "8704"));
        sender.declare(TRUCK);
        sender.control(6700, "B", 1, and(eq("ref", "R0"), eq("agent", Desk.AGENT)));
        sender.amend("R0", CAR, CAR);
        decides("HOLD/RED EXAMINE,0,CITATION,art. B,6700/B@1", "6700/B@1");
        assertEquals(0, desk.differences());
    }

    @Test
    void everyFlowIsTried() {
        sender.control(6700, "A", 1, YES);
        for (final Flow flow : new Flow[] {Flow.FIRST_LINE_IMPORT, Flow.FIRST_LINE_EXPORT,
            Flow.SECOND_LINE_EXIT, Flow.SECOND_LINE_ENTRY}) {
            sender.flow = flow;
            sender.declare(CAR);
            assertEquals("6700/A@1", desk.hits(), flow.name());
        }
    }

    @Test
    void versionsGoUpAndTheIssuerAloneWithdraws() {
        assertEquals("", sender.control(6700, "A", 2, YES));
        assertEquals("version STATE ", sender.control(6700, "A", 2, YES));
        assertEquals("version STATE ", sender.control(6700, "A", 1, YES));
        assertEquals("id STATE ", sender.withdraw(5100, "A"));
        assertEquals("", sender.withdraw(6700, "A"));
        assertEquals("id STATE ", sender.withdraw(6700, "A"));
        sender.declare(CAR);
        decides("RELEASE/GREEN", "");
        assertEquals("version STATE ", sender.control(6700, "A", 2, YES));
        assertEquals("", sender.control(6700, "A", 3, YES));
    }

    @Test
    void aRefusedExpressionSaysWhereBehindTheVersion() {
        assertEquals("", sender.control(6700, "A", 2, YES));
        sender.refused = true;
        assertEquals("version STATE ", sender.control(6700, "A", 2, new byte[0]));
        assertEquals("when EXPRESSION 2:7 unknown: trada",
            sender.control(6700, "A", 3, new byte[0]));
        sender.refused = false;
        assertTrue(sender.control(6700, "A", 3, whole(1))
            .startsWith("when EXPRESSION 1:1 the program is not sound: "));
        assertEquals("", sender.control(6700, "A", 3, YES));
    }

    @Test
    void fromIsIncludedAndToIsNot() {
        sender.from = sender.at + 10;
        sender.to = sender.at + 20;
        sender.control(6700, "A", 1, YES);
        for (final int[] step : new int[][] {{9, 0}, {10, 1}, {19, 1}, {20, 0}}) {
            sender.at = sender.from + step[0] - 10;
            sender.declare(CAR);
            assertEquals(step[1] == 1 ? "6700/A@1" : "", desk.hits(), "after " + step[0] + " ms");
        }
        assertEquals("", sender.withdraw(6700, "A"));
    }

    @Test
    void listsAddRemoveReplaceAndExpire() {
        final long open = NamedListEncoder.expiresNullValue();
        sender.control(6700, "A", 1, inList("trader", "ZJ-watch"));
        sender.list(6700, "ZJ-watch", ListAction.ADD, open, "x", Desk.TRADER);
        sender.declare(CAR);
        assertEquals("6700/A@1", desk.hits());
        sender.list(6700, "ZJ-watch", ListAction.REMOVE, open, Desk.TRADER);
        sender.declare(CAR);
        assertEquals("", desk.hits());
        sender.list(5100, "ZJ-watch", ListAction.ADD, sender.at + 10, Desk.TRADER);
        sender.list(6700, "ZJ-watch", ListAction.REPLACE, open, "y");
        sender.declare(CAR);
        assertEquals("6700/A@1", desk.hits());
        sender.at += 10;
        sender.declare(CAR);
        assertEquals("", desk.hits());
        sender.list(5100, "ZJ-watch", ListAction.REPLACE, open, Desk.TRADER);
        sender.declare(CAR);
        assertEquals("6700/A@1", desk.hits());
        sender.list(5100, "ZJ-watch", ListAction.REPLACE, open);
        sender.declare(CAR);
        assertEquals("", desk.hits());
        assertEquals(desk.core.stateHash(), desk.restored().stateHash());
    }

    @Test
    void thePolicyIsWhatIsInForce() {
        final String none = desk.policy();
        sender.control(6700, "A", 1, YES);
        final String one = desk.policy();
        sender.control(6700, "A", 2, YES);
        final String two = desk.policy();
        sender.list(6700, "L", ListAction.ADD, NamedListEncoder.expiresNullValue(), "x", "y");
        final String listed = desk.policy();
        assertEquals(4, java.util.Set.of(none, one, two, listed).size());
        sender.declare(CAR);
        sender.list(6700, "L", ListAction.REPLACE, NamedListEncoder.expiresNullValue());
        assertEquals(two, desk.policy());
        sender.withdraw(6700, "A");
        assertEquals(none, desk.policy());
        assertNotEquals(desk.core.stateHash(), new Desk().core.stateHash());
    }

    @Test
    void aShareIsDrawnEvenlyAndAgainTheSame() {
        final int count = 2_000;
        rate(Scales.RATE / 2);
        sender.control(6700, "A", 1, field("transit"));
        sender.control(6700, "B", 1, eq("item.origin", "JPN"));
        int a = 0;
        int b = 0;
        int both = 0;
        for (int i = 0; i < count; i++) {
            sender.declare(CAR);
            final boolean isA = desk.hits().contains("A@1");
            final boolean isB = desk.hits().contains("B@1");
            a += isA ? 1 : 0;
            b += isB ? 1 : 0;
            both += isA && isB ? 1 : 0;
        }
        assertEquals(count / 2.0, a, 100);
        assertEquals(count / 2.0, b, 100);
        assertEquals(count / 4.0, both, 90, "draws of two controls are independent");
        assertEquals(0, desk.differences());
        assertEquals(desk.core.stateHash(), desk.restored().stateHash());
    }

    @Test
    void aRateOfZeroTakesNone() {
        rate(0);
        sender.control(6700, "A", 1, YES);
        sender.declare(CAR);
        decides("RELEASE/GREEN", "");
    }

    @Test
    void decidingAllocatesNothing() {
        for (int i = 0; i < 500; i++) {
            sender.control(6700, "C" + i, 1, or(and(prefix("item.hs", "87" + i % 100),
                above("item.value", "10")), eq("trader", i == 7 ? Desk.TRADER : "T" + i)));
        }
        rate(Scales.RATE / 2);
        sender.control(5100, "L", 1, inList("trader", "watch"));
        sender.control(5100, "E", 1, and(inField("m", "documents"), error()));
        sender.list(6700, "watch", ListAction.ADD, ControlEncoder.toNullValue(), Desk.TRADER);
        sender.declare(CAR, TRUCK);
        assertFalse(desk.hits().isEmpty());
        final int length = sender.write(0, CAR, TRUCK);
        final var threads =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = 0;
        for (int round = 0; round < 60; round++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1_000; i++) {
                desk.decide(sender.buffer, length);
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertTrue(allocated < 1_000, allocated + " bytes in 1,000 decisions");
    }
}
