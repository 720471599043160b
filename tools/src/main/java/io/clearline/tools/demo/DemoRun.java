package io.clearline.tools.demo;

import io.clearline.engine.pipeline.ClearanceEngine;
import io.clearline.engine.pipeline.EngineState;
import io.clearline.tools.Failure;
import io.clearline.tools.Progress;
import io.clearline.tools.Sender;
import io.clearline.tools.Streams;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The two parts of the demo's load: as fast as the engine takes it, then at a steady rate. */
final class DemoRun {
    private static final long POLL_NS = 50_000;

    /**
     * How long before its time a command is waited for by spinning. A spinning generator takes
     * a whole core; where there are few, the engine needs it, and the generator sleeps and is some
     * 60 us late instead, which counts in what is measured.
     */
    private static final long SPIN_NS =
        Runtime.getRuntime().availableProcessors() > 3 ? 200_000 : 0;

    private final ClearanceEngine engine;
    private final DemoDay day;
    private final DemoSink sink;
    private final Streams streams;
    private final Sender sender;
    private long sent;

    DemoRun(
        final ClearanceEngine engine, final DemoDay day, final DemoSink sink,
        final Streams streams) {
        this.engine = engine;
        this.day = day;
        this.sink = sink;
        this.streams = streams;
        this.sender = new Sender(engine);
    }

    /**
     * Sends {@code count} declarations without a pause, and the other commands that fall between
     * them; returns the time until the last answer, in ns.
     */
    long atFullSpeed(final int count) {
        final Progress progress = new Progress(streams, "clearing at full speed", count);
        final long startNs = System.nanoTime();
        while (day.declarations() < count) {
            send(day.next());
            if ((day.declarations() & 0xFF) == 0) {
                progress.at(day.declarations());
            }
        }
        awaitAnswers();
        progress.end();
        return System.nanoTime() - startNs;
    }

    /** Sends {@code count} commands at {@code rate} a second, each at its own time, late or not. */
    void paced(final int count, final int rate) {
        final long intervalNs = TimeUnit.SECONDS.toNanos(1) / rate;
        final Progress progress = new Progress(streams, "clearing at a steady rate", count);
        final long startNs = System.nanoTime() + intervalNs;
        sink.paced(sent, startNs, intervalNs);
        for (int i = 0; i < count; i++) {
            final int length = day.next();
            await(startNs + i * intervalNs);
            send(length);
            if ((i & 0xFF) == 0) {
                progress.at(i);
            }
        }
        awaitAnswers();
        progress.end();
    }

    /** Returns how many commands were sent so far. */
    long sent() {
        return sent;
    }

    private void send(final int length) {
        sender.send(day.buffer(), 0, length, DemoSink.correlation(sent++, day.tag()));
    }

    private static void await(final long timeNs) {
        long left = timeNs - System.nanoTime();
        while (left > 0) {
            if (left > SPIN_NS) {
                LockSupport.parkNanos(left - SPIN_NS);
            } else {
                Thread.onSpinWait();
            }
            left = timeNs - System.nanoTime();
        }
    }

    private void awaitAnswers() {
        while (sink.answered() < sent) {
            if (engine.state() == EngineState.FAILED) {
                throw Failure.environment("the engine stopped: " + engine.failure().orElse(null),
                    engine.failure().orElse(null));
            }
            LockSupport.parkNanos(POLL_NS);
        }
    }
}
