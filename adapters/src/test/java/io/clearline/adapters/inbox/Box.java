package io.clearline.adapters.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.adapters.client.Command;
import io.clearline.adapters.json.CommandText;
import io.clearline.adapters.tcp.Port;
import io.clearline.adapters.tcp.Processes;
import io.clearline.engine.record.sbe.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An inbox's folders and its token, and what tests do with them. */
final class Box {
    private final Path home;
    private final Path root;
    private final Path token;

    /** Makes the folder that files are put into, and a token of the inbox's own. */
    Box(final Path home, final Port port) throws IOException {
        this.home = home;
        root = home.resolve("box");
        token = Files.writeString(home.resolve("token"), port.token("box", Role.PORT_SYSTEM));
        Files.createDirectories(root.resolve("in"));
    }

    Path root() {
        return root;
    }

    Path token() {
        return token;
    }

    /** Starts to watch it. */
    Inbox watch(final Port port) throws IOException {
        return port.inbox(root, token);
    }

    /** What is done while it is watched. */
    interface Doing {
        void run() throws Exception;
    }

    /** Does something while it is watched. */
    void watched(final Port port, final Doing doing) throws Exception {
        final Inbox inbox = watch(port);
        try {
            doing.run();
        } finally {
            inbox.close();
        }
    }

    /** Puts a file in, as a port system would. */
    void drop(final String name, final String text) throws IOException {
        drop(name, text.getBytes(StandardCharsets.UTF_8));
    }

    void drop(final String name, final byte[] bytes) throws IOException {
        final Path draft = Files.write(home.resolve("draft"), bytes);
        Files.move(draft, root.resolve("in").resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Returns the files of a folder that are not hidden, in the order of their names. */
    List<Path> files(final String folder) throws IOException {
        if (!Files.isDirectory(root.resolve(folder))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                .sorted().toList();
        }
    }

    /** Waits until a folder has so many files and nothing but mappings is left to send. */
    void await(final String folder, final int count) throws Exception {
        while (files(folder).size() < count || !waiting().isEmpty()) {
            Thread.sleep(5);
        }
    }

    private List<Path> waiting() throws IOException {
        return files("in").stream().filter(file -> !file.toString().endsWith(".toml")).toList();
    }

    /** Returns the lines of the only file of a folder whose name has this beginning. */
    List<String> lines(final String folder, final String start) throws IOException {
        final List<Path> found = files(folder).stream()
            .filter(file -> file.getFileName().toString().startsWith(start)).toList();
        assertEquals(1, found.size(), () -> folder + ": " + found);
        return Files.readAllLines(found.get(0));
    }

    static String json(final Command command) {
        final CommandText text = new CommandText();
        final int length = text.encode(command.bytes(), 0);
        return new String(text.bytes(), 0, length, StandardCharsets.UTF_8).strip();
    }

    /**
     * Runs a server of its own process that sends what is in the box and kills it at random moments, until so
     * many kills were done; then lets one send the rest. Says how many were in the middle of a file.
     */
    void killAgainAndAgain(final int kills, final long seed, final int files) throws Exception {
        final SplittableRandom random = new SplittableRandom(seed);
        Process process = null;
        int interrupted = 0;
        try {
            for (int kill = 0; kill < kills; kill++) {
                process = start(kill);
                while (!isBegun() && files("done").size() < files) {
                    Thread.sleep(1);
                }
                // The first at once: a quick machine is through with the file in no time.
                Thread.sleep(kill == 0 ? 0 : random.nextInt(300));
                process.toHandle().destroyForcibly();
                assertTrue(process.waitFor(60, TimeUnit.SECONDS));
                interrupted += isBegun() ? 1 : 0;
            }
            process = start(kills);
            await("done", files);
        } finally {
            if (process != null) {
                process.destroyForcibly();
                process.waitFor(60, TimeUnit.SECONDS);
            }
        }
        System.out.println(kills + " kills, " + interrupted + " of them in the middle");
        assertTrue(interrupted > 0, "no kill was in the middle");
    }

    private boolean isBegun() throws Exception {
        return files("state").stream().anyMatch(file -> file.toString().endsWith(".begun"));
    }

    private Process start(final int number) throws Exception {
        final Path runs = home.resolve("runs-" + number);
        final Process process = Processes.start(home.resolve("log-" + number), InboxProcess.class,
            home.toString(), token.toString(), runs.toString());
        while (!Files.exists(runs)) {
            assertTrue(process.isAlive(), "it did not start");
            Thread.sleep(5);
        }
        return process;
    }
}
