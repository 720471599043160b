package io.clearline.adapters.oracle;

import java.time.Instant;
import java.time.LocalDate;

/** The time at which a command is judged; {@code given} if its own {@code at} was valid. */
record Moment(Instant instant, boolean given) {

    LocalDate day() {
        return World.day(instant);
    }
}
