package io.clearline.adapters.oracle;

import java.util.List;

/** A command other than {@code declare} is refused and changes nothing. */
final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    Refused(List<Fault> faults) {
        super(faults.toString());
        this.faults = faults;
    }

    Refused(String field, String code) {
        this(List.of(new Fault(field, code)));
    }

    List<Fault> faults() {
        return faults;
    }

    /** "Only the first fault is named, form before all." */
    static void ifAny(List<Fault> faults) throws Refused {
        if (!faults.isEmpty()) {
            throw new Refused(faults.subList(0, 1));
        }
    }
}
