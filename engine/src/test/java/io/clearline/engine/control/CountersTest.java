package io.clearline.engine.control;

import static io.clearline.engine.control.Programs.above;
import static io.clearline.engine.control.Programs.and;
import static io.clearline.engine.control.Programs.atLeast;
import static io.clearline.engine.control.Programs.count;
import static io.clearline.engine.control.Programs.eq;
import static io.clearline.engine.control.Programs.error;
import static io.clearline.engine.control.Programs.inList;
import static io.clearline.engine.control.Programs.prefix;
import static io.clearline.engine.control.Programs.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.clearline.engine.memory.StateBytes;
import io.clearline.engine.record.PackedReader;
import io.clearline.engine.record.PackedWriter;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Counters from being planned to being saved, without any declaration. */
class CountersTest {
    private static final byte[] ALL = new byte[0];
    private static final long MINUTE_MS = 60_000;
    private static final byte[] PROGRAM = and(
        atLeast(count("trader", 24, ALL), 3), and(
            above(sum("trader", 48, "item.value", prefix("item.hs", "87")), "100"), and(
                atLeast(count("item.origin", 1, inList("trader", "watch")), 2),
                atLeast(count("conveyance", 2160, eq("flow", "SECOND_LINE_EXIT")), 2))));

    private final NamedLists lists = new NamedLists();
    private Counters counters = new Counters(lists);
    private final PackedWriter out = new PackedWriter(256);
    private final Contribution tally = new Contribution();
    private long now = 1_772_380_800_000L;

    private void begin(final byte[] program) {
        final UnsafeBuffer bytes = new UnsafeBuffer(program);
        if (counters.plan(bytes, 0, program.length, now, out.reset())) {
            counters.begin(bytes, 0, program.length,
                new PackedReader().wrap(out.buffer(), 0, out.length()));
        }
    }

    private Facts facts(final String trader, final String plate, final String... origins) {
        final Facts facts = new Facts().at(now).put("trader", trader).put("conveyance", plate)
            .put("flow", "SECOND_LINE_EXIT");
        for (final String origin : origins) {
            facts.item().put("item.hs", "87032341").put("item.value", "10.01")
                .put("item.origin", origin);
        }
        return facts;
    }

    private void take(final int declaration, final boolean isHeld, final int amended,
        final Facts facts) {
        counters.measure(facts, amended, tally);
        tally.write(out.reset());
        counters.count(declaration, amended >= 0, isHeld, now, out.buffer(), 0, out.length());
    }

    private long says(final int place, final Facts facts) {
        counters.measure(facts, -1, tally);
        facts.with(tally);
        facts.item(0);
        return facts.counted(counters.at(place));
    }

    @Test
    void plansInTheOrderOfTheProgramAndBeginsWhatIsNew() {
        assertEquals(0, counters.size());
        begin(atLeast(count("agent", 1, ALL), 1));
        now += 5;
        begin(PROGRAM);
        begin(PROGRAM);
        begin(eq("flow", "x"));
        assertEquals(5, counters.size());
        for (int i = 0; i < 5; i++) {
            assertEquals(i, counters.at(i).number());
            assertEquals(i == 0 ? now - 5 : now, counters.at(i).sinceMs());
        }
        assertEquals(2, counters.at(2).decimals());
        assertEquals(0, counters.at(1).decimals());
    }

    @Test
    void anotherPlanIsAnError() {
        final UnsafeBuffer bytes = new UnsafeBuffer(PROGRAM);
        counters.plan(bytes, 0, PROGRAM.length, now, out.reset());
        final PackedReader plan = new PackedReader().wrap(out.buffer(), 0, out.length());
        begin(atLeast(count("agent", 1, ALL), 1));
        assertThrows(IllegalStateException.class,
            () -> counters.begin(bytes, 0, PROGRAM.length, plan));
    }

