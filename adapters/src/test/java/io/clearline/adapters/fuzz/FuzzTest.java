package io.clearline.adapters.fuzz;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each decoder against Jazzer, for {@code -Dfuzz.seconds} each; the profile nightly sets that. */
@EnabledIfSystemProperty(named = "fuzz.seconds", matches = "[1-9][0-9]*",
    disabledReason = "fuzzing is for -Pnightly")
class FuzzTest {
    @ParameterizedTest
    @EnumSource(Entry.class)
    void nothingIsFound(final Entry entry) throws Exception {
        Fuzzer.run(entry.name(), Target.class, Seeds.of(entry), Integer.getInteger("fuzz.seconds"));
    }
}
