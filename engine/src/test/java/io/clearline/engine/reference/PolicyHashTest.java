package io.clearline.engine.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.clearline.engine.record.ReferenceTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Equal reference data have equal hashes, whatever way they came about; any other row another. */
class PolicyHashTest {
    private static final long SEED = 0x4A54_0001L;

    private record Put(ReferenceTable table, byte[] cells) {
    }

    private static Put country(final String code, final String mfn) {
        return new Put(ReferenceTable.COUNTRIES,
            Rows.of(ReferenceTable.COUNTRIES, code, "name", mfn));
    }

    private static List<Put> rows() {
        final List<Put> rows = new ArrayList<>();
        for (char c = 'A'; c <= 'Z'; c++) {
            rows.add(country("AB" + c, "Y"));
            rows.add(new Put(ReferenceTable.TARIFF, Rows.of(ReferenceTable.TARIFF,
                "87" + (c - 'A' + 10), "goods", "001", "0.1")));
            rows.add(new Put(ReferenceTable.POLICY, Rows.of(ReferenceTable.POLICY,
                "waiver_months", "" + c % 10, "20" + (c - 'A' + 10) + "-01-01",
                "20" + (c - 'A' + 10) + "-12-31")));
        }
        return rows;
    }

    private static ReferenceData loaded(final List<Put> rows) {
        final ReferenceData data = new ReferenceData(1);
        rows.forEach(row -> data.put(row.table(), row.cells()));
        return data;
    }

    private static String hash(final ReferenceData data) {
        return data.hash().high() + "/" + data.hash().low();
    }

    @Test
    void theOrderOfLoadingDoesNotCount() {
        final List<Put> rows = rows();
        final String expected = hash(loaded(rows));
        final Random random = new Random(SEED);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(rows, random);
            assertEquals(expected, hash(loaded(rows)), "seed " + SEED);
        }
    }

    @Test
    void aReplacementThatIsUndoneLeavesNoTrace() {
        final List<Put> rows = rows();
        final ReferenceData data = loaded(rows);
        final Set<String> seen = new HashSet<>(Set.of(hash(data)));
        final Put changed = country("ABC", "N");
        data.put(changed.table(), changed.cells());
        seen.add(hash(data));
        assertEquals(2, seen.size());
        final Put back = country("ABC", "Y");
        data.put(back.table(), back.cells());
        assertEquals(hash(loaded(rows)), hash(data));
    }

    @Test
    void everyRowAndTheLogicCount() {
        final Set<String> seen = new HashSet<>();
        final ReferenceData data = new ReferenceData(1);
        seen.add(hash(data));
        for (final Put row : rows()) {
            data.put(row.table(), row.cells());
            seen.add(hash(data));
        }
        assertEquals(rows().size() + 1, seen.size());
        assertNotEquals(hash(new ReferenceData(1)), hash(new ReferenceData(2)));
    }
}
