package io.clearline.adapters.oracle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Makes {@code reference, control, control-state, withdraw}: rows are replaced and added mid-stream. */
final class DataMaker {

    private static final List<String> WHENS = List.of("false", "true", "transit", "flow",
        "itm.hs == \"\"", CaseExpressions.ERRING, "flow == \"H1\"",
        "transit && flow != \"ISLAND_TRANSFER\"", "dispatchCountry == \"THA\"",
        "flow == \"SECOND_LINE_EXIT\" && item.value > 100000.0",
        "item.hs.startsWith(\"87\") || item.hs.startsWith(\"22\")",
        "item.origin == \"USA\" && item.value > 5000", "item.origin != \"CHN\"",
        "entity.credit == \"CERTIFIED\" && size(items) > 2", "size(items) > 3");

    private final World world;
    private final Dice dice;

    DataMaker(World world, Dice dice) {
        this.world = world;
        this.dice = dice;
    }

    ObjectNode reference(LocalDate day) {
        ObjectNode command = JsonNodeFactory.instance.objectNode().put("type", "reference");
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        String table = switch (dice.weighted(22, 18, 14, 10, 10, 8, 8, 6, 4)) {
            case 0 -> licence(rows, day);
            case 1 -> entity(rows, day);
            case 2 -> tariff(rows, day);
            case 3 -> currency(rows);
            case 4 -> measure(rows, day);
            case 5 -> policy(rows, day);
            case 6 -> alert(rows, day);
            case 7 -> ban(rows, day);
            default -> bad(rows);
        };
        command.put("table", dice.percent(2) ? table + "s" : table);
        command.set("rows", rows);
        return command;
    }

    private ObjectNode copy(ArrayNode rows, String table) {
        ObjectNode row = rows.addObject();
        dice.of(world.tables.all(table)).cells().forEach(row::put);
        return row;
    }

    private String licence(ArrayNode rows, LocalDate day) {
        int count = dice.between(1, 6);
        for (int i = 0; i < count; i++) {
            ObjectNode row = copy(rows, "licences");
            Row old = new Row(Map.of("q", row.path("quantity").asText("")));
            BigDecimal quantity = old.decimal("q");
            // Mostly more: what is drawn stays drawn, so licences run dry.
            row.put("quantity", dice.percent(10) ? ""
                    : quantity.add(BigDecimal.valueOf(dice.between(1, 8000))).toPlainString());
            row.put("to", dice.percent(70) ? "" : day.plusDays(dice.between(5, 90)).toString());
            row.put("from", "2026-01-01");
        }
        return "licences";
    }

    private String entity(ArrayNode rows, LocalDate day) {
        ObjectNode row = copy(rows, "entities");
        switch (dice.weighted(30, 20, 20, 15, 15)) {
            case 0 -> row.put("guarantee", dice.of("", "0", "90000", "1500000.25", "120000"));
            case 1 -> row.put("eligible_from", "2025-12-18").put("eligible_to",
                    dice.percent(70) ? "" : day.plusDays(dice.between(0, 30)).toString());
            case 2 -> row.put("credit", dice.of("ADVANCED", "CERTIFIED", "REGULAR", "REGULAR",
                    "DISHONEST"));
            case 3 -> row.put("encouraged", dice.of("Y", "Y", "N"));
            default -> row.put("bonded", dice.of("Y", "N"));
        }
        return "entities";
    }

    /** A line lapses soon, or is live again; a rate changes. */
    private String tariff(ArrayNode rows, LocalDate day) {
        ObjectNode row = copy(rows, "tariff");
        if (row.get("hs").textValue().equals("31021000")) {
            // Two rows in a row: left alone, so that one may not run into the other.
            return "tariff";
        }
        boolean lapsing = row.path("to").asText("").isEmpty() && dice.percent(60);
        row.put("to", lapsing ? day.plusDays(dice.between(0, 10)).toString() : "");
        if (dice.percent(50)) {
            row.put("duty_mfn", dice.decimal(0, 1, 3).toPlainString());
        }
        // Some of the other lapsed lines come back, or hardly any would stay.
        for (Row other : world.tables.all("tariff")) {
            boolean lapsed = other.has("to") && !other.live(day) && dice.percent(50);
            boolean twice = other.text("hs").equals("31021000");
            if (lapsed && !twice && !other.text("hs").equals(row.get("hs").textValue())) {
                ObjectNode again = rows.addObject();
                other.cells().forEach(again::put);
                again.put("to", "");
            }
        }
        return "tariff";
    }

