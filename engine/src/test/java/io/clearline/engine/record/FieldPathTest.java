package io.clearline.engine.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A path's number sorts as the contract lists the fields; its text is as it spells them. */
class FieldPathTest {
    /** The head and an item as contract section 3 lists their fields. */
    private static final List<Field> HEAD = List.of(Field.TYPE, Field.AT, Field.REF, Field.FLOW,
        Field.FORM, Field.OFFICE, Field.ENTRY_OFFICE, Field.TRADER, Field.RECEIVER, Field.OWNER,
        Field.AGENT, Field.SUPERVISION_MODE, Field.TRANSPORT, Field.CONVEYANCE,
        Field.DISPATCH_COUNTRY, Field.TRANSIT, Field.CONTAINERS, Field.PACKAGES, Field.GROSS_KG,
        Field.NET_KG, Field.CURRENCY, Field.DOCUMENTS, Field.ITEMS);
    private static final List<Field> ITEM = List.of(Field.NO, Field.HS, Field.NAME, Field.QUANTITY,
        Field.VALUE, Field.ORIGIN, Field.REGIME, Field.ATTRIBUTES, Field.ELECTION, Field.CODE,
        Field.INPUTS);
    private static final List<Field> INPUT = List.of(Field.SUB_KIND, Field.SUB_HS, Field.SUB_ORIGIN,
        Field.SUB_QUANTITY, Field.SUB_VALUE, Field.SUB_INPUT_CODE, Field.SUB_REGIME);

    private static List<Long> inContractOrder() {
        final List<Long> paths = new ArrayList<>();
        for (final Field field : HEAD) {
            paths.add(FieldPath.head(field));
            if (field == Field.CONTAINERS) {
                paths.add(FieldPath.head(field, 0));
                paths.add(FieldPath.head(field, 49));
            } else if (field == Field.DOCUMENTS) {
                for (int i = 0; i < 3; i++) {
                    paths.add(FieldPath.head(field, i));
                    paths.add(FieldPath.head(field, i, Field.SUB_CODE));
                    paths.add(FieldPath.head(field, i, Field.SUB_NO));
                }
            }
        }
        for (final int item : new int[] {0, 1, 48, 49}) {
            for (final Field field : ITEM) {
                paths.add(FieldPath.item(item, field));
                if (field == Field.ATTRIBUTES) {
                    paths.add(FieldPath.item(item, field, 7));
                }
            }
            for (final int input : new int[] {0, 1, 49}) {
                paths.add(FieldPath.item(item, Field.INPUTS, input));
                for (final Field part : INPUT) {
                    paths.add(FieldPath.item(item, Field.INPUTS, input, part));
                }
            }
        }
        return paths;
    }

    @Test
    void numbersAscendAsTheContractListsTheFields() {
        final List<Long> paths = inContractOrder();
        for (int i = 1; i < paths.size(); i++) {
            assertTrue(paths.get(i - 1) < paths.get(i), FieldPath.text(paths.get(i - 1))
                + " does not come before " + FieldPath.text(paths.get(i)));
        }
    }

    @Test
    void theBodyOfAnAmendmentKeepsTheOrder() {
        final List<Long> paths = inContractOrder();
        for (int i = 0; i < paths.size(); i++) {
            final long inBody = FieldPath.inBody(paths.get(i));
            assertTrue(FieldPath.isInBody(inBody));
            assertFalse(FieldPath.isInBody(paths.get(i)));
            assertEquals("declare." + FieldPath.text(paths.get(i)), FieldPath.text(inBody));
            assertTrue(i == 0 || FieldPath.inBody(paths.get(i - 1)) < inBody);
        }
    }

    @Test
    void everyFormHasItsText() {
        assertEquals("", FieldPath.text(FieldPath.head(Field.LINE)));
        assertEquals("netKg", FieldPath.text(FieldPath.head(Field.NET_KG)));
        assertEquals("containers[3]", FieldPath.text(FieldPath.head(Field.CONTAINERS, 3)));
        assertEquals("documents[0].code",
            FieldPath.text(FieldPath.head(Field.DOCUMENTS, 0, Field.SUB_CODE)));
        assertEquals("items[0].hs", FieldPath.text(FieldPath.item(0, Field.HS)));
        assertEquals("items[49].attributes[7]",
            FieldPath.text(FieldPath.item(49, Field.ATTRIBUTES, 7)));
        assertEquals("items[1].inputs[2].code", FieldPath.text(
            FieldPath.item(1, Field.INPUTS, 2, Field.SUB_INPUT_CODE)));
        assertEquals("declare.items[0].hs",
            FieldPath.text(FieldPath.inBody(FieldPath.item(0, Field.HS))));
        assertEquals("items[4].documents",
            FieldPath.text(FieldPath.item(4, Field.ITEM_DOCUMENTS)));
    }

    @Test
    void everyColumnOfEveryTableHasItsText() {
        for (final ReferenceTable table : ReferenceTable.values()) {
            for (int column = 1; column <= table.columns().size(); column++) {
                assertEquals("rows[65533]." + table.columns().get(column - 1).name(),
                    FieldPath.text(FieldPath.row(table, 65_533, column)));
            }
        }
    }

    @Test
    void aPathCanBeTakenApart() {
        final long path = FieldPath.item(12, Field.INPUTS, 34, Field.SUB_VALUE);
        assertEquals(12, FieldPath.itemOf(path));
        assertEquals(Field.INPUTS, FieldPath.fieldOf(path));
        assertEquals(34, FieldPath.indexOf(path));
        assertEquals(Field.SUB_VALUE.number(), FieldPath.partOf(path));
        assertEquals(-1, FieldPath.itemOf(FieldPath.head(Field.REF)));
        assertEquals(-1, FieldPath.indexOf(FieldPath.head(Field.REF)));
        assertEquals(0, FieldPath.partOf(FieldPath.head(Field.REF)));
    }

    @Test
    void everyNumberLeadsBackToItsField() {
        for (final Field field : Field.values()) {
            assertEquals(field, Field.of(field.number()));
        }
        for (final int none : new int[] {-1, 29, 127, 128}) {
            assertThrows(IllegalArgumentException.class, () -> Field.of(none));
        }
    }
}
