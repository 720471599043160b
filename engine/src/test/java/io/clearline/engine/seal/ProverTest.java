package io.clearline.engine.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.follower.Registry;
import io.clearline.engine.journal.Forger;
import io.clearline.engine.journal.Records;
import io.clearline.engine.record.sbe.ArrivalResult;
import io.clearline.engine.record.sbe.Lane;
import io.clearline.engine.record.sbe.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProverTest {
    private static final long ONE = 640020261000000001L;
    private static final int LAST = 100;

    @TempDir
    private Path home;

    private Office office;

    @BeforeEach
    void open() {
        office = new Office(home.resolve("data"));
    }

    private void sealedRecords() {
        office.journal(LAST);
        office.seal(1, 17, 18, 50, 83);
    }

    private Proof prove(final Long... sequences) {
        return Prover.prove(office.data(), List.of(sequences), 0);
    }

    private void assertBroken(final Proof proof, final String context) {
        assertThrows(SealBrokenException.class,
            () -> ProofCheck.check(proof, office.ring()), context);
    }

    @Test
    void everyRecordCanBeProvenWhereverItStandsInItsBlock() {
        sealedRecords();
        final KeyRing ring = office.ring();
        for (long sequence = 1; sequence <= LAST; sequence++) {
            final Proof proof = prove(sequence);
            ProofCheck.check(proof, ring);
            assertEquals(1, proof.records().size());
            assertArrayEquals(new Records().copy(sequence), proof.records().get(0).bytes());
            assertTrue(proof.blocks().get(0).head().holds(sequence));
            assertEquals(6, proof.anchors().get(0).head().head().block());
        }
    }

    @Test
    void recordsOfSeveralBlocksAreProvenTogether() {
        sealedRecords();
        final Proof proof = prove(1L, 2L, 17L, 49L, 100L);
        ProofCheck.check(proof, office.ring());
        assertEquals(List.of(1L, 2L, 2L, 4L, 6L),
            proof.records().stream().map(Proof.ProvenRecord::block).toList());
        assertEquals(List.of(1L, 2L, 4L, 6L),
            proof.blocks().stream().map(head -> head.head().block()).toList());
        assertEquals(4, proof.anchors().get(0).links().size());
        final Proof toFive = Prover.prove(office.data(), List.of(1L, 49L), 5);
        ProofCheck.check(toFive, office.ring());
        assertEquals(List.of(5L, 6L),
            toFive.anchors().stream().map(each -> each.head().head().block()).toList());
        assertThrows(SealFormatException.class,
            () -> Prover.prove(office.data(), List.of(1L, 49L), 3));
        assertThrows(SealFormatException.class,
            () -> Prover.prove(office.data(), List.of(1L), 7));
    }

    @Test
    void linksReachAcrossManyBlocks() {
        office.journal(LAST);
        final long[] ends = new long[LAST];
        Arrays.setAll(ends, i -> i + 1);
        office.seal(ends);
        final KeyRing ring = office.ring();
        final SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 60; i++) {
            final long sequence = 1 + random.nextInt(LAST);
            final long to = sequence + random.nextInt(LAST - (int) sequence + 1);
            final Proof proof = Prover.prove(office.data(), List.of(sequence), to);
            ProofCheck.check(proof, ring);
            for (final Proof.Anchor anchor : proof.anchors()) {
                assertTrue(anchor.links().get(0).path().size() <= 7, "seed 5: logarithmic");
            }
        }
    }

    @Test
    void whatIsNotAsSealedIsNotProven() throws IOException {
        sealedRecords();
        final List<byte[]> records = new ArrayList<>(Records.readAll(office.data(), 1));
        records.get(30)[100] ^= 1;
        Forger.rewrite(office.directory, records);
        assertThrows(SealBrokenException.class, () -> prove(25L), "same block");
        ProofCheck.check(prove(70L), office.ring());
    }

    @Test
    void nothingIsBelievedWithoutTheRightKey() {
        sealedRecords();
        final Office other = new Office(home.resolve("other"));
        other.journal(1);
        other.seal();
        assertThrows(SealBrokenException.class,
            () -> ProofCheck.check(prove(20L), other.ring()));
        assertThrows(SealBrokenException.class,
            () -> ProofCheck.check(prove(20L), KeyRing.EMPTY));
    }

    @Test
    void mixedUpProofsAreBroken() {
        sealedRecords();
        final Proof one = prove(20L, 70L);
        final Proof two = prove(21L, 71L);
        final List<Proof.ProvenRecord> records = one.records();
        assertBroken(new Proof(List.of(), one.blocks(), one.anchors(), List.of()), "empty");
        assertBroken(new Proof(records, one.blocks(), List.of(), List.of()), "no anchor");
        assertBroken(new Proof(records, one.blocks().subList(0, 1), one.anchors(), List.of()),
            "a head is missing");
        assertBroken(new Proof(records,
            List.of(one.blocks().get(0), one.blocks().get(1), one.blocks().get(0)),
            one.anchors(), List.of()), "a head is there twice");
        assertBroken(new Proof(List.of(records.get(1), records.get(0)), one.blocks(),
            one.anchors(), List.of()), "records in another order");
        assertBroken(new Proof(List.of(records.get(0), records.get(0)), one.blocks(),
            one.anchors(), List.of()), "a record is there twice");
        assertBroken(new Proof(List.of(new Proof.ProvenRecord(records.get(0).block(),
            two.records().get(0).bytes(), records.get(0).path())), one.blocks(), one.anchors(),
            List.of()), "the path of another record");
        assertBroken(new Proof(List.of(new Proof.ProvenRecord(records.get(1).block(),
            records.get(0).bytes(), records.get(0).path())), one.blocks(), one.anchors(),
            List.of()), "another block");
        assertBroken(new Proof(List.of(new Proof.ProvenRecord(records.get(0).block(),
            new byte[10], records.get(0).path())), one.blocks(), one.anchors(), List.of()),
            "no record");
        final Proof.Anchor anchor = one.anchors().get(0);
        final List<Proof.Link> links = anchor.links();
        assertBroken(new Proof(records, one.blocks(), List.of(new Proof.Anchor(anchor.head(),
            links.subList(0, 1), List.of())), List.of()), "a link is missing");
        assertBroken(new Proof(records, one.blocks(), List.of(new Proof.Anchor(anchor.head(),
            List.of(links.get(0), new Proof.Link(links.get(1).block(), links.get(0).path())),
            List.of())), List.of()), "the link of another block");
        assertBroken(new Proof(records, one.blocks(), List.of(new Proof.Anchor(
            one.blocks().get(0), links, List.of())), List.of()), "an anchor that is too early");
        ProofCheck.check(one, office.ring());
    }

    @Test
    void theHeadsThatSomebodyKeepsMustBeThose() throws IOException {
        sealedRecords();
        final KeyRing ring = office.ring();
        final HeadsText kept = office.export(1);
        assertEquals(6, ProofCheck.against(prove(20L), ring, kept.heads(), "the court"));
        assertEquals(4, ProofCheck.against(prove(20L), ring, kept.heads().subList(0, 5), "it"));
        assertThrows(SealBrokenException.class, () ->
            ProofCheck.against(prove(20L), ring, kept.heads().subList(0, 3), "the court"));
        assertEquals(5, ProofCheck.against(Prover.prove(office.data(), List.of(20L), 5), ring,
            kept.heads().subList(4, 5), "the court"));
        final List<byte[]> records = new ArrayList<>(Records.readAll(office.data(), 1));
        records.get(90)[100] ^= 1;
        Forger.rewrite(office.directory, records);
        Files.delete(office.files().heads());
        office.seal(1, 17, 18, 50, 83);
        final Proof rewritten = prove(20L);
        ProofCheck.check(rewritten, ring);
        assertThrows(ForkException.class,
            () -> ProofCheck.against(rewritten, ring, kept.heads(), "the court"));
    }

    @Test
    void countersignaturesGoWithTheProof() {
        sealedRecords();
        final Office other = new Office(home.resolve("other"));
        other.journal(1);
        other.seal();
        HeadsImport.take(other.data(), "6400", office.export(1), KeyRing.EMPTY);
        HeadsImport.take(office.data(), "5100",
            HeadsCountersign.sign(other.data(), office.export(1), 5), KeyRing.EMPTY);
        office.journal(LAST + 20);
        office.seal();
        final Proof proof = prove(20L);
        ProofCheck.check(proof, office.ring());
        assertEquals(List.of(6L, 7L),
            proof.anchors().stream().map(each -> each.head().head().block()).toList());
        assertEquals(5, proof.anchors().get(0).countersignatures().get(0).atMs());
        assertEquals(1, prove(110L).anchors().size(), "the countersigned head is before it");
        assertBroken(new Proof(proof.records(), proof.blocks(), proof.anchors(), List.of()),
            "its key is missing");
        final Proof.Anchor countersigned = proof.anchors().get(0);
        final Countersignature real = countersigned.countersignatures().get(0);
        for (final Countersignature wrong : List.of(
            new Countersignature(real.head(), 6, real.key(), real.signature()),
            new Countersignature(office.head(1).head().hash(), 5, real.key(), real.signature()))) {
            assertBroken(new Proof(proof.records(), proof.blocks(), List.of(new Proof.Anchor(
                countersigned.head(), countersigned.links(), List.of(wrong))), proof.keys()),
                "a countersignature of something else");
        }
    }

    @Test
    void whatIsAboutADeclarationIsFound() {
        try (Registry registry = new Registry(office.directory)) {
            registry.reject("R-1");
            registry.accept("R-1", ONE, Outcome.HOLD, Lane.RED);
            registry.accept("R-2", ONE + 1, Outcome.RELEASE, Lane.GREEN);
            registry.pay("R-1", ONE);
            registry.arrive(ArrivalResult.STOP, ONE, ONE + 1);
            registry.arrive(ArrivalResult.PASS, ONE + 1, ONE);
            registry.reject("R-1");
            registry.accept("R-1", ONE + 2, Outcome.HOLD, Lane.YELLOW);
            registry.end("R-1", ONE + 2, Outcome.CANCELLED);
            registry.reject("R-3");
            registry.reject("R-3");
        }
        assertEquals(List.of(2L, 4L, 6L), about(Long.toString(ONE)));
        assertEquals(List.of(3L, 6L), about("R-2"));
        assertEquals(List.of(8L, 9L), about("R-1"), "of several the latest");
        assertEquals(List.of(10L, 11L), about("R-3"), "what rejected it");
        assertEquals(List.of(), about("R-4"));
        assertEquals(List.of(), about(Long.toString(ONE + 9)));
        assertEquals(0, Prover.sealed(office.data()));
        office.seal(5);
        assertEquals(11, Prover.sealed(office.data()));
        ProofCheck.check(prove(about(Long.toString(ONE)).toArray(Long[]::new)), office.ring());
    }

    private List<Long> about(final String declaration) {
        return Prover.about(office.data(), declaration);
    }
}
