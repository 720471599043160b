package io.clearline.adapters.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.adapters.client.Answer;
import io.clearline.adapters.client.ClearlineClient;
import io.clearline.adapters.session.Limits;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.sbe.Role;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who sends over a line what it may not is told to the log, with its name and not for each command. */
@Timeout(120)
class LoggedRefusalTest {
    @TempDir
    private Path home;

    @ParameterizedTest
    @EnumSource(Way.class)
    void theFirstOfALineIsLogged(final Way way) throws Exception {
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        final PrintStream err = System.err;
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        final String token;
        try (Port port = Port.open(home, way, Limits.defaults(), EngineConfig.defaults())) {
            token = port.token("curious", Role.AUDITOR);
            try (ClearlineClient client = port.connect(token)) {
                for (int i = 0; i < 3; i++) {
                    final Answer answer = client.send(Port.free("F" + i));
                    assertEquals(RejectCode.FORBIDDEN, answer.rejects().get(0).code());
                }
            }
        } finally {
            // The line's thread logs before it writes the answer, so all has been.
            System.setErr(err);
        }
        final String log = said.toString(StandardCharsets.UTF_8);
        final String[] lines = log.lines()
            .filter(line -> line.contains("a command that it may not")).toArray(String[]::new);
        assertEquals(1, lines.length, log);
        assertTrue(lines[0].contains("curious") && lines[0].contains("FORBIDDEN"), lines[0]);
        assertFalse(log.contains(token), "the token is in the log");
    }
}
