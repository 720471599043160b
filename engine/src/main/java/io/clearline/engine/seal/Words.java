package io.clearline.engine.seal;

/** Lines of words between single spaces, in which one value has one text. */
final class Words {
    private Words() {
    }

    /** Splits a line that must begin with {@code first} and have {@code count} words. */
    static String[] of(final String line, final String first, final int count) {
        final String[] words = line.split(" ", -1);
        if (!words[0].equals(first) || words.length != count) {
            throw new SealFormatException("a line '" + first + "' of " + count
                + " words between single spaces belongs here");
        }
        return words;
    }

    static long number(final String word) {
        try {
            final long number = Long.parseLong(word);
            if (Long.toString(number).equals(word)) {
                return number;
            }
        } catch (final NumberFormatException e) {
            throw new SealFormatException("'" + word + "' is no integer", e);
        }
        throw new SealFormatException("'" + word + "' has digits or signs that it needs not");
    }
}
