package io.clearline.adapters.inbox;

import io.clearline.adapters.tcp.Port;
import java.nio.file.Files;
import java.nio.file.Path;

/** An engine with an inbox in a process of its own, to be killed. */
public final class InboxProcess {
    private InboxProcess() {
    }

    /** Takes the home directory, the file of the token, and the file that says that it runs. */
    public static void main(final String[] arguments) throws Exception {
        final Path home = Path.of(arguments[0]);
        final Port port = Port.open(home);
        port.inbox(home.resolve("box"), Path.of(arguments[1]));
        Files.createFile(Path.of(arguments[2]));
        Thread.sleep(Long.MAX_VALUE);
    }
}
