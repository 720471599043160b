package io.clearline.bench.transport;

import io.clearline.adapters.aeron.AeronServer;
import io.clearline.adapters.aeron.Channels;
import io.clearline.adapters.aeron.Idle;
import io.clearline.adapters.session.Limits;
import io.clearline.adapters.tcp.TcpServer;
import io.clearline.bench.rig.Commands;
import io.clearline.bench.rig.Latencies;
import io.clearline.bench.rig.Schedule;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.EngineConfig;
import java.io.IOException;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;

/**
 * One run over TCP or Aeron: a served engine and an echo, each behind a server of its own of the same
 * kind, load on both in turns, so that both see the same machine.
 */
public final class LineRun {
    private static final long TURN_MS = 500;
    private static final long WARM_UP_MS = 5_000;

    private final Commands stream;
    private final EngineConfig config;
    private final Durability durability;
    private final Histogram answers = Latencies.histogram();
    private final Histogram echoes = Latencies.histogram();
    private int lost;

    /** Creates a run of a stream that nothing was sent of yet. */
    public LineRun(
        final Commands stream, final EngineConfig config, final Durability durability) {
        this.stream = stream;
        this.config = config;
        this.durability = durability;
    }

    /**
     * Measures over TCP on loopback.
     *
     * @param home where its files are made and removed
     */
    public void overTcp(final Path home, final int rate, final double seconds)
        throws IOException {
        final TcpServer.Options options =
            new TcpServer.Options("127.0.0.1", 0, null, false, Limits.defaults());
        try (ServedEngine engine = new ServedEngine(home, config, stream);
            TcpServer server = TcpServer.start(options, engine.identities(), engine.intake(),
                engine.data(), engine.upTo(durability));
            TcpServer echo = TcpServer.start(options, new EchoHost());
            WireLoad load = new WireLoad(new SocketWire(server.port()));
            WireLoad floor = new WireLoad(new SocketWire(echo.port()))) {
            load.hello(engine.token());
            turns(load, floor, rate, seconds);
        }
    }

    /**
     * Measures over Aeron IPC.
     *
     * @param home where its files are made and removed
     * @param idle what the servers' threads do while nothing comes
     */
    public void overAeron(final Path home, final Idle idle, final int rate, final double seconds)
        throws IOException {
        try (ServedEngine engine = new ServedEngine(home, config, stream)) {
            final Path main = engine.home().resolve("aeron");
            final Path other = engine.home().resolve("aeron-echo");
            try (AeronServer server = AeronServer.start(options(main, idle), engine.identities(),
                    engine.intake(), engine.data(), engine.upTo(durability));
                AeronServer echo = AeronServer.start(options(other, idle), new EchoHost());
                WireLoad load = new WireLoad(new AeronWire(main));
                WireLoad floor = new WireLoad(new AeronWire(other))) {
                load.hello(engine.token());
                if (server.connections() != 1 || echo.connections() != 1) {
                    throw new IOException("a line leads to the wrong server");
                }
                turns(load, floor, rate, seconds);
            }
        }
    }

    private static AeronServer.Options options(final Path directory, final Idle idle) {
        return new AeronServer.Options(
            Channels.IPC, directory, false, false, idle, Limits.defaults());
    }

    private void turns(final WireLoad load, final WireLoad floor, final int rate,
        final double seconds) throws IOException {
        final int turn = (int) Math.max(1, rate * TURN_MS / 1000);
        final int warmUp = (int) Math.max(1, rate * WARM_UP_MS / 1000);
        int next = stream.setup() + stream.prelude();
        long left = Math.max(1, Math.round(rate * seconds));
        stream.require(next + warmUp + (int) left);
        // What writing the stream has left behind is not to be collected in what is measured.
        System.gc();
        final Schedule schedule = Schedule.constant(rate);
        floor.paced(stream, next, warmUp, schedule, Latencies.histogram());
        lost += load.paced(stream, next, warmUp, schedule, Latencies.histogram());
        next += warmUp;
        while (left > 0) {
            final int count = (int) Math.min(left, turn);
            floor.paced(stream, next, count, schedule, echoes);
            lost += load.paced(stream, next, count, schedule, answers);
            next += count;
            left -= count;
        }
    }

    /** Returns the latencies of the engine's answers, in ns. */
    public Histogram answers() {
        return answers;
    }

    /** Returns the latencies of the echo, in ns. */
    public Histogram echoes() {
        return echoes;
    }

    /** Returns how many commands were not answered in time, or turned away as the ring was full. */
    public int lost() {
        return lost;
    }
}
