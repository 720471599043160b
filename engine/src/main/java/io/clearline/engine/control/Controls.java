package io.clearline.engine.control;

import io.clearline.engine.memory.ByteKeyIndex;
import io.clearline.engine.record.Hash64;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import io.clearline.engine.record.sbe.ControlState;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The register of controls: every version ever accepted, by number, with where it stands in its
 * life and what it counted; the highest version ever, withdrawn or not. Changed by appliers alone.
 * One thread.
 */
public final class Controls {
    private final NamedLists lists;
    private final Counters counters;
    private final ControlIndex index;
    private final ProgramReader reader = new ProgramReader();
    private final List<Control> numbered = new ArrayList<>();
    /** Issuer in two bytes and id: what has versions. */
    private final ByteKeyIndex names = new ByteKeyIndex();
    private final List<Versions> byName = new ArrayList<>();
    private final Tallies tallies = new Tallies();
    private int tried;

    /** Creates an empty register with lists of its own. */
    public Controls() {
        this(new NamedLists());
    }

    /** Creates an empty register over the lists of another. */
    public Controls(final NamedLists lists) {
        this.lists = lists;
        this.counters = new Counters(lists);
        this.index = new ControlIndex(lists);
    }

    /** Returns the named lists. */
    public NamedLists lists() {
        return lists;
    }

    /** Returns the counters. */
    public Counters counters() {
        return counters;
    }

    /** Returns how many are tried on declarations, SHADOW or ACTIVE, their times apart. */
    public int tried() {
        return tried;
    }

    /** Returns how many versions there are, those that ended included. */
    public int versions() {
        return numbered.size();
    }

    /** Returns a version by its number. */
    public Control version(final int number) {
        return numbered.get(number);
    }

    /** Returns how many declarations were accepted while a version last was tried. */
    public long declarations(final Control control) {
        return control.tally().declarations(tallies.accepted());
    }

    private static byte[] key(final int issuer, final byte[] id) {
        final byte[] key = new byte[id.length + 2];
        key[0] = (byte) (issuer >>> 8);
        key[1] = (byte) issuer;
        System.arraycopy(id, 0, key, 2, id.length);
        return key;
    }

    private Versions versions(final int issuer, final byte[] id) {
        final byte[] key = key(issuer, id);
        final int number = names.find(new UnsafeBuffer(key), 0, key.length);
        return number < 0 ? null : byName.get(number);
    }

    private Versions versions(final Control control) {
        return versions(control.terms().issuer(), control.terms().id());
    }

    /** Returns the highest version there ever was of an issuer's control, 0 = none. */
    public int highest(final int issuer, final byte[] id) {
        final Versions versions = versions(issuer, id);
        return versions == null ? 0 : versions.highest();
    }

    /** Returns a version of an issuer's control, ended or not, or null. */
    public Control find(final int issuer, final byte[] id, final int version) {
        final Versions versions = versions(issuer, id);
        return versions == null ? null : versions.find(version);
    }

    /** Returns the version of an issuer's control that is ACTIVE or PAUSED, or null. */
    public Control inForce(final int issuer, final byte[] id) {
        final Versions versions = versions(issuer, id);
        return versions == null ? null : versions.inForce();
    }

