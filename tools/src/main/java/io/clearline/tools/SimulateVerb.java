package io.clearline.tools;

import io.clearline.engine.pipeline.Durability;
import io.clearline.tools.simulate.Campaign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code clearline simulate}. */
@Command(
    name = "simulate",
    description = "Runs the engine on a simulated disk and clock, kills it, cuts its power and"
        + " harms its files at random, starts it again each time and checks that nothing is lost,"
        + " contradicted or invented. A seed gives the whole run.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class SimulateVerb implements Callable<Integer> {
    private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,5})(s|m|h)");
    private static final Pattern RANGE = Pattern.compile("(-?[0-9]{1,18})-([0-9]{1,18})");
    /** Memory, where there is such a place: a run copies its files all the time. */
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private final Streams streams;

    @Option(names = "--seed", paramLabel = "S",
        description = "The first seed, and the only one without --for (default 1).")
    private Long seed;

    @Option(names = "--for", paramLabel = "TIME",
        description = "Goes on with the next seeds for this long: 60s, 10m, 2h.")
    private String time;

    @Option(names = "--seeds", paramLabel = "FROM-TO", description = "Runs these seeds.")
    private String seeds;

    @Option(names = "--durability", paramLabel = "MODE", converter = DurabilityOption.class,
        description = "page-cache or group (default: each seed decides).")
    private Durability durability;

    @Option(names = "--dir", paramLabel = "DIR",
        description = "Where to work (default: in memory, if there is a /dev/shm).")
    private Path directory;

    SimulateVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        return new Campaign(streams, request()).run() ? 0 : Failure.CHECK;
    }

    private Campaign.Request request() {
        if (seeds != null && (seed != null || time != null)) {
            throw Failure.usage("--seeds says which seeds are run: give it alone, or --seed, or"
                + " --seed and --for");
        }
        if (seeds != null) {
            final Matcher range = RANGE.matcher(seeds);
            if (!range.matches()
                || Long.parseLong(range.group(1)) > Long.parseLong(range.group(2))) {
                throw Failure.usage("--seeds " + seeds + " is no range: write it as 1-1000");
            }
            return new Campaign.Request(Long.parseLong(range.group(1)),
                Long.parseLong(range.group(2)), Long.MAX_VALUE, durability, place());
        }
        final long first = seed == null ? 1 : seed;
        return time == null
            ? new Campaign.Request(first, first, Long.MAX_VALUE, durability, place())
            : new Campaign.Request(first, Long.MAX_VALUE, limitNs(), durability, place());
    }

    private long limitNs() {
        final Matcher given = TIME.matcher(time);
        if (!given.matches()) {
            throw Failure.usage("--for " + time + " is no time: write it as 60s, 10m or 2h");
        }
        final long count = Long.parseLong(given.group(1));
        return switch (given.group(2)) {
            case "s" -> TimeUnit.SECONDS.toNanos(count);
            case "m" -> TimeUnit.MINUTES.toNanos(count);
            default -> TimeUnit.HOURS.toNanos(count);
        };
    }

    private Path place() {
        if (directory != null) {
            if (!Files.isDirectory(directory)) {
                throw Failure.usage("--dir " + directory + " is no directory");
            }
            return directory;
        }
        return Files.isWritable(SHARED_MEMORY) ? SHARED_MEMORY
            : Path.of(System.getProperty("java.io.tmpdir"));
    }
}
