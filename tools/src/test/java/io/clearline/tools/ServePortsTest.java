package io.clearline.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.journal.JournalVerifier;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code serve} where another process has the port already. */
@Timeout(120)
class ServePortsTest {
    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(strings = {"--port %d --tcp off", "--port 0 --tcp 127.0.0.1:%d"})
    void aTakenPortIsOneClearLine(final String options) throws Exception {
        final String data = home.resolve("data").toString();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final List<String> command = new ArrayList<>(List.of("serve", "--data",
                data, "--reference", Verbs.reference(home).toString()));
            command.addAll(List.of(String.format(options, taken.getLocalPort()).split(" ")));
            final Verbs.Result refused = Verbs.run(command.toArray(String[]::new));
            assertEquals(3, refused.status(), refused.err());
            // What the start found in the directory comes before.
            assertEquals(List.of("clearline serve: started on an empty journal",
                "clearline serve: cannot listen on 127.0.0.1:" + taken.getLocalPort()
                + " (Address already in use): another process may"), refused.errLines());
        }
        assertNull(JournalVerifier.verify(home.resolve("data")).damage());
    }

    @Test
    void certificateAndKeyAreReadBeforeAnythingIsMade() {
        final Verbs.Result refused = Verbs.run("serve", "--data", home.resolve("d").toString(),
            "--reference", home.toString(), "--tcp", "off", "--tls-cert", "x.pem", "--tls-key",
            "x.pem");
        assertEquals(2, refused.status(), refused.err());
        assertTrue(refused.err().contains("cannot read x.pem"), refused.err());
    }
}
