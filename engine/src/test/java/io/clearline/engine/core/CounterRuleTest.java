package io.clearline.engine.core;

import static io.clearline.engine.control.Programs.above;
import static io.clearline.engine.control.Programs.and;
import static io.clearline.engine.control.Programs.atLeast;
import static io.clearline.engine.control.Programs.count;
import static io.clearline.engine.control.Programs.eq;
import static io.clearline.engine.control.Programs.prefix;
import static io.clearline.engine.control.Programs.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.clearline.engine.control.Counters;
import io.clearline.engine.record.sbe.ControlState;
import io.clearline.engine.record.sbe.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What counters say to controls, from command to command; each item is worth 710.00 yuan. */
class CounterRuleTest {
    private static final byte[] ALL = new byte[0];
    private static final long CAR = 87_032_341;
    private static final long TRUCK = 87_042_100;
    private static final long HOUR_MS = 3_600_000;
    private static final long DAY_MS = 24 * HOUR_MS;

    private final Desk desk = new Desk();
    private final Sender sender = new Sender(desk);

    /** However a test went: applying alone gives the same state, deciding again the same answers. */
    @AfterEach
    void restored() {
        assertEquals(desk.core.stateHash(), desk.restored().stateHash());
        assertEquals(0, desk.differences());
    }

    private String declared(final long... codes) {
        sender.declare(codes);
        return desk.hits();
    }

    private String exit(final String plate) {
        sender.flow = Flow.SECOND_LINE_EXIT;
        sender.conveyance = plate;
        sender.at += 60_000;
        return declared(CAR);
    }

    @Test
    void theFifthTruckOfADayIsHit() {
        sender.control(6700, "A", 1, atLeast(count("conveyance", 24, ALL), 5));
        for (int i = 1; i <= 4; i++) {
            assertEquals("", exit("QA1"), "truck " + i);
            assertEquals("", exit("QA2"));
        }
        assertEquals("6700/A@1", exit("QA1"));
        assertEquals("", exit("QA3"));
        assertEquals("6700/A@1", exit("QA2"));
        sender.at += DAY_MS + HOUR_MS;
        assertEquals("", exit("QA1"));
    }

    /** A minute of 2026-03-02T05:20+08:00 and the bucket of 05:15 that it lies in. */
    @Test
    void aDayEndsOnTheMillisecond() {
        sender.control(6700, "A", 1, atLeast(count("trader", 24, ALL), 2));
        final long start = sender.at;
        assertEquals("", declared(CAR));
        final long bucket = 15 * 60_000;
        final long left = start - Math.floorMod(start, bucket) + DAY_MS + bucket;
        sender.at = left;
        assertEquals("", declared(CAR), "the first has left");
        sender.at = left + DAY_MS + bucket - 1;
        assertEquals("6700/A@1", declared(CAR), "the second is in its last millisecond");
        sender.at = left + 2 * DAY_MS + 2 * bucket;
        assertEquals("", declared(CAR), "and has left with the next");
    }

    @Test
    void whatIsRejectedOrRepeatedDoesNotCount() {
        sender.control(6700, "A", 1, atLeast(count("agent", 24, ALL), 3));
        sender.declare(CAR);
        for (int i = 0; i < 3; i++) {
            sender.sent = 0;
            sender.declare(CAR);
            sender.declare(12_345_678);
            assertEquals("REJECT/NULL_VAL", desk.holds());
        }
        assertEquals("", declared(CAR));
        assertEquals("6700/A@1", declared(CAR));
    }

    @Test
    void itemsAreCountedOneByOne() {
        sender.control(6700, "A", 1, atLeast(count("trader", 24, prefix("item.hs", "8704")), 3));
        sender.control(6700, "B", 1, atLeast(count("item.origin", 24, ALL), 5));
        sender.control(6700, "C", 1,
            atLeast(count("trader", 24, eq("flow", "SECOND_LINE_EXIT")), 1));
        assertEquals("", declared(CAR, TRUCK, TRUCK));
        assertEquals("6700/A@1 6700/B@1", declared(TRUCK, CAR));
        assertEquals("HOLD/RED EXAMINE,0,CITATION,art. A,6700/A@1"
            + " EXAMINE,1,CITATION,art. B,6700/B@1 EXAMINE,2,CITATION,art. B,6700/B@1",
            desk.holds());
    }

