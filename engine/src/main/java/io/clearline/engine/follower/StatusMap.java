package io.clearline.engine.follower;

import io.clearline.engine.journal.RecordPlace;
import io.clearline.engine.record.Uscc;
import io.clearline.engine.record.sbe.Lane;
import io.clearline.engine.record.sbe.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;

/**
 * The entries of the status store in one Chronicle Map file. Keys and values have one size each, so
 * that the number of entries is all that has to be foreseen:
 *
 * <pre>
 * 'N' + 18 digits        the status of a declaration
 * 'R' + reference        the number of the declaration that was accepted last under it
 * 'P' + number           where the record of a sequence of 1024 times the number lies
 * 'L'                    the last record applied
 *
 * value, little endian: 0 int64 number, 8 int64 sequence, 16 int64 ms, 24 outcome, 25 lane, 26
 * receipt, 27 departed, 28 reference (32), 60 int32 sender, 64 trader (18), 82 agent (18), 100 int32
 * entry office, 104 int64 number of the declaration before it under its reference (0 = none), 112
 * int32 how many records concern it, 116 free, 120 int64 sequences of the first of them and the
 * latest (8)
 * value of a place: 0 int64 document, 8 int64 sequence, 16 int32 cycle, 20 int32 checksum </pre>
 *
 * <p>One thread writes, a declaration at a time between {@link #edit} and {@link #save}; any number of
 * threads and processes read.
 */
final class StatusMap implements AutoCloseable {
    /** Entries of a declaration: its number and its reference. */
    static final int ENTRIES_PER_DECLARATION = 2;

    private static final int REF_BYTES = 32;
    private static final int KEY_BYTES = 1 + REF_BYTES;
    private static final int VALUE_BYTES = 184;
    private static final int NUMBER_AT = 0;
    private static final int SEQUENCE_AT = 8;
    private static final int TIME_AT = 16;
    private static final int OUTCOME_AT = 24;
    private static final int LANE_AT = 25;
    private static final int RECEIPT_AT = 26;
    private static final int DEPARTED_AT = 27;
    private static final int REF_AT = 28;
    private static final int SENDER_AT = 60;
    private static final int TRADER_AT = 64;
    private static final int AGENT_AT = 82;
    private static final int ENTRY_OFFICE_AT = 100;
    private static final int FORMER_AT = 104;
    private static final int RECORD_COUNT_AT = 112;
    private static final int RECORDS_AT = 120;
    private static final int RECORDS_KEPT = (VALUE_BYTES - RECORDS_AT) / Long.BYTES;
    /** Of so many records the place of one is kept. */
    static final long PLACE_STEP = 1024;
    private static final byte[] LAST_KEY = key('L', "");
    /** Segments fill unevenly; how far one may outgrow its share. */
    private static final double BLOAT_MAX = 4;

