package io.clearline.engine.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.follower.FollowerPositions;
import io.clearline.engine.journal.Forger;
import io.clearline.engine.journal.JournalCut;
import io.clearline.engine.journal.JournalDamagedException;
import io.clearline.engine.journal.RecordNotKeptException;
import io.clearline.engine.journal.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealerTest {
    @TempDir
    private Path home;

    private Office office;

    @BeforeEach
    void open() {
        office = new Office(home.resolve("data"));
    }

    @Test
    void blocksFollowOneAnotherAndLeaveNothingOut() {
        office.journal(500);
        office.seal(1, 2, 3, 130, 131, 400);
        final SealChain chain = SealChain.whole();
        for (long block = 1; block <= 7; block++) {
            final SealHead head = office.head(block).head();
            assertEquals(null, chain.fault(head));
            chain.add(head);
            final MerkleTree tree = new MerkleTree();
            for (long sequence = head.firstSequence(); sequence <= head.lastSequence();
                sequence++) {
                final byte[] record = new Records().copy(sequence);
                tree.add(record, 0, record.length);
            }
            assertEquals(tree.root(), head.root(), "block " + block);
            assertEquals(Records.START_MS + head.lastSequence(), head.timeMs());
            assertTrue(office.head(block).signedBy(office.ring().find(head.key())));
        }
        assertEquals(500, chain.lastSequence());
        assertEquals(500, chain.last().records());
    }

    @Test
    void aRestartGoesOnBehindTheLastHead() {
        final SplittableRandom random = new SplittableRandom(3);
        long last = 0;
        for (int i = 1; i <= 20; i++) {
            last += 1 + random.nextInt(40);
            office.journal(last);
            if (random.nextInt(3) > 0) {
                office.seal(last - random.nextInt(1 + (int) Math.min(5, last)));
                assertEquals(last, office.head(office.blocks()).head().lastSequence());
            }
        }
        office.seal();
        final SealReport report = office.verify();
        assertTrue(report.sound(), "seed 3: " + report.faults());
        assertEquals(office.blocks(), report.soundBlocks());
    }

    @Test
    void nothingNewGivesNoHead() {
        office.journal(0);
        office.seal();
        assertEquals(0, office.blocks());
        office.journal(3);
        office.seal();
        office.seal();
        assertEquals(1, office.blocks());
    }

    @Test
    void aHeadNeverCoversWhatIsNotOnTheDisk() {
        office.journal(100);
        final AtomicLong disk = new AtomicLong(30);
        try (Sealer sealer = Sealer.open(office.data(), disk::get)) {
            assertEquals(60, sealer.catchUp(60));
            sealer.seal();
            assertEquals(0, sealer.lastSequence());
            assertEquals(60, sealer.pending());
            disk.set(59);
            sealer.seal();
            assertEquals(0, sealer.lastSequence());
            disk.set(60);
            sealer.seal();
            assertEquals(60, sealer.lastSequence());
            assertEquals(0, sealer.catchUp(60), "what may not be on the disk is not read");
            assertEquals(1, sealer.catchUp(61));
        }
        assertEquals(60, office.head(1).head().lastSequence());
        assertTrue(office.verify().sound());
        assertEquals(40, office.verify().unsealed());
    }

    @Test
    void oneProcessSealsAtATime() {
        office.journal(10);
        try (Sealer sealer = Sealer.open(office.data(), null)) {
            final SealException refused =
                assertThrows(SealException.class, () -> Sealer.open(office.data(), null));
            assertTrue(refused.getMessage().contains("another process"), refused.getMessage());
            sealer.sealAll();
        }
        office.seal();
    }

    @Test
    void aJournalThatIsNotTheOneThatWasSealedIsNotSealedOn() throws IOException {
        office.journal(50);
        office.seal(20);
        final List<byte[]> records = new ArrayList<>(Records.readAll(office.data(), 1));
        records.get(30)[100] ^= 1;
        Forger.rewrite(office.directory, records);
        assertTrue(assertThrows(SealBrokenException.class, () -> office.seal()).getMessage()
            .contains("not the one that was sealed"));
        Forger.rewrite(office.directory, records.subList(0, 40));
        assertTrue(assertThrows(SealBrokenException.class, () -> office.seal()).getMessage()
            .contains("it ends with record 40"));
        assertEquals(2, office.blocks());
    }

    @Test
    void aDamagedJournalIsNotSealed() throws IOException {
        office.journal(50);
        Files.delete(office.directory.resolve("high-water"));
        assertThrows(JournalDamagedException.class, () -> office.seal());
        assertEquals(0, office.blocks(), "who cannot say where it ends does not sign its end");
    }

    @Test
    void theJournalIsKeptFromTheLastBlockOn() {
        office.journal(100, 20);
        assertEquals(null, FollowerPositions.all(office.data()).get("seals"));
        office.seal(30, 50, 70, 90);
        assertEquals(91, FollowerPositions.all(office.data()).get("seals"));
        final Office fresh = new Office(home.resolve("fresh"));
        fresh.journal(0);
        fresh.seal();
        assertEquals(0, FollowerPositions.all(fresh.data()).get("seals"));
    }

    /** Files of 20 records, blocks that end with 30, 50, 70, 90 and 100. */
    @Test
    void blocksThatWereDeletedAreNotMissedAndSealingGoesOn() {
        office.journal(100, 20);
        office.seal(30, 50, 70, 90);
        assertEquals(41, JournalCut.before(office.data(), 45).firstSequence());
        final SealReport report = office.verify(office.head(1));
        assertTrue(report.sound(), () -> "faults " + report.faults());
        assertEquals(2, report.missingBlocks());
        assertEquals(3, report.soundBlocks());
        assertEquals(10, report.skipped(), "the rest of block 2");
        assertEquals(1, report.matched(), "heads stay");
        office.journal(110);
        office.seal();
        assertEquals(4, office.verify().soundBlocks());
        ProofCheck.check(Prover.prove(office.data(), List.of(55L), 0), office.ring());
        assertThrows(RecordNotKeptException.class,
            () -> Prover.prove(office.data(), List.of(45L), 0));
    }

    @Test
    void aJournalThatBeginsLaterCanBeSealed() {
        office.journal(100, 20);
        JournalCut.before(office.data(), 45);
        office.seal(60);
        assertEquals(41, office.head(1).head().firstSequence());
        assertEquals(60, office.head(2).head().records());
        assertTrue(office.verify().sound());
        assertEquals(2, office.verify().soundBlocks());
        ProofCheck.check(Prover.prove(office.data(), List.of(41L, 60L, 61L), 0), office.ring());
    }

    @Test
    void theKeyIsMadeWithTheFirstSeal() {
        office.journal(5);
        assertFalse(Sealer.hasKey(office.data()));
        office.seal();
        assertTrue(Sealer.hasKey(office.data()));
        final Office other = new Office(home.resolve("other"));
        other.journal(5);
        other.seal();
        assertNotEquals(office.head(1).head().key(), other.head(1).head().key());
        assertEquals(office.head(1).head().root(), other.head(1).head().root());
    }
}
