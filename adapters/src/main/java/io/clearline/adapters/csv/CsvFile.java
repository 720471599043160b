package io.clearline.adapters.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * One CSV file as RFC 4180 has it: UTF-8 with or without byte order mark, cells as texts, CR LF or
 * LF. Text behind a closing quote and a quote that is never closed are faults, for in reference data
 * they are slips of the pen.
 */
final class CsvFile {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder()
        .setIgnoreEmptyLines(true).setTrailingData(false).setLenientEof(false).get();

    /** A row and the line that it begins on. */
    record Row(int line, List<String> cells) {
    }

    private CsvFile() {
    }

    /** Reads all rows, the header row among them; blank lines are passed over. */
    static List<Row> read(final Path path) throws ReferenceException {
        final String name = path.getFileName().toString();
        final String text = text(path, name);
        final List<Row> rows = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(text, FORMAT)) {
            long end = 0;
            try {
                int at = 0;
                int line = 1;
                for (final CSVRecord record : parser) {
                    while (at < record.getCharacterPosition() || isLineEnd(text.charAt(at))) {
                        line += text.charAt(at++) == '\n' ? 1 : 0;
                    }
                    rows.add(new Row(line, record.toList()));
                    end = parser.getCurrentLineNumber();
                }
            } catch (final UncheckedIOException e) {
                throw new ReferenceException(
                    name, (int) end + 1, "", "is no CSV: " + e.getCause().getMessage());
            }
        } catch (final IOException e) {
            throw new ReferenceException(name, 0, "", "cannot be read: " + e.getMessage());
        }
        return rows;
    }

    /** The parser counts blank lines before a row to the row. */
    private static boolean isLineEnd(final char c) {
        return c == '\n' || c == '\r';
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
