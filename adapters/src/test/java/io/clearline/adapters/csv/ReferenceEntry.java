package io.clearline.adapters.csv;

import io.clearline.engine.record.ReferenceTable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Takes any bytes as a file of reference data: its name in the first line, its content below. */
public final class ReferenceEntry {
    private ReferenceEntry() {
    }

    /** Takes bytes. */
    public static void take(final byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        final String name = new String(bytes, 0, end, StandardCharsets.UTF_8);
        final byte[] content = Arrays.copyOfRange(bytes, Math.min(end + 1, bytes.length), bytes.length);
        try {
            if (name.equals(ControlLines.FILE)) {
                new ControlLines(true).read(name, content);
                return;
            }
            final ReferenceTable table = Arrays.stream(ReferenceTable.values())
                .filter(one -> one.file().equals(name)).findFirst().orElse(ReferenceTable.TARIFF);
            new TableReader(table).read(
                CsvFile.parse(content, StandardCharsets.UTF_8, ','));
        } catch (final CsvException | ReferenceException refused) {
            if (!refused.getMessage().matches(".+")) {
                throw new IllegalStateException("a refusal is not one line", refused);
            }
        }
    }
}