    private String currency(ArrayNode rows) {
        ObjectNode row = copy(rows, "currencies");
        row.put("rate", dice.decimal(0, 9, 6).add(new BigDecimal("0.000001")));
        return "currencies";
    }

    private String measure(ArrayNode rows, LocalDate day) {
        ObjectNode row = copy(rows, "measures");
        if (dice.percent(30)) {
            row.put("id", "NEW-" + dice.between(1, 20));
            row.put("hs", dice.of("8471", "02", "180620", "3901100090", "84"));
        }
        row.put("rate", dice.decimal(0, 1, 4).toPlainString());
        row.put("from", day.minusDays(dice.between(0, 40)).toString());
        row.put("to", dice.percent(40) ? "" : day.plusDays(dice.between(0, 60)).toString());
        return "measures";
    }

    private String policy(ArrayNode rows, LocalDate day) {
        ObjectNode row = copy(rows, "policy");
        String name = row.get("name").textValue();
        String value = switch (name) {
            case "value_added_threshold" -> dice.of("0.30", "0.25", "0.4");
            case "waiver_months" -> dice.of("12", "6", "1");
            case "batch_due_day" -> dice.of("25", "10", "31");
            default -> row.get("value").textValue();
        };
        row.put("value", value);
        if (dice.percent(10)) {
            // Mostly refused: the new row runs into the open one.
            row.put("from", day.plusDays(1).toString()).put("to", "");
        }
        return "policy";
    }

    private String alert(ArrayNode rows, LocalDate day) {
        ObjectNode row = rows.addObject();
        row.put("country", dice.of("BRA", "THA", "IDN", "DEU", "XZA")).put("basis", "alert");
        row.put("hs", dice.of("02", "0306", "1803", "39", "847150"));
        row.put("action", dice.of("QUARANTINE", "QUARANTINE", "BAN"));
        row.put("from", day.toString()).put("to", day.plusDays(dice.between(0, 12)).toString());
        return "alerts";
    }

    private String ban(ArrayNode rows, LocalDate day) {
        ObjectNode row = rows.addObject();
        row.put("hs", dice.of("2204", "72", "8471504010", "1806")).putNull("origin");
        row.put("direction", dice.of("IMPORT", "EXPORT")).put("basis", "order");
        row.put("from", day.toString()).put("to", day.plusDays(dice.between(0, 6)).toString());
        if (dice.percent(50)) {
            row.put("origin", "USA");
        }
        return "bans";
    }

    private String bad(ArrayNode rows) {
        copy(rows, "countries");
        ObjectNode row = copy(rows, "countries");
        switch (dice.between(0, 3)) {
            case 0 -> row.put("mfn", "X");
            case 1 -> row.putNull("name");
            case 2 -> row.put("code", "usa");
            default -> {
                ObjectNode offices = rows.removeAll().addObject();
                offices.put("code", "64x0").put("name", "Bad").put("district", "6400");
                offices.put("first_line", "Y").put("second_line", "Y");
                return "offices";
            }
        }
        return "countries";
    }

    /**
     * A control that both cores can tell the hits of: in the few words of {@link CaseExpressions},
     * and taken always or never, for a draw needs the secret. Now and then it is refused.
     */
    ObjectNode control(int serial) {
        ObjectNode command = JsonNodeFactory.instance.objectNode().put("type", "control");
        command.put("id", "C" + dice.between(1, 5));
        command.put("version", dice.percent(70) ? serial : dice.between(1, serial));
        command.put("issuer", dice.of("5100", "6400", "6700", "7200"));
        String when = dice.percent(55) ? counting() : dice.of(WHENS);
        command.put("when", when);
        command.put("then", dice.percent(3) ? "AUDITS" : dice.of("EXAMINE", "DOCUMENT", "AUDIT"));
        command.put("basis", "stream");
        life(command);
        if (dice.percent(30)) {
            command.put("rate", dice.of("1", "0",
                    when.equals("false") ? "0.5" : "1.00000000", "1.01"));
        }
        return command;
    }

