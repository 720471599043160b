package io.clearline.adapters.metrics;

import io.clearline.adapters.intake.AnswerCounts;
import io.clearline.adapters.intake.Intake;
import io.clearline.engine.pipeline.BusyReason;
import io.clearline.engine.pipeline.ClearanceEngine;
import io.clearline.engine.pipeline.EngineState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The numbers of a running server. All of them are read when they are asked for from counters that are
 * there anyway, so that no thread of the engine does anything for them. Thread-safe.
 */
public final class Metrics implements AutoCloseable {
    /** Content type of {@link #scrape}. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(10),
        Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100),
        Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(5)};

    private final PrometheusMeterRegistry registry =
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    /** The registry itself holds on to counters' sources only as long as somebody else does. */
    private final List<LongSupplier> sources = new ArrayList<>();
    /** Found without the registry's own search, which makes tags for each request. */
    private final ConcurrentHashMap<Request, Timer> requests = new ConcurrentHashMap<>();
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private final ClearanceEngine engine;

    /** What tells one timer of requests from the others: there are as many as routes and codes. */
    private record Request(String method, String route, int status) {
    }

    /** Creates the numbers of an engine and of what it was sent through an intake. */
    public Metrics(final ClearanceEngine engine, final Intake intake) {
        this.engine = engine;
        engine();
        intake(intake);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        gc.bindTo(registry);
    }

    private void engine() {
        for (final EngineState state : EngineState.values()) {
            Gauge.builder("clearline.engine.state", () -> engine.state() == state ? 1 : 0)
                .description("1 for the state that the engine is in").tag("state", word(state))
                .register(registry);
        }
        final int slots = engine.config().ringSize();
        gauge("clearline.ring.slots", "Commands that the ring can hold", () -> slots);
        gauge("clearline.ring.remaining", "Commands that the ring has room for now",
            () -> slots - engine.pending());
        gauge("clearline.journal.last.sequence", "Sequence of the last record",
            engine::lastSequence);
        gauge("clearline.journal.durable.sequence",
            "Sequence up to which the journal is known to be on the disk",
            engine::durableSequence);
        gauge("clearline.disk.free.bytes", "What the journal's disk has free",
            () -> engine.room().freeBytes());
        gauge("clearline.disk.floor.bytes", "What it must have free for commands to be taken",
            () -> engine.room().floorBytes());
    }

    private void intake(final Intake intake) {
        counter("clearline.commands.taken", "Commands of senders that were taken", "", "",
            intake::taken);
        for (final BusyReason reason : BusyReason.values()) {
            counter("clearline.offers.busy", "Offers of senders that were answered BUSY",
                "reason", word(reason), () -> intake.busy(reason));
        }
        for (final AnswerCounts.Kind kind : AnswerCounts.Kind.values()) {
            counter("clearline.answers", "Answers that left, by what they say", "outcome",
                word(kind), () -> intake.answers().of(kind));
        }
        gauge("clearline.senders", "Requests and lines that may send commands now",
            intake::senders);
    }

    private static String word(final Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private void gauge(final String name, final String description, final LongSupplier value) {
        Gauge.builder(name, value::getAsLong).description(description).register(registry);
    }

    private void counter(final String name, final String description, final String tag,
        final String tagValue, final LongSupplier value) {
        sources.add(value);
        final FunctionCounter.Builder<LongSupplier> counter = FunctionCounter
            .builder(name, value, LongSupplier::getAsLong).description(description);
        (tag.isEmpty() ? counter : counter.tag(tag, tagValue)).register(registry);
    }

    /**
     * Shows how far a follower of the journal is.
     *
     * @param sequence the last record that it has taken in
     */
    public void follower(final String name, final LongSupplier sequence) {
        Gauge.builder("clearline.follower.sequence", sequence::getAsLong)
            .description("The last record that a follower has taken in").tag("follower", name)
            .register(registry);
        Gauge.builder("clearline.follower.lag.records",
                () -> Math.max(0, engine.lastSequence() - sequence.getAsLong()))
            .description("Records that a follower is behind").tag("follower", name)
            .register(registry);
    }

    /** Shows a follower no more. */
    public void noFollower(final String name) {
        registry.find("clearline.follower.sequence").tag("follower", name).meters()
            .forEach(registry::remove);
        registry.find("clearline.follower.lag.records").tag("follower", name).meters()
            .forEach(registry::remove);
    }

    /** Shows how many lines or connections a transport has. */
    public void lines(final String transport, final LongSupplier count) {
        Gauge.builder("clearline.lines", count::getAsLong)
            .description("Lines or connections of a transport").tag("transport", transport)
            .register(registry);
    }

    /**
     * Notes an HTTP request that is done.
     *
     * @param route the path's pattern, never the path itself
     */
    public void request(
        final String method, final String route, final int status, final long durationNs) {
        requests.computeIfAbsent(new Request(method, route, status), this::timer)
            .record(durationNs, TimeUnit.NANOSECONDS);
    }

    private Timer timer(final Request of) {
        return Timer.builder("clearline.http.requests").description("HTTP requests that are done")
            .tag("method", of.method).tag("route", of.route)
            .tag("status", Integer.toString(of.status))
            .serviceLevelObjectives(BUCKETS).register(registry);
    }

    /** Returns all numbers in Prometheus' text form. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        gc.close();
        registry.close();
    }
}
