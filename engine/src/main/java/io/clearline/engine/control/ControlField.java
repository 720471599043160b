package io.clearline.engine.control;

import io.clearline.engine.record.Scales;

/**
 * The names that the expression of a control may use (contract section 6). The number is part of a
 * program's bytes and never changes. What is absent is "", 0 or false.
 */
public enum ControlField {
    // The head of a declaration.
    FLOW(1, "flow", ValueType.STRING), FORM(2, "form", ValueType.STRING),
    OFFICE(3, "office", ValueType.STRING), ENTRY_OFFICE(4, "entryOffice", ValueType.STRING),
    TRADER(5, "trader", ValueType.STRING), RECEIVER(6, "receiver", ValueType.STRING),
    OWNER(7, "owner", ValueType.STRING), AGENT(8, "agent", ValueType.STRING),
    SUPERVISION_MODE(9, "supervisionMode", ValueType.STRING),
    TRANSPORT(10, "transport", ValueType.STRING), CONVEYANCE(11, "conveyance", ValueType.STRING),
    DISPATCH_COUNTRY(12, "dispatchCountry", ValueType.STRING),
    CURRENCY(13, "currency", ValueType.STRING), REF(14, "ref", ValueType.STRING),
    TRANSIT(15, "transit", ValueType.BOOL), PACKAGES(16, "packages", ValueType.INT),
    GROSS_KG(17, "grossKg", ValueType.NUMBER, Scales.QUANTITY_DECIMALS),
    NET_KG(18, "netKg", ValueType.NUMBER, Scales.QUANTITY_DECIMALS),
    CONTAINERS(19, "containers", ValueType.LIST), DOCUMENTS(20, "documents", ValueType.LIST),

    // An item.
    ITEM_NO(21, "item.no", ValueType.INT), ITEM_HS(22, "item.hs", ValueType.STRING),
    ITEM_NAME(23, "item.name", ValueType.STRING), ITEM_ORIGIN(24, "item.origin", ValueType.STRING),
    ITEM_REGIME(25, "item.regime", ValueType.STRING),
    ITEM_ELECTION(26, "item.election", ValueType.STRING),
    ITEM_CODE(27, "item.code", ValueType.STRING),
    ITEM_QUANTITY(28, "item.quantity", ValueType.NUMBER, Scales.QUANTITY_DECIMALS),
    /** In yuan, after the currency's rate. */
    ITEM_VALUE(29, "item.value", ValueType.NUMBER, 2),
    ITEM_ATTRIBUTES(30, "item.attributes", ValueType.LIST),

    // What entities.csv says of the trader.
    ENTITY_CREDIT(31, "entity.credit", ValueType.STRING),
    ENTITY_SECOND_LINE(32, "entity.second_line", ValueType.STRING),
    ENTITY_USCC(33, "entity.uscc", ValueType.STRING),
    ENTITY_ENCOURAGED(34, "entity.encouraged", ValueType.BOOL),
    ENTITY_BONDED(35, "entity.bonded", ValueType.BOOL),

    /** Only its size can be asked for; so it makes no control one of items. */
    ITEMS(36, "items", ValueType.LIST),

    /** Rate of rule 7 of a VALUE_ADDED item, as an answer states it; else 0. */
    ITEM_VALUE_ADDED(37, "item.valueAdded", ValueType.NUMBER, 6);

    /** All numbers are below; they fit the bits of a long. */
    static final int LIMIT = 64;

    private static final ControlField[] BY_NUMBER = new ControlField[LIMIT];

    static {
        for (final ControlField field : values()) {
            BY_NUMBER[field.number] = field;
        }
    }

    private final int number;
    private final String text;
    private final ValueType type;
    private final int decimals;

    ControlField(final int number, final String text, final ValueType type) {
        this(number, text, type, 0);
    }

    ControlField(final int number, final String text, final ValueType type, final int decimals) {
        this.number = number;
        this.text = text;
        this.type = type;
        this.decimals = decimals;
    }

    /** Returns the number in a program. */
    public int number() {
        return number;
    }

    /** Returns the name as an expression writes it. */
    public String text() {
        return text;
    }

    /** Returns the type of its values. */
    public ValueType type() {
        return type;
    }

    /** Returns how many decimals the values of a NUMBER field have. */
    public int decimals() {
        return decimals;
    }

    /** Tells whether it is a field of an item. */
    public boolean isOfItem() {
        return number >= ITEM_NO.number && number <= ITEM_ATTRIBUTES.number
            || this == ITEM_VALUE_ADDED;
    }

    long bit() {
        return 1L << number;
    }

    /**
     * Returns the field of a number.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ControlField of(final int number) {
        final ControlField field = number < 0 || number >= LIMIT ? null : BY_NUMBER[number];
        if (field == null) {
            throw new IllegalArgumentException("no field has the number " + number);
        }
        return field;
    }
}
