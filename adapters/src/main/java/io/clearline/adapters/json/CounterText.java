package io.clearline.adapters.json;

import io.clearline.adapters.text.Times;
import io.clearline.engine.core.Core;
import io.clearline.engine.record.PackedReader;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.state.Effects;
import java.nio.charset.StandardCharsets;
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
            lines.add("  counter " + i + " of the expression: number " + in.getVar()
                + ", counts since " + time(in.getSigned()));
        }
        return lines;
    }

    private static String time(final long timeMs) {
        if (timeMs == Core.NO_TIME) {
            return "the beginning";
        }
        final byte[] bytes = new byte[Times.LENGTH];
        Times.put(bytes, 0, timeMs);
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
