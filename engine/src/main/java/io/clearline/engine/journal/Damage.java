package io.clearline.engine.journal;

import java.nio.file.Path;

/**
 * Where a journal stops being sound.
 *
 * @param sequence the first record that is missing, changed or out of place; everything before it
 *     is sound
 * @param file the file it was found in
 * @param offset where in that file, in bytes: the start of the document
 * @param what what is wrong there, in words
 */
public record Damage(long sequence, Path file, long offset, String what) {
    /** Returns all of it in one line. */
    @Override
    public String toString() {
        return "from record " + sequence + " on: " + what + " (" + file + " at byte " + offset
            + ")";
    }
}