    private final Path file;
    private final ChronicleMap<byte[], byte[]> map;
    private final ByteBuffer value =
        ByteBuffer.allocate(VALUE_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private StatusMap(final Path file, final ChronicleMap<byte[], byte[]> map) {
        this.file = file;
        this.map = map;
    }

    /**
     * Opens a map, creates it if the file is not there. Takes a second or two: the library compiles
     * its accessors each time a process first does so.
     *
     * @param entries for how many entries; that of the file counts if it exists
     */
    static StatusMap open(final Path file, final long entries) throws IOException {
        return new StatusMap(file, ChronicleMapBuilder.of(byte[].class, byte[].class)
            .name("status")
            .constantKeySizeBySample(new byte[KEY_BYTES])
            .constantValueSizeBySample(new byte[VALUE_BYTES])
            .entries(entries)
            .maxBloatFactor(BLOAT_MAX)
            .putReturnsNull(true)
            .sparseFile(true)
            // Its owner closes it; a hook would pull it from under a follower that is still at
            // work.
            .skipCloseOnExitHook(true)
            .createPersistedTo(file.toFile()));
    }

    /**
     * Begins to change what is kept of a declaration, known or new; {@link #save} ends it.
     *
     * @return whether it was known
     */
    boolean edit(final long number) {
        final byte[] known = map.get(key('N', digits(number)));
        if (known == null) {
            begin(number);
        } else {
            System.arraycopy(known, 0, value.array(), 0, VALUE_BYTES);
        }
        return known != null;
    }

    /** As {@link #edit}, for a declaration that is certainly new. */
    void begin(final long number) {
        Arrays.fill(value.array(), (byte) 0);
        value.putLong(NUMBER_AT, number).putInt(SENDER_AT, Filing.UNKNOWN);
    }

    /** Puts how the declaration stands. */
    void stands(final byte[] ref, final Outcome outcome, final Lane lane, final int receipt) {
        value.put(OUTCOME_AT, (byte) outcome.value()).put(LANE_AT, (byte) lane.value())
            .put(RECEIPT_AT, (byte) receipt).put(REF_AT, ref, 0, REF_BYTES);
    }

    /** Puts when it came to stand so. */
    void since(final long sequence, final long timeMs) {
        value.putLong(SEQUENCE_AT, sequence).putLong(TIME_AT, timeMs);
    }

    /** Puts who sent it. */
    void sentBy(final int principal) {
        value.putInt(SENDER_AT, principal);
    }

    /** Puts whose it is; an agent of null leaves that as it is. */
    void filed(final byte[] trader, final byte[] agent, final int entryOffice) {
        value.put(TRADER_AT, trader, 0, Uscc.LENGTH).putInt(ENTRY_OFFICE_AT, entryOffice);
        if (agent != null) {
            value.put(AGENT_AT, agent, 0, Uscc.LENGTH);
        }
    }

    /** Notes that it went through a checkpoint. */
    void departed() {
        value.put(DEPARTED_AT, (byte) 1);
    }

    /** Notes a record that concerns it; the first stays, and the latest. */
    void concernedBy(final long sequence) {
        final int count = value.getInt(RECORD_COUNT_AT);
        if (count >= RECORDS_KEPT) {
            final int second = RECORDS_AT + Long.BYTES;
            System.arraycopy(value.array(), second + Long.BYTES, value.array(), second,
                (RECORDS_KEPT - 2) * Long.BYTES);
        }
        value.putLong(
            RECORDS_AT + Math.min(count, RECORDS_KEPT - 1) * Long.BYTES, sequence);
        value.putInt(RECORD_COUNT_AT, count + 1);
    }

    /** Has a reference name the declaration, in the place of the one that it named before. */
    void named(final byte[] ref) {
        final byte[] key = new byte[KEY_BYTES];
        key[0] = 'R';
        System.arraycopy(ref, 0, key, 1, REF_BYTES);
        final long number = value.getLong(NUMBER_AT);
        final byte[] former = map.get(key);
        if (former != null && buffer(former).getLong(NUMBER_AT) != number) {
            value.putLong(FORMER_AT, buffer(former).getLong(NUMBER_AT));
        }
        final byte[] name = new byte[VALUE_BYTES];
        buffer(name).putLong(NUMBER_AT, number);
        map.put(key, name);
    }

    /** Puts what was changed into the map. */
    void save() {
        map.put(key('N', digits(value.getLong(NUMBER_AT))), value.array());
    }

    /** Looks a declaration up by its number, or else by its reference: the latest of those wanted. */
    Optional<Status> find(final String numberOrRef, final Predicate<Status> wanted) {
        if (numberOrRef.length() > REF_BYTES || !isPrintable(numberOrRef)) {
            return Optional.empty();
        }
        final byte[] numbered = map.get(key('N', numberOrRef));
        if (numbered != null && wanted.test(status(numbered))) {
            return Optional.of(status(numbered));
        }
        final byte[] named = map.get(key('R', numberOrRef));
        long next = named == null ? 0 : buffer(named).getLong(NUMBER_AT);
        while (next != 0) {
            final byte[] found = map.get(key('N', digits(next)));
            if (found == null) {
                return Optional.empty();
            }
            final Status status = status(found);
            if (wanted.test(status)) {
                return Optional.of(status);
            }
            next = buffer(found).getLong(FORMER_AT);
        }
        return Optional.empty();
    }

    /** Keeps where a record lies whose sequence {@link #PLACE_STEP} divides. */
    void place(final RecordPlace place) {
        final byte[] kept = new byte[VALUE_BYTES];
        buffer(kept).putLong(place.documentAt()).putLong(place.sequence())
            .putInt(place.cycle()).putInt(place.crc());
        map.put(key('P', Long.toString(place.sequence() / PLACE_STEP)), kept);
    }

    /** Returns where a record not far before another lies, if that is known. */
    RecordPlace placeBefore(final long sequence) {
        final byte[] kept = map.get(key('P', Long.toString(sequence / PLACE_STEP)));
        if (kept == null) {
            return RecordPlace.NONE;
        }
        final ByteBuffer found = buffer(kept);
        final long documentAt = found.getLong();
        final long placed = found.getLong();
        final int cycle = found.getInt();
        return new RecordPlace(placed, found.getInt(), cycle, documentAt);
    }

    long lastSequence() {
        final byte[] last = map.get(LAST_KEY);
        return last == null ? 0 : buffer(last).getLong(SEQUENCE_AT);
    }

    void lastSequence(final long sequence) {
        Arrays.fill(value.array(), (byte) 0);
        value.putLong(SEQUENCE_AT, sequence);
        map.put(LAST_KEY, value.array());
    }

    long size() {
        return map.longSize();
    }

    Path file() {
        return file;
    }

    /** Forces what was put to the disk. */
    void force() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    @Override
    public void close() {
        map.close();
    }

    private static Status status(final byte[] bytes) {
        final ByteBuffer found = buffer(bytes);
        final Lane lane = Lane.get((short) (bytes[LANE_AT] & 0xFF));
        return new Status(digits(found.getLong(NUMBER_AT)), text(bytes, REF_AT, REF_BYTES),
            Outcome.get((short) (bytes[OUTCOME_AT] & 0xFF)), lane == Lane.NULL_VAL ? null : lane,
            (char) (bytes[RECEIPT_AT] & 0xFF), bytes[DEPARTED_AT] != 0,
            found.getLong(SEQUENCE_AT), found.getLong(TIME_AT),
            new Filing(found.getInt(SENDER_AT), text(bytes, TRADER_AT, Uscc.LENGTH),
                text(bytes, AGENT_AT, Uscc.LENGTH), found.getInt(ENTRY_OFFICE_AT)),
            records(found), found.getInt(RECORD_COUNT_AT));
    }

    private static List<Long> records(final ByteBuffer found) {
        final List<Long> records = new ArrayList<>(RECORDS_KEPT);
        final int kept = Math.min(found.getInt(RECORD_COUNT_AT), RECORDS_KEPT);
        for (int i = 0; i < kept; i++) {
            records.add(found.getLong(RECORDS_AT + i * Long.BYTES));
        }
        return records;
    }

    private static String text(final byte[] bytes, final int at, final int lengthMax) {
        int length = 0;
        while (length < lengthMax && bytes[at + length] != 0) {
            length++;
        }
        return new String(bytes, at, length, StandardCharsets.US_ASCII);
    }

    private static ByteBuffer buffer(final byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static boolean isPrintable(final String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7F);
    }

    /** Returns a declaration's number as it is written: 18 digits, zeros in front counted. */
    static String digits(final long number) {
        final String digits = Long.toString(number);
        return "0".repeat(Math.max(0, 18 - digits.length())) + digits;
    }

    private static byte[] key(final char kind, final String text) {
        final byte[] key = new byte[KEY_BYTES];
        key[0] = (byte) kind;
        final byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, key, 1, bytes.length);
        return key;
    }
}
