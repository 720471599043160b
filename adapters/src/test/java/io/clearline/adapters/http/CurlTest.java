package io.clearline.adapters.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.clearline.adapters.TestCertificate;
import io.clearline.adapters.intake.RateLimits;
import io.clearline.adapters.tcp.Tls;
import io.clearline.engine.record.sbe.Role;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/integration.md, word for word but for the port, with the programs that are there. */
@Timeout(120)
class CurlTest {
    private static final Path PAGE = Path.of("../docs/integration.md");
    private static final String PORT = ":8480";
    private static final Pattern INLINE = Pattern.compile("`(curl [^`]+|wrk [^`]+)`");

    @TempDir
    private Path home;

    private static void needs(final String program) {
        assumeTrue(Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))),
            program + " is not installed");
    }

    /** Returns the only command of the page that begins with a word and ends with a text. */
    private static String command(final String start, final String end) throws IOException {
        final List<String> found = new ArrayList<>();
        final String page = Files.readString(PAGE).replace("\\\n", " ");
        page.lines().filter(line -> line.startsWith(start)).forEach(found::add);
        final Matcher inline = INLINE.matcher(page);
        while (inline.find()) {
            found.add(inline.group(1));
        }
        found.removeIf(command -> !command.startsWith(start) || !command.endsWith(end));
        assertEquals(1, found.size(), () -> end + ": " + found);
        return found.get(0);
    }

    private Process start(final RunningServer running, final String token, final String command)
        throws IOException {
        final ProcessBuilder shell = new ProcessBuilder(
            "sh", "-c", command.replace(PORT, ":" + running.server.port()))
            .directory(home.toFile()).redirectError(home.resolve("said").toFile());
        shell.environment().put("TOKEN", token);
        return shell.start();
    }

    private String run(final RunningServer running, final String token, final String command)
        throws Exception {
        final Process process = start(running, token, command);
        final String out =
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(),
            () -> command + ": " + out + said());
        return out;
    }

    private String said() {
        try {
            return Files.readString(home.resolve("said"));
        } catch (final IOException e) {
            return e.toString();
        }
    }

    @Test
    void thePagesCommandsOfCurlAreAnswered() throws Exception {
        needs("curl");
        try (RunningServer running = new RunningServer(home)) {
            final String token = running.token("window", Role.PORT_SYSTEM);
            Files.writeString(home.resolve("command.json"),
                RunningServer.declare("B1", "84596110", 1));
            final String answer = run(running, token, command("curl", "/v1/commands"));
            assertTrue(answer.startsWith("{\"in\":1,\"seq\":"), answer);
            assertTrue(answer.contains("\"ref\":\"B1\""), answer);
            running.settle();
            final String status =
                run(running, token, command("curl", "/v1/declarations/B1"));
            assertTrue(status.startsWith("{\"declaration\":\""), status);
            final String why = run(running, token, command("curl", "/B1/explain"));
            assertTrue(why.contains("\"explanation\":["), why);
            final String none = run(running, token, command("curl", "/v1/declarations/none"));
            assertTrue(none.startsWith("{\"status\":404,\"detail\":\"no declaration of yours"),
                none);
        }
    }

    @Test
    void thePagesCommandForEventsHearsAnAnswer() throws Exception {
        needs("curl");
        try (RunningServer running = new RunningServer(home)) {
            final String token = running.token("window", Role.PORT_SYSTEM);
            running.post(token, RunningServer.declare("B1", "84596110", 1));
            final Process process =
                start(running, token, command("curl", "/v1/answers"));
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                String line = lines.readLine();
                while (line != null && !line.startsWith("data: ")) {
                    line = lines.readLine();
                }
                assertTrue(line != null && line.contains("\"ref\":\"B1\""), line);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void thePagesCommandOverTlsProvesTheServer() throws Exception {
        needs("curl");
        final TestCertificate server = TestCertificate.make(home, "server", "CN=clearline");
        Files.copy(server.certificate(), home.resolve("cert.pem"));
        try (RunningServer running = new RunningServer(home, RunningServer.LIMITS,
            RateLimits.defaults(), new Tls(server.certificate(), server.key(), null))) {
            assertEquals("ready\n", run(running, "", command("curl", "/ready")));
        }
    }

    @Test
    void thePagesCommandOfWrkIsAnswered() throws Exception {
        needs("wrk");
        try (RunningServer running = new RunningServer(home)) {
            final String token = running.token("window", Role.PORT_SYSTEM);
            running.post(token, RunningServer.declare("B1", "84596110", 1));
            running.settle();
            final String said = run(running, token,
                command("wrk", "/v1/declarations/B1").replaceAll("-d[0-9]+s", "-d1s"));
            assertTrue(said.contains("Requests/sec") && !said.contains("Non-2xx"), said);
        }
    }
}
