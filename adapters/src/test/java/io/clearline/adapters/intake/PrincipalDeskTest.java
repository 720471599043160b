package io.clearline.adapters.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.clearline.adapters.identity.Token;
import io.clearline.adapters.identity.TokenFile;
import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.journal.JournalOptions;
import io.clearline.engine.pipeline.ClearanceEngine;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.pipeline.Offer;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.PayEncoder;
import io.clearline.engine.record.sbe.Role;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A token is let in though the engine is busy in that moment. */
@Timeout(60)
class PrincipalDeskTest {
    @TempDir
    private Path home;
    private volatile boolean stalled;

    private long clock() {
        while (stalled) {
            LockSupport.parkNanos(1_000_000);
        }
        return System.currentTimeMillis();
    }

    @Test
    void aBusyEngineIsAskedAgain() throws Exception {
        final Intake intake = new Intake();
        final EngineConfig config = EngineConfig.defaults().withTickMs(0).withRing(64, 2048)
            .withDurability(Durability.PAGE_CACHE).withWallClock(this::clock);
        try (ClearanceEngine engine = ClearanceEngine.open(home.resolve("data"), config,
            new JournalOptions(1 << 22, System::currentTimeMillis), ClearanceCore::new, intake)) {
            intake.connect(engine);
            final Token token = new TokenFile(home).make(
                "window", Role.PORT_SYSTEM, 6400, "", Instant.now().plusSeconds(60)).token();
            stalled = true;
            fill(engine);
            final CompletableFuture<Integer> number = CompletableFuture.supplyAsync(
                () -> new PrincipalDesk(intake).numberOf(token));
            Thread.sleep(100);
            stalled = false;
            assertEquals(1, number.get(10, TimeUnit.SECONDS));
        } finally {
            stalled = false;
        }
    }

    private static void fill(final ClearanceEngine engine) {
        final ExpandableArrayBuffer command = new ExpandableArrayBuffer(256);
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final PayEncoder pay = new PayEncoder().wrapAndApplyHeader(command, 0, header);
        pay.at(PayEncoder.atNullValue()).amount(1).formErrorsCount(0);
        pay.declaration("none");
        final int length = header.encodedLength() + pay.encodedLength();
        while (engine.tryOffer(command, 0, length, -1) == Offer.ACCEPTED) {
            Thread.onSpinWait();
        }
        assertEquals(Offer.BUSY, engine.tryOffer(command, 0, length, -1));
    }
}
