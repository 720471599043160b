package io.clearline.engine.state;

import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import io.clearline.engine.record.sbe.TimerKind;

/**
 * What will fall due, by the day in China at whose start it does: batches that become overdue, waivers
 * that end. An entry is taken out when it fired or when its cause went away.
 */
public final class Agenda {
    /** One entry; reused. */
    public static final class Entry {
        /** Day at whose start it falls due. */
        public int day;
        /** What falls due. */
        public TimerKind kind;
        /** 8-digit line of a waiver, else 0. */
        public int line8;
        /** Dense number of the declaration. */
        public int declaration;
    }

    private final Chains byDay = new Chains();
    private int firstDay = Integer.MAX_VALUE;
    private int lastDay = Integer.MIN_VALUE;

    private static long what(final TimerKind kind, final int line8) {
        return (long) kind.value() << 32 | line8;
    }

    void add(final int day, final TimerKind kind, final int line8, final int declaration) {
        byDay.add(day, what(kind, line8), declaration);
        firstDay = Math.min(firstDay, day);
        lastDay = Math.max(lastDay, day);
    }

    void remove(final int day, final TimerKind kind, final int line8, final int declaration) {
        byDay.removeIfThere(day, what(kind, line8), declaration);
    }

    /**
     * Finds the next entry that has fallen due: of the earliest day, and of that the least, so that the
     * order does not depend on how the entries came in.
     *
     * @return whether there is one
     */
    public boolean due(final int today, final Entry into) {
        if (byDay.size() == 0) {
            firstDay = Integer.MAX_VALUE;
            lastDay = Integer.MIN_VALUE;
            return false;
        }
        while (firstDay <= lastDay && byDay.head(firstDay) == 0) {
            firstDay++;
        }
        if (firstDay > today) {
            return false;
        }
        long what = Long.MAX_VALUE;
        long declaration = Long.MAX_VALUE;
        for (int node = byDay.head(firstDay); node != 0; node = byDay.next(node)) {
            if (byDay.first(node) < what
                || byDay.first(node) == what && byDay.second(node) < declaration) {
                what = byDay.first(node);
                declaration = byDay.second(node);
            }
        }
        into.day = firstDay;
        into.kind = TimerKind.get((short) (what >>> 32));
        into.line8 = (int) what;
        into.declaration = (int) declaration;
        return true;
    }

    int size() {
        return byDay.size();
    }

    void save(final StateOutput out) {
        byDay.save(out);
        out.putInt(firstDay);
        out.putInt(lastDay);
    }

    void load(final StateInput in) {
        byDay.load(in);
        firstDay = in.getInt();
        lastDay = in.getInt();
    }
}
