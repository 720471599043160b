package io.clearline.bench.peers;

import io.clearline.tools.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.agrona.IoUtil;

/**
 * A PostgreSQL server of its own in a temporary directory, on a socket there and on no port. It
 * refuses to run as root, so that root starts it as another user. Closing stops and removes it.
 */
final class Postgres implements AutoCloseable {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final String UNPRIVILEGED = "nobody";
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
    private static final long COMMAND_SECONDS_MAX = 900;

    private final Path programs;
    private final Path home;
    private final Thread cleaner = new Thread(this::stop, "clearline-bench-cleaner");

    private Postgres(final Path programs, final Path home) {
        this.programs = programs;
        this.home = home;
    }

    /** Tells whether there is a server and its load generator. */
    static boolean isInstalled() {
        return programs().isPresent();
    }

    private static Optional<Path> programs() {
        if (!Files.isDirectory(DEBIAN)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.map(version -> version.resolve("bin"))
                .filter(bin -> Files.isExecutable(bin.resolve("initdb"))
                    && Files.isExecutable(bin.resolve("pgbench")))
                .max(Path::compareTo);
        } catch (final IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Starts one, with the defaults of a new cluster: every commit is forced to the disk. */
    static Postgres start() throws IOException {
        final Path home = Files.createTempDirectory("clearline-bench-postgres-");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
        final Postgres server = new Postgres(programs().orElseThrow(), home);
        Runtime.getRuntime().addShutdownHook(server.cleaner);
        try {
            server.run("initdb", "-D", server.data(), "-U", "bench", "--auth=trust", "--no-sync");
            server.run("pg_ctl", "-D", server.data(), "-w", "-l", home.resolve("log").toString(),
                "-o", "-c listen_addresses='' -c unix_socket_directories='" + home + "'", "start");
            server.sql("CREATE TABLE declaration (id bigserial PRIMARY KEY, ref text NOT NULL,"
                + " body text NOT NULL)");
            return server;
        } catch (final IOException | RuntimeException refused) {
            server.close();
            throw refused;
        }
    }

    private String data() {
        return home.resolve("data").toString();
    }

    /** Returns the server's version in its own words. */
    String version() throws IOException {
        return run("postgres", "--version").strip();
    }

    /**
     * Inserts for some seconds.
     *
     * @param batch rows of one transaction, inserted by one statement
     * @return transactions a second
     */
    double transactionsPerSecond(
        final int clients, final int batch, final int bytes, final int seconds)
        throws IOException {
        sql("TRUNCATE declaration");
        sql("CHECKPOINT");
        final Path script = home.resolve("insert-" + batch + ".sql");
        final String row = "('YP' || :ref, '" + "d".repeat(bytes) + "')";
        Files.writeString(script, "\\set ref random(1, 1000000000)\n"
            + "INSERT INTO declaration (ref, body) VALUES "
            + String.join(", ", Collections.nCopies(batch, row)) + ";\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rw-r--r--"));
        final String told = run("pgbench", "-h", home.toString(), "-U", "bench", "-n", "-f",
            script.toString(), "-c", Integer.toString(clients), "-j", "1", "-T",
            Integer.toString(seconds), "postgres");
        final Matcher tps = TPS.matcher(told);
        if (!tps.find()) {
            throw Failure.environment("pgbench told no tps: " + told, null);
        }
        return Double.parseDouble(tps.group(1));
    }

    private void sql(final String statement) throws IOException {
        run("psql", "-h", home.toString(), "-U", "bench", "-d", "postgres", "-q", "-c", statement);
    }

    private String run(final String program, final String... args) throws IOException {
        final List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("runuser", "-u", UNPRIVILEGED, "--"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(args));
        final Path output = Files.createTempFile("clearline-bench-", ".txt");
        try {
            final Process process = new ProcessBuilder(command).directory(home.toFile())
                .redirectErrorStream(true).redirectOutput(output.toFile()).start();
            if (!process.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw Failure.environment(program + " did not end", null);
            }
            final String told = Files.readString(output, StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw Failure.environment(String.format(Locale.ROOT, "%s ended with %d: %s",
                    program, process.exitValue(), told), null);
            }
            return told;
        } catch (final InterruptedException early) {
            Thread.currentThread().interrupt();
            throw new IOException(program + " was interrupted", early);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private void stop() {
        if (Files.exists(home.resolve("data/postmaster.pid"))) {
            try {
                run("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
            } catch (final IOException | RuntimeException refused) {
                System.err.println("clearline: PostgreSQL in " + home + " could not be stopped: "
                    + refused.getMessage());
                return;
            }
        }
        IoUtil.delete(home.toFile(), true);
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(cleaner);
        stop();
    }
}
