package io.clearline.engine.reference;

/** A tariff code or prefix of 2 to 10 digits as one long: the number times 16 plus how many digits. */
public final class HsKey {
    private static final long[] TEN_TO = new long[11];

    static {
        TEN_TO[0] = 1;
        for (int i = 1; i < TEN_TO.length; i++) {
            TEN_TO[i] = TEN_TO[i - 1] * 10;
        }
    }

    private HsKey() {
    }

    /** Packs a code. */
    public static long of(final long number, final int digits) {
        return number << 4 | digits;
    }

    /** Returns the code as a number, leading zeros lost. */
    public static long number(final long key) {
        return key >>> 4;
    }

    /** Returns how many digits the code has. */
    public static int digits(final long key) {
        return (int) (key & 15);
    }

    /** Returns the first {@code digits} digits of a code of {@code from} digits as a key. */
    public static long prefix(final long number, final int from, final int digits) {
        return of(from == digits ? number : number / TEN_TO[from - digits], digits);
    }

    /** Returns the first eight digits of a code of 8 or 10 digits as a number. */
    public static int line8(final long number, final int digits) {
        return (int) (digits == 10 ? number / 100 : number);
    }
}
