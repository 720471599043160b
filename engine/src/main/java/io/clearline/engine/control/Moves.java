package io.clearline.engine.control;

import static io.clearline.engine.record.sbe.ControlState.ACTIVE;
import static io.clearline.engine.record.sbe.ControlState.DRAFT;
import static io.clearline.engine.record.sbe.ControlState.PAUSED;
import static io.clearline.engine.record.sbe.ControlState.SHADOW;
import static io.clearline.engine.record.sbe.ControlState.WITHDRAWN;

import io.clearline.engine.record.sbe.ControlState;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The life of a version of a control: where it may begin and how it may go on. */
public final class Moves {
    private static final Set<ControlState> FIRST = EnumSet.of(DRAFT, SHADOW, ACTIVE);
    private static final Map<ControlState, Set<ControlState>> NEXT = new EnumMap<>(Map.of(
        DRAFT, EnumSet.of(SHADOW, ACTIVE, WITHDRAWN),
        SHADOW, EnumSet.of(ACTIVE, WITHDRAWN),
        ACTIVE, EnumSet.of(PAUSED, WITHDRAWN),
        PAUSED, EnumSet.of(ACTIVE, WITHDRAWN),
        WITHDRAWN, EnumSet.noneOf(ControlState.class)));

    private Moves() {
    }

    /** Tells whether a version may begin in a state. */
    public static boolean isFirst(final ControlState state) {
        return FIRST.contains(state);
    }

    /** Tells whether a version may go from a state to another. */
    public static boolean isLegal(final ControlState from, final ControlState to) {
        return NEXT.get(from).contains(to);
    }

    /** Returns how far a version has come: of those as far as it only the highest stays. */
    static int stage(final ControlState state) {
        return switch (state) {
            case DRAFT -> 0;
            case SHADOW -> 1;
            default -> 2;
        };
    }
}
