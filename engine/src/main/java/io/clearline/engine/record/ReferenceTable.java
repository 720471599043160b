package io.clearline.engine.record;

import static io.clearline.engine.record.ReferenceTable.Type.ALPHA3;
import static io.clearline.engine.record.ReferenceTable.Type.DATE;
import static io.clearline.engine.record.ReferenceTable.Type.DATE_OPEN;
import static io.clearline.engine.record.ReferenceTable.Type.FEN;
import static io.clearline.engine.record.ReferenceTable.Type.FLAG;
import static io.clearline.engine.record.ReferenceTable.Type.HS;
import static io.clearline.engine.record.ReferenceTable.Type.LETTER;
import static io.clearline.engine.record.ReferenceTable.Type.LETTERS;
import static io.clearline.engine.record.ReferenceTable.Type.MONEY;
import static io.clearline.engine.record.ReferenceTable.Type.OFFICE;
import static io.clearline.engine.record.ReferenceTable.Type.QUANTITY;
import static io.clearline.engine.record.ReferenceTable.Type.RATE;
import static io.clearline.engine.record.ReferenceTable.Type.TEXT;
import static io.clearline.engine.record.ReferenceTable.Type.USCC;
import static io.clearline.engine.record.ReferenceTable.Type.WORD;

import io.clearline.engine.record.sbe.Table;
import java.util.List;

/**
 * The reference tables of contract section 2: columns in file order, their types, and how a cell is
 * packed into the row of a {@code Reference} command. Loaded in the order of this enum.
 */
public enum ReferenceTable {
    /** Every number that law may change. */
    POLICY(Table.POLICY, "policy.csv", col("name", TEXT), col("value", RATE),
        opt("from", DATE), opt("to", DATE_OPEN)),
    /** Countries of origin and dispatch. */
    COUNTRIES(Table.COUNTRIES, "countries.csv", col("code", ALPHA3), col("name", TEXT),
        col("mfn", FLAG)),
    /** Yuan per unit. */
    CURRENCIES(Table.CURRENCIES, "currencies.csv", col("currency", ALPHA3), col("rate", RATE),
        opt("from", DATE), opt("to", DATE_OPEN)),
    /** Customs offices. */
    OFFICES(Table.OFFICES, "offices.csv", col("code", OFFICE), col("name", TEXT),
        col("district", OFFICE), col("first_line", FLAG), col("second_line", FLAG)),
    /** Traders. */
    ENTITIES(Table.ENTITIES, "entities.csv", col("uscc", USCC), col("name", TEXT),
        opt("eligible_from", DATE), opt("eligible_to", DATE_OPEN),
        word("credit", "ADVANCED", "CERTIFIED", "REGULAR", "DISHONEST", "SERIOUSLY_DISHONEST"),
        word("second_line", "WHITE", "NORMAL", "WATCH"), col("encouraged", FLAG),
        col("bonded", FLAG), opt("guarantee", FEN)),
    /** Tariff lines. */
    TARIFF(Table.TARIFF, "tariff.csv", col("hs", HS), col("name", TEXT), col("unit", TEXT),
        opt("duty_mfn", RATE), opt("duty_general", RATE), opt("duty_specific", MONEY),
        opt("duty_export", RATE), opt("vat", RATE), opt("consumption_tax", RATE),
        col("taxed_catalogue", FLAG), opt("documents", LETTERS), opt("inspection", LETTERS),
        opt("from", DATE), opt("to", DATE_OPEN)),
    /** Trade measures. */
    MEASURES(Table.MEASURES, "measures.csv", col("id", TEXT),
        word("kind", "ANTI_DUMPING", "COUNTERVAILING", "SAFEGUARD", "SUSPENDED_CONCESSION",
            "RETALIATORY"),
        col("hs", HS), col("origin", ALPHA3), col("rate", RATE), opt("from", DATE),
        opt("to", DATE_OPEN)),
    /** Bans. */
    BANS(Table.BANS, "bans.csv", col("hs", HS), word("direction", "IMPORT", "EXPORT"),
        opt("origin", ALPHA3), col("basis", TEXT), opt("from", DATE), opt("to", DATE_OPEN)),
    /** Epidemic and pest alerts. */
    ALERTS(Table.ALERTS, "alerts.csv", col("country", ALPHA3), col("hs", HS),
        word("action", "QUARANTINE", "BAN"), col("basis", TEXT), opt("from", DATE),
        opt("to", DATE_OPEN)),
    /** Licences and certificates. */
    LICENCES(Table.LICENCES, "licences.csv", col("code", LETTER), col("no", TEXT),
        col("holder", USCC), col("hs", HS), opt("quantity", QUANTITY), opt("from", DATE),
        opt("to", DATE_OPEN)),
    /** Lines whose licence letters are lifted for an end user. */
    RELAXED(Table.RELAXED, "relaxed.csv", col("hs", HS), col("end_user", USCC),
        col("documents", LETTERS)),
    /** What share of declarations an office selects at random. */
    SELECTION(Table.SELECTION, "selection.csv", col("office", OFFICE),
        word("direction", "IMPORT", "EXPORT", "EXIT", "ENTRY", "TRANSFER"),
        opt("random_floor", RATE), opt("expected_red", RATE), opt("expected_yellow", RATE),
        opt("expected_blue", RATE), opt("most_unselected", RATE), opt("from", DATE),
        opt("to", DATE_OPEN));

