package io.clearline.adapters.json;

import io.clearline.adapters.text.RowText;
import io.clearline.adapters.text.Times;
import io.clearline.engine.core.Core;
import io.clearline.engine.record.PackedReader;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.state.Effects;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * What a record says of counters: since when those count that a new control names, and what they
 * said to the controls that matched a declaration. Both stand first among the effects.
 */
final class CounterWords {
    private static final long TOO_LARGE = -1;

    private final List<String> counters = new ArrayList<>();
    private final Map<Integer, String> seen = new HashMap<>();

    CounterWords(final DirectBuffer record, final int offset) {
        final PackedReader in = new PackedReader().wrap(record,
            RecordHeader.effectsAt(record, offset), RecordHeader.effectsLength(record, offset));
        final int kind = in.remaining() == 0 ? 0 : in.getByte();
        if (kind == Effects.COUNTERS) {
            readCounters(in);
        } else if (kind == Effects.SEEN) {
            final int length = in.getVarInt();
            readSeen(new PackedReader().wrap(record, in.skip(length), length));
        }
    }

    private void readCounters(final PackedReader in) {
        final int count = in.getVarInt();
        for (int i = 1; i <= count; i++) {
            counters.add("  counter " + i + " of the expression: number " + in.getVar()
                + ", counts since " + time(in.getSigned()));
        }
    }

    private static String time(final long timeMs) {
        if (timeMs == Core.NO_TIME) {
            return "the beginning";
        }
        final byte[] bytes = new byte[Times.LENGTH];
        Times.put(bytes, 0, timeMs);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private void readSeen(final PackedReader in) {
        while (in.remaining() > 0) {
            final int hit = in.getVarInt();
            final List<String> values = new ArrayList<>();
            for (int left = in.getVarInt(); left > 0; left--) {
                final long value = in.getNullable(TOO_LARGE);
                final int decimals = in.getByte();
                values.add(
                    value == TOO_LARGE ? "too large to hold" : RowText.decimal(value, decimals));
            }
            seen.put(hit, ", its counters in order: " + String.join(", ", values));
        }
    }

    /** Returns a line for each counter that a control names, in the order of its expression. */
    List<String> counters() {
        return counters;
    }

    /** Returns what counters said to the control of a hit, from 0; empty if it asks none. */
    String seen(final int hit) {
        return seen.getOrDefault(hit, "");
    }
}
