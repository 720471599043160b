package io.clearline.engine.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.record.sbe.ControlState;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index finds what trying every control finds, whatever came and went. */
class ControlIndexTest {
    private static final int STEPS = 1_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void indexIsBruteForce(final long seed) {
        final RandomControls random = new RandomControls(seed);
        final Controls controls = new Controls();
        final Map<String, Control> inForce = new TreeMap<>();
        final Matches matches = new Matches();
        int found = 0;
        for (int step = 0; step < STEPS; step++) {
            final int issuer = 6700 + random.draw(3);
            final String id = "C" + random.draw(300);
            if (random.draw(4) == 0) {
                controls.withdraw(issuer, id.getBytes(StandardCharsets.UTF_8), step);
                inForce.remove(issuer + id);
            } else if (random.draw(4) == 0 && inForce.get(issuer + id) != null) {
                controls.move(inForce.get(issuer + id),
                    inForce.get(issuer + id).state() == ControlState.ACTIVE
                        ? ControlState.PAUSED : ControlState.ACTIVE, step);
            } else {
                inForce.put(issuer + id, random.put(controls, issuer, id, step + 1));
            }
            if (step % 100 == 0) {
                random.lists(controls.lists());
            }
            final Facts facts = random.facts(step);
            controls.match(facts, matches);
            final Set<String> indexed = new TreeSet<>();
            for (int i = 0; i < matches.size(); i++) {
                assertTrue(indexed.add(name(
                    matches.control(i), matches.item(i), matches.isError(i))), "found twice");
            }
            assertEquals(tryAll(inForce, facts), indexed, "seed " + seed + " step " + step);
            found += indexed.size();
        }
        assertEquals(
            inForce.values().stream().filter(Control::isTried).count(), controls.tried());
        assertTrue(found > STEPS, "too few matches to mean anything: " + found);
    }

    private static String name(final Control control, final int item, final boolean error) {
        return new String(control.citation(), StandardCharsets.UTF_8) + " " + item + " " + error;
    }

    private static Set<String> tryAll(final Map<String, Control> inForce, final Facts facts) {
        final Set<String> all = new TreeSet<>();
        for (final Control control : inForce.values()) {
            if (!control.isTried()) {
                continue;
            }
            final boolean ofItem = control.predicate().namesItem();
            for (int no = ofItem ? 1 : 0; no <= (ofItem ? facts.items() : 0); no++) {
                if (ofItem) {
                    facts.item(no - 1);
                }
                final int result = control.predicate().of(facts);
                if (result != Predicate.FALSE) {
                    all.add(name(control, no, result == Predicate.ERROR));
                }
            }
        }
        return all;
    }
}
