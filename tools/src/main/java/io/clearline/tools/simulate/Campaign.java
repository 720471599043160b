package io.clearline.tools.simulate;

import io.clearline.engine.pipeline.Durability;
import io.clearline.tools.Progress;
import io.clearline.tools.Setup;
import io.clearline.tools.Streams;
import io.clearline.tools.demo.BundledReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Many runs of the simulator, one after the other, and what they come to. */
public final class Campaign {
    private static final int FINDINGS_MAX = 10;
    private static final double NS_PER_S = 1e9;

    private final Streams streams;
    private final Request request;
    private final Wiring wiring;
    private final Tally tally = new Tally();

    /**
     * What is to be run.
     *
     * @param first the first seed
     * @param last the last one, if time does not run out before
     * @param limitNs after how much time no other run is begun, {@link Long#MAX_VALUE} for none
     * @param durability what answers promise; null if each seed decides that for itself
     * @param parent where a directory is made to work in
     */
    public record Request(
        long first, long last, long limitNs, Durability durability, Path parent) {
    }

    /** Creates one of production. */
    public Campaign(final Streams streams, final Request request) {
        this(streams, request, new Wiring());
    }

    Campaign(final Streams streams, final Request request, final Wiring wiring) {
        this.streams = streams;
        this.request = request;
        this.wiring = wiring;
    }

    /** Runs it and says what came of it. Returns whether nothing was found. */
    public boolean run() throws IOException {
        final Path home = Files.createTempDirectory(request.parent(), "clearline-simulate-");
        final Path reference = home.resolve("reference");
        BundledReference.copyTo(reference);
        final Simulation simulation =
            new Simulation(home, Setup.read(reference).commands(true, true), wiring);
        DiskImage.delete(reference);
        final long startNs = System.nanoTime();
        final long last = run(simulation, startNs);
        new CampaignReport(streams.out(), tally)
            .print(request.first(), last, (System.nanoTime() - startNs) / NS_PER_S);
        if (tally.findings() == 0) {
            Files.delete(home);
        }
        return tally.findings() == 0;
    }

    private long run(final Simulation simulation, final long startNs) {
        final boolean timed = request.limitNs() < Long.MAX_VALUE;
        final Progress progress = new Progress(streams, "simulating", timed
            ? request.limitNs() : request.last() - request.first() + 1);
        long seed = request.first();
        while (true) {
            final Simulation.Result result = simulation.run(seed, request.durability());
            tally.add(result.tally());
            if (result.finding() != null) {
                progress.end();
                tell(result);
            }
            final long passedNs = System.nanoTime() - startNs;
            progress.at(timed ? passedNs : seed - request.first() + 1);
            if (seed >= request.last() || passedNs >= request.limitNs()
                || tally.findings() >= FINDINGS_MAX) {
                progress.end();
                return seed;
            }
            seed++;
        }
    }

    private void tell(final Simulation.Result result) {
        final Finding finding = result.finding();
        streams.out().printf("seed %d: %s: %s; what the process found is in %s;"
            + " run ./clearline simulate --seed %d%s%n", result.seed(), finding.kind(),
            finding.getMessage(), result.directory(), result.seed(), option());
        result.last().forEach(step -> streams.out().println("    " + step));
        if (finding.getCause() != null) {
            finding.getCause().printStackTrace(streams.err());
        }
    }

    private String option() {
        return request.durability() == null ? "" : " --durability "
            + request.durability().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
