package io.clearline.engine.follower;

import io.clearline.engine.record.sbe.Lane;
import io.clearline.engine.record.sbe.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;

/**
 * The entries of the status store in one Chronicle Map file. Keys and values have one size each, so
 * that the number of entries is all that has to be foreseen:
 *
 * <pre>
 * 'N' + 18 digits        the status of a declaration
 * 'R' + reference        the number of the declaration that was accepted last under it
 * 'L'                    the last record applied
 *
 * value, little endian: 0 int64 number, 8 int64 sequence, 16 int64 ms, 24 outcome, 25 lane, 26
 * receipt, 27 departed, 28 reference (32), 60 free </pre>
 *
 * <p>One thread writes; any number of threads and processes read.
 */
final class StatusMap implements AutoCloseable {
    /** Entries of a declaration: its number and its reference. */
    static final int ENTRIES_PER_DECLARATION = 2;

    private static final int REF_BYTES = 32;
    private static final int KEY_BYTES = 1 + REF_BYTES;
    private static final int VALUE_BYTES = 64;
    private static final int NUMBER_AT = 0;
    private static final int SEQUENCE_AT = 8;
    private static final int TIME_AT = 16;
    private static final int OUTCOME_AT = 24;
    private static final int LANE_AT = 25;
    private static final int RECEIPT_AT = 26;
    private static final int DEPARTED_AT = 27;
    private static final int REF_AT = 28;
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

    /** Puts how a declaration stands; that it departed stays. */
    void put(
        final long number, final byte[] ref, final Outcome outcome, final Lane lane,
        final int receipt, final long sequence, final long timeMs) {
        final byte[] key = key('N', digits(number));
        final byte[] former = map.get(key);
        value.clear();
        value.putLong(NUMBER_AT, number).putLong(SEQUENCE_AT, sequence).putLong(TIME_AT, timeMs)
            .put(OUTCOME_AT, (byte) outcome.value()).put(LANE_AT, (byte) lane.value())
            .put(RECEIPT_AT, (byte) receipt)
            .put(DEPARTED_AT, former == null ? 0 : former[DEPARTED_AT])
            .put(REF_AT, ref, 0, REF_BYTES);
        map.put(key, value.array());
    }

    /** Has a reference name a declaration. */
    void name(final byte[] ref, final long number) {
        Arrays.fill(value.array(), (byte) 0);
        value.putLong(NUMBER_AT, number);
        final byte[] key = new byte[KEY_BYTES];
        key[0] = 'R';
        System.arraycopy(ref, 0, key, 1, REF_BYTES);
        map.put(key, value.array());
    }

    /** Notes that a declaration went through a checkpoint; does nothing if it is not known. */
    void departed(final long number, final long sequence, final long timeMs) {
        final byte[] key = key('N', digits(number));
        final byte[] standing = map.get(key);
        if (standing != null) {
            ByteBuffer.wrap(standing).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(SEQUENCE_AT, sequence).putLong(TIME_AT, timeMs)
                .put(DEPARTED_AT, (byte) 1);
            map.put(key, standing);
        }
    }

    /** Looks a declaration up by its number, or else by its reference. */
    Optional<Status> find(final String numberOrRef) {
        if (numberOrRef.length() > REF_BYTES || !isPrintable(numberOrRef)) {
            return Optional.empty();
        }
        byte[] found = map.get(key('N', numberOrRef));
        if (found == null) {
            final byte[] named = map.get(key('R', numberOrRef));
            found = named == null ? null
                : map.get(key('N', digits(buffer(named).getLong(NUMBER_AT))));
        }
        return Optional.ofNullable(found).map(StatusMap::status);
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
        int refLength = 0;
        while (refLength < REF_BYTES && bytes[REF_AT + refLength] != 0) {
            refLength++;
        }
        final Lane lane = Lane.get((short) (bytes[LANE_AT] & 0xFF));
        return new Status(digits(found.getLong(NUMBER_AT)),
            new String(bytes, REF_AT, refLength, StandardCharsets.US_ASCII),
            Outcome.get((short) (bytes[OUTCOME_AT] & 0xFF)), lane == Lane.NULL_VAL ? null : lane,
            (char) (bytes[RECEIPT_AT] & 0xFF), bytes[DEPARTED_AT] != 0,
            found.getLong(SEQUENCE_AT), found.getLong(TIME_AT));
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
