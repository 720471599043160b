package io.clearline.engine.follower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.record.sbe.ArrivalResult;
import io.clearline.engine.record.sbe.Lane;
import io.clearline.engine.record.sbe.Outcome;
import java.nio.file.Path;
import java.util.List;
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
            false, 1, Registry.T0 + 1, new Filing(Registry.SENDER, Registry.TRADER,
            Registry.TRADER, Registry.OFFICE), List.of(1L), 1), status);
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

    /** Of two that bear one reference each sender finds its own, whichever came later. */
    @Test
    void amongThoseThatAreWantedTheLatestOfAReferenceIsFound() {
        registry.accept("A-1", ONE, Outcome.HOLD, Lane.YELLOW, 1, "trader", "first");
        registry.accept("A-1", TWO, Outcome.HOLD, Lane.RED, 2, "trader", "second");
        registry.accept("A-1", TWO + 1, Outcome.HOLD, Lane.RED, 1, "trader", "third");
        try (StatusFollower follower = StatusFollower.open(registry.data, OPTIONS).orElseThrow()) {
            follower.catchUp(Long.MAX_VALUE);
            for (int sender = 1; sender <= 2; sender++) {
                final int wanted = sender;
                final Status found = follower.find(
                    "A-1", status -> status.filing().sender() == wanted).orElseThrow();
                assertEquals(sender == 1 ? TWO + 1 : TWO, Long.parseLong(found.declaration()));
            }
            assertEquals(Long.toString(ONE), follower.find(
                "A-1", status -> status.filing().agent().equals("first")).orElseThrow()
                .declaration());
            assertEquals(Optional.empty(), follower.find("A-1", status -> false));
            assertEquals(Optional.empty(), follower.find(Long.toString(ONE), status -> false));
        }
    }

    @Test
    void anAmendmentGivesAnotherTraderAndNotAnotherAgent() {
        registry.accept("A-1", ONE, Outcome.HOLD, Lane.YELLOW, 5, "trader", "agent");
        registry.amend("A-1", ONE, "buyer");
        assertEquals(new Filing(5, "buyer", "agent", Registry.OFFICE),
            find("A-1").orElseThrow().filing());
    }

    @Test
    void theFirstRecordAndTheLatestSevenAreNamed() {
        registry.accept("A-1", ONE, Outcome.HOLD, Lane.YELLOW);
        for (int i = 2; i <= 8; i++) {
            registry.pay("A-1", ONE);
        }
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L),
            find("A-1").orElseThrow().records());
        registry.pay("A-1", ONE);
        registry.pay("A-1", ONE);
        final Status status = find("A-1").orElseThrow();
        assertEquals(List.of(1L, 4L, 5L, 6L, 7L, 8L, 9L, 10L), status.records());
        assertEquals(10, status.recordCount());
    }

    @Test
    void aReaderBeginsNearTheRecordThatIsWanted() {
        final int declarations = 3_000;
        for (int i = 1; i <= declarations; i++) {
            registry.accept("M-" + i, ONE + i, Outcome.RELEASE, Lane.GREEN);
        }
        try (StatusFollower follower = StatusFollower.open(registry.data, OPTIONS).orElseThrow()) {
            follower.catchUp(Long.MAX_VALUE);
            for (final long from : new long[] {1, 1023, 1024, 1025, 2047, 2048, 3000}) {
                try (JournalReader reader = follower.read(from)) {
                    assertEquals(Math.max(1, from / 1024 * 1024), reader.nextSequence());
                    final long[] first = {0};
                    reader.poll((record, at, length) ->
                        first[0] = RecordHeader.sequence(record, at), 1);
                    assertEquals(from, first[0]);
                }
            }
            try (JournalReader behind = follower.read(declarations + 1)) {
                assertEquals(0, behind.poll((record, at, length) -> { }, 1));
            }
        }
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
