package io.clearline.adapters.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The reference data in force, with every look-up that the rules make. */
final class Tables {

    /** A row that was refused: its index among the new rows, and the fault at a column. */
    static final class BadRow extends Exception {
        private static final long serialVersionUID = 1L;
        final int index;
        final transient Fault fault;

        BadRow(int index, Fault fault) {
            super("row " + index + ": " + fault.field() + " " + fault.code());
            this.index = index;
            this.fault = fault;
        }
    }

    private static final Map<String, String> POLICY = Map.of("value_added_threshold", "0.30",
            "waiver_months", "12", "batch_due_day", "25", "checkpoint_days", "30",
            "random.SERIOUSLY_DISHONEST", "1");

    private final Map<String, List<Row>> rows = new LinkedHashMap<>();

    Tables() {
        for (String name : TableSchema.names()) {
            rows.put(name, new ArrayList<>());
        }
    }

    /** "A missing optional file means an empty table"; a bad row stops the load. */
    void load(Path directory) {
        for (String name : TableSchema.names()) {
            Path file = directory.resolve(name + ".csv");
            if (!Files.exists(file)) {
                continue;
            }
            try {
                replace(name, read(file));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            } catch (BadRow bad) {
                throw new IllegalArgumentException(file + ": " + bad.getMessage(), bad);
            }
        }
    }

    private static List<Map<String, String>> read(Path file) throws IOException {
        List<List<String>> records = Csv.records(Files.readString(file));
        List<Map<String, String>> read = new ArrayList<>();
        for (List<String> record : records.subList(Math.min(1, records.size()), records.size())) {
            Map<String, String> cells = new LinkedHashMap<>();
            for (int i = 0; i < record.size(); i++) {
                cells.put(records.get(0).get(i), record.get(i));
            }
            read.add(cells);
        }
        return read;
    }

    /** Replaces rows of the same key and adds the others: all of them, or none (BadRow). */
    void replace(String name, List<Map<String, String>> fresh) throws BadRow {
        TableSchema schema = TableSchema.of(name);
        List<Row> checked = new ArrayList<>();
        List<Row> result = new ArrayList<>(rows.get(name));
        for (int i = 0; i < fresh.size(); i++) {
            Fault fault = schema.check(fresh.get(i));
            if (fault != null) {
                throw new BadRow(i, fault);
            }
            Row row = new Row(fresh.get(i));
            result.removeIf(old -> schema.keyOf(old).equals(schema.keyOf(row)));
            checked.add(row);
        }
        // Overlaps are looked for only now: a row may make room for another of the same command.
        for (int i = 0; i < checked.size(); i++) {
            for (Row other : result) {
                if (schema.overlap(checked.get(i), other)) {
                    String column = schema.key().contains("from") ? "from" : schema.key().get(0);
                    throw new BadRow(i, new Fault(column, Fault.RANGE));
                }
            }
            result.add(checked.get(i));
        }
        rows.put(name, result);
    }

    List<Row> all(String table) {
        return rows.get(table);
    }

    private List<Row> where(String table, Predicate<Row> condition) {
        return rows.get(table).stream().filter(condition).toList();
    }

    private Row first(String table, Predicate<Row> condition) {
        return rows.get(table).stream().filter(condition).findFirst().orElse(null);
    }

    /** "Of several tariff rows the longest live prefix counts"; null if there is none. */
    Row tariff(String hs, LocalDate day) {
        Row longest = null;
        for (Row row : where("tariff", r -> r.covers(hs) && r.live(day))) {
            if (longest == null || row.text("hs").length() > longest.text("hs").length()) {
                longest = row;
            }
        }
        return longest;
    }

    /** The sum of the live measure rates for a line and an origin. */
    BigDecimal measures(String hs, String origin, LocalDate day) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Row row : where("measures", r -> r.covers(hs) && r.live(day))) {
            if (row.text("origin").equals(origin)) {
                sum = sum.add(row.decimal("rate"));
            }
        }
        return sum;
    }

    boolean banned(String hs, String direction, String origin, LocalDate day) {
        return first("bans", r -> r.covers(hs) && r.live(day)
                && r.text("direction").equals(direction)
                && (!r.has("origin") || r.text("origin").equals(origin))) != null;
    }

    boolean alert(String hs, String action, Set<String> countries, LocalDate day) {
        return first("alerts", r -> r.covers(hs) && r.live(day)
                && r.text("action").equals(action)
                && countries.contains(r.text("country"))) != null;
    }

    /** The letters that attribute 49 lifts for this line and end user. */
    Set<String> lifted(String hs, String endUser) {
        Set<String> letters = new HashSet<>();
        for (Row row : where("relaxed", r -> r.covers(hs) && r.text("end_user").equals(endUser))) {
            letters.addAll(row.letters("documents"));
        }
        return letters;
    }

    Row entity(String uscc) {
        return first("entities", r -> r.text("uscc").equals(uscc));
    }

    /** "Empty eligible_from = not eligible, empty eligible_to = open." */
    boolean eligible(String uscc, LocalDate day) {
        Row entity = entity(uscc);
        return entity != null && entity.has("eligible_from")
                && entity.live("eligible_from", "eligible_to", day);
    }

    boolean bonded(String uscc) {
        Row entity = entity(uscc);
        return entity != null && entity.flag("bonded");
    }

    boolean filed(String uscc) {
        Row entity = entity(uscc);
        return entity != null && entity.flag("encouraged");
    }

    Row licence(String code, String no) {
        return first("licences", r -> r.text("code").equals(code) && r.text("no").equals(no));
    }

    Row country(String code) {
        return first("countries", r -> r.text("code").equals(code));
    }

    Row office(String code) {
        return first("offices", r -> r.text("code").equals(code));
    }

    /** Yuan per unit, null if unknown on that day; "CNY is always 1". */
    BigDecimal rate(String currency, LocalDate day) {
        if (currency.equals("CNY")) {
            return BigDecimal.ONE;
        }
        Row row = first("currencies", r -> r.text("currency").equals(currency) && r.live(day));
        return row == null ? null : row.decimal("rate");
    }

    BigDecimal policy(String name, LocalDate day) {
        Row row = first("policy", r -> r.text("name").equals(name) && r.live(day));
        return row == null ? new BigDecimal(POLICY.getOrDefault(name, "0")) : row.decimal("value");
    }
}
