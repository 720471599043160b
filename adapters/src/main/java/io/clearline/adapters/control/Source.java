package io.clearline.adapters.control;

/** The text of an expression as Unicode characters; makes lines and columns of their indexes. */
final class Source {
    private final int[] characters;

    Source(final String text) {
        characters = text.codePoints().toArray();
    }

    int length() {
        return characters.length;
    }

    /** Returns the character at an index, or 0 behind the end. */
    int at(final int index) {
        return index < characters.length ? characters[index] : 0;
    }

    /** Returns a part of the text. */
    String text(final int from, final int to) {
        return new String(characters, from, to - from);
    }

    /** Makes a refusal at a place. */
    RefusedException refuse(final int index, final String message) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < index && i < characters.length; i++) {
            if (characters[i] == '\n') {
                line++;
                start = i + 1;
            }
        }
        return new RefusedException(line, index - start + 1, message);
    }
}
