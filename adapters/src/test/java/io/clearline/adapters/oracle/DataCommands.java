package io.clearline.adapters.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code control, withdraw, reference}: what changes the rules, not a declaration. */
final class DataCommands {

    private static final int EXPRESSION_LENGTH = 4096;
    private static final int RATE_DECIMALS = 8;

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
        Refused.ifAny(faults);
        if (!controls.replaceable(issuer, id, version)) {
            throw new Refused("version", Fault.STATE);
        }
        ControlSeam.Expression expression = seam.compile(when);
        if (expression == null) {
            throw new Refused("when", Fault.EXPRESSION);
        }
        controls.put(new Controls.Control(issuer, id, version, expression, then,
                rate == null ? BigDecimal.ONE : rate, from, to));
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
