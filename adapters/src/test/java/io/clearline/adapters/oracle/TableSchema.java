package io.clearline.adapters.oracle;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Columns, keys and cell checks of one reference table (contract section 2). */
record TableSchema(String name, List<String> key, Map<String, String> columns) {

    private static final Map<String, TableSchema> ALL = new LinkedHashMap<>();

    static {
        // Each column: name, a colon, its check; an exclamation mark means it may not be empty.
        table("tariff", "hs,from", "hs:hs! name:text! unit:text! duty_mfn:rate duty_general:rate "
                + "duty_specific:rate duty_export:rate vat:rate consumption_tax:below1 "
                + "taxed_catalogue:flag! documents:text inspection:text from:date to:date");
        table("measures", "id", "id:text! kind:ANTI_DUMPING|COUNTERVAILING|SAFEGUARD"
                + "|SUSPENDED_CONCESSION|RETALIATORY! hs:hs! origin:country! rate:rate! "
                + "from:date to:date");
        table("bans", "hs,direction,origin,from", "hs:hs! direction:IMPORT|EXPORT! "
                + "origin:country basis:text from:date to:date");
        table("relaxed", "hs,end_user", "hs:hs! end_user:company! documents:text");
        table("entities", "uscc", "uscc:company! name:text! eligible_from:date eligible_to:date "
                + "credit:ADVANCED|CERTIFIED|REGULAR|DISHONEST|SERIOUSLY_DISHONEST! "
                + "second_line:WHITE|NORMAL|WATCH! encouraged:flag! bonded:flag! guarantee:rate");
        table("licences", "code,no", "code:letter! no:text! holder:company! hs:hs! quantity:rate "
                + "from:date to:date");
        table("countries", "code", "code:country! name:text! mfn:flag!");
        table("alerts", "country,hs,action,from", "country:country! hs:hs! action:QUARANTINE|BAN! "
                + "basis:text from:date to:date");
        table("offices", "code", "code:four! name:text! district:four! first_line:flag! "
                + "second_line:flag!");
        table("currencies", "currency,from", "currency:country! rate:rate! from:date to:date");
        table("policy", "name,from", "name:text! value:rate! from:date to:date");
    }

    private static void table(String name, String key, String columns) {
        Map<String, String> checks = new LinkedHashMap<>();
        for (String column : columns.split(" ")) {
            String[] parts = column.split(":");
            checks.put(parts[0], parts[1]);
        }
        ALL.put(name, new TableSchema(name, List.of(key.split(",")), checks));
    }

    static TableSchema of(String name) {
        return ALL.get(name);
    }

    static Set<String> names() {
        return ALL.keySet();
    }

    /** The first fault of a row as a fault at its column, or null. */
    Fault check(Map<String, String> cells) {
        for (Map.Entry<String, String> column : columns.entrySet()) {
            String cell = cells.getOrDefault(column.getKey(), "");
            String check = column.getValue();
            boolean required = check.endsWith("!");
            if (cell.isEmpty()) {
                if (required) {
                    return new Fault(column.getKey(), Fault.MISSING);
                }
                continue;
            }
            String code = fault(required ? check.substring(0, check.length() - 1) : check, cell);
            if (code != null) {
                return new Fault(column.getKey(), code);
            }
        }
        String to = name.equals("entities") ? "eligible_to" : "to";
        return endsBeforeItStarts(new Row(cells)) ? new Fault(to, Fault.RANGE) : null;
    }

    private static String fault(String check, String cell) {
        return switch (check) {
            case "text" -> null;
            case "hs" -> cell.matches("[0-9]{2,10}") ? null : Fault.FORMAT;
            case "country" -> cell.matches("[A-Z]{3}") ? null : Fault.FORMAT;
            case "four" -> cell.matches("[0-9]{4}") ? null : Fault.FORMAT;
            case "letter" -> cell.codePointCount(0, cell.length()) == 1 ? null : Fault.FORMAT;
            case "flag" -> cell.matches("[YN]") ? null : Fault.FORMAT;
            case "date" -> date(cell) ? null : Fault.FORMAT;
            case "company" -> company(cell);
            case "below1", "rate" -> number(cell, check);
            default -> List.of(check.split("\\|")).contains(cell) ? null : Fault.FORMAT;
        };
    }

    private static boolean date(String cell) {
        try {
            return LocalDate.parse(cell).toString().equals(cell);
        } catch (DateTimeParseException notADate) {
            return false;
        }
    }

    private static String company(String cell) {
        if (!cell.matches("[0-9A-HJ-NP-RTUWXY]{18}")) {
            return Fault.FORMAT;
        }
        return CheckDigits.company(cell) ? null : "CHECK_DIGIT";
    }

    private static String number(String cell, String check) {
        if (!cell.matches("-?[0-9]+(\\.[0-9]+)?")) {
            return Fault.FORMAT;
        }
        BigDecimal number = new BigDecimal(cell);
        // The formula of consumption tax divides by 1 - rate.
        boolean tooHigh = check.equals("below1") && number.compareTo(BigDecimal.ONE) >= 0;
        return number.signum() < 0 || tooHigh ? Fault.RANGE : null;
    }

    private boolean endsBeforeItStarts(Row row) {
        String from = name.equals("entities") ? "eligible_from" : "from";
        String to = name.equals("entities") ? "eligible_to" : "to";
        return row.has(from) && row.has(to) && row.text(to).compareTo(row.text(from)) < 0;
    }

    /** The key of a row: what a {@code reference} command replaces. */
    List<String> keyOf(Row row) {
        List<String> values = new ArrayList<>();
        for (String column : key) {
            values.add(row.text(column));
        }
        return values;
    }

    /** Whether two rows differ in nothing of the key but the start, and share a day. */
    boolean overlap(Row one, Row other) {
        for (String column : key) {
            if (!column.equals("from") && !one.text(column).equals(other.text(column))) {
                return false;
            }
        }
        if (!key.contains("from")) {
            return true;
        }
        boolean before = one.has("to") && other.has("from")
                && one.text("to").compareTo(other.text("from")) < 0;
        boolean after = other.has("to") && one.has("from")
                && other.text("to").compareTo(one.text("from")) < 0;
        return !before && !after;
    }
}
