package io.clearline.engine.follower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.record.sbe.ArrivalResult;
import io.clearline.engine.record.sbe.Lane;
import io.clearline.engine.record.sbe.Outcome;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a declaration stands, as a declarant asks for it. */
class StatusStoreTest {
    private static final long ONE = 640020261000000001L;
    private static final long TWO = 640020261000000002L;
    private static final StatusOptions OPTIONS = new StatusOptions(1000);

    @TempDir
    Path directory;
    private Registry registry;

    @BeforeEach
    void open() {
        registry = new Registry(directory);
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void aDeclarationIsFoundByNumberAndByReference() {
        registry.accept("YP-0001", ONE, Outcome.HOLD, Lane.YELLOW);
        final Status status = find("640020261000000001").orElseThrow();
        assertEquals(new Status("640020261000000001", "YP-0001", Outcome.HOLD, Lane.YELLOW, 'H',
            false, 1, Registry.T0 + 1), status);
        assertEquals(status, find("YP-0001").orElseThrow());
        assertEquals(Optional.empty(), find("YP-0002"));
        assertEquals(Optional.empty(), find("640020261000000002"));
        assertEquals(Optional.empty(), find(""));
        assertEquals(Optional.empty(), find("中国"));
        assertEquals(Optional.empty(), find("x".repeat(33)));
    }

    @Test
    void whatWasRejectedWasNeverDeclared() {
        registry.reject("YP-0001");
        assertEquals(Optional.empty(), find("YP-0001"));
        registry.accept("YP-0001", ONE, Outcome.RELEASE, Lane.GREEN);
        registry.reject("YP-0001");
        assertEquals(Outcome.RELEASE, find("YP-0001").orElseThrow().outcome());
    }

    @Test
    void laterCommandsMoveADeclarationOn() {
        registry.accept("YP-0001", ONE, Outcome.HOLD, Lane.YELLOW);
        registry.pay("YP-0001", ONE);
        assertEquals(Outcome.RELEASE, find("YP-0001").orElseThrow().outcome());
        assertEquals('P', find("YP-0001").orElseThrow().receipt());
        registry.end("YP-0001", ONE, Outcome.CANCELLED);
        final Status ended = find("640020261000000001").orElseThrow();
        assertEquals(Outcome.CANCELLED, ended.outcome());
        assertNull(ended.lane());
        assertEquals(0, ended.receipt());
        assertEquals(3, ended.sequence());
    }

    @Test
    void ofTwoAgentsWithOneReferenceTheLaterAcceptanceCounts() {
        registry.accept("A-1", ONE, Outcome.HOLD, Lane.YELLOW);
        registry.accept("A-1", TWO, Outcome.HOLD, Lane.RED);
        registry.pay("A-1", ONE);
        assertEquals("640020261000000002", find("A-1").orElseThrow().declaration());
        assertEquals(Outcome.RELEASE, find("640020261000000001").orElseThrow().outcome());
    }

    @Test
    void aTruckThatPassedTookItsDeclarationsAlong() {
        registry.accept("A-1", ONE, Outcome.RELEASE, Lane.GREEN);
        registry.accept("A-2", TWO, Outcome.RELEASE, Lane.GREEN);
        registry.arrive(ArrivalResult.STOP, ONE, TWO);
        assertFalse(find("A-1").orElseThrow().departed());
        registry.arrive(ArrivalResult.PASS, ONE, TWO);
        assertTrue(find("A-1").orElseThrow().departed());
        assertEquals(4, find("A-2").orElseThrow().sequence());
        // The tax of a batch is paid when the goods are long gone.
        registry.pay("A-1", ONE);
        assertTrue(find("A-1").orElseThrow().departed());
    }

    @Test
    void aReferenceThatLooksLikeANumberIsStillFound() {
        registry.accept("640020261000000002", ONE, Outcome.RELEASE, Lane.GREEN);
        assertEquals("640020261000000001",
            find("640020261000000002").orElseThrow().declaration());
        registry.accept("B", TWO, Outcome.RELEASE, Lane.GREEN);
        assertEquals("B", find("640020261000000002").orElseThrow().ref());
    }

    @Test
    void moreDeclarationsThanForeseenMakeALargerStore() {
        final int declarations = 10_000;
        for (int i = 1; i <= declarations; i++) {
            registry.accept("M-" + i, ONE + i, Outcome.RELEASE, Lane.GREEN);
        }
        try (StatusStore store = StatusStore.open(registry.data, new StatusOptions(1))) {
            assertEquals(declarations, store.lastSequence());
            for (int i = 1; i <= declarations; i += 499) {
                assertEquals(Long.toString(ONE + i), store.find("M-" + i).orElseThrow()
                    .declaration());
            }
        }
        assertTrue(StatusMark.read(registry.data.status()).orElseThrow().entries() > 1 << 14);
        // It is also kept: nothing is foreseen better by starting small again.
        assertTrue(find("M-10000").isPresent());
    }

    private Optional<Status> find(final String numberOrRef) {
        try (StatusStore store = StatusStore.open(registry.data, OPTIONS)) {
            return store.find(numberOrRef);
        }
    }
}
