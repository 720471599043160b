package io.clearline.adapters.fuzz;

import io.clearline.adapters.binary.CommandCheck;
import io.clearline.adapters.json.CommandDecoder;
import io.clearline.adapters.text.LineSplitter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.Consumer;
import org.agrona.ExpandableArrayBuffer;

/** The decoder of lines of JSON. */
final class Json {
    private static final int LINE_MAX = 1 << 14;

    private Json() {
    }

    /** Cuts a stream into lines; what comes of each is a sound message. */
    static Consumer<byte[]> lines() {
        final CommandDecoder decoder = new CommandDecoder(false);
        final CommandCheck check = new CommandCheck();
        final ExpandableArrayBuffer out = new ExpandableArrayBuffer(4096);
        return bytes -> {
            final LineSplitter lines =
                new LineSplitter(new ByteArrayInputStream(bytes), LINE_MAX);
            try {
                while (lines.next()) {
                    Sound.requireFixed(check, out, decoder.decode(lines.buffer(), lines.offset(),
                        lines.tooLong() ? CommandDecoder.MAX_LINE + 1 : lines.length(), out, 0));
                }
            } catch (final IOException e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
