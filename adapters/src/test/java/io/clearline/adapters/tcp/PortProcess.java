package io.clearline.adapters.tcp;

import io.clearline.adapters.session.Limits;
import io.clearline.engine.pipeline.EngineConfig;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server in a process of its own, to be killed. */
public final class PortProcess {
    private static final int HEARTBEAT_MS = 400;

    private PortProcess() {
    }

    /** Takes the home directory, the file to write the port to, and the way. */
    public static void main(final String[] arguments) throws Exception {
        final Way way = Way.valueOf(arguments[2]);
        // Over UDP nothing but silence tells that a server was killed.
        final Limits limits = way == Way.UDP
            ? Limits.defaults().withTimes(5_000, HEARTBEAT_MS, 5_000) : Limits.defaults();
        final Port port =
            Port.open(Path.of(arguments[0]), way, limits, EngineConfig.defaults());
        final Path draft = Path.of(arguments[1] + ".tmp");
        Files.writeString(draft, way == Way.TCP ? Integer.toString(port.port()) : "0");
        Files.move(draft, Path.of(arguments[1]));
        Thread.sleep(Long.MAX_VALUE);
    }
}
