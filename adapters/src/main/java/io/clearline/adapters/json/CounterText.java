package io.clearline.adapters.json;

import io.clearline.engine.core.Core;
import io.clearline.engine.record.PackedReader;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.state.Effects;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Says since when the counters count that a new control names. Stateless. */
final class CounterText {
    private CounterText() {
    }

    /**
     * Returns a line for each counter that the control of a record names, in the order of its
     * expression; none where the record is about no control, or it was refused.
     */
    static List<String> lines(final DirectBuffer record, final int offset) {
        final PackedReader in = new PackedReader().wrap(record,
            RecordHeader.effectsAt(record, offset), RecordHeader.effectsLength(record, offset));
        final List<String> lines = new ArrayList<>();
        if (in.remaining() == 0 || in.getByte() != Effects.COUNTERS) {
            return lines;
        }
        final int count = in.getVarInt();
        for (int i = 1; i <= count; i++) {
            final long number = in.getVar();
            final long sinceMs = in.getSigned();
            lines.add("  counter " + i + " of the expression: number " + number + ", counts since "
                + (sinceMs == Core.NO_TIME ? "the beginning" : Explanation.time(sinceMs)));
        }
        return lines;
    }
}
