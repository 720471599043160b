package io.clearline.bench.rig;

import io.clearline.engine.pipeline.EngineConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.agrona.IoUtil;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * One run: an engine of its own on a new directory, the stream from its start. Closing ends the
 * engine; its directory stays until it is removed.
 */
public final class EngineRun implements AutoCloseable {
    /** Load and control take turns of this length, so that both see the same machine. */
    private static final long TURN_MS = 500;
    /** What comes first at each rate and is not measured. */
    private static final long LEAD_IN_MS = 200;
    private static final long STRETCH_MS = 20;
    private static final int WARM_UP_PER_SECOND = 20_000;
    private static final long SEED = 6;

    private final Commands commands;
    private final int run;
    private final Path directory;
    private final LoadGenerator generator;
    private final RunningEngine engine;
    /** A run that is broken off leaves nothing behind either: journals are large. */
    private final Thread cleaner = new Thread(
        () -> IoUtil.delete(directory().toFile(), true), "clearline-bench-cleaner");
    private boolean closed;

    /**
     * Starts an engine.
     *
     * @param home where its directory is made
     * @param run from 1; draws other arrivals than the others
     * @param stages times the engine's stages, null if they are not timed
     */
    public EngineRun(final Path home, final EngineConfig config, final Commands commands,
        final int run, final StageTimes stages) throws IOException {
        this.commands = commands;
        this.run = run;
        this.directory = Files.createTempDirectory(home, "clearline-bench-journal-");
        Runtime.getRuntime().addShutdownHook(cleaner);
        final NanoClock clock = SystemNanoClock.INSTANCE;
        final Latencies latencies = new Latencies(clock);
        this.generator =
            new LoadGenerator(clock, Pacer.spinning(clock), commands, latencies);
        this.engine = RunningEngine.start(directory.resolve("data"), config, latencies, stages);
    }

    /** Sets the engine up and warms up on the path that is measured then. */
    public void warmUpPaced() {
        generator.setup(engine.target());
        final Schedule schedule = Schedule.constant(WARM_UP_PER_SECOND);
        generator.paced(engine.target(), schedule, commands.prelude(), Latencies.histogram(),
            new Timeline(STRETCH_MS));
        generator.control(schedule, WARM_UP_PER_SECOND, Latencies.histogram());
        engine.check();
    }

    /** Sets the engine up and sends the prelude as fast as it is taken. */
    public void warmUpFlooding() {
        generator.setup(engine.target());
        generator.flood(engine.target(), commands.prelude(), Latencies.histogram(),
            new Timeline(STRETCH_MS));
        engine.check();
    }

    /** Measures at a rate: load and control in turns, until there were {@code seconds} of load. */
    public RateResult atRate(final long rate, final double seconds, final boolean poisson) {
        final Schedule schedule = schedule(rate, poisson, 0);
        final Schedule ofControl = schedule(rate, poisson, 1);
        final Histogram load = Latencies.histogram();
        final Histogram floor = Latencies.histogram();
        final Timeline timeline = new Timeline(STRETCH_MS);
        final int turn = (int) Math.max(1, rate * TURN_MS / 1000);
        generator.paced(engine.target(), schedule, (int) Math.max(1, rate * LEAD_IN_MS / 1000),
            Latencies.histogram(), new Timeline(STRETCH_MS));
        final int from = generator.next();
        Slice sum = Slice.NONE;
        long left = Math.max(1, Math.round(rate * seconds));
        while (left > 0 && sum.sent() == sum.planned()) {
            final int count = (int) Math.min(left, turn);
            sum = sum.plus(generator.paced(engine.target(), schedule, count, load, timeline));
            generator.control(ofControl, count, floor);
            left -= count;
            engine.check();
        }
        return new RateResult(rate, run, sum, commands.declarations(from, generator.next()),
            load, floor, timeline);
    }

    /** Measures at full speed; the paced control of {@code controlRate} a second comes before. */
    public RateResult atFullSpeed(final int count, final long controlRate, final int controlled) {
        final Histogram load = Latencies.histogram();
        final Histogram floor = Latencies.histogram();
        final Timeline timeline = new Timeline(STRETCH_MS);
        commands.require(generator.next() + count);
        generator.control(schedule(controlRate, false, 0), controlled / 2, floor);
        final int from = generator.next();
        final Slice slice = generator.flood(engine.target(), count, load, timeline);
        generator.control(schedule(controlRate, false, 0), controlled / 2, floor);
        engine.check();
        return new RateResult(0, run, slice, commands.declarations(from, generator.next()), load,
            floor, timeline);
    }

    /** Returns how many commands a second the rig itself sends and counts. */
    public double ceilingPerSecond(final int count) {
        final Slice slice = generator.ceiling(count);
        return slice.answered() * (double) TimeUnit.SECONDS.toNanos(1) / slice.tookNs();
    }

    private Schedule schedule(final long rate, final boolean poisson, final int which) {
        return poisson ? Schedule.poisson(rate, SEED + 2L * run + which) : Schedule.constant(rate);
    }

    private Path directory() {
        return directory;
    }

    /** Returns the engine. */
    public RunningEngine engine() {
        return engine;
    }

    /** Sends commands as fast as they are taken, without telling how fast that was. */
    public void fill(final int count) {
        generator.flood(
            engine.target(), count, Latencies.histogram(), new Timeline(STRETCH_MS));
        engine.check();
    }

    /** Returns a directory of the run's own that is not there yet. */
    public Path fresh(final String name) {
        return directory.resolve(name);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            engine.close();
        }
    }

    /** Removes the run's directory; only after {@link #close}. */
    public void remove() {
        Runtime.getRuntime().removeShutdownHook(cleaner);
        IoUtil.delete(directory.toFile(), false);
    }
}
