package io.clearline.tools;

import io.clearline.adapters.aeron.AeronServer;
import io.clearline.adapters.aeron.Channels;
import io.clearline.adapters.aeron.Idle;
import io.clearline.adapters.session.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say where and how {@code serve} speaks the binary protocol over Aeron. */
final class AeronOptions {
    @Option(names = "--aeron", defaultValue = "ipc", paramLabel = "ipc|CHANNEL|off",
        description = "Where the binary protocol is spoken over Aeron (default: ${DEFAULT-VALUE},"
            + " within the machine); CHANNEL is aeron:udp?endpoint=HOST:PORT, answers come from"
            + " the port above.")
    private String aeron;

    @Option(names = "--aeron-dir", paramLabel = "DIR",
        description = "Directory of a media driver that runs already (default: one is started, in"
            + " aeron in the data directory).")
    private Path external;

    @Option(names = "--aeron-plain",
        description = "Takes UDP on other addresses than loopback, too: Aeron has no TLS, tokens"
            + " cross the network in plain.")
    private boolean plainAnywhere;

    @Option(names = "--aeron-idle", defaultValue = "backoff", paramLabel = "backoff|yield|spin",
        converter = IdleOption.class,
        description = "What Aeron's two threads do while nothing comes: sleep up to 1 ms (default),"
            + " or take a core each for less latency.")
    private Idle idle;

    /** Returns where it takes clients, empty where it does not; nothing is opened. */
    Optional<AeronServer.Options> read(final Path data, final Limits limits) {
        if ("off".equals(aeron)) {
            return Optional.empty();
        }
        final AeronServer.Options options = new AeronServer.Options(
            "ipc".equals(aeron) ? Channels.IPC : aeron,
            external == null ? data.resolve("aeron") : external, external != null, plainAnywhere,
            idle, limits);
        try {
            options.check();
        } catch (final IOException e) {
            throw Failure.usage("--aeron " + aeron + ": " + e.getMessage(), e);
        }
        return Optional.of(options);
    }
}
