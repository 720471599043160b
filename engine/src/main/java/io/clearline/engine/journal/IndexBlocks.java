package io.clearline.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import net.openhft.chronicle.queue.RollCycles;

/**
 * Gives blocks to those places behind the end of a journal file that Chronicle still writes to: the
 * list of its indexes and the last index, which fill up as records follow. They lie before the last
 * record and are all zeros at first, so that a copy that saves holes leaves holes there.
 */
final class IndexBlocks {
    private static final int COUNT = RollCycles.FAST_DAILY.defaultIndexCount();
    private static final int COUNT_AND_USED = 2 * Long.BYTES;

    private IndexBlocks() {
    }

    /**
     * Rewrites them; before Chronicle opens the file.
     *
     * @param end where the next record goes
     */
    static void fill(final AllocatedFile file, final long end) throws IOException {
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            final long list = after(channel, 0);
            final long listEnd = after(channel, list);
            final long values = listEnd - (long) COUNT * Long.BYTES;
            if (list < 0 || values < list || number(channel, values - COUNT_AND_USED) != COUNT) {
                // Not as this release of Chronicle writes them: no place is left out.
                file.rewrite(0, end);
                return;
            }
            file.rewrite(0, listEnd);
            final long used = number(channel, values - Long.BYTES);
            final long last = used < 1 || used > COUNT ? -1
                : number(channel, values + (used - 1) * Long.BYTES);
            final long lastEnd = last < listEnd || last >= end ? -1 : after(channel, last);
            file.rewrite(lastEnd < 0 ? 0 : last, lastEnd < 0 ? end : Math.min(lastEnd, end));
        }
    }

    /** Returns the end of the metadata document at a place, -1 if there is none. */
    private static long after(final FileChannel channel, final long at) throws IOException {
        final int header = at < 0 ? 0 : (int) number(channel, at);
        return DocumentFile.isMetaData(header) ? DocumentFile.after(at, header) : -1;
    }

    private static long number(final FileChannel channel, final long at) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                return 0;
            }
        }
        return bytes.getLong(0);
    }
}