    /**
     * How a cell is packed. Every type but FLAG, WORD and USCC has an empty form, allowed where the column
     * is optional.
     */
    public enum Type {
        /** Sized UTF-8, 1 to 255 characters. */
        TEXT,
        /** 2 to 10 digits: byte count of digits (0 = empty), then the number as var. */
        HS,
        /** Nullable, scaled by {@link Scales#RATE}. */
        RATE,
        /** Nullable, scaled by {@link Scales#MONEY}. */
        MONEY,
        /** Nullable, in fen. */
        FEN,
        /** Nullable, scaled by {@link Scales#QUANTITY}. */
        QUANTITY,
        /** Signed var: day since 1970-01-01; empty = {@link #NO_DAY}. */
        DATE,
        /** As DATE; empty = {@link #OPEN_DAY}. */
        DATE_OPEN,
        /** One byte, 1 = Y. */
        FLAG,
        /** Var: {@link Alpha3}, 65535 = empty. */
        ALPHA3,
        /** 18 bytes. */
        USCC,
        /** One byte: position in the column's words, from 0. */
        WORD,
        /** Var: four digits as a number. */
        OFFICE,
        /** Var: one Unicode code point. */
        LETTER,
        /** Sized ASCII: the letters and digits of the cell, in its order, all else dropped. */
        LETTERS
    }

    /** Stands for an empty {@code from}: before every day. */
    public static final int NO_DAY = -1_000_000;

    /** Stands for an empty {@code to}: after every day. */
    public static final int OPEN_DAY = 1_000_000_000;

    /**
     * A column.
     *
     * @param name as in the header row
     * @param type how it is packed
     * @param required whether an empty cell is an error
     * @param words the words of a WORD column, else empty
     */
    public record Column(String name, Type type, boolean required, List<String> words) {
    }

    private final Table wire;
    private final String file;
    private final List<Column> columns;

    ReferenceTable(final Table wire, final String file, final Column... columns) {
        this.wire = wire;
        this.file = file;
        this.columns = List.of(columns);
    }

    private static Column col(final String name, final Type type) {
        return new Column(name, type, true, List.of());
    }

    private static Column opt(final String name, final Type type) {
        return new Column(name, type, false, List.of());
    }

    private static Column word(final String name, final String... words) {
        return new Column(name, WORD, true, List.of(words));
    }

    /** Returns the table's number on the wire. */
    public Table wire() {
        return wire;
    }

    /** Returns the file's name in a reference directory. */
    public String file() {
        return file;
    }

    /** Returns the word that names the table in a {@code reference} command, such as {@code tariff}. */
    public String word() {
        return file.substring(0, file.length() - ".csv".length());
    }

    /** Returns the columns in file order. */
    public List<Column> columns() {
        return columns;
    }

    /** Returns the columns' names in file order, for {@link FieldPath#text}. */
    public String[] columnNames() {
        return columns.stream().map(Column::name).toArray(String[]::new);
    }

    /** Returns the table of that number on the wire. */
    public static ReferenceTable of(final Table wire) {
        return values()[wire.value() - 1];
    }
}
