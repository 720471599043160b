package io.clearline.engine.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealKeyTest {
    private static final byte[] MESSAGE = "goods".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path directory;

    private SealFiles files;

    @BeforeEach
    void prepare() {
        files = new SealFiles(directory.resolve("seals"));
    }

    private void assertRefused(final String said) {
        final SealException refused =
            assertThrows(SealException.class, () -> SealKey.openOrCreate(files));
        assertTrue(refused.getMessage().contains(said), refused.getMessage());
    }

    @Test
    void aKeyIsMadeOnceAndKept() throws IOException {
        final SealKey made = SealKey.openOrCreate(files);
        final SealKey opened = SealKey.openOrCreate(files);
        assertEquals(made.verifyKey().id(), opened.verifyKey().id());
        assertArrayEquals(made.sign(MESSAGE), opened.sign(MESSAGE), "the same for the same");
        assertTrue(made.verifyKey().verifies(MESSAGE, opened.sign(MESSAGE)));
        assertEquals("rw-------",
            PosixFilePermissions.toString(Files.getPosixFilePermissions(files.key())));
        assertTrue(Files.readString(files.key()).startsWith("-----BEGIN PRIVATE KEY-----\n"));
        assertEquals(List.of(made.verifyKey().id()),
            KeyRing.read(files.ring()).keys().stream().map(VerifyKey::id).toList());
        try (var entries = Files.list(files.directory())) {
            assertEquals(2, entries.count(), "no drafts are left");
        }
    }

    @Test
    void aKeyThatOthersCanGetAtIsRefused() throws IOException {
        SealKey.openOrCreate(files);
        for (final String mode : List.of("rw-r-----", "rw----r--", "rw--w----", "rwx--x--x")) {
            Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString(mode));
            assertRefused("open to others (" + mode + ")");
        }
        Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("r--------"));
        SealKey.openOrCreate(files);
    }

    @Test
    void whatIsNoKeyIsRefused() throws IOException {
        SealKey.openOrCreate(files);
        final String whole = Files.readString(files.key());
        for (final String wrong : List.of("", "scrawl", whole.substring(0, 60),
            whole.replace("PRIVATE", "PUBLIC"), whole + whole, whole.replace("MC4C", "MC4D"))) {
            Files.writeString(files.key(), wrong);
            assertRefused("not a key of Ed25519");
        }
    }

    @Test
    void theTwoHalvesMustBelongTogether() throws IOException {
        SealKey.openOrCreate(files);
        final String ring = Files.readString(files.ring());
        final SealFiles others = new SealFiles(directory.resolve("others"));
        SealKey.openOrCreate(others);
        Files.copy(others.ring(), files.ring(),
            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertRefused("public half");
        Files.writeString(files.ring(), Files.readString(others.ring()) + ring);
        SealKey.openOrCreate(files);
        Files.delete(files.ring());
        assertRefused("is not there");
    }

    @Test
    void noNewKeyIsMadeInSilenceWhereHeadsWereSigned() throws IOException {
        final Office office = new Office(directory.resolve("data"));
        office.journal(10);
        office.seal();
        files = office.files();
        Files.delete(files.key());
        assertRefused("put " + files.key() + " back");
        assertFalse(Files.exists(files.key()));
        final Sha256 first = office.head(1).head().key();
        office.journal(20);
        try (Sealer sealer = Sealer.openWithNewKey(office.data())) {
            sealer.sealAll();
        }
        assertNotEquals(first, office.head(2).head().key());
        assertEquals(2, office.ring().keys().size());
        assertTrue(office.verify().sound(), "both keys are known");
    }

    @Test
    void keysHaveOneLineOfText() {
        final VerifyKey key = SealKey.openOrCreate(files).verifyKey();
        assertEquals(key.id(), VerifyKey.parse(key.line()).id());
        final String[] words = key.line().split(" ");
        for (final String wrong : List.of("", "key", key.line() + " ", key.line() + "00",
            words[0] + " " + words[2] + " " + words[1],
            words[0] + " " + Sha256.NONE + " " + words[2],
            key.line().substring(0, key.line().length() - 2))) {
            assertThrows(SealFormatException.class, () -> VerifyKey.parse(wrong), wrong);
        }
    }

    @Test
    void aForeignSignatureIsNone() {
        final SealKey key = SealKey.openOrCreate(files);
        final byte[] signature = key.sign(MESSAGE);
        final VerifyKey other =
            SealKey.openOrCreate(new SealFiles(directory.resolve("others"))).verifyKey();
        assertFalse(other.verifies(MESSAGE, signature));
        for (int i = 0; i < signature.length; i++) {
            signature[i] ^= 1;
            assertFalse(key.verifyKey().verifies(MESSAGE, signature), "byte " + i);
            signature[i] ^= 1;
        }
        assertFalse(key.verifyKey().verifies(MESSAGE, new byte[10]), "too short");
    }
}
