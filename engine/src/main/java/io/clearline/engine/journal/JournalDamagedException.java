package io.clearline.engine.journal;

/** The journal is not what was written; {@link #damage()} says from which record on. */
public class JournalDamagedException extends JournalException {
    private static final long serialVersionUID = 1L;

    private final transient Damage damage;

    /** Creates one from what was found. */
    public JournalDamagedException(final Damage damage) {
        super("the journal is damaged " + damage
            + "; do not append to it: run `clearline verify`, then restore the directory from a copy"
            + " or save what is sound with `clearline recover --data DIR --to NEWDIR`");
        this.damage = damage;
    }

    /** Returns what was found and where. */
    public Damage damage() {
        return damage;
    }
}
