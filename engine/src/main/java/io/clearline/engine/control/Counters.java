package io.clearline.engine.control;

import io.clearline.engine.counter.Amounts;
import io.clearline.engine.counter.CounterCells;
import io.clearline.engine.counter.Window;
import io.clearline.engine.record.Hash64;
import io.clearline.engine.record.PackedReader;
import io.clearline.engine.record.PackedWriter;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The counters that controls name, and what they have counted. A declaration counts from its
 * acceptance on, at its time, as it was last declared: an amendment takes the place of what was
 * counted. What becomes of it afterwards changes nothing: it was declared. Deciding reads; appliers
 * alone count, begin and end counters. Counting allocates nothing but room for what is new. One
 * thread.
 */
public final class Counters {
    /** There are no more at a time: each costs every declaration a look at its condition. */
    public static final int MOST = Long.SIZE;
    /** Stands for: no time yet. */
    private static final long NO_TIME = Long.MIN_VALUE;

    private final NamedLists lists;
    private final List<Counter> present = new ArrayList<>();
    private final List<Counter.Condition> conditions = new ArrayList<>();
    /** By number; null where a counter has ended. */
    private Window[] windows = new Window[16];
    private CounterCells cells = new CounterCells(this::window);
    /** Fields of the head that something is counted by, as bits. */
    private long headKeys;
    private final HeldTallies held = new HeldTallies();
    private final ProgramReader reader = new ProgramReader();
    private final PackedReader in = new PackedReader();
    private final Amounts amounts = new Amounts();
    private int nextNumber;
    /** When something was counted last. */
    private long countedMs = NO_TIME;

    /** Creates none; conditions may ask the named lists. */
    public Counters(final NamedLists lists) {
        this.lists = lists;
    }

    NamedLists lists() {
        return lists;
    }

    /** Returns how many there are. */
    public int size() {
        return present.size();
    }

    Counter at(final int place) {
        return present.get(place);
    }

    /** Returns the counter of some terms, or null. */
    Counter find(final CounterTerms terms) {
        for (final Counter counter : present) {
            if (counter.terms().isSame(terms)) {
                return counter;
            }
        }
        return null;
    }

    CounterCells cells() {
        return cells;
    }

    private Window window(final int number) {
        return number < windows.length ? windows[number] : null;
    }

    private static void collect(final Node node, final List<CounterTerms> into) {
        final CounterTerms terms = node.counter();
        if (terms != null && into.stream().noneMatch(terms::isSame)) {
            into.add(terms);
        }
        node.operands().forEach(operand -> collect(operand, into));
    }

    private List<CounterTerms> named(
        final DirectBuffer program, final int offset, final int length) {
        final List<CounterTerms> terms = new ArrayList<>();
        collect(reader.read(program, offset, length), terms);
        return terms;
    }

    /** Tells whether there is room for the counters that a sound program names. */
    public boolean hasRoomFor(final DirectBuffer program, final int offset, final int length) {
        long more = 0;
        for (final CounterTerms terms : named(program, offset, length)) {
            more += find(terms) == null ? 1 : 0;
        }
        return present.size() + more <= MOST;
    }

    /**
     * Writes which counters a sound program names, in the order in which it does: how many, then of
     * each its number and since when it counts. Nothing begins before that is applied.
     *
     * @param nowMs since when those count that there are not yet
     * @return whether there are any; if not, nothing is written
     */
    public boolean plan(final DirectBuffer program, final int offset, final int length,
        final long nowMs, final PackedWriter out) {
        final List<CounterTerms> all = named(program, offset, length);
        if (all.isEmpty()) {
            return false;
        }
        int next = nextNumber;
        out.putVar(all.size());
        for (final CounterTerms terms : all) {
            final Counter counter = find(terms);
            out.putVar(counter == null ? next++ : counter.number())
                .putSigned(counter == null ? nowMs : counter.sinceMs());
        }
        return true;
    }

