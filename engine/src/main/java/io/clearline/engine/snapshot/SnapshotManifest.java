package io.clearline.engine.snapshot;

import io.clearline.engine.core.Core;
import io.clearline.engine.journal.RecordPlace;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * What stands at the front of a snapshot file: which record the state belongs to and what it must come
 * out as. 128 bytes, little endian (docs/wire-format.md).
 *
 * @param place the last record that is in the state
 * @param timeMs engine time of that record in ms since 1970-01-01T00:00Z, {@link Core#NO_TIME} if none
 * @param schemaVersion version of the messages' schema
 * @param logicVersion version of the decision logic that wrote it
 * @param policyHigh high half of the hash of the rules in force after the record
 * @param policyLow low half of it
 * @param stateHash hash of the whole state
 */
public record SnapshotManifest(
    RecordPlace place, long timeMs, int schemaVersion, int logicVersion, long policyHigh,
    long policyLow, long stateHash) {
    /** Length in bytes. */
    static final int LENGTH = 128;

    private static final int MAGIC = 0x31534C43;
    private static final short VERSION = 1;
    private static final int VERSION_AT = 4;
    private static final int SCHEMA_AT = 6;
    private static final int SEQUENCE_AT = 8;
    private static final int TIME_AT = 16;
    private static final int POLICY_HIGH_AT = 24;
    private static final int POLICY_LOW_AT = 32;
    private static final int STATE_HASH_AT = 40;
    private static final int DOCUMENT_AT = 48;
    private static final int CYCLE_AT = 56;
    private static final int RECORD_CRC_AT = 60;
    private static final int LOGIC_AT = 64;
    private static final int CRC_AT = LENGTH - Integer.BYTES;

    /** Returns the manifest of a core as it stands behind a record. */
    static SnapshotManifest of(final Core core, final RecordPlace place) {
        return new SnapshotManifest(place, core.lastTimeMs(), MessageHeaderEncoder.SCHEMA_VERSION,
            core.logicVersion(), core.policyHigh(), core.policyLow(), core.stateHash());
    }

    /** Returns the sequence of the last record that is in the state. */
    public long sequence() {
        return place.sequence();
    }

    /** Puts the manifest at the front of a buffer of {@link #LENGTH} bytes. */
    void encode(final ByteBuffer into) {
        into.order(ByteOrder.LITTLE_ENDIAN).putInt(0, MAGIC).putShort(VERSION_AT, VERSION)
            .putShort(SCHEMA_AT, (short) schemaVersion)
            .putLong(SEQUENCE_AT, place.sequence()).putLong(TIME_AT, timeMs)
            .putLong(POLICY_HIGH_AT, policyHigh).putLong(POLICY_LOW_AT, policyLow)
            .putLong(STATE_HASH_AT, stateHash).putLong(DOCUMENT_AT, place.documentAt())
            .putInt(CYCLE_AT, place.cycle()).putInt(RECORD_CRC_AT, place.crc())
            .putInt(LOGIC_AT, logicVersion).putInt(CRC_AT, crc(into));
    }

    /**
     * Reads a manifest from a buffer of {@link #LENGTH} bytes.
     *
     * @throws SnapshotException if it is none, damaged or of a newer release
     */
    static SnapshotManifest decode(final ByteBuffer from) {
        from.order(ByteOrder.LITTLE_ENDIAN);
        if (from.getInt(0) != MAGIC) {
            throw new SnapshotException("it does not start as a snapshot does");
        }
        if (from.getInt(CRC_AT) != crc(from)) {
            throw new SnapshotException("the checksum of its manifest does not match");
        }
        if (from.getShort(VERSION_AT) != VERSION) {
            throw new SnapshotException("its format is version " + from.getShort(VERSION_AT)
                + ", this release knows " + VERSION);
        }
        return new SnapshotManifest(
            new RecordPlace(from.getLong(SEQUENCE_AT), from.getInt(RECORD_CRC_AT),
                from.getInt(CYCLE_AT), from.getLong(DOCUMENT_AT)),
            from.getLong(TIME_AT), from.getShort(SCHEMA_AT), from.getInt(LOGIC_AT),
            from.getLong(POLICY_HIGH_AT), from.getLong(POLICY_LOW_AT),
            from.getLong(STATE_HASH_AT));
    }

    private static int crc(final ByteBuffer bytes) {
        final CRC32C checksum = new CRC32C();
        checksum.update(bytes.duplicate().position(0).limit(CRC_AT));
        return (int) checksum.getValue();
    }

    /**
     * Tells what is wrong with a core that should be in this state.
     *
     * @return null if nothing is
     */
    String fault(final Core core) {
        if (core.lastSequence() != sequence() || core.lastTimeMs() != timeMs) {
            return "the state in it stands at record " + core.lastSequence() + ", not "
                + sequence();
        }
        if (logicVersion != core.logicVersion()) {
            // The version is part of both hashes, which are another release's and cannot be compared.
            return null;
        }
        if (core.policyHigh() != policyHigh || core.policyLow() != policyLow) {
            return "the rules in it have another hash than its manifest says";
        }
        return core.stateHash() == stateHash ? null
            : "the state in it has another hash than its manifest says";
    }
}
