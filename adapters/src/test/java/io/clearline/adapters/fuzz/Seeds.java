package io.clearline.adapters.fuzz;

import io.clearline.adapters.binary.FrameWriter;
import io.clearline.adapters.json.CommandDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.agrona.ExpandableArrayBuffer;

/**
 * Where decoders begin: files of {@code src/test/resources/fuzz}, real messages and what was once found
 * with them. The binary ones are made of the JSON, so that they are of the schema as it is.
 */
public final class Seeds {
    private Seeds() {
    }

    /** Returns the seeds of an entry by their names. */
    public static Map<String, byte[]> of(final Entry entry) throws IOException {
        final Map<String, byte[]> seeds = files(entry.name().toLowerCase(Locale.ROOT));
        if (entry == Entry.COMMANDS) {
            files("json").forEach((name, json) -> seeds.put("json-" + name, command(json)));
        } else if (entry == Entry.FRAMES) {
            seeds.put("session", frames(files("json").values().stream().map(Seeds::command)
                .toList()));
        }
        return seeds;
    }

    /** Returns the files of a folder of the corpus; of one that is not there none. */
    static Map<String, byte[]> files(final String folder) throws IOException {
        final Map<String, byte[]> seeds = new TreeMap<>();
        final URL place = Seeds.class.getResource("/fuzz/" + folder);
        if (place == null) {
            return seeds;
        }
        try (Stream<Path> files = Files.list(Path.of(place.toURI()))) {
            for (final Path file : files.toList()) {
                seeds.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        } catch (final URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return seeds;
    }

    private static byte[] command(final byte[] json) {
        final ExpandableArrayBuffer out = new ExpandableArrayBuffer(1024);
        final byte[] command =
            new byte[new CommandDecoder(false).decode(json, 0, json.length, out, 0)];
        out.getBytes(0, command);
        return command;
    }

    private static byte[] frames(final List<byte[]> commands) {
        final FrameWriter writer = new FrameWriter();
        final ExpandableArrayBuffer out = new ExpandableArrayBuffer(4096);
        final ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.write(100);
        final List<Integer> lengths = new ArrayList<>();
        lengths.add(writer.hello(out, 0, 2, 6400, 3, 4, "clearline_x_y"));
        stream.writeBytes(bytes(out, lengths.get(0)));
        stream.writeBytes(bytes(out, writer.heartbeat(out, 0)));
        stream.writeBytes(bytes(out, writer.resume(out, 0, 17)));
        int number = 0;
        for (final byte[] command : commands) {
            stream.writeBytes(bytes(out, writer.command(out, 0, ++number,
                new org.agrona.concurrent.UnsafeBuffer(command), 0, command.length)));
        }
        return stream.toByteArray();
    }

    private static byte[] bytes(final ExpandableArrayBuffer buffer, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