    /**
     * Begins those counters of a program that there are not yet.
     *
     * @param numbers what {@link #plan} wrote
     * @throws IllegalStateException if that is not of this program and these counters
     */
    public void begin(final DirectBuffer program, final int offset, final int length,
        final PackedReader numbers) {
        final List<CounterTerms> all = named(program, offset, length);
        int left = numbers.getVarInt();
        for (final CounterTerms terms : all) {
            final int number = numbers.getVarInt();
            final long sinceMs = numbers.getSigned();
            left--;
            final Counter known = find(terms);
            if (known == null && number == nextNumber) {
                begin(number, sinceMs, terms);
            } else if (known == null || known.number() != number) {
                throw new IllegalStateException("counter " + number + " is another one");
            }
        }
        if (left != 0) {
            throw new IllegalStateException(left + " counters are not named");
        }
    }

    private void begin(final int number, final long sinceMs, final CounterTerms terms) {
        final Counter counter = new Counter(number, sinceMs, terms, condition(terms));
        counter.place = present.size();
        present.add(counter);
        nextNumber = number + 1;
        if (number >= windows.length) {
            windows = Arrays.copyOf(windows, nextNumber * 2);
        }
        windows[number] = terms.window();
        noteKeys();
    }

    private void noteKeys() {
        headKeys = 0;
        for (final Counter counter : present) {
            headKeys |= counter.key().isOfItem() ? 0 : counter.key().bit();
        }
    }

    /** Returns the counters that a program names, in its order, each used once more. */
    List<Counter> retain(final Node program) {
        final List<CounterTerms> all = new ArrayList<>();
        collect(program, all);
        final List<Counter> named = new ArrayList<>();
        for (final CounterTerms terms : all) {
            final Counter counter = find(terms);
            if (counter == null) {
                throw new IllegalArgumentException("a counter was never begun");
            }
            counter.uses++;
            named.add(counter);
        }
        return named;
    }

    private Counter.Condition condition(final CounterTerms terms) {
        for (final Counter.Condition condition : conditions) {
            if (Arrays.equals(condition.program, terms.program())) {
                return condition;
            }
        }
        final Predicate.Truth truth = terms.when() == null ? s -> Predicate.TRUE
            : new TruthCompiler(lists, null).compile(terms.when());
        final Counter.Condition added =
            new Counter.Condition(terms.program(), terms.namesItem(), truth);
        conditions.add(added);
        return added;
    }

    /** Ends counters that no control names any more. */
    void release(final List<Counter> counters) {
        for (final Counter counter : counters) {
            if (--counter.uses == 0) {
                present.remove(counter);
                windows[counter.number()] = null;
            }
        }
        conditions.removeIf(
            condition -> present.stream().noneMatch(one -> one.when() == condition));
        for (int i = 0; i < present.size(); i++) {
            present.get(i).place = i;
        }
        noteKeys();
        if (present.isEmpty()) {
            cells = new CounterCells(this::window);
        }
    }

    /**
     * Works out what a declaration adds.
     *
     * @param subject the declaration; it is left at its last item
     * @param amended its dense number where it is amended, -1 = it is new
     */
    public void measure(final Subject subject, final int amended, final Contribution into) {
        if (present.isEmpty()) {
            into.clear();
            return;
        }
        into.begin(this);
        final int before = amended < 0 ? 0 : held.find(amended);
        if (before != 0) {
            into.replace(held.image(before), held.imageAt(before), held.imageLength(before),
                held.atMs(before));
        }
        for (long left = headKeys; left != 0; left &= left - 1) {
            into.key(ControlField.of(Long.numberOfTrailingZeros(left)), subject);
        }
        look(subject, false);
        for (int i = 0; i < present.size(); i++) {
            final Counter counter = present.get(i);
            if (!counter.isOfItems() && counter.when().isMet) {
                into.add(counter, subject);
            }
        }
        for (int item = 0; item < subject.items(); item++) {
            subject.item(item);
            look(subject, true);
            for (int i = 0; i < present.size(); i++) {
                final Counter counter = present.get(i);
                if (counter.isOfItems() && counter.when().isMet) {
                    into.add(counter, subject);
                }
            }
        }
        into.lookUp();
    }

    private void look(final Subject subject, final boolean atItem) {
        for (int i = 0; i < conditions.size(); i++) {
            final Counter.Condition condition = conditions.get(i);
            if (condition.namesItem == atItem) {
                condition.look(subject);
            }
        }
    }

