package io.clearline.engine.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.journal.Forger;
import io.clearline.engine.journal.Records;
import io.clearline.engine.record.RecordHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two offices keep and countersign one another's heads. */
class ExchangeTest {
    private static final String HAINAN = "6400";
    private static final String GUANGDONG = "5100";
    private static final long AT_MS = 1_772_000_000_000L;

    @TempDir
    private Path home;

    private Office hainan;
    private Office guangdong;

    @BeforeEach
    void open() {
        hainan = new Office(home.resolve("hainan"));
        hainan.journal(30);
        hainan.seal(10, 20);
        guangdong = new Office(home.resolve("guangdong"));
        guangdong.journal(5);
        guangdong.seal();
    }

    private HeadsImport.Report take(final HeadsText sent) {
        return HeadsImport.take(guangdong.data(), HAINAN, sent, KeyRing.EMPTY);
    }

    private HeadsText countersigned() {
        take(hainan.export(1));
        return HeadsCountersign.sign(guangdong.data(), hainan.export(1), AT_MS);
    }

    /** Journals something else instead and seals it with the old key. */
    private void rewriteHainan(final int records) throws IOException {
        final List<byte[]> others = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            final byte[] other = new Records().copy(i + 1);
            other[RecordHeader.LENGTH] ^= 1;
            others.add(other);
        }
        Forger.rewrite(hainan.directory, others);
        Files.delete(hainan.files().heads());
        hainan.seal(10, 20);
    }

    private ForkException assertFork(final HeadsText sent) {
        final byte[] before = districts();
        final ForkException fork = assertThrows(ForkException.class, () -> take(sent));
        assertEquals(2, fork.heads().size());
        assertTrue(java.util.Arrays.equals(before, districts()), "nothing of it is kept");
        return fork;
    }

    private byte[] districts() {
        try {
            return Files.readAllBytes(guangdong.files().districts().resolve(HAINAN));
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theSameHeadsGiveTheSameText() {
        final HeadsText exported = hainan.export(1);
        assertEquals(exported.text(), hainan.export(1).text());
        assertEquals(exported.text(), hainan.text(exported.text()).text());
        assertEquals(3, exported.heads().size());
        assertEquals(2, hainan.export(2).heads().size());
        for (final long block : new long[] {0, -1, 4}) {
            assertThrows(SealFormatException.class, () -> hainan.export(block));
        }
    }

    @Test
    void headsAreTakenAndMustGoOn() {
        final HeadsImport.Report first = take(hainan.export(1));
        assertFalse(first.own());
        assertTrue(first.fresh());
        assertEquals(3, first.last().block());
        assertEquals(hainan.ring().keys().iterator().next().id(), first.newKeys().get(0).id());
        final HeadsImport.Report again = take(hainan.export(1));
        assertFalse(again.fresh());
        assertTrue(again.newKeys().isEmpty());

        hainan.journal(60);
        hainan.seal(40, 50);
        assertTrue(take(hainan.export(4)).fresh(), "only what is new");
        hainan.journal(90);
        hainan.seal(70, 80);
        assertTrue(take(hainan.export(1)).fresh(), "or all of it");
        hainan.journal(120);
        hainan.seal(100, 110);
        final SealFormatException gap =
            assertThrows(SealFormatException.class, () -> take(hainan.export(11)));
        assertTrue(gap.getMessage().contains("--from 10"), gap.getMessage());
        assertTrue(take(hainan.export(6)).fresh());
    }

    @Test
    void aRewrittenHistoryIsFoundByTheOtherOffice() throws IOException {
        take(hainan.export(1));
        final SignedHead known = hainan.head(3);
        rewriteHainan(30);
        final ForkException fork = assertFork(hainan.export(1));
        assertEquals(known.line(), fork.heads().get(0).line());
        assertEquals(hainan.head(3).line(), fork.heads().get(1).line());
        hainan.journal(60);
        hainan.seal();
        assertFork(hainan.export(1));
        // What begins behind the known head is found by what it follows.
        final SealBrokenException broken =
            assertThrows(SealBrokenException.class, () -> take(hainan.export(4)));
        assertTrue(broken.getMessage().contains("does not follow"), broken.getMessage());
    }

    @Test
    void aCutHistoryIsFoundByTheOtherOffice() throws IOException {
        final HeadsText old = hainan.export(1);
        hainan.journal(60);
        hainan.seal(40);
        take(hainan.export(1));
        assertTrue(assertFork(old).getMessage().contains("end with block 3"));
        rewriteHainan(10);
        assertTrue(assertFork(hainan.export(1)).getMessage().contains("end with block 1"));
    }

    @Test
    void brokenTextsAreNotTaken() {
        final HeadsText exported = hainan.export(1);
        final List<SignedHead> heads = exported.heads();
        final SignedHead forged =
            new SignedHead(heads.get(2).head(), heads.get(1).signature());
        assertThrows(SealBrokenException.class, () -> take(new HeadsText(
            exported.keys(), List.of(heads.get(0), heads.get(1), forged), List.of())));
        assertThrows(SealBrokenException.class, () -> take(new HeadsText(
            exported.keys(), List.of(heads.get(0), heads.get(2)), List.of())));
        assertThrows(SealBrokenException.class, () -> take(new HeadsText(
            guangdong.export(1).keys(), heads, List.of())), "the key is not in it");
        assertThrows(SealFormatException.class, () -> take(HeadsText.EMPTY));
        for (final String from : List.of("", "64", "hainan", "../..", "64000")) {
            assertThrows(SealFormatException.class, () ->
                HeadsImport.take(guangdong.data(), from, exported, KeyRing.EMPTY), from);
        }
        final String text = exported.text();
        for (final String wrong : List.of("", "x", text.replace("heads 1", "heads 2"),
            text + "\n", text + "comment\n", text.replace(" 10 ", " 010 "),
            text + heads.get(0).line() + "\n", text.replace("head 2", "head  2"))) {
            final SealFormatException refused =
                assertThrows(SealFormatException.class, () -> hainan.text(wrong), wrong);
            assertTrue(refused.getMessage().contains("hainan.heads"), refused.getMessage());
        }
        assertTrue(District.readAll(guangdong.data()).isEmpty(), "nothing of it was kept");
    }

    @Test
    void anotherKeyIsTakenOnlyWhereItIsGiven() {
        take(hainan.export(1));
        hainan.journal(40);
        try (Sealer sealer = Sealer.openWithNewKey(hainan.data())) {
            sealer.sealAll();
        }
        final SealBrokenException refused =
            assertThrows(SealBrokenException.class, () -> take(hainan.export(1)));
        assertTrue(refused.getMessage().contains("--key"), refused.getMessage());
        final HeadsImport.Report report = HeadsImport.take(
            guangdong.data(), HAINAN, hainan.export(1), hainan.ring());
        assertTrue(report.fresh());
        assertEquals(1, report.newKeys().size());
        final Office stranger = new Office(home.resolve("stranger"));
        assertThrows(SealBrokenException.class, () -> HeadsImport.take(
            stranger(stranger).data(), HAINAN, hainan.export(1), guangdong.ring()),
            "a given key is believed alone");
    }

    private static Office stranger(final Office office) {
        office.journal(0);
        return office;
    }

    @Test
    void aCountersignatureComesBackAndIsShown() {
        final HeadsText receipt = hainan.text(countersigned().text());
        final HeadsImport.Report report =
            HeadsImport.take(hainan.data(), GUANGDONG, receipt, KeyRing.EMPTY);
        assertTrue(report.own());
        assertTrue(report.fresh());
        assertFalse(HeadsImport.take(hainan.data(), GUANGDONG, receipt, KeyRing.EMPTY).fresh());
        final SealReport found = hainan.verify();
        assertTrue(found.sound());
        assertEquals(1, found.witnesses().size());
        final SealReport.Witnessed witnessed = found.witnesses().get(0);
        assertEquals(hainan.head(3).head(), witnessed.head());
        assertEquals(GUANGDONG, witnessed.witness().district());
        assertEquals(AT_MS, witnessed.witness().countersignature().atMs());
        assertFalse(witnessed.trusted());
        final Sha256 key = guangdong.ring().keys().iterator().next().id();
        assertTrue(new SealVerifier(hainan.data(), hainan.ring(), Map.of(key, GUANGDONG))
            .verify(List.of(), "").witnesses().get(0).trusted());
        assertFalse(new SealVerifier(hainan.data(), hainan.ring(), Map.of(key, "7200"))
            .verify(List.of(), "").witnesses().get(0).trusted(), "it is another office's key");
        final HeadsText exported = hainan.export(1);
        assertEquals(1, exported.countersignatures().size());
        assertEquals(2, exported.keys().size());
        assertEquals(0, hainan.export(1).text().compareTo(exported.text()));
    }

    @Test
    void onlyWhatWasImportedIsCountersigned() {
        final HeadsText exported = hainan.export(1);
        assertThrows(SealFormatException.class,
            () -> HeadsCountersign.sign(guangdong.data(), exported, AT_MS));
        take(exported);
        hainan.journal(40);
        hainan.seal();
        assertThrows(SealFormatException.class,
            () -> HeadsCountersign.sign(guangdong.data(), hainan.export(1), AT_MS));
        assertThrows(SealFormatException.class,
            () -> HeadsCountersign.sign(guangdong.data(), HeadsText.EMPTY, AT_MS));
        HeadsCountersign.sign(guangdong.data(), exported, AT_MS);
    }

    @Test
    void falseCountersignaturesAreNotTaken() {
        final HeadsText receipt = countersigned();
        final Countersignature real = receipt.countersignatures().get(0);
        final Countersignature later =
            new Countersignature(real.head(), real.atMs() + 1, real.key(), real.signature());
        assertThrows(SealBrokenException.class, () -> HeadsImport.take(hainan.data(), GUANGDONG,
            new HeadsText(receipt.keys(), receipt.heads(), List.of(later)), KeyRing.EMPTY));
        final Countersignature own = Countersignature.make(
            hainan.head(3).head(), AT_MS, SealKey.open(hainan.files()));
        assertThrows(SealBrokenException.class, () -> HeadsImport.take(hainan.data(), GUANGDONG,
            new HeadsText(receipt.keys(), receipt.heads(), List.of(own)), KeyRing.EMPTY),
            "nobody countersigns for himself");
        assertThrows(SealBrokenException.class, () -> HeadsImport.take(hainan.data(), GUANGDONG,
            new HeadsText(receipt.keys(), receipt.heads(), List.of()), KeyRing.EMPTY));
    }

    @Test
    void theOwnerCannotHideARewriteBehindOldCountersignatures() throws IOException {
        final HeadsText receipt = countersigned();
        HeadsImport.take(hainan.data(), GUANGDONG, receipt, KeyRing.EMPTY);
        rewriteHainan(30);
        final SealReport report = hainan.verify();
        assertFalse(report.sound(), "what was countersigned is no longer there");
        assertTrue(report.faults().get(0).what().contains(GUANGDONG + " countersigned a head"));
        final ForkException fork = assertThrows(ForkException.class,
            () -> HeadsImport.take(hainan.data(), GUANGDONG, receipt, KeyRing.EMPTY));
        assertTrue(fork.getMessage().contains("history was rewritten"), fork.getMessage());
        Forger.remove(hainan.files().districts());
        assertTrue(hainan.verify().sound(), "and who removes them, too, is found by the receipt");
        assertFalse(hainan.verify(receipt.heads().get(0)).sound());
    }
}
