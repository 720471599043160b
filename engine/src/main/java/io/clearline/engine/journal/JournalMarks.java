package io.clearline.engine.journal;

/**
 * How far a journal goes by its high-water marks: without reading it, and so without knowing whether it
 * does.
 *
 * @param appended the last record appended, -1 if the mark is damaged
 * @param forced the last record that is known to be on the disk, -1 if the mark is damaged
 */
public record JournalMarks(long appended, long forced) {
    /**
     * Reads the marks; an engine may be running.
     *
     * @throws JournalException if they cannot be read
     */
    public static JournalMarks read(final DataDirectory data) {
        final HighWater.Marks marks = SoundJournal.marks(data);
        return new JournalMarks(
            marks == null || marks.appended() == null ? -1 : marks.appended().sequence(),
            marks == null || marks.forced() == null ? -1 : marks.forced().sequence());
    }
}