    /** Returns the versions of an issuer's control that have not ended, the one in force last. */
    public List<Control> live(final int issuer, final byte[] id) {
        final Versions versions = versions(issuer, id);
        return versions == null ? List.of() : versions.live();
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
     * Puts a new version in its first state; lower ones that came no further end. The counters it names
     * must have begun.
     *
     * @param nowMs engine time
     * @return the version
     * @throws IllegalArgumentException if the bytes are no sound program
     */
    public Control put(final Control.Terms terms, final ControlState state,
        final DirectBuffer program, final int offset, final int length, final long nowMs) {
        final byte[] kept = new byte[length];
        program.getBytes(offset, kept);
        final Control control = new Control(
            numbered.size(), terms, kept, reader.read(program, offset, length), lists,
            counters);
        register(control);
        move(control, state, nowMs);
        return control;
    }

    private void register(final Control control) {
        final Control.Terms terms = control.terms();
        numbered.add(control);
        final byte[] key = key(terms.issuer(), terms.id());
        final int at = names.intern(new UnsafeBuffer(key), 0, key.length);
        if (at == byName.size()) {
            byName.add(new Versions());
        }
        byName.get(at).add(control);
    }

    /** Writes the lists, the counters and every version; equal registers give equal bytes. */
    public void save(final StateOutput out) {
        lists.save(out);
        counters.save(out);
        out.putLong(tallies.accepted());
        out.putInt(numbered.size());
        for (final Control control : numbered) {
            control.save(out);
        }
    }

    /** Reads what {@link #save} wrote into an empty register. */
    public void load(final StateInput in) {
        lists.load(in);
        counters.load(in);
        tallies.accepted(in.getLong());
        for (int left = in.getInt(); left > 0; left--) {
            final Control.Terms terms = Control.Terms.load(in);
            final ControlState state = ControlState.get((short) in.getByte());
            final byte[] program = in.getSized();
            final Control control = new Control(numbered.size(), terms,
                program.length == 0 ? null : program, program.length == 0 ? null
                    : reader.read(new UnsafeBuffer(program), 0, program.length), lists, counters);
            control.tally().load(in);
            register(control);
            control.enter(state);
            versions(control).moved(control, null);
            if (control.isTried()) {
                index.add(control);
                tallies.resume(control);
                tried++;
            }
        }
    }

    /**
     * Moves a version to another state; lower ones that came no further end.
     *
     * @param nowMs engine time
     */
    public void move(final Control control, final ControlState state, final long nowMs) {
        final Versions versions = versions(control);
        if (state != ControlState.WITHDRAWN) {
            for (final Control other : versions.replacedBy(control, state)) {
                enter(versions, other, ControlState.WITHDRAWN, nowMs);
            }
        }
        enter(versions, control, state, nowMs);
    }

    private void enter(final Versions versions, final Control control, final ControlState state,
        final long nowMs) {
        final ControlState before = control.state();
        if (before != null && control.isTried()) {
            index.remove(control);
            tallies.stop(control);
            tried--;
        }
        if (state == ControlState.WITHDRAWN) {
            counters.release(control.counters());
        }
        control.enter(state);
        versions.moved(control, before);
        if (control.isTried()) {
            index.add(control);
            tallies.start(control, nowMs);
            tried++;
        }
    }

    /** Ends what has not ended of an issuer's control. */
    public void withdraw(final int issuer, final byte[] id, final long nowMs) {
        for (final Control control : live(issuer, id)) {
            move(control, ControlState.WITHDRAWN, nowMs);
        }
    }

    /** Finds what matches a subject, on the whole and on each of its items. */
    public void match(final Subject subject, final Matches into) {
        into.find(index, subject);
    }

    /** Time has come to here: opens and closes the counts of controls with a from or to. */
    public void advance(final long nowMs) {
        tallies.advance(nowMs);
    }

    /**
     * Counts a version that hit the declaration which is being accepted.
     *
     * @param items how many items it hit, 1 for the declaration as a whole
     * @param errors on how many of them its expression erred
     */
    public void count(final int number, final int items, final int errors) {
        tallies.count(numbered.get(number), items, errors);
    }

    /** Counts a declaration that is accepted; what it hit was counted before. */
    public void accept() {
        tallies.accept();
    }

    /** Returns the control that its harm guard is to pause next, or null. */
    public Control tripped() {
        return tallies.tripped();
    }

    /** Returns a hash of all versions, their counts and the lists. */
    public long hash() {
        long hash = Hash64.fold(
            Hash64.fold(lists.hash(), counters.hash()), tallies.accepted());
        for (final Control control : numbered) {
            final UnsafeBuffer citation = new UnsafeBuffer(control.citation());
            hash = Hash64.fold(hash, Hash64.of(citation, 0, citation.capacity(),
                control.state().value()));
            hash = Hash64.fold(hash, control.tally().hash());
        }
        return Hash64.mix(hash);
    }
}
