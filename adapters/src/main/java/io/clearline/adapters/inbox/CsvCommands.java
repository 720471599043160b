package io.clearline.adapters.inbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clearline.adapters.json.CommandDecoder;
import io.clearline.adapters.text.OneLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.agrona.MutableDirectBuffer;

/**
 * The commands that the rows of a file of CSV make. What rows cannot say soundly travels as something that
 * the field cannot be, so that the engine refuses that command, by the field's name, and no other.
 */
final class CsvCommands implements Commands {
    private static final int REMARKS_MAX = 1_000;
    private static final Pattern COUNT = Pattern.compile("0|[1-9][0-9]{0,17}");

    private final CsvFileRows file;
    private final Mapping mapping;
    private final CommandDecoder decoder;
    private final List<String> remarks = new ArrayList<>();
    private int at = -1;

    CsvCommands(
        final CsvFileRows file, final Mapping mapping, final CommandDecoder decoder) {
        this.file = file;
        this.mapping = mapping;
        this.decoder = decoder;
    }

    @Override
    public boolean next() {
        return ++at < file.commands().size();
    }

    @Override
    public int number() {
        return rows().get(0).line();
    }

    private List<CsvFileRows.Row> rows() {
        return file.commands().get(at);
    }

    @Override
    public int decode(final MutableDirectBuffer out) {
        final byte[] json = json().toString().getBytes(StandardCharsets.UTF_8);
        return decoder.decode(json, 0, json.length, out, 0);
    }

    @Override
    public int decodeTooLong(final MutableDirectBuffer out) {
        return decoder.decode(new byte[0], 0, CommandDecoder.MAX_LINE + 1, out, 0);
    }

    /** Returns the command as {@code run --in} would read it. */
    ObjectNode json() {
        final ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", mapping.command().type());
        for (final Mapping.Constant constant : mapping.head().constants()) {
            put(json, constant.field(), constant.kind(), constant.cell());
        }
        for (final Mapping.Column column : mapping.head().columns()) {
            putHead(json, column);
        }
        if (mapping.command().hasList()) {
            final ArrayNode elements = json.putArray(mapping.command().list());
            for (final CsvFileRows.Row row : rows()) {
                addElement(elements, row);
            }
        } else if (!rows().get(0).fault().isEmpty()) {
            remark(rows().get(0).line(), rows().get(0).fault());
            json.putObject(mapping.command().key());
        }
        return json;
    }

    /** One value in all rows, or in some of them and nothing in the others. */
    private void putHead(final ObjectNode json, final Mapping.Column column) {
        CsvFileRows.Row first = null;
        for (final CsvFileRows.Row row : rows()) {
            final boolean told = (row.fault().isEmpty()
                || column.field().equals(mapping.command().key()))
                && !file.cell(row, column).isEmpty();
            if (told && first == null) {
                first = row;
                put(json, column.field(), column.kind(), file.cell(row, column));
            } else if (told && !file.cell(row, column).equals(file.cell(first, column))) {
                remark(row.line(), column.column() + " is another than on line " + first.line()
                    + ", of the same " + mapping.command().key());
                json.putObject(column.field());
                return;
            }
        }
    }

    private void addElement(final ArrayNode elements, final CsvFileRows.Row row) {
        if (!row.fault().isEmpty()) {
            remark(row.line(), row.fault());
            elements.add(row.fault());
            return;
        }
        final ObjectNode element = elements.addObject();
        if (mapping.command().elements().containsKey("no")) {
            element.put("no", elements.size());
        }
        for (final Mapping.Constant constant : mapping.elements().constants()) {
            put(element, constant.field(), constant.kind(), constant.cell());
        }
        for (final Mapping.Column column : mapping.elements().columns()) {
            put(element, column.field(), column.kind(), file.cell(row, column));
        }
    }

    private static void put(final ObjectNode json, final String field,
        final MappedCommand.Kind kind, final String cell) {
        if (cell.isEmpty()) {
            return;
        }
        switch (kind) {
            case COUNT -> {
                if (COUNT.matcher(cell).matches()) {
                    json.put(field, Long.parseLong(cell));
                } else {
                    json.put(field, cell);
                }
            }
            case FLAG -> {
                switch (cell) {
                    case "Y", "true" -> json.put(field, true);
                    case "N", "false" -> json.put(field, false);
                    default -> json.put(field, cell);
                }
            }
            case TEXTS -> {
                final ArrayNode texts = json.putArray(field);
                for (final String text : cell.split(";")) {
                    texts.add(text.strip());
                }
            }
            case DOCUMENTS -> {
                final ArrayNode documents = json.putArray(field);
                for (final String text : cell.split(";")) {
                    putDocument(documents.addObject(), text.strip());
                }
            }
            default -> json.put(field, cell);
        }
    }

    private static void putDocument(final ObjectNode document, final String text) {
        final int colon = text.indexOf(':');
        document.put("code", colon < 0 ? text : text.substring(0, colon).strip());
        if (colon >= 0) {
            document.put("no", text.substring(colon + 1).strip());
        }
    }

    private void remark(final int line, final String what) {
        if (remarks.size() < REMARKS_MAX) {
            remarks.add(OneLine.of("line " + line + ": " + what));
        }
    }

    @Override
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    @Override
    public void close() {
        // The rows are in memory.
    }
}
