package io.clearline.adapters.tcp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.adapters.client.ClientOptions;
import io.clearline.adapters.session.Limits;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.record.sbe.Role;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A line that is cut, slow or dead at random moments under load ({@code -Dtcp.cuts}): afterwards every
 * ref has one record, and the client has every answer once and in order.
 */
@Timeout(600)
class CutLinesTest {
    private static final long SEED = 77;
    private static final int CUTS = Integer.getInteger("tcp.cuts", 20);
    private static final int HEARTBEAT_MS = 100;

    @TempDir
    private Path home;

    @Test
    void nothingIsLostOrDoneTwice() throws Exception {
        final SplittableRandom random = new SplittableRandom(SEED);
        try (Port port = Port.open(home, 0, null,
                Limits.defaults().withTimes(5_000, HEARTBEAT_MS, 5_000), EngineConfig.defaults());
            Cable cable = new Cable(port.port());
            Load load = new Load(ClientOptions.of("127.0.0.1", cable.port(),
                port.token("window", Role.PORT_SYSTEM)))) {
            int cuts = 0;
            for (; load.wants(cuts, CUTS); cuts++) {
                load.awaitMore(1 + random.nextInt(300));
                cable.harm(random);
            }
            load.finish();
            final long resent = load.check("seed " + SEED, port.records(), port.sent());
            System.out.println(cuts + " cuts, " + load.answers() + " answers, " + resent
                + " of them resent");
            assertTrue(resent > 0, "nothing was in flight at any cut");
        }
    }
}