    @Test
    void eachSaysWhatWasCountedAndTheSubjectItself() {
        begin(PROGRAM);
        final Facts first = facts("T1", "QA1", "JPN", "CHN", "JPN");
        assertEquals(1, says(0, first));
        assertEquals(3003, says(1, first));
        assertEquals(0, says(2, first), "T1 is on no list");
        assertEquals(1, says(3, first));
        final Slice watched = new Slice(new byte[] {'T', '1'});
        lists.put("watch", 6700, lists.intern(watched.buffer(), 0, 2), NamedLists.OPEN);
        assertEquals(2, says(2, first), "two from Japan");
        take(0, false, -1, first);
        assertEquals(2, says(0, facts("T1", "QA2", "JPN")));
        assertEquals(3, says(2, facts("T1", "QA2", "JPN")));
        assertEquals(2, says(2, facts("T1", "QA2", "CHN")));
        assertEquals(1, says(3, facts("T1", "QA2", "JPN")));
        assertEquals(2, says(3, facts("T2", "QA1", "JPN")));
        assertEquals(1, says(0, facts("T2", "QA1", "JPN")));
        assertEquals(0, says(3, facts("T2", "", "JPN")), "no plate, nothing to count by");
    }

    /** What errs is counted: better one too many. */
    @Test
    void anErrorCounts() {
        begin(atLeast(count("trader", 24, error()), 1));
        assertEquals(1, says(0, facts("T1", "QA1", "JPN")));
    }

    @Test
    void whatNoLongCanHoldIsAnError() {
        begin(above(sum("trader", 24, "item.value", ALL), "1"));
        final Facts rich = new Facts().at(now).put("trader", "T1").item()
            .put("item.value", "92233720368547758.06");
        assertEquals(Long.MAX_VALUE - 1, says(0, rich));
        take(0, false, -1, rich);
        final Predicate asks = Predicate.of(new UnsafeBuffer(
            above(sum("trader", 24, "item.value", ALL), "1")), 0,
            above(sum("trader", 24, "item.value", ALL), "1").length, counters);
        counters.measure(rich, -1, tally);
        rich.with(tally);
        assertEquals(Predicate.ERROR, asks.of(rich));
        now += 25 * 60 * MINUTE_MS;
        rich.at(now);
        counters.measure(rich, -1, tally);
        assertEquals(Predicate.TRUE, asks.of(rich));
    }

    /** Saved and loaded again and again it stays the same as one that never was. */
    @Test
    void loadedCountersGoOn() {
        final SplittableRandom random = new SplittableRandom(7);
        begin(PROGRAM);
        final Counters never = counters;
        reload();
        for (int i = 0; i < 3_000; i++) {
            now += random.nextInt(50) == 0 ? random.nextLong(30_000 * MINUTE_MS)
                : random.nextLong(20 * MINUTE_MS);
            final boolean isAmended = i > 20 && random.nextInt(8) == 0;
            final int declaration = isAmended ? i - 1 - random.nextInt(20) : i;
            final boolean isHeld = random.nextBoolean();
            final int settled = random.nextInt(100) == 0 ? random.nextInt(i + 1) : -1;
            final Facts facts =
                facts("T" + random.nextInt(30), "QA" + random.nextInt(100), "JPN", "CHN");
            final Counters reloaded = counters;
            for (final Counters each : new Counters[] {never, reloaded}) {
                counters = each;
                take(declaration, isHeld, isAmended ? declaration : -1, facts);
                counters.settle(settled);
            }
            if (i % 300 == 299) {
                assertEquals(never.hash(), counters.hash(), "step " + i);
                reload();
            }
        }
    }

    private void reload() {
        final StateBytes saved = new StateBytes();
        counters.save(saved);
        final Counters loaded = new Counters(lists);
        loaded.load(saved);
        assertEquals(0, saved.remaining());
        assertEquals(counters.hash(), loaded.hash());
        for (int trader = 0; trader < 30; trader++) {
            final Facts facts = facts("T" + trader, "QA" + trader, "JPN");
            final Counters before = counters;
            for (int i = 0; i < 4; i++) {
                counters = before;
                final long expected = says(i, facts);
                counters = loaded;
                assertEquals(expected, says(i, facts), "counter " + i + " of T" + trader);
            }
        }
    }

    @Test
    void theHashTellsStatesApart() {
        begin(PROGRAM);
        final long empty = counters.hash();
        take(0, true, -1, facts("T1", "QA1", "JPN"));
        final long held = counters.hash();
        assertNotEquals(empty, held);
        counters.settle(0);
        final long settled = counters.hash();
        assertNotEquals(held, settled);
        now += MINUTE_MS;
        take(1, false, -1, facts("T1", "QA1", "JPN"));
        assertNotEquals(settled, counters.hash());
    }
}
