package io.clearline.tools.demo;

import io.clearline.engine.record.sbe.CheckpointLane;
import io.clearline.engine.record.sbe.HoldKind;
import java.util.ArrayDeque;
import java.util.List;

/**
 * What is to follow declarations a while later: taxes are paid first, vehicles arrive then,
 * officers come to their holds last. A while is counted in declarations, not in time, so that it is
 * the same at every speed.
 */
final class Diary {
    private static final int PAY_AFTER = 800;
    private static final int ARRIVE_AFTER = 1200;
    private static final int RESOLVE_AFTER = 1500;

    /**
     * Something to do.
     *
     * @param act what
     * @param number of the declaration it is about, as its reference has it
     * @param hold which holds are passed
     * @param amount what is paid, in fen
     * @param office checkpoint
     * @param lane of the checkpoint
     * @param plate of the vehicle
     * @param gains what the generator takes to be in the ledger afterwards
     */
    record Entry(
        Act act, long number, HoldKind hold, long amount, int office, CheckpointLane lane,
        byte[] plate, List<Stock.Addition> gains) {
        static Entry pay(final long number, final long amount, final List<Stock.Addition> gains) {
            return new Entry(Act.PAY, number, null, amount, 0, null, null, gains);
        }

        static Entry resolve(
            final long number, final HoldKind hold, final List<Stock.Addition> gains) {
            return new Entry(Act.RESOLVE, number, hold, 0, 0, null, null, gains);
        }

        static Entry arrive(
            final long number, final int office, final CheckpointLane lane, final byte[] plate) {
            return new Entry(Act.ARRIVE, number, null, 0, office, lane, plate, List.of());
        }
    }

    private final int haste;

    /** One for each kind, as each has its own while: what comes first is due first. */
    private final List<ArrayDeque<Entry>> queues =
        List.of(new ArrayDeque<>(), new ArrayDeque<>(), new ArrayDeque<>());

    /** Creates one of traders and officers who come so many times sooner than on the demo's day. */
    Diary(final int haste) {
        this.haste = haste;
    }

    void add(final Entry entry) {
        queues.get(queue(entry.act())).add(entry);
    }

    private static int queue(final Act act) {
        return act == Act.PAY ? 0 : act == Act.ARRIVE ? 1 : 2;
    }

    private int after(final Act act) {
        final int usual =
            act == Act.PAY ? PAY_AFTER : act == Act.ARRIVE ? ARRIVE_AFTER : RESOLVE_AFTER;
        return usual / haste;
    }

    /** Takes what is due before the declaration of that number, null if nothing is. */
    Entry due(final long number) {
        for (int i = 0; i < queues.size(); i++) {
            final Entry first = queues.get(i).peek();
            if (first != null && first.number() + after(first.act()) <= number) {
                return queues.get(i).poll();
            }
        }
        return null;
    }
}
