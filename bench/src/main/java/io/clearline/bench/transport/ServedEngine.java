package io.clearline.bench.transport;

import io.clearline.adapters.identity.Identities;
import io.clearline.adapters.identity.TokenFile;
import io.clearline.adapters.intake.Intake;
import io.clearline.adapters.intake.PrincipalDesk;
import io.clearline.bench.rig.Commands;
import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalOptions;
import io.clearline.engine.pipeline.ClearanceEngine;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.pipeline.EngineState;
import io.clearline.engine.pipeline.Offer;
import io.clearline.engine.record.sbe.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.agrona.IoUtil;

/** An engine on a directory of its own, set up, with what servers need of it. Closing removes it all. */
final class ServedEngine implements AutoCloseable {
    private static final long PAUSE_NS = 20_000;
    private static final long TOKEN_LIFE_S = 86_400;

    private final Path home;
    private final Thread cleaner;
    private final Intake intake = new Intake();
    private final ClearanceEngine engine;
    private final Identities identities;
    private final String token;

    /** Starts one and sends it the setup and the prelude of a stream. */
    ServedEngine(final Path parent, final EngineConfig config, final Commands stream)
        throws IOException {
        home = Files.createTempDirectory(parent, "clearline-bench-serve-");
        // A run that is broken off leaves nothing behind either: journals are large.
        cleaner = new Thread(() -> IoUtil.delete(home.toFile(), true), "clearline-bench-cleaner");
        Runtime.getRuntime().addShutdownHook(cleaner);
        engine = ClearanceEngine.open(home.resolve("data"), config, JournalOptions.defaults(),
            ClearanceCore::new, intake);
        intake.connect(engine);
        final TokenFile tokens = new TokenFile(home.resolve("data"));
        identities = new Identities(tokens, new PrincipalDesk(intake), Clock.systemUTC());
        setUp(stream);
        token = tokens.make("rig", Role.PORT_SYSTEM, 0, "",
            Instant.now().plusSeconds(TOKEN_LIFE_S)).secret();
    }

    private void setUp(final Commands stream) {
        final AtomicInteger answers = new AtomicInteger();
        final int count = stream.setup() + stream.prelude();
        try (Intake.Place place = intake.open(0, (number, sequence, timeMs, answer, at, length) ->
            answers.incrementAndGet())) {
            for (int i = 0; i < count; i++) {
                while (place.offer(stream.buffer(i), stream.offset(i), stream.length(i), 1)
                    != Offer.ACCEPTED) {
                    check();
                    LockSupport.parkNanos(PAUSE_NS);
                }
            }
            while (answers.get() < count) {
                check();
                LockSupport.parkNanos(PAUSE_NS);
            }
        }
    }

    private void check() {
        if (engine.state() == EngineState.FAILED) {
            throw new IllegalStateException("the engine stopped", engine.failure().orElse(null));
        }
    }

    Identities identities() {
        return identities;
    }

    Intake intake() {
        return intake;
    }

    DataDirectory data() {
        return engine.dataDirectory().orElseThrow();
    }

    LongSupplier upTo(final Durability durability) {
        return durability == Durability.GROUP ? engine::durableSequence : engine::lastSequence;
    }

    ClearanceEngine engine() {
        return engine;
    }

    Path home() {
        return home;
    }

    /** Returns the token of a port system. */
    String token() {
        return token;
    }

    @Override
    public void close() {
        engine.close();
        Runtime.getRuntime().removeShutdownHook(cleaner);
        IoUtil.delete(home.toFile(), false);
    }
}