    @Test
    void sumsAreExactToTheFen() {
        sender.control(6700, "A", 1, above(sum("trader", 24, "item.value", ALL), "2129.99"));
        sender.control(6700, "B", 1, above(sum("trader", 24, "item.value", ALL), "2130.00"));
        sender.control(6700, "C", 1,
            above(sum("trader", 24, "item.quantity", prefix("item.hs", "8704")), "4.49999"));
        sender.control(6700, "D", 1, above(sum("trader", 24, "grossKg", ALL), "7.49999"));
        sender.control(6700, "E", 1, above(sum("trader", 24, "packages", ALL), "20.99"));
        assertEquals("", declared(CAR, TRUCK));
        assertEquals("6700/A@1", declared(CAR));
        assertEquals("6700/A@1 6700/B@1 6700/C@1 6700/D@1 6700/E@1", declared(TRUCK, TRUCK));
        assertEquals(3, desk.core.state().declarations().size());
    }

    @Test
    void anAmendmentCountsInPlaceOfWhatItAmends() {
        sender.control(6700, "H", 1, prefix("item.hs", "87"));
        sender.control(6700, "A", 1, atLeast(count("conveyance", 24, ALL), 2));
        sender.control(6700, "B", 1, above(sum("trader", 24, "item.value", ALL), "2000"));
        assertEquals("6700/H@1", declared(CAR));
        sender.at += HOUR_MS;
        sender.amend("R0", CAR, CAR);
        assertEquals("6700/H@1", desk.hits(), "itself alone, 1,420.00");
        sender.conveyance = "QIONG 2";
        sender.amend("R0", CAR, TRUCK, CAR);
        assertEquals("6700/B@1 6700/H@1", desk.hits(), "itself alone, 2,130.00");
        sender.conveyance = "QIONG 1";
        assertEquals("6700/B@1 6700/H@1", declared(CAR), "the first of QIONG 1, which the other left");
        sender.conveyance = "QIONG 2";
        assertEquals("6700/A@1 6700/B@1 6700/H@1", declared(CAR), "the second of QIONG 2");
        // It counts at the time of its acceptance, and so leaves an hour before the others.
        sender.at += DAY_MS - HOUR_MS + 15 * 60_000;
        sender.conveyance = "QIONG 3";
        assertEquals("6700/B@1 6700/H@1", declared(CAR), "710.00 of QIONG 1, 2 and 3 each");
        sender.at += HOUR_MS;
        assertEquals("6700/A@1 6700/H@1", declared(CAR), "both of QIONG 3");
        // Long after, it counts itself, but not for others: its time is out of the window.
        sender.conveyance = "QIONG 3";
        sender.amend("R0", CAR, CAR, CAR);
        assertEquals("6700/A@1 6700/B@1 6700/H@1", desk.hits());
        assertEquals("6700/A@1 6700/B@1 6700/H@1", declared(CAR), "2,130.00 of QIONG 3");
    }

    /** What was accepted before anything counted is counted from its amendment on. */
    @Test
    void anAmendmentOfWhatNeverCountedCountsFromNowOn() {
        sender.control(6700, "H", 1, prefix("item.hs", "87"));
        declared(CAR);
        sender.control(6700, "A", 1, atLeast(count("trader", 24, ALL), 2));
        assertEquals("6700/H@1", declared(CAR));
        sender.amend("R0", CAR);
        assertEquals("6700/A@1 6700/H@1", desk.hits());
        sender.at += DAY_MS + 15 * 60_000;
        sender.amend("R0", CAR);
        assertEquals("6700/H@1", desk.hits());
    }

    @Test
    void aCounterCountsFromTheFirstControlThatNamesItToTheLast() {
        final byte[] three = atLeast(count("trader", 24, ALL), 3);
        declared(CAR);
        sender.control(6700, "A", 1, three);
        declared(CAR);
        assertEquals("", declared(CAR), "two since it counts");
        // Another control of the same words knows at once what the first does.
        sender.control(7200, "B", 1, three);
        assertEquals("6700/A@1 7200/B@1", declared(CAR));
        // A new version of the same words goes on, also where it is the only one left.
        sender.withdraw(7200, "B");
        sender.control(6700, "A", 2, three);
        assertEquals("6700/A@2", declared(CAR));
        assertEquals(1, desk.core.state().controls().counters().size());
        sender.control(6700, "A", 3, eq("flow", "x"));
        assertEquals(0, desk.core.state().controls().counters().size());
        sender.control(6700, "A", 4, three);
        assertEquals("", declared(CAR));
        assertEquals("", declared(CAR));
        assertEquals("6700/A@4", declared(CAR));
    }

