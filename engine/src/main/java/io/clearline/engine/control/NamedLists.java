package io.clearline.engine.control;

import io.clearline.engine.memory.ByteKeyIndex;
import io.clearline.engine.memory.LongMaps;
import io.clearline.engine.record.Hash64;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;

/**
 * Lists that expressions name, such as {@code list("ZJ-watch")}: each issuer keeps its own under a
 * name, an expression asks all of that name. A member may expire. Asking allocates nothing; one
 * thread.
 */
public final class NamedLists {
    /** As an expiry: never. */
    public static final long OPEN = Long.MAX_VALUE;
    private static final long NEVER = Long.MIN_VALUE;

    private final TreeMap<String, NamedList> byName = new TreeMap<>();
    private final ByteKeyIndex members = new ByteKeyIndex();

    /** All lists of one name. */
    public final class NamedList {
        private final TreeMap<Integer, Long2LongHashMap> byIssuer = new TreeMap<>();
        /** Until when a member is on the list of any issuer. */
        private final Long2LongHashMap until = new Long2LongHashMap(NEVER);

        private NamedList() {
        }

        /** Tells whether a text is on the list at a time. */
        boolean has(final Slice text, final long nowMs) {
            return hasMember(member(text), nowMs);
        }

        /** Tells whether a member of a number, -1 for none, is on the list at a time. */
        boolean hasMember(final int member, final long nowMs) {
            return nowMs < until.get(member);
        }

        private boolean hasMembers() {
            return !until.isEmpty();
        }

        private void save(final StateOutput out) {
            LongMaps.save(until, out);
            out.putInt((int) byIssuer.values().stream().filter(list -> !list.isEmpty()).count());
            byIssuer.forEach((issuer, list) -> {
                if (!list.isEmpty()) {
                    out.putInt(issuer);
                    LongMaps.save(list, out);
                }
            });
        }

        private void load(final StateInput in) {
            LongMaps.load(until, in);
            for (int left = in.getInt(); left > 0; left--) {
                LongMaps.load(of(in.getInt()), in);
            }
        }

        private Long2LongHashMap of(final int issuer) {
            return byIssuer.computeIfAbsent(issuer, ignored -> new Long2LongHashMap(NEVER));
        }

        private void unite(final long member) {
            long latest = NEVER;
            for (final Long2LongHashMap list : byIssuer.values()) {
                latest = Math.max(latest, list.get(member));
            }
            if (latest == NEVER) {
                until.remove(member);
            } else {
                until.put(member, latest);
            }
        }
    }

    /** Returns the lists of a name, empty ones if there are none yet. */
    NamedList named(final byte[] name) {
        return byName.computeIfAbsent(
            new String(name, StandardCharsets.UTF_8), ignored -> new NamedList());
    }

    /** Returns the number of a text that is or was on some list, or -1. */
    int member(final Slice text) {
        return members.find(text.buffer(), text.offset(), text.length());
    }

    /** Returns the number of a member, which is given one where it is new. */
    public int intern(final DirectBuffer buffer, final int offset, final int length) {
        return members.intern(buffer, offset, length);
    }

    /** Returns a member's text; the view is good until the next call. */
    public DirectBuffer text(final int member) {
        return members.key(member);
    }

    /** Returns until when a member is on an issuer's list, or {@link Long#MIN_VALUE}. */
    public long until(final String name, final int issuer, final int member) {
        final NamedList list = byName.get(name);
        final Long2LongHashMap of = list == null ? null : list.byIssuer.get(issuer);
        return of == null ? NEVER : of.get(member);
    }

    /** Puts a member on an issuer's list, or gives it another expiry. */
    public void put(
        final String name, final int issuer, final int member, final long untilMs) {
        final NamedList list = byName.computeIfAbsent(name, ignored -> new NamedList());
        if (untilMs != NEVER) {
            list.of(issuer).put(member, untilMs);
            list.unite(member);
        }
    }

    /** Takes a member off an issuer's list. */
    public void remove(final String name, final int issuer, final int member) {
        final NamedList list = byName.get(name);
        if (list != null) {
            list.of(issuer).remove(member);
            list.unite(member);
        }
    }

    /** Hands out the members of an issuer's list by their numbers, ascending. */
    public void members(final String name, final int issuer, final LongConsumer into) {
        final NamedList list = byName.get(name);
        if (list != null && list.byIssuer.containsKey(issuer)) {
            list.byIssuer.get(issuer).keySet().stream().mapToLong(Long::longValue).sorted()
                .forEach(into);
        }
    }

    void save(final StateOutput out) {
        members.save(out);
        // A name without members is known because some control asks for it, or once did.
        out.putInt((int) byName.values().stream().filter(NamedList::hasMembers).count());
        byName.forEach((name, list) -> {
            if (list.hasMembers()) {
                out.putSized(name.getBytes(StandardCharsets.UTF_8));
                list.save(out);
            }
        });
    }

    void load(final StateInput in) {
        members.load(in);
        for (int left = in.getInt(); left > 0; left--) {
            named(in.getSized()).load(in);
        }
    }

    /** Returns a hash over all lists, the same for equal lists however they came about. */
    public long hash() {
        long hash = 0;
        for (final var name : byName.entrySet()) {
            if (name.getValue().until.isEmpty()) {
                continue;
            }
            long sum = name.getKey().hashCode();
            for (final var issuer : name.getValue().byIssuer.entrySet()) {
                for (final var member : issuer.getValue().entrySet()) {
                    final DirectBuffer text = text((int) (long) member.getKey());
                    sum += Hash64.mix(Hash64.fold(Hash64.of(text, 0, text.capacity(),
                        issuer.getKey()), member.getValue()));
                }
            }
            hash = Hash64.fold(hash, sum);
        }
        return Hash64.mix(hash);
    }
}
