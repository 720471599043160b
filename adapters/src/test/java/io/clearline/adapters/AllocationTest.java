package io.clearline.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * Deciding and applying declarations allocates nothing on the heap, so that no collection is
 * theirs.
 */
class AllocationTest {
    private static final int WARM_UP = 60_000;
    private static final int MEASURED = 240_000;
    /** What the virtual machine may do on a thread now and then, linking say; all in all. */
    private static final long BYTES_ALLOWED = 16_384;
    /**
     * What is kept of each declaration stands off the heap, in chunks, but each new chunk has an
     * owner on the heap of some 200 bytes: the two indexes have 256 parts, each of which doubles
     * once or twice as the number of declarations goes up fivefold, and slabs and lists get a new
     * chunk now and then.
     */
    private static final long BYTES_FOR_GROWTH = 256 * 2 * 3 * 256;

    private static final int REF_AT = MessageHeaderDecoder.ENCODED_LENGTH
        + DeclareDecoder.submitterRefEncodingOffset();

    private static final int TIME_AT =
        MessageHeaderDecoder.ENCODED_LENGTH + DeclareDecoder.atEncodingOffset();
    private static final String CONTROL = "{'type':'control','at':'2026-03-02T09:00:00+08:00',"
        + "'id':'C','version':1,'issuer':'6700','then':'EXAMINE','basis':'b','when':'"
        + "count(\\'trader\\', \\'P1D\\') + count(\\'agent\\', \\'PT1H\\')"
        + " + count(\\'trader\\', \\'P7D\\', \\'8457\\') + count(\\'origin\\', \\'P1D\\')"
        + " + count(\\'conveyance\\', \\'PT1H\\', flow == \\'SECOND_LINE_EXIT\\')"
        + " + count(\\'conveyance\\', \\'P90D\\') < 0"
        + " || sum(\\'trader\\', \\'PT1H\\', \\'value\\') + sum(\\'origin\\', \\'P1D\\', \\'quantity\\')"
        + " + sum(\\'agent\\', \\'P1D\\', \\'grossKg\\') + sum(\\'trader\\', \\'P1D\\', \\'value\\',"
        + " item.value > 500.0) < 0'}";

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Recorder recorder = Recorder.opened();
    private final ClearanceCore core = recorder.core();
    private final List<MutableDirectBuffer> templates = new ArrayList<>();

    private void template(final String declare) {
        templates.add(new UnsafeBuffer(recorder.command(
            ("{" + declare + ",'at':'2026-03-02T09:00:00+08:00'}").replace('\'', '"'))));
    }

    /** One in force with a harm guard that never trips, one in shadow: their counts run, too. */
    private void controls() {
        final String control = "{'type':'control','at':'2026-03-02T08:00:00+08:00','version':1,"
            + "'issuer':'6700','basis':'b',";
        for (final String line : List.of(control + "'id':'A','when':'item.regime == \"BONDED\"',"
            + "'then':'AUDIT','expect':0.5,'factor':1.9,'over':1000}", control + "'id':'S',"
            + "'when':'item.hs.startsWith(\"8479\")','then':'EXAMINE','state':'SHADOW'}")) {
            assertFalse(recorder.take(line.replace("\"", "\\\"").replace('\'', '"')).isRefused());
        }
    }

    /** Released, taxed and held, bonded to nobody, licensed, with a document, sold, rejected. */
    private void templates() {
        controls();
        template(Scene.machines("R000000000", "ZERO_TARIFF", ""));
        template(Scene.machines("R000000000", "TAXED", ",'currency':'USD'"));
        template(Scene.machines("R000000000", "BONDED", ""));
        template(Scene.declare("R000000000", "FIRST_LINE_IMPORT", "6481",
            "'dispatchCountry':'JPN','documents':[{'code':'O','no':'TL-O-020'}]",
            Scene.item("84798999", "ZERO_TARIFF", "10")));
        template(Scene.exit("R000000000", "QA1", "", Scene.item("84573000", "DOMESTIC", "1000")));
        template(Scene.exit("R000000000", "QA2", "", Scene.item("84573000", "ZERO_TARIFF", "9")));
        template(Scene.machines("R000000000", "ZERO_TARIFF", "").replace("84573000", "99999999"));
    }

    private void take(final MutableDirectBuffer command) {
        final Verdict verdict =
            core.decide(command, 0, command.capacity(), Core.DECLARED_CLOCK);
        if (verdict.journaled()) {
            core.apply(core.lastSequence() + 1, verdict.timeMs(), command, 0, command.capacity(),
                verdict.effects().buffer(), 0, verdict.effects().length());
        }
    }

    private void take(final int from, final int to) {
        for (int i = from; i < to; i++) {
            final MutableDirectBuffer command = templates.get(i % templates.size());
            int rest = i;
            for (int at = REF_AT + 9; at > REF_AT; at--) {
                command.putByte(at, (byte) ('0' + rest % 10));
                rest /= 10;
            }
            take(command);
        }
    }

    private long allocatedBy(final int from, final int to) {
        final long before = threads.getCurrentThreadAllocatedBytes();
        take(from, to);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void newDeclarationsAllocateNothingButTheOwnersOfChunks() {
        templates();
        take(0, WARM_UP);
        final long allocated = allocatedBy(WARM_UP, WARM_UP + MEASURED);
        assertTrue(allocated <= BYTES_FOR_GROWTH,
            allocated + " bytes for " + MEASURED + " declarations");
        assertEquals((WARM_UP + MEASURED) * 6L / 7, core.state().declarations().size(), 6);
        for (int i = 0; i < 2; i++) {
            assertEquals((WARM_UP + MEASURED) / 7,
                core.state().controls().version(i).tally().hits(), 1);
        }
    }

    /** Ten counters and a control that asks them all, over two days in which buckets come and go. */
    @Test
    void countingAllocatesNothingMore() {
        recorder.take(CONTROL.replace('\'', '"'));
        assertEquals(10, core.state().controls().counters().size());
        templates();
        final long start = templates.get(0).getLong(TIME_AT);
        long allocated = 0;
        for (int i = 0; i < WARM_UP + MEASURED; i += 1_000) {
            for (final MutableDirectBuffer template : templates) {
                template.putLong(TIME_AT, start + i * 576L);
            }
            final long bytes = allocatedBy(i, i + 1_000);
            allocated += i < WARM_UP ? 0 : bytes;
        }
        assertTrue(allocated <= BYTES_FOR_GROWTH,
            allocated + " bytes for " + MEASURED + " declarations");
    }

    /** Nothing is kept of what is sent again or rejected: here not a byte is for growth. */
    @Test
    void repeatsAndRejectsAllocateNothing() {
        templates();
        take(0, 7_000);
        for (int i = 0; i < 10; i++) {
            take(0, 7_000);
        }
        final long sequence = core.lastSequence();
        final long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 30; i++) {
            take(0, 7_000);
        }
        final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated <= BYTES_ALLOWED, allocated + " bytes for 210,000 declarations");
        assertEquals(sequence + 30_000, core.lastSequence(), "rejects alone are journaled");
    }
}
