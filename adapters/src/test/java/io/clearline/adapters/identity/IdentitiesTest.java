package io.clearline.adapters.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.record.sbe.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentitiesTest {
    private static final FileTime ONE_TICK = FileTime.fromMillis(1_800_000_000_000L);

    @TempDir
    private Path data;

    private final List<String> registered = new ArrayList<>();

    private TokenFile file;
    private Identities identities;

    private void open() {
        file = new TokenFile(data);
        identities = new Identities(file, token -> {
            registered.add(token.principal());
            return registered.size();
        }, Clock.systemUTC());
    }

    private TokenFile.Made make(final String name) throws IOException {
        final TokenFile.Made made =
            file.make(name, Role.DECLARANT, 6400, "", Instant.now().plusSeconds(600));
        Files.setLastModifiedTime(file.path(), ONE_TICK);
        return made;
    }

    private Optional<String> bearer(final TokenFile.Made made) {
        return identities.of(made.secret()).map(Identity::name);
    }

    /** A file system's clock may stand still for several milliseconds: more than a write takes. */
    @Test
    void countsAChangeInTheSameTickOfTheFilesClock() throws Exception {
        open();
        final TokenFile.Made first = make("first");
        assertEquals(Optional.of("first"), bearer(first));
        final TokenFile.Made second = make("second");
        assertEquals(Optional.of("second"), bearer(second));
        assertTrue(file.revoke(first.token().id()));
        Files.setLastModifiedTime(file.path(), ONE_TICK);
        assertEquals(Optional.empty(), bearer(first));
        assertEquals(Optional.of("second"), bearer(second));
    }

    @Test
    void readsAFileOnceUntilItChanges() throws Exception {
        open();
        final TokenFile.Made only = make("only");
        for (int i = 0; i < 3; i++) {
            assertEquals(Optional.of("only"), bearer(only));
        }
        assertEquals(List.of("only"), registered);
        Files.delete(file.path());
        assertEquals(Optional.empty(), bearer(only));
    }

    /** Those who come at once after a change all know of it, and one of them reads the file. */
    @Test
    void readsAChangedFileOnceForAllWhoAsk() throws Exception {
        open();
        final TokenFile.Made first = make("first");
        final TokenFile.Made second = make("second");
        final int askers = 4;
        final CyclicBarrier start = new CyclicBarrier(askers);
        final List<CompletableFuture<Optional<String>>> found = new ArrayList<>();
        final ExecutorService threads = Executors.newFixedThreadPool(askers);
        try {
            for (int i = 0; i < askers; i++) {
                found.add(CompletableFuture.supplyAsync(() -> {
                    try {
                        start.await();
                    } catch (final InterruptedException | BrokenBarrierException e) {
                        throw new IllegalStateException(e);
                    }
                    return bearer(second);
                }, threads));
            }
            for (final CompletableFuture<Optional<String>> each : found) {
                assertEquals(Optional.of("second"), each.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(List.of("first", "second"), registered);
        assertEquals(Optional.of("first"), bearer(first));
    }
}
