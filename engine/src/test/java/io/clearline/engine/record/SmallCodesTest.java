package io.clearline.engine.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Codes packed into numbers: countries and currencies, sets of letters, credit codes. */
class SmallCodesTest {
    @Test
    void everyAlpha3ComesBack() {
        for (int code = 0; code < Alpha3.SIZE; code++) {
            assertEquals(code, Alpha3.of(Alpha3.text(code)));
        }
        assertEquals(0, Alpha3.of("AAA"));
        assertEquals(Alpha3.SIZE - 1, Alpha3.of("ZZZ"));
        assertEquals("CNY", Alpha3.text(Alpha3.CNY));
    }

    @Test
    void whatIsNotThreeCapitalsIsNoAlpha3() {
        for (final String text : new String[] {"", "CH", "CHNA", "chn", "C1N", "CH ", "\u00C9TA"}) {
            assertEquals(Alpha3.ABSENT, Alpha3.of(text), text);
        }
        assertTrue(Alpha3.ABSENT >= Alpha3.SIZE);
    }

    @Test
    void lettersAreBitsInAsciiOrder() {
        final String all = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        long seen = 0;
        for (int i = 0; i < all.length(); i++) {
            final long bit = Letters.bit(all.charAt(i));
            assertEquals(1L << i, bit);
            assertEquals(all.charAt(i), Letters.first(bit));
            seen |= bit;
        }
        assertEquals(seen, Letters.of(all));
    }

    @Test
    void onlyLettersAndDigitsCount() {
        assertEquals(Letters.of("MN"), Letters.of("M/N"));
        assertEquals(Letters.of("PQRS"), Letters.of("P.R/Q.S"));
        assertEquals(0, Letters.of("/:@[`{ .-\u0660\u4E2D"));
        for (int c = 0; c < 0x10000; c++) {
            final boolean counts = c < 128 && Character.isLetterOrDigit(c);
            assertEquals(counts, Letters.bit(c) != 0, "character " + c);
        }
    }

    @Test
    void lettersInBytesAreThoseOfTheText() {
        final byte[] bytes = "..P.R/Q.S/47AB\u00E9".getBytes(StandardCharsets.UTF_8);
        assertEquals(Letters.of("PRQS47AB"),
            Letters.of(new UnsafeBuffer(bytes), 2, bytes.length - 2));
    }

    @Test
    void aCreditCodeIsEqualToItselfAlone() {
        final byte[] bytes = "xx91460100MACX00011Q".getBytes(StandardCharsets.US_ASCII);
        final UnsafeBuffer a = new UnsafeBuffer(bytes);
        final UnsafeBuffer b = new UnsafeBuffer(new byte[40]);
        b.putBytes(5, bytes, 2, Uscc.LENGTH);
        assertTrue(Uscc.equal(a, 2, b, 5));
        assertEquals(Uscc.hash(a, 2), Uscc.hash(b, 5));
        for (int i = 0; i < Uscc.LENGTH; i++) {
            b.putByte(5 + i, (byte) (b.getByte(5 + i) ^ 1));
            assertFalse(Uscc.equal(a, 2, b, 5), "byte " + i);
            assertNotEquals(Uscc.hash(a, 2), Uscc.hash(b, 5), "byte " + i);
            b.putByte(5 + i, (byte) (b.getByte(5 + i) ^ 1));
        }
    }

    @Test
    void aCreditCodeOfNulsIsAbsent() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[20]);
        assertTrue(Uscc.isAbsent(buffer, 1));
        buffer.putByte(1, (byte) '9');
        assertFalse(Uscc.isAbsent(buffer, 1));
    }
}
