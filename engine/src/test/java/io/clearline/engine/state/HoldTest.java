package io.clearline.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.record.sbe.HoldCode;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Holds are sorted by item, then kind as the contract lists them, then the text of their code. */
class HoldTest {
    private static final long SEED = 0x401D_2026L;

    private static final HoldKind[] KINDS = {HoldKind.PROHIBITED, HoldKind.LICENCE,
        HoldKind.QUARANTINE, HoldKind.INSPECTION, HoldKind.DOCUMENT, HoldKind.EXAMINE,
        HoldKind.TAX};
    /** By their text; a citation starts with a district's digits, a letter is one character. */
    private static final HoldCode[] WORDS = {HoldCode.CITATION, HoldCode.CONFIRMATION_CODE,
        HoldCode.CUMULATIVE_CODE, HoldCode.ENGINE_ERROR, HoldCode.LEDGER_SHORT, HoldCode.RANDOM,
        HoldCode.TARIFF_LINE};

    private static List<Long> inContractOrder() {
        final List<Long> holds = new ArrayList<>();
        for (final int item : new int[] {0, 1, 2, 50}) {
            for (final HoldKind kind : KINDS) {
                holds.add(Hold.of(item, kind, Source.TARIFF));
                if (kind == HoldKind.LICENCE) {
                    for (final char letter : "17AOQbq".toCharArray()) {
                        holds.add(Hold.of(item, kind, HoldCode.LETTER, letter, Source.TARIFF));
                    }
                } else if (kind == HoldKind.DOCUMENT || kind == HoldKind.EXAMINE) {
                    for (final HoldCode word : WORDS) {
                        holds.add(Hold.of(item, kind, word, 0, Source.CODE));
                    }
                }
            }
        }
        return holds;
    }

    @Test
    void numbersAscendInTheContractsOrder() {
        final List<Long> holds = inContractOrder();
        for (int i = 1; i < holds.size(); i++) {
            assertTrue(holds.get(i - 1) < holds.get(i), "hold " + i);
        }
    }

    @Test
    void aHoldCanBeTakenApart() {
        for (final HoldKind kind : KINDS) {
            for (final HoldCode code : HoldCode.values()) {
                if (code != HoldCode.NULL_VAL) {
                    final long hold = Hold.of(50, kind, code, 'q', Source.ENGINE);
                    assertEquals(50, Hold.item(hold));
                    assertEquals(kind.value(), Hold.kind(hold));
                    assertEquals(code, Hold.code(hold));
                    assertEquals('q', Hold.letter(hold));
                    assertEquals(Source.ENGINE.value(), Hold.source(hold));
                    assertTrue(Hold.isKind(hold, kind));
                }
            }
        }
    }

    @Test
    void aDeclarationKeepsItsHoldsSortedAndOnce() {
        final SplittableRandom random = new SplittableRandom(SEED);
        final List<Long> sorted = inContractOrder();
        final Declaration d = new Declaration();
        for (int i = 0; i < 3_000; i++) {
            final int index = random.nextInt(sorted.size());
            d.hold(sorted.get(index), index);
        }
        assertEquals(2 * sorted.size(), d.holds.size(), "seed " + SEED);
        for (int i = 0; i < sorted.size(); i++) {
            assertEquals(sorted.get(i), d.holds.get(2 * i));
            assertEquals(i, d.holds.get(2 * i + 1), "what raised it stays beside it");
        }
    }
}