    /**
     * Counts what a declaration adds, in place of what it added before if it is amended.
     *
     * @param declaration its dense number
     * @param isAmended whether it is an amendment that is counted
     * @param isHeld whether it may be amended yet
     * @param nowMs the record's time
     * @param image what {@link Contribution#write} wrote
     */
    public void count(final int declaration, final boolean isAmended, final boolean isHeld,
        final long nowMs, final DirectBuffer image, final int offset, final int length) {
        long atMs = nowMs;
        final int before = isAmended ? held.find(declaration) : 0;
        if (before != 0) {
            atMs = held.atMs(before);
            in.wrap(held.image(before), held.imageAt(before), held.imageLength(before));
            apply(held.image(before), true, atMs, nowMs);
        }
        in.wrap(image, offset, length);
        apply(image, false, atMs, nowMs);
        if (isHeld) {
            held.put(declaration, atMs, image, offset, length);
        }
        countedMs = nowMs;
    }

    private void apply(
        final DirectBuffer image, final boolean takeBack, final long atMs, final long nowMs) {
        while (in.remaining() > 0) {
            final int length = in.getVarInt();
            final int at = in.skip(length);
            amounts.clear();
            for (int left = in.getVarInt(); left > 0; left--) {
                amounts.add(in.getVarInt(), in.getVar());
            }
            if (takeBack) {
                cells.takeBack(image, at, length, amounts, atMs, nowMs);
            } else {
                cells.count(image, at, length, amounts, atMs, nowMs);
            }
        }
    }

    /** Forgets what a declaration added, which stays counted: it can be amended no more. */
    public void settle(final int declaration) {
        held.remove(declaration);
    }

    /** Returns how many keys something is known of. */
    public int keys() {
        return cells.size();
    }

    /** Returns how many bytes off the heap all counters take. */
    public long bytes() {
        return cells.bytes() + held.bytes();
    }

    /** Returns a hash of the counters and of all that counts, the same however it came about. */
    long hash() {
        long hash = Hash64.fold(nextNumber, countedMs);
        for (final Counter counter : present) {
            final CounterTerms terms = counter.terms();
            hash = Hash64.fold(hash, counter.number());
            hash = Hash64.fold(hash, counter.sinceMs());
            hash = Hash64.fold(hash, terms.key().number() << 16
                | (terms.measure() == null ? 0 : terms.measure().number()));
            hash = Hash64.fold(hash, Hash64.of(
                new UnsafeBuffer(terms.program()), 0, terms.program().length, terms.window().hours()));
        }
        final long[] sum = {held.hash()};
        cells.forEach(countedMs, (key, offset, length, counter, bucket, amount) ->
            sum[0] += Hash64.mix(Hash64.fold(Hash64.fold(Hash64.fold(
                Hash64.of(key, offset, length, 0), counter), bucket), amount)));
        return Hash64.mix(Hash64.fold(hash, sum[0]));
    }

    /** Writes all counters, and of what they counted all that still counts. */
    public void save(final StateOutput out) {
        out.putInt(nextNumber);
        out.putLong(countedMs);
        out.putInt(present.size());
        for (final Counter counter : present) {
            final CounterTerms terms = counter.terms();
            out.putInt(counter.number());
            out.putLong(counter.sinceMs());
            out.putByte(terms.key().number());
            out.putInt(terms.window().hours());
            out.putByte(terms.measure() == null ? 0 : terms.measure().number());
            out.putSized(terms.program());
        }
        cells.save(countedMs, out);
        held.save(out);
    }

    /**
     * Takes what {@link #save} wrote; the named lists must be there. Each control that is put in
     * force afterwards uses its counters once more.
     */
    public void load(final StateInput in) {
        final int next = in.getInt();
        countedMs = in.getLong();
        for (int left = in.getInt(); left > 0; left--) {
            final int number = in.getInt();
            final long sinceMs = in.getLong();
            final ControlField key = ControlField.of(in.getByte());
            final Window window = Window.ofHours(in.getInt());
            final int measure = in.getByte();
            final byte[] program = in.getSized();
            begin(number, sinceMs, new CounterTerms(key, window,
                measure == 0 ? null : ControlField.of(measure), program.length == 0 ? null
                    : reader.read(new UnsafeBuffer(program), 0, program.length), program));
        }
        nextNumber = next;
        cells.load(in);
        held.load(in);
    }
}
