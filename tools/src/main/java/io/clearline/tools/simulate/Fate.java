package io.clearline.tools.simulate;

import java.util.SplittableRandom;

/** What is to become of one process, and which fault of the machine it meets before. */
final class Fate {
    /** How a process ends. */
    enum End {
        KILL, POWER_CUT, CLOSE
    }

    private static final CrashPoint[] POINTS = CrashPoint.values();

    private final End end;
    private final CrashPoint point;
    private final FaultKind fault;
    private int passes;
    private int faultPasses;

    private Fate(
        final End end, final CrashPoint point, final int passes, final FaultKind fault,
        final int faultPasses) {
        this.end = end;
        this.point = point;
        this.passes = passes;
        this.fault = fault;
        this.faultPasses = faultPasses;
    }

    /** Returns one in which nothing happens. */
    static Fate peace() {
        return new Fate(End.CLOSE, null, 0, null, 0);
    }

    static Fate of(final SplittableRandom random) {
        final End end = switch (random.nextInt(9)) {
            case 0 -> End.CLOSE;
            case 1, 2, 3, 4 -> End.KILL;
            default -> End.POWER_CUT;
        };
        final CrashPoint point = POINTS[random.nextInt(POINTS.length)];
        final FaultKind fault = switch (random.nextInt(15)) {
            case 0 -> FaultKind.FORCE_ERROR;
            case 1 -> FaultKind.APPEND_ERROR;
            case 2 -> FaultKind.WRITE_ERROR;
            case 3 -> FaultKind.SHORT_WRITE;
            case 4 -> FaultKind.DISK_FULL;
            default -> null;
        };
        // Most moments come by often, these a few times only.
        final boolean rare = point.ordinal() >= CrashPoint.IN_SNAPSHOT.ordinal();
        return new Fate(end, end == End.CLOSE ? null : point,
            random.nextInt(rare ? 8 : point == CrashPoint.IDLE ? 400 : 1 << random.nextInt(6)),
            fault,
            fault == FaultKind.APPEND_ERROR ? random.nextInt(25) : random.nextInt(6));
    }

    End end() {
        return end;
    }

    CrashPoint point() {
        return point;
    }

    /** Tells whether the process dies at this moment; each call is one that comes by. */
    boolean diesAt(final CrashPoint moment) {
        return moment == point && passes-- == 0;
    }

    /** Tells whether the fault strikes here; each call is one chance. */
    boolean strikes(final FaultKind kind) {
        return kind == fault && faultPasses-- == 0;
    }
}
