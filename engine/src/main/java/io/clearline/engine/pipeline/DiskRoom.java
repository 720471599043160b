package io.clearline.engine.pipeline;

/**
 * Room for the journal on its disk.
 *
 * @param freeBytes what the disk has free, as seen at most a moment ago; 0 if it refuses to give
 *     any; {@link Long#MAX_VALUE} if the journal is on no disk
 * @param floorBytes what it must have free for commands to be taken
 */
public record DiskRoom(long freeBytes, long floorBytes) {
    /** Tells whether commands are taken. */
    public boolean enough() {
        return freeBytes >= floorBytes;
    }
}
