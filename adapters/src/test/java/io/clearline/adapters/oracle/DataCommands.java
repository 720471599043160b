package io.clearline.adapters.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code control, control-state, withdraw, reference}: what changes the rules, not a declaration. */
final class DataCommands {

    private static final int EXPRESSION_LENGTH = 4096;
    private static final int RATE_DECIMALS = 8;
    private static final int FACTOR_DECIMALS = 4;
    private static final int MOST_FACTOR = 1_000;
    private static final int MOST_OVER = 1_000_000;

    private final World world;
    private final Controls controls;
    private final ControlSeam seam;

    DataCommands(World world, Controls controls, ControlSeam seam) {
        this.world = world;
        this.controls = controls;
        this.seam = seam;
    }

    Reply control(ObjectNode command) throws Refused {
        List<Fault> faults = new ArrayList<>();
        Fields fields = new Fields(command, "", faults);
        String id = fields.text("id", true, Fields.SHORT_TEXT);
        Integer version = fields.integer("version", true, 1);
        String issuer = fields.matching("issuer", true, DeclareForm.FOUR_DIGITS);
        String when = fields.text("when", true, EXPRESSION_LENGTH);
        Controls.Then then = fields.word("then", true, Controls.Then.class);
        BigDecimal rate = fields.decimal("rate", false, RATE_DECIMALS);
        if (rate != null && (rate.signum() < 0 || rate.compareTo(BigDecimal.ONE) > 0)) {
            fields.fault("rate", Fault.RANGE);
        }
        Instant from = time(fields, "from");
        Instant to = time(fields, "to");
        fields.text("basis", true, Fields.TEXT);
        fields.text("instruction", false, Fields.TEXT);
        Controls.FirstState first = fields.word("state", false, Controls.FirstState.class);
        Controls.State state = first == null ? Controls.State.ACTIVE
                : Controls.State.valueOf(first.name());
        String author = fields.text("author", false, Fields.TEXT);
        Controls.Guard guard = guard(fields, faults);
        Refused.ifAny(faults);
        if (!controls.replaceable(issuer, id, version)) {
            throw new Refused("version", Fault.STATE);
        }
        if (author != null && state == Controls.State.ACTIVE) {
            throw new Refused("state", Fault.STATE);
        }
        ControlSeam.Expression expression = seam.compile(when);
        if (expression == null) {
            throw new Refused("when", Fault.EXPRESSION);
        }
        controls.put(new Controls.Control(issuer, id, version, expression, then,
                rate == null ? BigDecimal.ONE : rate, from, to, author, guard), state);
        return Reply.journaled(Answers.accepted());
    }

    /** "All three, or none." */
    private static Controls.Guard guard(Fields fields, List<Fault> faults) {
        boolean any = List.of("expect", "factor", "over").stream()
                .anyMatch(name -> fields.value(name, false) != null);
        BigDecimal expect = fields.decimal("expect", any, RATE_DECIMALS);
        if (expect != null && (expect.signum() < 0 || expect.compareTo(BigDecimal.ONE) > 0)) {
            fields.fault("expect", Fault.RANGE);
        }
        BigDecimal factor = fields.decimal("factor", any, FACTOR_DECIMALS);
        if (factor != null && (factor.compareTo(BigDecimal.ONE) < 0
                || factor.compareTo(BigDecimal.valueOf(MOST_FACTOR)) > 0)) {
            fields.fault("factor", Fault.RANGE);
        }
        Integer over = fields.integer("over", any, 1);
        if (over != null && over > MOST_OVER) {
            fields.fault("over", Fault.RANGE);
        }
        if (!any || !faults.isEmpty()) {
            return null;
        }
        if (expect.multiply(factor).compareTo(BigDecimal.ONE) >= 0) {
            fields.fault("factor", Fault.RANGE);
        }
        return new Controls.Guard(expect, factor, over);
    }

    Reply move(ObjectNode command) throws Refused {
        List<Fault> faults = new ArrayList<>();
        Fields fields = new Fields(command, "", faults);
        String id = fields.text("id", true, Fields.SHORT_TEXT);
        String issuer = fields.matching("issuer", true, DeclareForm.FOUR_DIGITS);
        Integer number = fields.integer("version", true, 1);
        Controls.State state = fields.word("state", true, Controls.State.class);
        String officer = fields.text("officer", true, Fields.TEXT);
        fields.text("reason", true, Fields.TEXT);
        Refused.ifAny(faults);
        if (controls.of(issuer, id).isEmpty()) {
            throw new Refused("id", Fault.STATE);
        }
        Controls.Version version = controls.of(issuer, id).get(number);
        if (version == null) {
            throw new Refused("version", Fault.STATE);
        }
        if (!Controls.legal(version.state, state)) {
            throw new Refused("state", Fault.STATE);
        }
        if (state == Controls.State.ACTIVE && officer.equals(version.control.author())) {
            throw new Refused("officer", Fault.STATE);
        }
        controls.move(version, state);
        return Reply.journaled(Answers.accepted());
    }

    private static Instant time(Fields fields, String name) {
        String text = fields.text(name, false, Fields.TEXT);
        Instant time = text == null ? null : Times.parse(text);
        if (text != null && time == null) {
            fields.fault(name, Fault.FORMAT);
        }
        return time;
    }

    Reply withdraw(ObjectNode command) throws Refused {
        List<Fault> faults = new ArrayList<>();
        Fields fields = new Fields(command, "", faults);
        String id = fields.text("id", true, Fields.SHORT_TEXT);
        String issuer = fields.matching("issuer", true, DeclareForm.FOUR_DIGITS);
        fields.text("reason", true, Fields.TEXT);
        Refused.ifAny(faults);
        if (!controls.withdraw(issuer, id)) {
            throw new Refused("id", Fault.STATE);
        }
        return Reply.journaled(Answers.accepted());
    }

    Reply reference(ObjectNode command) throws Refused {
        List<Fault> faults = new ArrayList<>();
        Fields fields = new Fields(command, "", faults);
        String table = fields.text("table", true, Fields.TEXT);
        if (table != null && TableSchema.of(table) == null) {
            fields.fault("table", Fault.FORMAT);
        }
        TableSchema schema = table == null ? null : TableSchema.of(table);
        List<Map<String, String>> rows = fields.list("rows", true, Integer.MAX_VALUE,
                (element, at) -> {
                    Fields row = element.object(at, true);
                    return row == null || schema == null ? null : cells(row, schema);
                });
        Refused.ifAny(faults);
        try {
            world.tables.replace(table, rows);
        } catch (Tables.BadRow bad) {
            throw new Refused("rows[" + bad.index + "]." + bad.fault.field(), bad.fault.code());
        }
        return Reply.journaled(Answers.accepted());
    }

    /** Cells are texts as in the CSV; a JSON number stands for its decimal digits. */
    private static Map<String, String> cells(Fields row, TableSchema schema) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (String column : schema.columns().keySet()) {
            JsonNode value = row.value(column, false);
            if (value == null) {
                continue;
            }
            if (!value.isTextual() && !value.isNumber()) {
                row.fault(column, Fault.FORMAT);
            }
            cells.put(column, value.isNumber() ? value.decimalValue().toPlainString()
                    : value.textValue());
        }
        return cells;
    }
}
