package io.clearline.engine.state;

import io.clearline.engine.memory.Images;
import io.clearline.engine.memory.LongChunks;
import io.clearline.engine.record.Hash64;
import io.clearline.engine.record.PackedReader;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import org.agrona.DirectBuffer;

/** Every code that value-added gave, under dense numbers, and how much of each is used up. */
public final class Codes {
    /** Length of a code's text: a letter, the year and nine digits. */
    public static final int TEXT_LENGTH = 14;

    private static final long SEQUENCES = 1_000_000_000L;

    private final Images images = new Images();
    private final LongChunks used = new LongChunks();
    private final Series series = new Series();
    private final RefIndex byTraderAndRef =
        new RefIndex(images, Code.REF_AT, PackedReader::getVarInt);

    /** Returns how many codes there are. */
    public int size() {
        return images.size();
    }

    private static long seriesOf(final char letter, final long number) {
        return letter * 10_000L + number / SEQUENCES;
    }

    /** Returns the next number (year and nine digits) of a letter and year. */
    public long nextNumber(final char letter, final int year) {
        return year * SEQUENCES + series.next(letter * 10_000L + year);
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
        return series.find(seriesOf((char) text.getByte(offset), number), number % SEQUENCES);
    }

    /** Returns the code that a trader's reference gave, or -1. */
    public int byTraderAndRef(
        final int trader, final DirectBuffer ref, final int offset, final int length) {
        return byTraderAndRef.find(trader, trader, ref, offset, length);
    }

    /** Fills {@code into} with a code. */
    public void read(final int code, final Code into) {
        into.decode(images.buffer(code), images.offset(code), images.length(code));
    }

    /** Returns how much of a code is used up. */
    public long used(final int code) {
        return used.get(code);
    }

    void use(final int code, final long quantity) {
        used.add(code, quantity);
    }

    void add(final Code code, final DirectBuffer image, final int offset, final int length) {
        final int number = images.add(image, offset, length);
        series.give(seriesOf(code.letter, code.number), number);
        byTraderAndRef.add(code.trader, code.ref, code.refLength, number);
    }

    long hash() {
        long hash = images.hash();
        for (int i = 0; i < images.size(); i++) {
            hash = Hash64.fold(hash, used.get(i));
        }
        return Hash64.mix(hash);
    }

    void save(final StateOutput out) {
        images.save(out);
        used.save(out);
        series.save(out);
        byTraderAndRef.save(out);
    }

    void load(final StateInput in) {
        images.load(in);
        used.load(in);
        series.load(in);
        byTraderAndRef.load(in);
    }
}
