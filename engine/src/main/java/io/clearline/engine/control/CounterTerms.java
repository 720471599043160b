package io.clearline.engine.control;

import io.clearline.engine.counter.Window;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a counter counts; controls that say the same share one counter.
 *
 * @param key the field whose every value has a count of its own
 * @param window how far back it looks
 * @param measure the field that is summed up, null where declarations or items are counted
 * @param when which are counted, null = all
 * @param program the bytes of {@code when}, none = all: by them two counters are the same
 */
record CounterTerms(
    ControlField key, Window window, ControlField measure, Node when, byte[] program) {
    /** A condition has no more nodes: it is tried on every declaration, whatever its controls say. */
    static final int MOST_NODES = 200;

    private static final Set<ControlField> KEYS = EnumSet.of(ControlField.TRADER,
        ControlField.AGENT, ControlField.CONVEYANCE, ControlField.RECEIVER,
        ControlField.ITEM_ORIGIN);
    private static final Set<ControlField> MEASURES = EnumSet.of(ControlField.ITEM_VALUE,
        ControlField.ITEM_QUANTITY, ControlField.GROSS_KG, ControlField.NET_KG,
        ControlField.PACKAGES);

    /**
     * Checks what a program cannot say.
     *
     * @throws IllegalArgumentException if nothing can be counted so
     */
    void check() {
        if (!KEYS.contains(key)) {
            throw new IllegalArgumentException("nothing is counted by " + key.text());
        }
        if (measure != null && !MEASURES.contains(measure)) {
            throw new IllegalArgumentException(measure.text() + " is not summed up");
        }
        if (measure != null && !measure.isOfItem() && (key.isOfItem() || namesItem())) {
            throw new IllegalArgumentException(measure.text() + " is not an item's");
        }
    }

    /** Tells whether the condition names an item. */
    boolean namesItem() {
        return when != null && when.namesItem();
    }

    /** Tells whether it goes over items, not over declarations as a whole. */
    boolean isOfItems() {
        return key.isOfItem() || namesItem() || measure != null && measure.isOfItem();
    }

    boolean isSame(final CounterTerms that) {
        return key == that.key && window.hours() == that.window.hours() && measure == that.measure
            && Arrays.equals(program, that.program);
    }
}
