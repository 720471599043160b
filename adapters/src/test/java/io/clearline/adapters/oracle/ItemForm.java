package io.clearline.adapters.oracle;

import io.clearline.adapters.oracle.Body.Input;
import io.clearline.adapters.oracle.Body.InputKind;
import io.clearline.adapters.oracle.Body.Item;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;

/** Form of items and of the inputs of made goods, field by field in the contract's order. */
final class ItemForm {

    static final Pattern COUNTRY = Pattern.compile("[A-Z]{3}");
    static final int LONGEST_LIST = 50;

    private static final Pattern HS = Pattern.compile("[0-9]{8}|[0-9]{10}");
    private static final int MOST_ATTRIBUTES = 8;

    private final Tables tables;
    private final LocalDate day;

    ItemForm(Tables tables, LocalDate day) {
        this.tables = tables;
        this.day = day;
    }

    /** The item at {@code index}; {@code flow} is null if the declaration's own is wrong. */
    Item item(Fields fields, int index, Flow flow) {
        Integer no = fields.integer("no", true, Integer.MIN_VALUE);
        if (fields.right("no") && no != index + 1) {
            fields.fault("no", "ITEM_NUMBERING");
        }
        String hs = hs(fields, true);
        String name = fields.text("name", true, Fields.TEXT);
        BigDecimal quantity = fields.quantity("quantity");
        BigDecimal value = fields.money("value", Fields.MONEY_DECIMALS);
        String origin = country(fields, "origin", true, tables);
        Regime regime = fields.word("regime", true, Regime.class);
        if (regime != null && flow != null && !flow.regimes.contains(regime)) {
            fields.fault("regime", "REGIME_FLOW");
        }
        List<String> attributes = fields.list("attributes", false, MOST_ATTRIBUTES,
                (element, at) -> element.text(at, true, Fields.TEXT));
        Body.Election election = fields.word("election", false, Body.Election.class);
        String code = fields.text("code", false, Fields.TEXT);
        // Made goods out of BONDED take their inputs from there unless an input says otherwise.
        Regime usual = regime == Regime.BONDED ? Regime.BONDED : Regime.ZERO_TARIFF;
        List<Input> inputs = inputs(fields, false, usual);
        // Asked even if the regime does not fit the flow: both are then reported.
        if (regime == Regime.VALUE_ADDED && inputs.isEmpty()) {
            fields.fault("inputs", Fault.MISSING);
        }
        return new Item(no, hs, name, quantity, value, origin, regime, attributes, election, code,
                inputs);
    }

    List<Input> inputs(Fields fields, boolean required, Regime usual) {
        return fields.list("inputs", required, LONGEST_LIST, (element, at) -> {
            Fields input = element.object(at, true);
            return input == null ? null : input(input, usual);
        });
    }

    private Input input(Fields fields, Regime usual) {
        InputKind kind = fields.word("kind", true, InputKind.class);
        boolean imported = kind == InputKind.IMPORTED;
        boolean cumulative = kind == InputKind.CUMULATIVE;
        String hs = hs(fields, imported || cumulative);
        String origin = country(fields, "origin", imported, tables);
        BigDecimal quantity = fields.quantity("quantity");
        BigDecimal value = fields.money("value", Fields.MONEY_DECIMALS);
        String code = fields.text("code", cumulative, Fields.TEXT);
        Regime regime = fields.word("regime", false, Regime.class);
        if (regime != null && regime != Regime.ZERO_TARIFF && regime != Regime.BONDED) {
            fields.fault("regime", Fault.FORMAT);
        }
        return new Input(kind, hs, origin, quantity, value, code, regime == null ? usual : regime);
    }

    /** 8 or 10 digits of a tariff line that is live today. */
    String hs(Fields fields, boolean required) {
        String hs = fields.matching("hs", required, HS);
        if (hs != null && tables.tariff(hs, day) == null) {
            fields.fault("hs", "UNKNOWN_HS");
        }
        return hs;
    }

    static String country(Fields fields, String name, boolean required, Tables tables) {
        String code = fields.matching(name, required, COUNTRY);
        if (code != null && tables.country(code) == null) {
            fields.fault(name, "UNKNOWN_COUNTRY");
        }
        return code;
    }
}
