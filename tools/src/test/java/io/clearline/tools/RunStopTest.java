package io.clearline.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.clearline.engine.journal.JournalVerifier;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that cannot go on ends in order: what was accepted is answered, and it says where. */
class RunStopTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MIB = 1 << 20;
    private static final int SIGINT = 2;

    @TempDir
    private Path home;

    @Test
    void sigtermToARunThatWaitsForItsPipe() throws Exception {
        final Process run = start("-", "group");
        try {
            final BufferedWriter in = run.outputWriter();
            for (int i = 1; i <= 300; i++) {
                in.write(Verbs.declare("R" + i, "84581100"));
            }
            in.flush();
            final BufferedReader out = run.inputReader();
            for (int i = 1; i <= 300; i++) {
                assertEquals(i, JSON.readTree(out.readLine()).get("in").asInt());
            }
            signal("-TERM", run);
            checkEnd(run, 300);
            assertNull(out.readLine());
        } finally {
            run.destroyForcibly();
        }
        final Verbs.Result rest = Verbs.piped(
            Verbs.declare("R300", "84581100") + Verbs.declare("R301", "84581100"), "run",
            "--data", home.resolve("data").toString(), "--in", "-", "--clock", "declared");
        assertEquals(0, rest.status(), rest.err());
        assertTrue(rest.err().contains("2 commands"), rest.err());
        assertNull(JournalVerifier.verify(home.resolve("data")).damage());
    }

    /** The input has no end, so that no machine is quick enough to come to it before the signal. */
    @Test
    void ctrlCInTheMiddleOfTheWork() throws Exception {
        final Process run = start("-", "page-cache");
        final Thread sender = new Thread(() -> sendForEver(run.outputWriter()));
        try {
            sender.start();
            final BufferedReader out = run.inputReader();
            assertEquals(1, JSON.readTree(out.readLine()).get("in").asInt());
            signal(isIntIgnored() ? "-TERM" : "-INT", run);
            int last = 1;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                last++;
                assertEquals(last, JSON.readTree(line).get("in").asInt());
            }
            checkEnd(run, last);
        } finally {
            run.destroyForcibly();
            sender.join();
        }
        assertNull(JournalVerifier.verify(home.resolve("data")).damage());
    }

    /** A shell has what it starts in the background ignore Ctrl-C, and that is inherited. */
    private static boolean isIntIgnored() throws IOException {
        final Path status = Path.of("/proc/self/status");
        if (Files.notExists(status)) {
            return false;
        }
        final String ignored = Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:")).findFirst().orElse("SigIgn: 0");
        return (Long.parseUnsignedLong(ignored.substring(8).strip(), 16) & 1L << SIGINT - 1) != 0;
    }

    private static void sendForEver(final BufferedWriter in) {
        try {
            for (int i = 1;; i++) {
                in.write(Verbs.declare("R" + i, "84581100"));
            }
        } catch (final IOException ended) {
            // The reader is gone, as it should be.
            return;
        }
    }

    private static void signal(final String signal, final Process run) throws Exception {
        assertEquals(
            0, new ProcessBuilder("kill", signal, Long.toString(run.pid())).start().waitFor());
    }

    private static void checkEnd(final Process run, final int answered) throws Exception {
        assertTrue(run.waitFor(120, TimeUnit.SECONDS), "the signal did not end it");
        final List<String> said = run.errorReader().lines().toList();
        assertEquals(3, run.exitValue(), String.valueOf(said));
        assertEquals(List.of(String.format("clearline run: stopped by a signal; input lines 1 to"
            + " %,d are answered; go on with line %,d (declarations, value-added and arrivals that"
            + " are sent again are known by their refs)", answered, answered + 1)),
            said.subList(1, said.size()));
        assertEquals("clearline run: started on an empty journal", said.get(0));
    }

    private Process start(final String in, final String durability) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (final String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (flag.startsWith("--")) {
                command.add(flag);
            }
        }
        command.addAll(List.of("-Xmx512m", "-Duser.language=en", "-cp", System.getProperty(
            "surefire.test.class.path", System.getProperty("java.class.path")),
            Main.class.getName(), "run", "--data", home.resolve("data").toString(),
            "--reference", Verbs.reference(home).toString(), "--in", in, "--clock", "declared",
            "--durability", durability));
        return new ProcessBuilder(command).start();
    }

    @Test
    void aDiskWithoutRoomEndsARunAndSaysHowFarItCame() throws Exception {
        final Path disk = Files.createDirectory(home.resolve("disk"));
        assumeTrue(new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=80m", "tmpfs",
            disk.toString()).start().waitFor() == 0,
            "skipped: mounting a small file system takes root");
        try {
            fill(disk);
        } finally {
            new ProcessBuilder("umount", disk.toString()).start().waitFor();
        }
    }

    private void fill(final Path disk) throws IOException {
        Files.write(disk.resolve("hog"), new byte[56 * MIB]);
        final int count = 40_000;
        final StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            lines.append(Verbs.declare("R" + i, "84581100"));
        }
        final String reference = Verbs.reference(home).toString();
        final String data = disk.resolve("data").toString();
        final Verbs.Result full = Verbs.piped(lines.toString(), "run", "--data", data,
            "--reference", reference, "--in", "-", "--clock", "declared");
        assertEquals(3, full.status(), full.err());
        // The first line is about the start.
        assertEquals(2, full.errLines().size(), full.err());
        final int answered = (int) full.out().lines().count();
        assertTrue(answered > 1_000 && answered < count, "answered " + answered);
        final String said = full.errLines().get(1);
        assertTrue(said.matches("clearline run: the disk has no room for the journal: [0-9]+ MiB"
            + " free, 13 MiB must be; free some space; input lines 1 to " + String.format(
                "%,d are answered; go on with line %,d .*", answered, answered + 1)), said);
        final Verbs.Result refused = Verbs.piped(lines.toString(), "run", "--data", data, "--in",
            "-", "--clock", "declared");
        assertEquals(3, refused.status(), refused.err());
        assertTrue(refused.err().contains("no input line was answered; go on with line 1 "),
            refused.err());
        assertEquals("", refused.out());
        Files.delete(disk.resolve("hog"));
        final Verbs.Result all = Verbs.piped(lines.toString(), "run", "--data", data, "--in", "-",
            "--clock", "declared");
        assertEquals(0, all.status(), all.err());
        final List<String> answers = all.out().lines().toList();
        assertEquals(count, answers.size());
        final List<String> before = full.out().lines().toList();
        for (int i = 0; i < answered; i += 97) {
            assertEquals(JSON.readTree(before.get(i)).get("declaration"),
                JSON.readTree(answers.get(i)).get("declaration"));
        }
    }
}
