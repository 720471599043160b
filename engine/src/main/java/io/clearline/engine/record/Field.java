package io.clearline.engine.record;

/**
 * Every field a reject can name. Within one scope the order is the contract's order, by which rejects
 * are sorted; the number is part of the wire format and never changes.
 */
public enum Field {
    // A line, and the head of a declaration (contract section 3, declare).
    LINE(0, ""), TYPE(1, "type"), AT(2, "at"), REF(3, "ref"), FLOW(4, "flow"), FORM(5, "form"),
    OFFICE(6, "office"), ENTRY_OFFICE(7, "entryOffice"), TRADER(8, "trader"),
    RECEIVER(9, "receiver"), OWNER(10, "owner"), AGENT(11, "agent"),
    SUPERVISION_MODE(12, "supervisionMode"), TRANSPORT(13, "transport"),
    CONVEYANCE(14, "conveyance"), DISPATCH_COUNTRY(15, "dispatchCountry"), TRANSIT(16, "transit"),
    CONTAINERS(17, "containers"), PACKAGES(18, "packages"), GROSS_KG(19, "grossKg"),
    NET_KG(20, "netKg"), CURRENCY(21, "currency"), DOCUMENTS(22, "documents"), ITEMS(23, "items"),

    // An item.
    NO(30, "no"), HS(31, "hs"), NAME(32, "name"), QUANTITY(33, "quantity"), VALUE(34, "value"),
    ORIGIN(35, "origin"), REGIME(36, "regime"), ATTRIBUTES(37, "attributes"),
    ELECTION(38, "election"), CODE(39, "code"), INPUTS(80, "inputs"),
    ITEM_DOCUMENTS(41, "documents"), ITEM_INSPECTION(42, "inspection"),

    // The other commands.
    DECLARATION(50, "declaration"), HOLD(51, "hold"), ITEM(52, "item"), RESULT(53, "result"),
    OFFICER(54, "officer"), NOTE(55, "note"), ACTION(56, "action"), AMOUNT(57, "amount"),
    DECLARE(58, "declare"), REASON(59, "reason"), LANE(60, "lane"), PLATE(61, "plate"),
    PRICE(62, "price"), ID(63, "id"), VERSION(64, "version"), ISSUER(65, "issuer"),
    WHEN(66, "when"), THEN(67, "then"), RATE(68, "rate"), FROM(69, "from"), TO(70, "to"),
    BASIS(71, "basis"), INSTRUCTION(72, "instruction"), TABLE(73, "table"), ROWS(74, "rows"),
    MEMBERS(75, "members"), EXPIRES(76, "expires"), STATE(100, "state"), AUTHOR(101, "author"),
    EXPECT(102, "expect"), FACTOR(103, "factor"), OVER(104, "over"),

    // Parts of list elements: documents[i].code, items[i].inputs[j].kind ...
    SUB_CODE(90, "code"), SUB_NO(91, "no"), SUB_KIND(92, "kind"), SUB_HS(93, "hs"),
    SUB_ORIGIN(94, "origin"), SUB_QUANTITY(95, "quantity"), SUB_VALUE(96, "value"),
    SUB_INPUT_CODE(97, "code"), SUB_REGIME(98, "regime");

    private static final Field[] BY_NUMBER = new Field[128];

    static {
        for (final Field field : values()) {
            BY_NUMBER[field.number] = field;
        }
    }

    private final int number;
    private final String text;

    Field(final int number, final String text) {
        this.number = number;
        this.text = text;
    }

    /** Returns the number on the wire, 0 to 127. */
    public int number() {
        return number;
    }

    /** Returns the name as the contract writes it. */
    public String text() {
        return text;
    }

    /**
     * Returns the field of that number.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Field of(final int number) {
        final Field field = number < 0 || number >= BY_NUMBER.length ? null : BY_NUMBER[number];
        if (field == null) {
            throw new IllegalArgumentException("no field has the number " + number);
        }
        return field;
    }
}
