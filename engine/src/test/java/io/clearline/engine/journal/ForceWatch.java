package io.clearline.engine.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.agrona.DirectBuffer;

/**
 * A journal on the disk that remembers which file was forced when, and lets a test hold a force up.
 */
public final class ForceWatch implements Journal {
    /**
     * One file was forced.
     *
     * @param round which call of {@link Journal#force} it belongs to, from 1
     * @param file its name
     * @param begun the last record that was appended before its force began
     */
    public record Forced(int round, String file, long begun) {
    }

    /** One permit is taken by each file's force; null = none is held up. */
    public volatile Semaphore permits;
    /** How many forces of files have begun. */
    public volatile int begun;
    /** The last record that was appended before the last finished call of force began. */
    public volatile long covered;

    private final ChronicleJournal journal;
    private final List<Forced> all = new ArrayList<>();
    private volatile long appended;
    private volatile int round;

    /** Opens the journal of a directory; closed with this. */
    public ForceWatch(final DataDirectory data, final JournalOptions options) {
        journal = ChronicleJournal.open(data, options, this::watched);
        appended = journal.lastSequence();
    }

    private UnforcedFiles.Target watched(final Path file) throws IOException {
        final UnforcedFiles.Target target = UnforcedFiles.channel(Machine.system(), file);
        return new UnforcedFiles.Target() {
            @Override
            public void force() throws IOException {
                final long before = appended;
                begun++;
                final Semaphore held = permits;
                if (held != null) {
                    held.acquireUninterruptibly();
                }
                target.force();
                synchronized (all) {
                    all.add(new Forced(round, file.getFileName().toString(), before));
                }
            }

            @Override
            public void close() throws IOException {
                target.close();
            }
        };
    }

    @Override
    public void append(final DirectBuffer record, final int offset, final int length) {
        journal.append(record, offset, length);
        appended = journal.lastSequence();
    }

    @Override
    public void force() throws IOException {
        final long before = appended;
        round++;
        journal.force();
        covered = before;
    }

    @Override
    public void close() {
        journal.close();
    }

    /** Returns what was forced so far. */
    public List<Forced> all() {
        synchronized (all) {
            return List.copyOf(all);
        }
    }

    /** Returns the sequence of the last record in each file, by the file's name. */
    public static Map<String, Long> lastInFiles(final DataDirectory data) {
        final Map<String, Long> last = new TreeMap<>();
        try (JournalReader reader = JournalReader.open(data, 1)) {
            while (reader.poll((record, offset, length) -> { }, 1) > 0) {
                last.put(reader.lastPath().getFileName().toString(), reader.nextSequence() - 1);
            }
        }
        return last;
    }
}
