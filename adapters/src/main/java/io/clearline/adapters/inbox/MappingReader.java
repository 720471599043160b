package io.clearline.adapters.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.clearline.adapters.text.Nearest;
import io.clearline.adapters.text.TomlException;
import io.clearline.adapters.text.TomlText;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a mapping; docs/integration.md says what may stand in one. One mapping's. */
final class MappingReader {
    private static final Map<String, String> CHARSETS =
        Map.of("UTF-8", "UTF-8", "GB18030", "GB18030", "GBK", "GB18030");
    private static final int TEXT_MAX = 1 << 20;
    private static final List<String> KEYS = List.of("type", "delimiter", "charset", "ignored");

    private final String file;
    private final TomlText toml;
    private final Set<String> known = new LinkedHashSet<>(KEYS);
    private MappedCommand command;

    private MappingReader(final String file, final TomlText toml) {
        this.file = file;
        this.toml = toml;
    }

    /**
     * Reads one.
     *
     * @param file its name, for messages
     * @throws RefusedFileException with file and line if it is none, or names what is not known
     */
    static Mapping read(final String file, final String text) throws RefusedFileException {
        if (text.length() > TEXT_MAX) {
            throw new RefusedFileException(file + ": longer than 1 MiB: it is no mapping");
        }
        try {
            return new MappingReader(file, TomlText.parse(file, text)).mapping();
        } catch (final TomlException e) {
            throw new RefusedFileException(e.getMessage(), e);
        }
    }

    private Mapping mapping() throws RefusedFileException {
        final JsonNode root = toml.root();
        final String type = text("type", root.path("type"), "declare");
        command = MappedCommand.ALL.get(type);
        if (command == null) {
            throw refused("type", "no command that CSV can say: " + type + "; the nearest is "
                + Nearest.of(type, MappedCommand.ALL.keySet()));
        }
        known.addAll(command.tables());
        unknownKeys("", root);
        final String delimiter = text("delimiter", root.path("delimiter"), ",");
        if (delimiter.length() != 1 || "\"\r\n".contains(delimiter)) {
            throw refused("delimiter", "the delimiter is one character between cells, not "
                + shown(delimiter));
        }
        final String charset = text("charset", root.path("charset"), "UTF-8");
        if (!CHARSETS.containsKey(charset)) {
            throw refused("charset", "no charset that is read: " + shown(charset)
                + "; UTF-8 or GB18030");
        }
        final Mapping.Part head = part("", root, command.fields());
        final Mapping.Part elements = command.hasList()
            ? part(command.list() + ".", root.path(command.list()), command.elements())
            : new Mapping.Part(List.of(), List.of());
        if (head.columns().stream().noneMatch(one -> one.field().equals(command.key()))) {
            throw refused("columns", "no column for " + command.key()
                + ", which tells what a row belongs to");
        }
        return new Mapping(file, command, delimiter.charAt(0),
            Charset.forName(CHARSETS.get(charset)), head, elements, ignored(root));
    }

    private void unknownKeys(final String table, final JsonNode node)
        throws RefusedFileException {
        for (final Map.Entry<String, JsonNode> entry : node.properties()) {
            final String key = table + entry.getKey();
            final boolean isTable = entry.getValue().isObject();
            if (isTable && key.equals(command.list())) {
                unknownKeys(key + ".", entry.getValue());
            } else if (!known.contains(key)) {
                throw refused(key, "unknown key " + key + "; the nearest is "
                    + Nearest.of(key, known));
            } else if (isTable == KEYS.contains(key)) {
                throw refused(key, key + (isTable ? " is no table" : " is a table"));
            }
        }
    }

    private Set<String> ignored(final JsonNode root) throws RefusedFileException {
        final Set<String> ignored = new LinkedHashSet<>();
        final JsonNode node = root.path("ignored");
        if (!node.isMissingNode() && !node.isArray()) {
            throw refused("ignored", "ignored is a list of columns, in brackets");
        }
        for (final JsonNode column : node) {
            ignored.add(text("ignored", column, "").strip());
        }
        return ignored;
    }

    private Mapping.Part part(final String table, final JsonNode node,
        final Map<String, MappedCommand.Kind> fields) throws RefusedFileException {
        final List<Mapping.Column> columns = new ArrayList<>();
        final List<Mapping.Constant> constants = new ArrayList<>();
        final JsonNode values = node.path("values");
        for (final Map.Entry<String, JsonNode> entry : node.path("columns").properties()) {
            final String field = entry.getKey();
            final String key = known(table + "columns.", field, fields.keySet());
            columns.add(new Mapping.Column(field, fields.get(field),
                text(key, entry.getValue(), "").strip(),
                values(table + "values." + field, values.path(field))));
        }
        for (final Map.Entry<String, JsonNode> entry : node.path("constants").properties()) {
            final String field = entry.getKey();
            final String key = known(table + "constants.", field, fields.keySet());
            if (node.path("columns").has(field)) {
                throw refused(key, field + " comes from a column already");
            }
            constants.add(new Mapping.Constant(
                field, fields.get(field), scalar(key, entry.getValue())));
        }
        for (final Map.Entry<String, JsonNode> entry : values.properties()) {
            final String key = known(table + "values.", entry.getKey(), fields.keySet());
            if (!node.path("columns").has(entry.getKey())) {
                throw refused(key, entry.getKey() + " has no column whose cells could say that");
            }
        }
        return new Mapping.Part(List.copyOf(columns), List.copyOf(constants));
    }

    private Map<String, String> values(final String key, final JsonNode node)
        throws RefusedFileException {
        if (!node.isMissingNode() && !node.isObject()) {
            throw refused(key, key + " is a table: what a cell says, and what it means");
        }
        final Map<String, String> values = new HashMap<>();
        for (final Map.Entry<String, JsonNode> entry : node.properties()) {
            values.put(entry.getKey(), scalar(key + "." + entry.getKey(), entry.getValue()));
        }
        return Map.copyOf(values);
    }

    private String known(final String table, final String field, final Set<String> fields)
        throws RefusedFileException {
        if (!fields.contains(field)) {
            throw refused(table + field, "unknown field " + field + "; the nearest is "
                + Nearest.of(field, fields));
        }
        return table + field;
    }

    private String text(final String key, final JsonNode node, final String otherwise)
        throws RefusedFileException {
        if (node.isMissingNode()) {
            return otherwise;
        }
        if (!node.isTextual() || node.textValue().isEmpty()) {
            throw refused(key, key + " is a text in quotes, not " + shown(node.toString()));
        }
        return node.textValue();
    }

    /** A number with a point is no text of its own: it would go through a binary float. */
    private String scalar(final String key, final JsonNode node) throws RefusedFileException {
        if (node.isTextual() || node.isIntegralNumber() || node.isBoolean()) {
            return node.asText().strip();
        }
        throw refused(key, key + " is a text in quotes, a whole number, true or false, not "
            + shown(node.toString()));
    }

    private static String shown(final String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }

    private RefusedFileException refused(final String key, final String what) {
        return new RefusedFileException(toml.where(key) + what);
    }
}
