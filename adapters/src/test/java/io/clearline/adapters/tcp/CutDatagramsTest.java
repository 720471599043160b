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
 * A line over Aeron and UDP whose datagrams are lost, doubled or late at random moments under load, or all
 * of which are ({@code -Daeron.cuts}): afterwards every ref has one record, and the client has every answer
 * once and in order.
 */
@Timeout(1200)
class CutDatagramsTest {
    private static final long SEED = 78;
    private static final int CUTS = Integer.getInteger("aeron.cuts", 12);
    private static final int HEARTBEAT_MS = 100;

    @TempDir
    private Path home;

    @Test
    void nothingIsLostOrDoneTwice() throws Exception {
        final SplittableRandom random = new SplittableRandom(SEED);
        int dead = 0;
        try (Port port = Port.open(home, Way.UDP,
                Limits.defaults().withTimes(5_000, HEARTBEAT_MS, 5_000), EngineConfig.defaults());
            UdpCable cable = port.cable(SEED);
            Load load = new Load(ClientOptions.ofUdp(
                cable.channel(), port.token("window", Role.PORT_SYSTEM)))) {
            int cuts = 0;
            for (; load.wants(cuts, CUTS); cuts++) {
                load.awaitMore(1 + random.nextInt(300));
                dead += cable.harm(random, load::isOpen) ? 1 : 0;
            }
            load.finish();
            final long resent = load.check("seed " + SEED, port.records(), port.sent());
            System.out.println(cuts + " cuts, " + dead + " of them dead, " + cable.lost()
                + " datagrams lost, " + load.lines() + " lines, " + load.answers() + " answers, "
                + resent + " of them resent");
            assertTrue(load.lines() > dead, "no line was made anew");
            assertTrue(resent > 0, "nothing was in flight at any cut");
        }
    }
}
