package io.clearline.adapters.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.adapters.tcp.Port;
import io.clearline.engine.record.sbe.Role;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the documentation runs, and it is the one that stands there. */
class ExampleTest {
    @TempDir
    private Path home;

    @Test
    void theExampleRuns() throws Exception {
        final PrintStream before = System.out;
        final ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (Port port = Port.open(home)) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            Example.main(new String[] {
                Integer.toString(port.port()), port.token("window", Role.PORT_SYSTEM)});
        } finally {
            System.setOut(before);
        }
        final List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        assertTrue(lines.get(0).matches("RELEASE 6400[0-9]{4}1000000001"), lines.get(0));
        assertTrue(lines.get(1).contains("\"ref\":\"YP-0002\""), lines.get(1));
    }

    @Test
    void theExampleOfTheDocumentationIsThisOne() throws Exception {
        final String source = Files.readString(
            Path.of("src/test/java/io/clearline/adapters/client/Example.java"));
        final String code = source.substring(source.indexOf("final class Example"));
        assertTrue(code.lines().count() <= 22, code);
        assertTrue(Files.readString(Path.of("../docs/integration.md")).contains(code.strip()));
    }
}
