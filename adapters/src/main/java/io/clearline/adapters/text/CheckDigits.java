package io.clearline.adapters.text;

import io.clearline.engine.record.sbe.RejectCode;

/**
 * Identifiers that carry a check character: the unified social credit code (GB 32100-2015) and the
 * freight container number (ISO 6346). Stateless.
 */
public final class CheckDigits {
    /** Characters of a unified social credit code. */
    public static final int USCC_LENGTH = 18;

    /** Characters of a container number. */
    public static final int CONTAINER_LENGTH = 11;

    private static final String USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final byte[] USCC_VALUES = new byte[128];
    private static final int[] USCC_WEIGHTS = new int[USCC_LENGTH - 1];

    static {
        java.util.Arrays.fill(USCC_VALUES, (byte) -1);
        for (int i = 0; i < USCC_ALPHABET.length(); i++) {
            USCC_VALUES[USCC_ALPHABET.charAt(i)] = (byte) i;
        }
        int weight = 1;
        for (int i = 0; i < USCC_WEIGHTS.length; i++) {
            USCC_WEIGHTS[i] = weight;
            weight = weight * 3 % 31;
        }
    }

    private CheckDigits() {
    }

    /**
     * Checks a unified social credit code: 18 characters of the alphabet without I, O, S, V and Z,
     * the last one such that the sum weighted by powers of 3 is 0 modulo 31.
     *
     * @return {@code FORMAT}, {@code CHECK_DIGIT}, or null where it is right
     */
    public static RejectCode uscc(final byte[] bytes, final int from, final int to) {
        if (to - from != USCC_LENGTH) {
            return RejectCode.FORMAT;
        }
        int sum = 0;
        for (int i = 0; i < USCC_LENGTH; i++) {
            final byte next = bytes[from + i];
            final int value = next < 0 ? -1 : USCC_VALUES[next];
            if (value < 0) {
                return RejectCode.FORMAT;
            }
            sum += i < USCC_WEIGHTS.length ? value * USCC_WEIGHTS[i] : value;
        }
        return sum % 31 == 0 ? null : RejectCode.CHECK_DIGIT;
    }

    /**
     * Checks a container number: three letters of the owner, U, J or Z, six digits and the check
     * digit, modulo 11 of the sum weighted by powers of 2, where a remainder of 10 is written 0.
     *
     * @return {@code FORMAT}, {@code CHECK_DIGIT}, or null where it is right
     */
    public static RejectCode container(final byte[] bytes, final int from, final int to) {
        if (to - from != CONTAINER_LENGTH) {
            return RejectCode.FORMAT;
        }
        int sum = 0;
        for (int i = 0; i < CONTAINER_LENGTH; i++) {
            final byte next = bytes[from + i];
            final boolean right = i < 3 ? next >= 'A' && next <= 'Z'
                : i == 3 ? next == 'U' || next == 'J' || next == 'Z'
                : next >= '0' && next <= '9';
            if (!right) {
                return RejectCode.FORMAT;
            }
            sum += i < CONTAINER_LENGTH - 1 ? containerValue(next) << i : 0;
        }
        return sum % 11 % 10 == bytes[to - 1] - '0' ? null : RejectCode.CHECK_DIGIT;
    }

    /** Letters count from 10 and leave out the multiples of 11. */
    private static int containerValue(final byte next) {
        if (next <= '9') {
            return next - '0';
        }
        final int letter = next - 'A';
        return 10 + letter + (letter + 9) / 10;
    }
}
