package io.clearline.adapters.tcp;

import io.clearline.adapters.session.Limits;
import io.clearline.engine.pipeline.EngineConfig;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server in a process of its own, to be killed. */
public final class PortProcess {
    private PortProcess() {
    }

    /** Takes the home directory, the file to write the port to, and the way. */
    public static void main(final String[] arguments) throws Exception {
        final Way way = Way.valueOf(arguments[2]);
        final Port port = Port.open(Path.of(arguments[0]), way, Limits.defaults(),
            EngineConfig.defaults());
        final Path draft = Path.of(arguments[1] + ".tmp");
        Files.writeString(draft, way == Way.TCP ? Integer.toString(port.port()) : "0");
        Files.move(draft, Path.of(arguments[1]));
        Thread.sleep(Long.MAX_VALUE);
    }
}