    /** The state it begins in, who wrote it, its harm guard; now and then not rightly. */
    private void life(ObjectNode command) {
        if (dice.percent(40)) {
            command.put("state", dice.of("DRAFT", "SHADOW", "ACTIVE", "SHADOW", "DRAFT",
                    dice.percent(20) ? "PAUSED" : "SHADOW"));
        }
        if (dice.percent(20)) {
            command.put("author", dice.of("Li", "Chen", dice.percent(10) ? "" : "Li"));
        }
        if (dice.percent(40)) {
            command.put("expect", dice.of("0", "0.02", "0.1", "0.5"));
            command.put("factor", dice.of("1", "1.5", "3", dice.percent(10) ? "0.5" : "1"));
            command.put("over", dice.between(1, 60));
            if (dice.percent(5)) {
                command.remove(dice.of("expect", "factor", "over"));
            }
        }
    }

    /** A version mostly moves where it may; at times it does not, or is not there at all. */
    ObjectNode move() {
        ObjectNode command = JsonNodeFactory.instance.objectNode().put("type", "control-state");
        List<Controls.Version> all = world.controls.all();
        List<Controls.Version> alive = all.stream()
                .filter(version -> version.state != Controls.State.WITHDRAWN).toList();
        if (all.isEmpty() || dice.percent(4)) {
            command.put("id", "C9").put("issuer", "6700").put("version", 1);
        } else {
            Controls.Control one = dice.of(alive.isEmpty() || dice.percent(8) ? all : alive).control;
            command.put("id", one.id()).put("issuer", one.issuer());
            command.put("version", dice.percent(4) ? one.version() + 1 : one.version());
        }
        command.put("state", dice.of("SHADOW", "ACTIVE", "ACTIVE", "ACTIVE", "PAUSED", "PAUSED",
                dice.percent(40) ? "WITHDRAWN" : "ACTIVE", dice.percent(20) ? "DRAFT" : "SHADOW"));
        command.put("officer", dice.of("Li", "Chen", "Wang"));
        return command.put("reason", dice.percent(2) ? "" : "stream");
    }

    /** Mostly of few counters, so that one is named again and again, by several controls. */
    private String counting() {
        String key = dice.of("trader", "trader", "agent", "conveyance", "receiver", "origin");
        String window = dice.of("PT1H", "P1D", "P1D", "P3DT5H", "P7D", "P30D", "P90D");
        boolean ofItems = key.equals("origin") || dice.percent(40);
        String when = ofItems
                ? dice.of("", "", ", \"87\"", ", \"3901\"", ", item.origin != \"CHN\"",
                        ", item.value > 5000", ", item.regime == \"BONDED\"",
                        ", item.valueAdded > 0.3")
                : dice.of("", "", ", transit", ", flow == \"SECOND_LINE_EXIT\"",
                        ", flow != \"FIRST_LINE_IMPORT\"");
        String term;
        if (dice.percent(50)) {
            term = "count(\"" + key + "\", \"" + window + "\"" + when + ") > "
                    + dice.between(0, key.equals("receiver") ? 3 : 12);
        } else {
            String measure = ofItems ? dice.of("value", "quantity")
                    : dice.of("value", "grossKg", "netKg", "packages");
            term = "sum(\"" + key + "\", \"" + window + "\", \"" + measure + "\"" + when + ") > "
                    + (measure.equals("value") ? dice.decimal(0, 3_000_000, 2)
                            : dice.decimal(0, 20_000, 1)).toPlainString();
        }
        return dice.percent(50) ? term : term + dice.of(" && ", " || ")
                + dice.of("flow == \"SECOND_LINE_EXIT\"", "item.valueAdded > 0.32",
                        "dispatchCountry == \"THA\"", "size(items) > 2");
    }

    ObjectNode withdraw() {
        ObjectNode command = JsonNodeFactory.instance.objectNode().put("type", "withdraw");
        return command.put("id", "C" + dice.between(1, 5))
                .put("issuer", dice.of("5100", "6400", "6700", "7200")).put("reason", "over");
    }
}
