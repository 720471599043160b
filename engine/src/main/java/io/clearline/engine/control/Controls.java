package io.clearline.engine.control;

import io.clearline.engine.memory.ByteKeyIndex;
import io.clearline.engine.record.Hash64;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The register of controls: every version ever accepted, by number; the one in force of each issuer
 * and id; the highest version ever, withdrawn or not. Changed by appliers alone. One thread.
 */
public final class Controls {
    private final NamedLists lists = new NamedLists();
    private final ControlIndex index = new ControlIndex(lists);
    private final ProgramReader reader = new ProgramReader();
    private final List<Control> versions = new ArrayList<>();
    /** Issuer in two bytes and id: what has versions. */
    private final ByteKeyIndex series = new ByteKeyIndex();
    private final List<Control> latest = new ArrayList<>();
    private int inForce;

    /** Returns the named lists. */
    public NamedLists lists() {
        return lists;
    }

    /** Returns how many are in force, their times apart. */
    public int inForce() {
        return inForce;
    }

    /** Returns how many versions there are, those that ended included. */
    public int versions() {
        return versions.size();
    }

    /** Returns a version by its number. */
    public Control version(final int number) {
        return versions.get(number);
    }

    private static byte[] key(final int issuer, final byte[] id) {
        final byte[] key = new byte[id.length + 2];
        key[0] = (byte) (issuer >>> 8);
        key[1] = (byte) issuer;
        System.arraycopy(id, 0, key, 2, id.length);
        return key;
    }

    private Control latest(final int issuer, final byte[] id) {
        final byte[] key = key(issuer, id);
        final int number = series.find(new UnsafeBuffer(key), 0, key.length);
        return number < 0 ? null : latest.get(number);
    }

    /** Returns the highest version there ever was of an issuer's control, 0 = none. */
    public int highest(final int issuer, final byte[] id) {
        final Control control = latest(issuer, id);
        return control == null ? 0 : control.terms().version();
    }

    /** Returns the version in force of an issuer's control, its times apart, or null. */
    public Control inForce(final int issuer, final byte[] id) {
        final Control control = latest(issuer, id);
        return control == null || control.predicate() == null ? null : control;
    }

    /**
     * Checks a program without keeping anything.
     *
     * @throws IllegalArgumentException if the bytes are no sound program
     */
    public static void check(final DirectBuffer program, final int offset, final int length) {
        Predicate.check(program, offset, length);
    }

    /**
     * Puts a version in force in place of the one before.
     *
     * @return the version
     * @throws IllegalArgumentException if the bytes are no sound program
     */
    public Control put(final Control.Terms terms, final DirectBuffer program, final int offset,
        final int length) {
        final Node root = reader.read(program, offset, length);
        final Control control =
            new Control(versions.size(), terms, Predicate.of(root, lists));
        withdraw(terms.issuer(), terms.id());
        versions.add(control);
        final byte[] key = key(terms.issuer(), terms.id());
        final int at = series.intern(new UnsafeBuffer(key), 0, key.length);
        if (at == latest.size()) {
            latest.add(control);
        } else {
            latest.set(at, control);
        }
        index.add(control, root);
        inForce++;
        return control;
    }

    /** Ends what is in force of an issuer's control, if anything is. */
    public void withdraw(final int issuer, final byte[] id) {
        final Control control = inForce(issuer, id);
        if (control != null) {
            index.remove(control);
            control.end();
            inForce--;
        }
    }

    /** Finds what matches a subject, on the whole and on each of its items. */
    public void match(final Subject subject, final Matches into) {
        into.find(index, subject);
    }

    /** Returns a hash of all versions and lists. */
    public long hash() {
        long hash = lists.hash();
        for (int i = 0; i < versions.size(); i++) {
            final Control control = versions.get(i);
            final UnsafeBuffer citation = new UnsafeBuffer(control.citation());
            hash = Hash64.fold(hash, Hash64.of(citation, 0, citation.capacity(),
                control.predicate() == null ? 0 : 1));
        }
        return Hash64.mix(hash);
    }
}
