package io.clearline.engine.follower;

/**
 * Whose a declaration is: what tells who may see it.
 *
 * @param sender number of the principal that sent it, 0 = the operator at the machine, {@link #UNKNOWN}
 *     where the record of its acceptance was no longer kept when the store was made
 * @param trader credit code, as last amended; "" = not known
 * @param agent credit code, the trader's where there is none; "" = not known
 * @param entryOffice office of entry or exit, four digits as a number; 0 = not known
 */
public record Filing(int sender, String trader, String agent, int entryOffice) {
    /** As {@code sender}: nobody knows any more. */
    public static final int UNKNOWN = -1;
    /** What a declaration's number is divided by to get its office. */
    private static final long OFFICE = 100_000_000_000_000L;

    /** Returns the office that a declaration's number begins with. */
    public static int officeOf(final String declaration) {
        return (int) (Long.parseLong(declaration) / OFFICE);
    }
}