    /** A draft and a paused control are not tried, but once they are they know what was before. */
    @Test
    void whatIsNotTriedCountsAllTheSame() {
        sender.state = ControlState.DRAFT;
        sender.control(6700, "A", 1, atLeast(count("trader", 24, ALL), 3));
        declared(CAR);
        assertEquals("", declared(CAR));
        sender.move("A", 1, ControlState.SHADOW, "Li");
        assertEquals("", declared(CAR), "shadow is not cited");
        sender.move("A", 1, ControlState.ACTIVE, "Li");
        assertEquals("6700/A@1", declared(CAR));
        sender.move("A", 1, ControlState.PAUSED, "Li");
        sender.at += DAY_MS;
        assertEquals("", declared(CAR));
        sender.at += HOUR_MS;
        assertEquals("", declared(CAR));
        sender.move("A", 1, ControlState.ACTIVE, "Li");
        assertEquals("6700/A@1", declared(CAR), "both that came while it was paused, and itself");
        // A draft of a new version goes on with what the old one counted, and keeps it.
        sender.state = ControlState.DRAFT;
        sender.control(6700, "A", 2, atLeast(count("trader", 24, ALL), 4));
        assertEquals(1, desk.core.state().controls().counters().size());
        sender.move("A", 2, ControlState.ACTIVE, "Li");
        assertEquals("6700/A@2", declared(CAR));
        sender.withdraw(6700, "A");
        assertEquals(0, desk.core.state().controls().counters().size());
    }

    @Test
    void thereAreSoManyCountersAndNoMore() {
        for (int i = 1; i <= Counters.MOST; i++) {
            assertEquals("", sender.control(6700, "C" + i, 1, atLeast(count("trader", i, ALL), 9)));
        }
        final byte[] another = atLeast(count("agent", 1, ALL), 2);
        assertEquals("when EXPRESSION 1:1 the engine keeps at most 64 counters and has 64; withdraw"
            + " a control that counts, or count as another one does",
            sender.control(6700, "X", 1, another));
        assertEquals("", sender.control(6700, "X", 1, atLeast(count("trader", 7, ALL), 2)));
        declared(CAR);
        assertEquals("6700/X@1", declared(CAR));
        sender.withdraw(6700, "C64");
        assertEquals("", sender.control(6700, "Y", 1, another));
        assertEquals("6700/X@1", declared(CAR));
        assertEquals("6700/X@1 6700/Y@1", declared(CAR));
    }

    @Test
    void theStateTellsCountsApart() {
        sender.control(6700, "A", 1, atLeast(count("conveyance", 24, ALL), 9));
        final long before = desk.core.state().controls().hash();
        exit("QA1");
        final long after = desk.core.state().controls().hash();
        assertNotEquals(before, after);
        exit("QA1");
        assertNotEquals(after, desk.core.state().controls().hash());
        assertEquals("", declared(CAR));
    }

    /** A program that an adapter got wrong is refused, and nothing begins. */
    @Test
    void unsoundCountersAreRefused() {
        final byte[] good = count("trader", 24, prefix("item.hs", "8704"));
        final byte[][] bad = {
            atLeast(count("owner", 24, ALL), 1),
            atLeast(count("trader", 0, ALL), 1),
            atLeast(count("trader", 2161, ALL), 1),
            above(sum("trader", 24, "item.no", ALL), "1"),
            above(sum("trader", 24, "grossKg", prefix("item.hs", "87")), "1"),
            above(sum("item.origin", 24, "netKg", ALL), "1"),
            atLeast(count("trader", 24, atLeast(good, 1)), 1),
            atLeast(count("trader", 24, io.clearline.engine.control.Programs.matches("ref", "a")), 1),
            above(count("trader", 24, ALL), "1"),
        };
        for (final byte[] program : bad) {
            assertEquals("when EXPRESSION 1:1 the program is not sound",
                sender.control(6700, "A", 1, program).replaceAll("sound: .*", "sound"));
        }
        assertEquals("", sender.control(6700, "A", 1, and(atLeast(good, 1), atLeast(good, 1))));
        assertEquals("6700/A@1", declared(TRUCK));
    }
}
