package io.clearline.adapters.oracle;

/** Check digits of GB 32100 (companies) and ISO 6346 (containers). */
final class CheckDigits {

    private static final String COMPANY_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private CheckDigits() {
    }

    /** Whether the 18th character follows from the first 17: weights are powers of 3 modulo 31. */
    static boolean company(String uscc) {
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < 17; i++) {
            sum += COMPANY_ALPHABET.indexOf(uscc.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        int expected = (31 - sum % 31) % 31;
        return COMPANY_ALPHABET.indexOf(uscc.charAt(17)) == expected;
    }

    /** Whether the 11th character follows from the first 10: weights are powers of 2. */
    static boolean container(String number) {
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += containerValue(number.charAt(i)) << i;
        }
        return number.charAt(10) - '0' == sum % 11 % 10;
    }

    /** Letters count from 10, leaving out the multiples of 11. */
    private static int containerValue(char c) {
        if (c <= '9') {
            return c - '0';
        }
        int letter = c - 'A';
        return 10 + letter + (letter > 0 ? 1 : 0) + (letter > 10 ? 1 : 0) + (letter > 20 ? 1 : 0);
    }
}
