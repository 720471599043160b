package io.clearline.adapters.csv;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One CSV file as RFC 4180 has it: UTF-8 with or without byte order mark, cells as texts, CR LF or
 * LF. Stricter than most: a quote within an unquoted cell and text behind a closing quote are
 * faults, for in reference data they are slips of the pen. It knows the line that each row begins
 * on, also behind cells that span lines, which the common parsers do not say reliably.
 */
final class CsvFile {
    /** A row and the line that it begins on. */
    record Row(int line, List<String> cells) {
        boolean isBlank() {
            return cells.size() == 1 && cells.get(0).isEmpty();
        }
    }

    private final String name;
    private final String text;
    private final StringBuilder cell = new StringBuilder();
    private int at;
    private int line = 1;

    private CsvFile(final String name, final String text) {
        this.name = name;
        this.text = text;
    }

    /** Reads all rows, the header row among them; blank lines are passed over. */
    static List<Row> read(final Path path) throws ReferenceException {
        final String name = path.getFileName().toString();
        final CsvFile file = new CsvFile(name, text(path, name));
        final List<Row> rows = new ArrayList<>();
        while (file.at < file.text.length()) {
            final Row row = file.row();
            if (!row.isBlank()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private Row row() throws ReferenceException {
        final int start = line;
        final List<String> cells = new ArrayList<>();
        cells.add(cell());
        while (at < text.length() && text.charAt(at) == ',') {
            at++;
            cells.add(cell());
        }
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        if (at < text.length()) {
            if (text.charAt(at) != '\n') {
                throw fault("a carriage return stands alone");
            }
            at++;
            line++;
        }
        return new Row(start, cells);
    }

    private String cell() throws ReferenceException {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        final int start = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) == '"') {
                throw fault("a quote stands within a cell that is not quoted");
            }
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() throws ReferenceException {
        final int startLine = line;
        cell.setLength(0);
        at++;
        while (at < text.length()) {
            final char next = text.charAt(at++);
            if (next != '"') {
                line += next == '\n' ? 1 : 0;
                cell.append(next);
            } else if (at < text.length() && text.charAt(at) == '"') {
                cell.append('"');
                at++;
            } else if (at == text.length() || ",\r\n".indexOf(text.charAt(at)) >= 0) {
                return cell.toString();
            } else {
                throw fault("text stands behind a closing quote");
            }
        }
        throw new ReferenceException(
            name, startLine, "", "is no CSV: a quote is opened and never closed");
    }

    private ReferenceException fault(final String reason) {
        return new ReferenceException(name, line, "", "is no CSV: " + reason);
    }

    private static String text(final Path path, final String name) throws ReferenceException {
        final byte[] bytes;
        try {
            bytes = Files.readAllBytes(path);
        } catch (final IOException e) {
            throw new ReferenceException(name, 0, "", "cannot be read: " + e.getMessage());
        }
        final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT);
        final ByteBuffer source = ByteBuffer.wrap(bytes);
        final CharBuffer target = CharBuffer.allocate(bytes.length + 1);
        final CoderResult result = decoder.decode(source, target, true);
        if (result.isError()) {
            int line = 1;
            for (int i = 0; i < source.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw new ReferenceException(name, line, "", "is not UTF-8");
        }
        final String text = target.flip().toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
