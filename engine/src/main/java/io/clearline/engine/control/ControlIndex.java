package io.clearline.engine.control;

import io.clearline.engine.control.Conditions.Choice;
import io.clearline.engine.control.Conditions.Condition;
import io.clearline.engine.control.Conditions.Kind;
import io.clearline.engine.control.Sieve.Row;
import io.clearline.engine.record.Hash64;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Finds the controls that can match: each is filed under the values of its most telling condition,
 * or of two, and only those under the values that a declaration has are tried, with the few that no condition
 * describes. Filing one touches its own places alone. Searching allocates nothing; one thread.
 */
final class ControlIndex {
    /** Maps are many and small, so that none that grows makes a decision wait. */
    private static final int MAPS = 1024;

    /**
     * Where a control is filed: keys of places, or {@code null} where no condition describes it.
     */
    record Filing(Choice choice, boolean ofItem) {
    }

    /** Controls that ask whether a field is on a list. */
    private record Listed(ControlField field, NamedLists.NamedList list, Bucket controls) {
    }

    /** What is filed by fields of the head, or by fields of an item. */
    private final class Side {
        private final List<Listed> listed = new ArrayList<>();
        private final Bucket rest = new Bucket();
        private final Sieve sieve = new Sieve();
    }

    private final NamedLists lists;
    private final Side head = new Side();
    private final Side item = new Side();
    @SuppressWarnings({"unchecked", "rawtypes"})
    private final Long2ObjectHashMap<Bucket>[] places = new Long2ObjectHashMap[MAPS];
    private long search;
    private long headSearch;

    ControlIndex(final NamedLists lists) {
        this.lists = lists;
    }

    /** Says where a program's control is to be filed. */
    static Filing file(final Node program) {
        return new Filing(Conditions.of(program), program.namesItem());
    }

    /** Files a control. */
    void add(final Control control) {
        final Choice choice = control.filing().choice();
        if (choice == null) {
            rest(control).add(control);
            return;
        }
        for (final Condition condition : choice.conditions()) {
            final Side side = condition.field().isOfItem() ? item : head;
            if (condition.kind() == Kind.LISTED) {
                listed(side, condition).add(control);
            } else {
                side.sieve.add(row(condition), slice(condition), slice(condition.also()));
                place(key(condition)).add(control);
            }
        }
    }

    /** Takes a control out. */
    void remove(final Control control) {
        final Choice choice = control.filing().choice();
        if (choice == null) {
            rest(control).remove(control);
            return;
        }
        for (final Condition condition : choice.conditions()) {
            final Side side = condition.field().isOfItem() ? item : head;
            if (condition.kind() == Kind.LISTED) {
                final Bucket bucket = listed(side, condition);
                bucket.remove(control);
                if (bucket.size() == 0) {
                    side.listed.removeIf(one -> one.controls == bucket);
                }
            } else {
                side.sieve.remove(row(condition), slice(condition), slice(condition.also()));
                final long key = key(condition);
                final Bucket bucket = place(key);
                bucket.remove(control);
                if (bucket.size() == 0) {
                    map(key).remove(key);
                }
            }
        }
    }

    private Bucket rest(final Control control) {
        return control.filing().ofItem() ? item.rest : head.rest;
    }

    private Bucket listed(final Side side, final Condition condition) {
        final NamedLists.NamedList list = lists.named(condition.text());
        for (final Listed one : side.listed) {
            if (one.field == condition.field() && one.list == list) {
                return one.controls;
            }
        }
        final Listed added = new Listed(condition.field(), list, new Bucket());
        side.listed.add(added);
        return added.controls;
    }

    private static Row row(final Condition condition) {
        return new Row(condition.field(),
            condition.kind() == Kind.EXACT ? Sieve.WHOLE : condition.text().length,
            condition.also() == null ? null : condition.also().field());
    }

    private static Slice slice(final Condition condition) {
        return condition == null ? null : new Slice(condition.text());
    }

    private static long key(final Condition condition) {
        return key(row(condition), slice(condition), slice(condition.also()));
    }

    private static long key(final Row row, final Slice text, final Slice also) {
        final boolean whole = row.length() == Sieve.WHOLE;
        final long key = key(row.field(), !whole, text, whole ? text.length() : row.length());
        return also == null ? key
            : Hash64.mix(Hash64.fold(key, key(row.also(), false, also, also.length())));
    }

    private static long key(
        final ControlField field, final boolean prefix, final Slice text, final int length) {
        return Hash64.of(
            text.buffer(), text.offset(), length, field.number() << 1 | (prefix ? 1 : 0));
    }

    private Long2ObjectHashMap<Bucket> map(final long key) {
        final int at = (int) (key >>> 54);
        if (places[at] == null) {
            places[at] = new Long2ObjectHashMap<>();
        }
        return places[at];
    }

    private Bucket place(final long key) {
        final Long2ObjectHashMap<Bucket> map = map(key);
        Bucket bucket = map.get(key);
        if (bucket == null) {
            bucket = new Bucket();
            map.put(key, bucket);
        }
        return bucket;
    }

    /** Finds what the head of a declaration leads to: controls of the whole and of items. */
    void searchHead(final Subject subject, final Bucket found) {
        headSearch = ++search;
        search(head, subject, found);
    }

    /** Finds what an item leads to that its declaration's head did not. */
    void searchItem(final Subject subject, final Bucket found) {
        search++;
        search(item, subject, found);
    }

    private void search(final Side side, final Subject subject, final Bucket found) {
        found.addAll(side.rest);
        final Sieve sieve = side.sieve;
        for (int i = 0; i < sieve.size(); i++) {
            final Row row = sieve.row(i);
            final Slice text = subject.text(row.field());
            final Slice also = row.also() == null ? null : subject.text(row.also());
            if (sieve.mayHave(i, text, also)) {
                take(key(row, text, also), found);
            }
        }
        ControlField asked = null;
        int member = -1;
        for (int i = 0; i < side.listed.size(); i++) {
            final Listed listed = side.listed.get(i);
            if (listed.field != asked) {
                asked = listed.field;
                member = lists.member(subject.text(asked));
            }
            if (member >= 0 && listed.list.hasMember(member, subject.nowMs())) {
                take(listed.controls, found);
            }
        }
    }

    private void take(final long key, final Bucket found) {
        final Long2ObjectHashMap<Bucket> map = places[(int) (key >>> 54)];
        final Bucket bucket = map == null ? null : map.get(key);
        if (bucket != null) {
            take(bucket, found);
        }
    }

    /** A control that several ways lead to is taken once. */
    private void take(final Bucket from, final Bucket found) {
        for (int i = 0; i < from.size(); i++) {
            final Control control = from.get(i);
            if (control.foundBy != search && control.foundBy != headSearch) {
                control.foundBy = search;
                found.add(control);
            }
        }
    }
}
