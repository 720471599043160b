package io.clearline.adapters.tcp;

import io.clearline.adapters.client.Answer;
import io.clearline.adapters.client.ClearlineClient;
import io.clearline.adapters.client.ClientOptions;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A client in a process of its own, to be killed. It notes what it hears in a file, a line each, and goes on
 * from there when it is started again.
 */
public final class ClientProcess {
    private ClientProcess() {
    }

    /** Takes the way, the port or the directory of the media driver, the token and the file. */
    public static void main(final String[] arguments) throws Exception {
        final Path file = Path.of(arguments[3]);
        final List<String> before = Files.readAllLines(file);
        final long last = before.stream()
            .mapToLong(line -> Long.parseLong(line.split(" ")[0])).max().orElse(0);
        final long refs = before.stream().map(line -> line.split(" ")[1]).distinct().count();
        final ClientOptions way = Way.valueOf(arguments[0]) == Way.TCP
            ? ClientOptions.of("127.0.0.1", Integer.parseInt(arguments[1]), arguments[2])
            : ClientOptions.ofIpc(Path.of(arguments[1]), arguments[2]);
        try (FileOutputStream notes = new FileOutputStream(file.toFile(), true);
            ClearlineClient client = ClearlineClient.connect(
                way.withResumeAfter(last).withInFlightMax(64), answer -> note(notes, answer))) {
            for (long ref = refs; ; ref++) {
                client.submit(Port.free("C" + ref));
            }
        }
    }

    private static void note(final FileOutputStream notes, final Answer answer) {
        try {
            notes.write((answer.sequence() + " " + answer.ref().orElse("-") + " "
                + answer.resent() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
