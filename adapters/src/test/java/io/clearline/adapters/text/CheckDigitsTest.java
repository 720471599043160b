package io.clearline.adapters.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.clearline.engine.record.sbe.RejectCode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckDigitsTest {
    private static RejectCode uscc(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return CheckDigits.uscc(bytes, 0, bytes.length);
    }

    private static RejectCode container(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return CheckDigits.container(bytes, 0, bytes.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"91350100M000100Y43", "91460100MA5T00001L", "91110000600037341L"})
    void takesRightCreditCodes(final String code) {
        assertNull(uscc(code));
    }

    @Test
    void findsEverySingleWrongCharacter() {
        final String good = "91350100M000100Y43";
        for (int i = 0; i < good.length(); i++) {
            for (final char other : "0123456789ABCDEFGHJKLMNPQRTUWXY".toCharArray()) {
                if (other != good.charAt(i)) {
                    assertEquals(RejectCode.CHECK_DIGIT,
                        uscc(good.substring(0, i) + other + good.substring(i + 1)));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "91350100M000100Y4", "91350100M000100Y433", "91350100m000100Y43",
        "9I350100M000100Y43", "91350100M000100Y4é", "91350100M000100 43"})
    void refusesWhatIsNoCreditCode(final String code) {
        assertEquals(RejectCode.FORMAT, uscc(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CSQU3054383", "TCLU1234568", "MSKU0383250", "TOLU4734787"})
    void takesRightContainers(final String number) {
        assertNull(container(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TCLU1234567", "CSQU3054384", "CSQU3054373"})
    void findsWrongContainers(final String number) {
        assertEquals(RejectCode.CHECK_DIGIT, container(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CSQU305438", "CSQU30543833", "csqu3054383", "CSQX3054383",
        "CSQU305438X", "1SQU3054383"})
    void refusesWhatIsNoContainer(final String number) {
        assertEquals(RejectCode.FORMAT, container(number));
    }
}
