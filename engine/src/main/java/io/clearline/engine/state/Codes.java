package io.clearline.engine.state;

import io.clearline.engine.memory.Bytes;
import io.clearline.engine.memory.IntChunks;
import io.clearline.engine.memory.LongChunks;
import io.clearline.engine.memory.Slab;
import io.clearline.engine.memory.TagIndex;
import io.clearline.engine.record.Hash64;
import io.clearline.engine.record.PackedReader;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;

/** Every code that value-added gave, under dense numbers, and how much of each is used up. */
public final class Codes {
    /** Length of a code's text: a letter, the year and nine digits. */
    public static final int TEXT_LENGTH = 14;

    private static final long SEQUENCES = 1_000_000_000L;

    private final Slab images = new Slab();
    private final IntChunks handles = new IntChunks();
    private final LongChunks used = new LongChunks();
    private final Long2ObjectHashMap<IntChunks> series = new Long2ObjectHashMap<>();
    private final TagIndex byTraderAndRef = new TagIndex();
    private final Sought sought = new Sought();

    /** A trader and reference that are looked for. */
    private final class Sought implements TagIndex.Match {
        private final PackedReader in = new PackedReader();
        private DirectBuffer ref;
        private int offset;
        private int length;
        private int trader;

        @Override
        public boolean is(final int code) {
            final int handle = handles.get(code);
            in.wrap(images.buffer(handle), images.offset(handle), images.length(handle));
            in.skip(Long.BYTES);
            return in.getByte() == length
                && Bytes.equal(images.buffer(handle), in.skip(length), ref, offset, length)
                && in.getVarInt() == trader;
        }
    }

    /** Returns how many codes there are. */
    public int size() {
        return handles.size();
    }

    private static long seriesOf(final char letter, final long number) {
        return letter * 10_000L + number / SEQUENCES;
    }

    /** Returns the next number (year and nine digits) of a letter and year. */
    public long nextNumber(final char letter, final int year) {
        final IntChunks numbers = series.get(letter * 10_000L + year);
        return year * SEQUENCES + (numbers == null ? 1 : numbers.size() + 1);
    }

    /** Returns the code of a text such as {@code Q2026000000001}, or -1. */
    public int find(final DirectBuffer text, final int offset, final int length) {
        if (length != TEXT_LENGTH) {
            return -1;
        }
        long number = 0;
        for (int i = 1; i < length; i++) {
            final int digit = text.getByte(offset + i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        final IntChunks numbers = series.get(seriesOf((char) text.getByte(offset), number));
        final long sequence = number % SEQUENCES;
        return numbers == null || sequence < 1 || sequence > numbers.size()
            ? -1 : numbers.get((int) sequence - 1);
    }

    /** Returns the code that a trader's reference gave, or -1. */
    public int byTraderAndRef(
        final int trader, final DirectBuffer ref, final int offset, final int length) {
        sought.ref = ref;
        sought.offset = offset;
        sought.length = length;
        sought.trader = trader;
        return byTraderAndRef.find(Hash64.of(ref, offset, length, trader), sought);
    }

    /** Fills {@code into} with a code. */
    public void read(final int code, final Code into) {
        final int handle = handles.get(code);
        into.decode(images.buffer(handle), images.offset(handle), images.length(handle));
    }

    /** Returns how much of a code is used up. */
    public long used(final int code) {
        return used.get(code);
    }

    void use(final int code, final long quantity) {
        used.add(code, quantity);
    }

    void add(final Code code, final DirectBuffer image, final int offset, final int length) {
        final int number = handles.size();
        handles.add(images.put(image, offset, length));
        final long key = seriesOf(code.letter, code.number);
        IntChunks numbers = series.get(key);
        if (numbers == null) {
            numbers = new IntChunks();
            series.put(key, numbers);
        }
        numbers.add(number);
        byTraderAndRef.add(Hash64.of(code.ref, 0, code.refLength, code.trader), number);
    }

    long hash() {
        long hash = handles.size();
        for (int i = 0; i < handles.size(); i++) {
            final int handle = handles.get(i);
            hash = Hash64.fold(hash, Hash64.of(
                images.buffer(handle), images.offset(handle), images.length(handle), used.get(i)));
        }
        return Hash64.mix(hash);
    }
}
