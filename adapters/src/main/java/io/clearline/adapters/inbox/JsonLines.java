package io.clearline.adapters.inbox;

import io.clearline.adapters.json.CommandDecoder;
import io.clearline.adapters.text.LineSplitter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.agrona.MutableDirectBuffer;

/** The commands of a file of JSON Lines, one a line. */
final class JsonLines implements Commands {
    private final InputStream in;
    private final LineSplitter lines;
    private final CommandDecoder decoder;

    JsonLines(final Path file, final CommandDecoder decoder) throws IOException {
        this.decoder = decoder;
        in = Files.newInputStream(file);
        lines = new LineSplitter(in, CommandDecoder.MAX_LINE);
    }

    @Override
    public boolean next() throws IOException {
        return lines.next();
    }

    @Override
    public int number() {
        return (int) lines.number();
    }

    @Override
    public int decode(final MutableDirectBuffer out) {
        return lines.tooLong() ? decodeTooLong(out)
            : decoder.decode(lines.buffer(), lines.offset(), lines.length(), out, 0);
    }

    @Override
    public int decodeTooLong(final MutableDirectBuffer out) {
        return decoder.decode(
            lines.buffer(), lines.offset(), CommandDecoder.MAX_LINE + 1, out, 0);
    }

    @Override
    public List<String> remarks() {
        return List.of();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
