package io.clearline.engine.control;

import java.util.Arrays;

/**
 * The controls that match one declaration: on which item, or that they went wrong there. In no
 * order that anyone may rely on. Reused; one thread.
 */
public final class Matches {
    private final Bucket ofHead = new Bucket();
    private final Bucket ofItem = new Bucket();
    private Control[] controls = new Control[16];
    private int[] items = new int[16];
    private int[] faults = new int[16];
    private int size;

    /** Returns how many matches there are; a control of items may have several. */
    public int size() {
        return size;
    }

    /** Returns the control of a match. */
    public Control control(final int index) {
        return controls[index];
    }

    /** Returns the number of the item, 0 = the whole declaration. */
    public int item(final int index) {
        return items[index];
    }

    /** Tells whether the expression went wrong, instead of being true. */
    public boolean isError(final int index) {
        return faults[index] != Fault.NONE;
    }

    /** Says in words what went wrong, "" where nothing did. */
    public String fault(final int index) {
        return Fault.words(faults[index]);
    }

    /** Forgets the last declaration. */
    public void clear() {
        size = 0;
    }

    /** Tries every control that can match. */
    void find(final ControlIndex index, final Subject subject) {
        size = 0;
        ofHead.clear();
        index.searchHead(subject, ofHead);
        boolean ofItems = false;
        for (int i = 0; i < ofHead.size(); i++) {
            final Control control = ofHead.get(i);
            if (control.namesItem()) {
                ofItems = true;
            } else {
                test(control, subject, 0);
            }
        }
        for (int no = 1; no <= subject.items(); no++) {
            subject.item(no - 1);
            ofItem.clear();
            index.searchItem(subject, ofItem);
            for (int i = 0; i < ofItem.size(); i++) {
                test(ofItem.get(i), subject, no);
            }
            for (int i = 0; ofItems && i < ofHead.size(); i++) {
                if (ofHead.get(i).namesItem()) {
                    test(ofHead.get(i), subject, no);
                }
            }
        }
    }

    private void test(final Control control, final Subject subject, final int no) {
        final int result = control.of(subject);
        if (result != Predicate.FALSE) {
            add(control, no, result == Predicate.ERROR ? subject.error : Fault.NONE);
        }
    }

    private void add(final Control control, final int no, final int fault) {
        if (size == controls.length) {
            controls = Arrays.copyOf(controls, size * 2);
            items = Arrays.copyOf(items, size * 2);
            faults = Arrays.copyOf(faults, size * 2);
        }
        controls[size] = control;
        items[size] = no;
        faults[size++] = fault;
    }
}
