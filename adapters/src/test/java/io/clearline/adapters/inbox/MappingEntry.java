package io.clearline.adapters.inbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clearline.adapters.json.CommandDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.agrona.ExpandableArrayBuffer;

/** Takes any bytes as a mapping and, behind a byte 0, the rows it is for. */
public final class MappingEntry {
    private MappingEntry() {
    }

    /** Makes what takes bytes. */
    public static Consumer<byte[]> make() {
        final CommandDecoder decoder = new CommandDecoder(false);
        final ExpandableArrayBuffer out = new ExpandableArrayBuffer(4096);
        return bytes -> {
            int end = 0;
            while (end < bytes.length && bytes[end] != 0) {
                end++;
            }
            try {
                final Mapping mapping = MappingReader.read(
                    "m.toml", new String(bytes, 0, end, StandardCharsets.UTF_8));
                final CsvFileRows rows = CsvFileRows.read(mapping,
                    Arrays.copyOfRange(bytes, Math.min(end + 1, bytes.length), bytes.length));
                decode(new CsvCommands(rows, mapping, decoder), mapping, out);
            } catch (final RefusedFileException refused) {
                if (!refused.getMessage().matches(".+")) {
                    throw new IllegalStateException("a refusal is not one line", refused);
                }
            }
        };
    }

    private static void decode(final CsvCommands commands, final Mapping mapping,
        final ExpandableArrayBuffer out) {
        while (commands.next()) {
            final ObjectNode json = commands.json();
            if (!json.path("type").textValue().equals(mapping.command().type())
                || commands.decode(out) <= 0 || commands.number() < 2) {
                throw new IllegalStateException(json.toString());
            }
        }
    }
}
