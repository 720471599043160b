package io.clearline.engine.state;

import io.clearline.engine.memory.ByteKeyIndex;
import io.clearline.engine.record.Hash64;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import io.clearline.engine.record.Uscc;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.PrincipalDecoder;
import io.clearline.engine.record.sbe.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Who may send commands: each principal under a number that every record of its commands names. Number
 * {@link #LOCAL} is whoever runs the engine itself and may do everything. One thread.
 */
public final class Principals {
    /** The operator at the machine: commands that come from no adapter with identities. */
    public static final int LOCAL = 0;

    /**
     * A principal as it now stands.
     *
     * @param name UTF-8, 1 to 64 bytes
     * @param role what it may do
     * @param office the office it acts for, four digits as a number; 0 = none
     * @param party credit code that a declarant acts for; NULs = none
     * @param active whether it may act at all
     */
    public record Principal(byte[] name, Role role, int office, byte[] party, boolean active) {
        boolean isSame(final Principal other) {
            return role == other.role && office == other.office && active == other.active
                && Arrays.equals(name, other.name) && Arrays.equals(party, other.party);
        }
    }

    /** Reads the principal that a command describes. */
    public static Principal of(final PrincipalDecoder in, final MessageHeaderDecoder header,
        final DirectBuffer command, final int offset) {
        in.wrapAndApplyHeader(command, offset, header);
        in.formErrors().forEachRemaining(ignored -> { });
        final byte[] party = new byte[Uscc.LENGTH];
        in.getParty(party, 0);
        final byte[] name = new byte[in.nameLength()];
        in.getName(name, 0, name.length);
        return new Principal(name, in.role(), in.office(), party, in.active() == 1);
    }

    private final ByteKeyIndex byName = new ByteKeyIndex();
    private final List<Principal> principals = new ArrayList<>();

    /** Returns how many there are; their numbers run from 1. */
    public int size() {
        return principals.size();
    }

    /** Returns the number of a name, or -1. */
    public int find(final byte[] name) {
        final int at = byName.find(new UnsafeBuffer(name), 0, name.length);
        return at < 0 ? -1 : at + 1;
    }

    /** Returns a principal, or null where the number is none. */
    public Principal get(final int number) {
        return number < 1 || number > principals.size() ? null : principals.get(number - 1);
    }

    /** Tells whether a principal stands already as given. */
    public boolean isKnown(final Principal principal) {
        final int number = find(principal.name);
        return number > 0 && get(number).isSame(principal);
    }

    void put(final Principal principal) {
        final int at = byName.intern(new UnsafeBuffer(principal.name), 0, principal.name.length);
        if (at == principals.size()) {
            principals.add(principal);
        } else {
            principals.set(at, principal);
        }
    }

    long hash() {
        long hash = principals.size();
        for (int i = 0; i < principals.size(); i++) {
            final Principal p = principals.get(i);
            hash = Hash64.fold(hash, Hash64.of(new UnsafeBuffer(p.name), 0, p.name.length,
                (long) p.role.value() << 32 | p.office << 1 | (p.active ? 1 : 0)));
            hash = Hash64.fold(hash, Hash64.of(new UnsafeBuffer(p.party), 0, Uscc.LENGTH, i));
        }
        return hash;
    }

    void save(final StateOutput out) {
        out.putInt(principals.size());
        for (int i = 0; i < principals.size(); i++) {
            final Principal p = principals.get(i);
            out.putSized(p.name);
            out.putByte(p.role.value());
            out.putInt(p.office);
            out.putSized(p.party);
            out.putByte(p.active ? 1 : 0);
        }
    }

    void load(final StateInput in) {
        for (int left = in.getInt(); left > 0; left--) {
            put(new Principal(in.getSized(), Role.get((short) in.getByte()), in.getInt(),
                in.getSized(), in.getByte() == 1));
        }
    }
}
