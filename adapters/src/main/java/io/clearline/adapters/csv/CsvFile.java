package io.clearline.adapters.csv;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One CSV file as RFC 4180 has it: UTF-8 with or without byte order mark, cells as texts. */
final class CsvFile {
    /** A row and the line that it begins on. */
    record Row(int line, List<String> cells) {
    }

    private static final CsvFactory FACTORY = new CsvFactory();

    private CsvFile() {
    }

    /** Reads all rows, the header row among them; lines without anything are passed over. */
    static List<Row> read(final Path path) throws ReferenceException {
        final String name = path.getFileName().toString();
        final String text = text(path, name);
        final List<Row> rows = new ArrayList<>();
        try (CsvParser parser = FACTORY.createParser(text)) {
            JsonToken token = parser.nextToken();
            while (token != null) {
                final int line = parser.currentTokenLocation().getLineNr();
                final List<String> cells = new ArrayList<>();
                token = parser.nextToken();
                while (token != null && token != JsonToken.END_ARRAY) {
                    cells.add(parser.getText());
                    token = parser.nextToken();
                }
                if (cells.size() > 1 || !cells.isEmpty() && !cells.get(0).isEmpty()) {
                    rows.add(new Row(line, cells));
                }
                token = parser.nextToken();
            }
        } catch (final JsonParseException e) {
            throw new ReferenceException(name, e.getLocation().getLineNr(), "",
                "no CSV: " + e.getOriginalMessage());
        } catch (final IOException e) {
            throw new ReferenceException(name, 0, "", "cannot be read: " + e.getMessage());
        }
        return rows;
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
