package io.clearline.engine.record;

/** Three letters (a country or a currency) packed in base 26: {@code AAA} is 0, {@code ZZZ} 17575. */
public final class Alpha3 {
    /** How many codes there are; every code is below. */
    public static final int SIZE = 26 * 26 * 26;

    /** Stands for an absent code. */
    public static final int ABSENT = 65535;

    /** The yuan. */
    public static final int CNY = of('C', 'N', 'Y');

    private Alpha3() {
    }

    /**
     * Packs a code.
     *
     * @return the packed code, or {@link #ABSENT} where {@code text} is not three letters A to Z
     */
    public static int of(final CharSequence text) {
        if (text.length() != 3) {
            return ABSENT;
        }
        for (int i = 0; i < 3; i++) {
            if (text.charAt(i) < 'A' || text.charAt(i) > 'Z') {
                return ABSENT;
            }
        }
        return of(text.charAt(0), text.charAt(1), text.charAt(2));
    }

    private static int of(final char a, final char b, final char c) {
        return ((a - 'A') * 26 + b - 'A') * 26 + c - 'A';
    }

    /** Returns the three letters. */
    public static String text(final int code) {
        return new String(new char[] {
            (char) ('A' + code / 676), (char) ('A' + code / 26 % 26), (char) ('A' + code % 26)});
    }
}
