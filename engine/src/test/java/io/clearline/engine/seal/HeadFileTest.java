package io.clearline.engine.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadFileTest {
    private static final int BLOCKS = 5;

    @TempDir
    private Path home;

    private Office office;
    private Path file;
    private byte[] whole;

    @BeforeEach
    void seal() throws IOException {
        office = new Office(home.resolve("data"));
        office.journal(50);
        office.seal(10, 20, 30, 40);
        file = office.files().heads();
        whole = Files.readAllBytes(file);
    }

    @Test
    void headsAreFoundAsTheyWereWritten() {
        assertEquals(BLOCKS * HeadFile.FRAME, whole.length);
        assertEquals(BLOCKS, office.blocks());
        for (int block = 1; block <= BLOCKS; block++) {
            final SealHead head = office.head(block).head();
            assertEquals(block, head.block());
            assertEquals(block * 10, head.lastSequence());
            assertEquals(head, SignedHead.parse(office.head(block).line()).head());
        }
        assertThrows(SealException.class, () -> office.head(0));
        assertThrows(SealException.class, () -> office.head(BLOCKS + 1));
    }

    @Test
    void aTornFrameIsNoDamageAndGivesWayToTheNext() throws IOException {
        for (int torn = 0; torn <= HeadFile.FRAME; torn += 32) {
            // Cut within the last frame, or grown by zeros: as a kill or a power cut leaves it.
            Files.write(file, Arrays.copyOf(whole, whole.length - HeadFile.FRAME + torn));
            if (torn < HeadFile.FRAME) {
                assertEquals(BLOCKS - 1, office.blocks(), "torn at " + torn);
                assertTrue(office.verify().sound(), "torn at " + torn);
                assertEquals(torn, office.verify().tornBytes());
            }
            office.seal();
            assertEquals(BLOCKS, office.blocks());
            assertEquals(BLOCKS * HeadFile.FRAME, Files.size(file));
            assertTrue(office.verify().sound(), "torn at " + torn);
        }
        final byte[] grown = Arrays.copyOf(whole, whole.length + HeadFile.FRAME);
        Files.write(file, grown);
        assertEquals(BLOCKS, office.blocks());
        assertEquals(HeadFile.FRAME, office.verify().tornBytes());
        office.seal();
        assertEquals(BLOCKS, office.blocks());
        Files.write(file, new byte[0]);
        assertEquals(0, office.blocks());
    }

    @Test
    void everyFlippedByteOfAFrameIsDamage() throws IOException {
        for (int at = 0; at < whole.length; at++) {
            final byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << at % 8);
            Files.write(file, flipped);
            final int block = at / HeadFile.FRAME + 1;
            assertThrows(SealBrokenException.class, () -> office.head(block), "byte " + at);
        }
        Files.write(file, whole);
        assertTrue(office.verify().sound());
    }

    @Test
    void nobodySealsBehindADamagedHead() throws IOException {
        office.journal(60);
        for (final int at : new int[] {10, 3 * HeadFile.FRAME + 60, whole.length - 1}) {
            final byte[] flipped = whole.clone();
            flipped[at] ^= 1;
            Files.write(file, flipped);
            final SealBrokenException refused =
                assertThrows(SealBrokenException.class, () -> office.seal());
            assertTrue(refused.getMessage().contains("at byte " + at / 256 * 256),
                refused.getMessage());
            assertTrue(Arrays.equals(flipped, Files.readAllBytes(file)), "left as it is");
        }
    }

    @Test
    void linesOfHeadsHaveOneFormAlone() {
        final String line = office.head(3).line();
        final String[] words = line.split(" ");
        for (int i = 0; i < words.length; i++) {
            for (final String wrong : new String[] {"", "x", words[i] + "0", "0" + words[i],
                "+" + words[i], words[i] + " "}) {
                final String[] altered = words.clone();
                altered[i] = wrong;
                final String text = String.join(" ", altered);
                if (i >= 1 && i <= 6 && wrong.equals(words[i] + "0")) {
                    continue;
                }
                assertThrows(SealFormatException.class, () -> SignedHead.parse(text), text);
            }
        }
        final String[] impossible = words.clone();
        impossible[2] = "31";
        assertThrows(SealFormatException.class,
            () -> SignedHead.parse(String.join(" ", impossible)));
    }
}
