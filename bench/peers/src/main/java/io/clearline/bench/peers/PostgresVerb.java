package io.clearline.bench.peers;

import io.clearline.bench.report.Json;
import io.clearline.bench.report.Spread;
import io.clearline.bench.report.Table;
import io.clearline.tools.Failure;
import io.clearline.tools.Streams;
import io.clearline.tools.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code clearline bench peers postgres}. */
@Command(
    name = "postgres",
    description = "Inserts bodies of a record's length into a PostgreSQL of its own, by its own"
        + " pgbench on a socket: one commit for each declaration, and one for a hundred. Nothing is"
        + " decided there. Says so where PostgreSQL is not installed.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class PostgresVerb implements Callable<Integer> {
    private static final int SECONDS_MAX = 600;
    private static final int RUNS_MAX = 100;
    private static final int BYTES_MAX = 100_000;
    private static final int BATCH = 100;
    private static final int[] CLIENTS = {1, 4};

    private final Streams streams;

    @Option(names = "--seconds", defaultValue = "5", paramLabel = "S",
        description = "How long each run takes (default ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--runs", defaultValue = "3", paramLabel = "N",
        description = "How many runs of each kind, in turns (default ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--bytes", defaultValue = "550", paramLabel = "N",
        description = "Length of a body; ./clearline bench throughput tells that of a record"
            + " (default ${DEFAULT-VALUE}).")
    private int bytes;

    @Option(names = "--json", description = "Prints one JSON object instead of text.")
    private boolean json;

    PostgresVerb(final Streams streams) {
        this.streams = streams;
    }

    /** One way to insert. */
    private record Way(String name, int clients, int batch) {
    }

    @Override
    public Integer call() throws IOException {
        range("--seconds", seconds, SECONDS_MAX);
        range("--runs", runs, RUNS_MAX);
        range("--bytes", bytes, BYTES_MAX);
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("benchmark", "postgres");
        if (!Postgres.isInstalled()) {
            object.put("skipped", "PostgreSQL is not installed");
            streams.out().println(json ? Json.text(object)
                : "skipped: PostgreSQL is not installed (Debian: apt-get install postgresql)");
            return 0;
        }
        final List<Way> ways = new ArrayList<>();
        for (final int clients : CLIENTS) {
            ways.add(new Way("commit each, " + clients + " client(s)", clients, 1));
            ways.add(new Way("commit by 100, " + clients + " client(s)", clients, BATCH));
        }
        final double[][] speeds = new double[ways.size()][runs];
        try (Postgres server = Postgres.start()) {
            object.put("version", server.version());
            for (int run = 0; run < runs; run++) {
                for (int way = 0; way < ways.size(); way++) {
                    final Way how = ways.get(way);
                    speeds[way][run] = how.batch
                        * server.transactionsPerSecond(how.clients, how.batch, bytes, seconds);
                }
            }
        }
        tell(object, ways, speeds);
        return 0;
    }

    private static void range(final String option, final int value, final int most) {
        if (value < 1 || value > most) {
            throw Failure.usage(option + " " + value + " must be 1 to " + most);
        }
    }

    private void tell(
        final Map<String, Object> object, final List<Way> ways, final double[][] speeds) {
        final Table table = new Table("declarations/s", "least", "median", "most");
        for (int i = 0; i < speeds.length; i++) {
            final Spread speed = Spread.of(speeds[i]);
            final Way way = ways.get(i);
            table.row(way.name, Table.whole(speed.least()), Table.whole(speed.median()),
                Table.whole(speed.most()));
            object.put((way.batch == 1 ? "commitEach" : "commitByHundred") + way.clients
                + "PerSecond", speed.median());
        }
        if (json) {
            streams.out().println(Json.text(object));
            return;
        }
        streams.out().printf(Locale.ROOT, "%s, bodies of %d bytes, fsync on, %d runs of %d s in"
            + " turns; nothing is decided%n", object.get("version"), bytes, runs, seconds);
        streams.out().print(table);
        streams.out().flush();
    }
}
