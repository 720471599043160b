package io.clearline.engine.control;

import io.clearline.engine.memory.ByteKeyIndex;
import io.clearline.engine.record.Hash64;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
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
    private final Counters counters = new Counters(lists);
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

    /** Returns the counters. */
    public Counters counters() {
        return counters;
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
     * Checks a program without keeping anything; counters it names need not be there.
     *
     * @throws IllegalArgumentException if the bytes are no sound program
     */
    public static void check(final DirectBuffer program, final int offset, final int length) {
        Predicate.check(program, offset, length);
    }

    /**
     * Puts a version in force in place of the one before. The counters it names must have begun.
     *
     * @return the version
     * @throws IllegalArgumentException if the bytes are no sound program
     */
    public Control put(final Control.Terms terms, final DirectBuffer program, final int offset,
        final int length) {
        final Node root = reader.read(program, offset, length);
        final byte[] kept = new byte[length];
        program.getBytes(offset, kept);
        final List<Counter> named = counters.retain(root);
        final Control control = new Control(
            versions.size(), terms, kept, Predicate.of(root, lists, counters), named);
        withdraw(terms.issuer(), terms.id());
        register(control);
        index.add(control, root);
        inForce++;
        return control;
    }

    private void register(final Control control) {
        final Control.Terms terms = control.terms();
        versions.add(control);
        final byte[] key = key(terms.issuer(), terms.id());
        final int at = series.intern(new UnsafeBuffer(key), 0, key.length);
        if (at == latest.size()) {
            latest.add(control);
        } else {
            latest.set(at, control);
        }
    }

    /** Writes the lists, the counters and every version; equal registers give equal bytes. */
    public void save(final StateOutput out) {
        lists.save(out);
        counters.save(out);
        out.putInt(versions.size());
        for (final Control control : versions) {
            control.save(out);
        }
    }

    /** Reads what {@link #save} wrote into an empty register. */
    public void load(final StateInput in) {
        lists.load(in);
        counters.load(in);
        for (int left = in.getInt(); left > 0; left--) {
            final Control.Terms terms = Control.Terms.load(in);
            final byte[] program = in.getSized();
            if (program.length == 0) {
                register(new Control(versions.size(), terms, null, null, List.of()));
            } else {
                put(terms, new UnsafeBuffer(program), 0, program.length);
            }
        }
    }

    /** Ends what is in force of an issuer's control, if anything is. */
    public void withdraw(final int issuer, final byte[] id) {
        final Control control = inForce(issuer, id);
        if (control != null) {
            index.remove(control);
            counters.release(control.counters());
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
        long hash = Hash64.fold(lists.hash(), counters.hash());
        for (int i = 0; i < versions.size(); i++) {
            final Control control = versions.get(i);
            final UnsafeBuffer citation = new UnsafeBuffer(control.citation());
            hash = Hash64.fold(hash, Hash64.of(citation, 0, citation.capacity(),
                control.predicate() == null ? 0 : 1));
        }
        return Hash64.mix(hash);
    }
}
