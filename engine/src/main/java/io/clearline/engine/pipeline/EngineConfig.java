package io.clearline.engine.pipeline;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What can be chosen of an engine; immutable. Start from {@link #defaults()} and change what
 * differs.
 *
 * @param preset how stages share threads
 * @param waiting how stages wait for work
 * @param durability what an answer that left promises
 * @param wallClockMs the wall clock in ms since 1970-01-01T00:00Z; null = time is the commands' own
 * @param ringSize slots of the ring, a power of two; more takes higher peaks and drains longer
 * @param slotBytes bytes of a slot before it grows, a multiple of 64
 * @param commandBytesMax longest command that is taken
 * @param batchMax most commands a stage works off before the next stage sees them
 * @param closeTimeoutMs how long close() may take to drain and stop
 * @param freeFloorBytes how much the disk must have free for commands to be taken, 0 and above; on
 *     a small disk an eighth of it will do, but never less than 4 MiB and what the ring can hold
 * @param tickMs how often an idle engine on a wall clock looks for timers that fell due; 0 = never
 * @param onFailure told the cause once when the engine fails, on the thread that failed; must not
 *     block nor close the engine
 */
public record EngineConfig(
    Preset preset, Waiting waiting, Durability durability, LongSupplier wallClockMs, int ringSize,
    int slotBytes, int commandBytesMax, int batchMax, long closeTimeoutMs, long freeFloorBytes,
    long tickMs, Consumer<Throwable> onFailure) {

    /** Longest command that is taken unless said otherwise: 1 MiB. */
    public static final int COMMAND_BYTES_MAX = 1 << 20;

    private static final int RING_SIZE = 4096;
    private static final int SLOT_BYTES = 2048;
    private static final int BATCH_MAX = 256;
    private static final long CLOSE_TIMEOUT_MS = 60_000;
    private static final long FREE_FLOOR_BYTES = 128L << 20;
    private static final long TICK_MS = 1_000;
    private static final int LINE_BYTES = 64;
    private static final int COMMAND_BYTES_LIMIT = 1 << 24;

    /** Checks the bounds. */
    public EngineConfig {
        Objects.requireNonNull(preset, "preset");
        Objects.requireNonNull(waiting, "waiting");
        Objects.requireNonNull(durability, "durability");
        Objects.requireNonNull(onFailure, "onFailure");
        require(ringSize >= 2 && Integer.bitCount(ringSize) == 1, "ringSize", ringSize,
            "a power of two of 2 and above");
        require(slotBytes >= 2 * LINE_BYTES && slotBytes % LINE_BYTES == 0, "slotBytes", slotBytes,
            "a multiple of 64 of 128 and above");
        require((long) ringSize * slotBytes <= Integer.MAX_VALUE - LINE_BYTES, "ringSize", ringSize,
            "small enough that ringSize x slotBytes stays below 2 GiB");
        require(commandBytesMax > 0 && commandBytesMax <= COMMAND_BYTES_LIMIT, "commandBytesMax",
            commandBytesMax, "1 to 16 MiB");
        require(batchMax > 0, "batchMax", batchMax, "1 and above");
        require(closeTimeoutMs > 0, "closeTimeoutMs", closeTimeoutMs, "1 and above");
        require(freeFloorBytes >= 0, "freeFloorBytes", freeFloorBytes, "0 and above");
        require(tickMs >= 0, "tickMs", tickMs, "0 and above");
    }

    /** Returns the choice for this machine: declared clock, group commit, preset by cores. */
    public static EngineConfig defaults() {
        final Preset preset = Preset.forCores(Runtime.getRuntime().availableProcessors());
        return new EngineConfig(preset, waitingOf(preset), Durability.GROUP, null, RING_SIZE,
            SLOT_BYTES, COMMAND_BYTES_MAX, BATCH_MAX, CLOSE_TIMEOUT_MS, FREE_FLOOR_BYTES,
            TICK_MS, cause -> { });
    }

    /** Returns this with another preset, and the way of waiting that goes with it. */
    public EngineConfig withPreset(final Preset value) {
        return new EngineConfig(value, waitingOf(value), durability, wallClockMs, ringSize,
            slotBytes, commandBytesMax, batchMax, closeTimeoutMs, freeFloorBytes, tickMs, onFailure);
    }

    /** Returns this with another way of waiting. */
    public EngineConfig withWaiting(final Waiting value) {
        return new EngineConfig(preset, value, durability, wallClockMs, ringSize, slotBytes,
            commandBytesMax, batchMax, closeTimeoutMs, freeFloorBytes, tickMs, onFailure);
    }

    /** Returns this with another durability. */
    public EngineConfig withDurability(final Durability value) {
        return new EngineConfig(preset, waiting, value, wallClockMs, ringSize, slotBytes,
            commandBytesMax, batchMax, closeTimeoutMs, freeFloorBytes, tickMs, onFailure);
    }

    /** Returns this on the system's wall clock. */
    public EngineConfig withWallClock() {
        return withWallClock(System::currentTimeMillis);
    }

    /** Returns this on the given wall clock, ms since 1970-01-01T00:00Z; null = declared time. */
    public EngineConfig withWallClock(final LongSupplier value) {
        return new EngineConfig(preset, waiting, durability, value, ringSize, slotBytes,
            commandBytesMax, batchMax, closeTimeoutMs, freeFloorBytes, tickMs, onFailure);
    }

    /** Returns this with another ring. */
    public EngineConfig withRing(final int slots, final int bytesEach) {
        return new EngineConfig(preset, waiting, durability, wallClockMs, slots, bytesEach,
            commandBytesMax, batchMax, closeTimeoutMs, freeFloorBytes, tickMs, onFailure);
    }

    /** Returns this with another limit of a command's length. */
    public EngineConfig withCommandBytesMax(final int value) {
        return new EngineConfig(preset, waiting, durability, wallClockMs, ringSize, slotBytes,
            value, batchMax, closeTimeoutMs, freeFloorBytes, tickMs, onFailure);
    }

    /** Returns this with another limit of a batch. */
    public EngineConfig withBatchMax(final int value) {
        return new EngineConfig(preset, waiting, durability, wallClockMs, ringSize, slotBytes,
            commandBytesMax, value, closeTimeoutMs, freeFloorBytes, tickMs, onFailure);
    }

    /** Returns this with another limit of the time to close. */
    public EngineConfig withCloseTimeoutMs(final long value) {
        return new EngineConfig(preset, waiting, durability, wallClockMs, ringSize, slotBytes,
            commandBytesMax, batchMax, value, freeFloorBytes, tickMs, onFailure);
    }

    /** Returns this with another listener to the engine's failure. */
    public EngineConfig withOnFailure(final Consumer<Throwable> value) {
        return new EngineConfig(preset, waiting, durability, wallClockMs, ringSize, slotBytes,
            commandBytesMax, batchMax, closeTimeoutMs, freeFloorBytes, tickMs, value);
    }

    /** Returns this with another floor of free space on the disk. */
    public EngineConfig withFreeFloorBytes(final long value) {
        return new EngineConfig(preset, waiting, durability, wallClockMs, ringSize, slotBytes,
            commandBytesMax, batchMax, closeTimeoutMs, value, tickMs, onFailure);
    }

    /** Returns this with another interval of looking for timers. */
    public EngineConfig withTickMs(final long value) {
        return new EngineConfig(preset, waiting, durability, wallClockMs, ringSize, slotBytes,
            commandBytesMax, batchMax, closeTimeoutMs, freeFloorBytes, value, onFailure);
    }

    private static Waiting waitingOf(final Preset preset) {
        return preset.waiting(Runtime.getRuntime().availableProcessors());
    }

    private static void require(
        final boolean holds, final String name, final long value, final String wanted) {
        if (!holds) {
            throw new IllegalArgumentException(name + " " + value + " must be " + wanted);
        }
    }
}
