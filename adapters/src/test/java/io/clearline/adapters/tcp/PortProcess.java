package io.clearline.adapters.tcp;

import java.nio.file.Files;
import java.nio.file.Path;

/** A server in a process of its own, to be killed. */
public final class PortProcess {
    private PortProcess() {
    }

    /** Takes the home directory and the file to write the port to. */
    public static void main(final String[] arguments) throws Exception {
        final Port port = Port.open(Path.of(arguments[0]));
        final Path draft = Path.of(arguments[1] + ".tmp");
        Files.writeString(draft, Integer.toString(port.port()));
        Files.move(draft, Path.of(arguments[1]));
        Thread.sleep(Long.MAX_VALUE);
    }
}
