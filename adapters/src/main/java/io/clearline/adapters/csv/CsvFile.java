package io.clearline.adapters.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
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
 * LF. Text behind a closing quote and a quote that is never closed are faults: they are slips of the
 * pen, and what they would swallow is not to be guessed. Stateless.
 */
public final class CsvFile {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder()
        .setIgnoreEmptyLines(true).setTrailingData(false).setLenientEof(false).get();

    /** A row and the line that it begins on, from 1. */
    public record Row(int line, List<String> cells) {
    }

    private CsvFile() {
    }

    /**
     * Reads all rows of a file in UTF-8, commas between its cells, as {@link #parse} does.
     *
     * @throws CsvException if it cannot be read, or is no CSV in UTF-8
     */
    public static List<Row> read(final Path path) throws CsvException {
        try {
            return parse(Files.readAllBytes(path), StandardCharsets.UTF_8, ',');
        } catch (final IOException e) {
            throw new CsvException(0, "cannot be read: " + e.getMessage());
        }
    }

    /**
     * Reads all rows, the header row among them; blank lines are passed over.
     *
     * @param charset of the text; a charset in which the bytes of a line end mean nothing else
     * @param delimiter between cells
     * @throws CsvException if it is no CSV in this charset
     */
    public static List<Row> parse(
        final byte[] bytes, final Charset charset, final char delimiter) throws CsvException {
        final String text = text(bytes, charset);
        final List<Row> rows = new ArrayList<>();
        final CSVFormat format = FORMAT.builder().setDelimiter(delimiter).get();
        try (CSVParser parser = CSVParser.parse(text, format)) {
            long end = 0;
            try {
                int at = 0;
                int line = 1;
                for (final CSVRecord record : parser) {
                    while (at < record.getCharacterPosition() || isLineEnd(text.charAt(at))) {
                        line += isLineEnd(text, at++) ? 1 : 0;
                    }
                    rows.add(new Row(line, record.toList()));
                    end = parser.getCurrentLineNumber();
                }
            } catch (final UncheckedIOException e) {
                throw new CsvException(
                    (int) end + 1, "is no CSV: " + e.getCause().getMessage());
            }
        } catch (final IOException e) {
            throw new CsvException(0, "cannot be read: " + e.getMessage());
        }
        return rows;
    }

    /** The parser counts blank lines before a row to the row. */
    private static boolean isLineEnd(final char c) {
        return c == '\n' || c == '\r';
    }

    /** A line ends with CR LF, or either of them alone. */
    private static boolean isLineEnd(final String text, final int at) {
        return text.charAt(at) == '\r'
            || text.charAt(at) == '\n' && (at == 0 || text.charAt(at - 1) != '\r');
    }

    private static String text(final byte[] bytes, final Charset charset) throws CsvException {
        final CharsetDecoder decoder = charset.newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
        final ByteBuffer source = ByteBuffer.wrap(bytes);
        final CharBuffer target = CharBuffer.allocate(bytes.length + 1);
        final CoderResult result = decoder.decode(source, target, true);
        if (result.isError()) {
            int line = 1;
            for (int i = 0; i < source.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw new CsvException(line, "is not " + charset.name());
        }
        final String text = target.flip().toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
