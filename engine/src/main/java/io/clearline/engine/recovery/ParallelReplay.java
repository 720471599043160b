package io.clearline.engine.recovery;

import io.clearline.engine.core.Core;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.journal.SoundJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Replays a journal on several threads. Each has a core of its own, applies what was recorded up to
 * its part, which takes less than deciding, and decides its part again. That proves as much as one
 * thread does: the effects that one thread applies are those that another finds decided as recorded.
 * Parts are the shorter the later they begin, so that all end together.
 */
public final class ParallelReplay {
    /** Applying a record takes some 45 % of deciding, comparing and applying it. */
    private static final double APPLY_SHARE = 0.45;
    /** Fewer are decided before a second thread has come to its part. */
    private static final int PART_LEAST = 20_000;
    /** What a record leaves in a core's state, with room to spare. */
    private static final long STATE_BYTES = 200;

    private ParallelReplay() {
    }

    /**
     * Returns how many threads a replay of a journal should have: one for each processor, at most
     * four, and no more than whose cores' states have room off the heap together.
     */
    public static int threads(final DataDirectory data) {
        final long states = Math.max(1, SoundJournal.promised(data)) * STATE_BYTES;
        return (int) Math.max(1, Math.min(Runtime.getRuntime().maxMemory() / states,
            Math.min(4, Runtime.getRuntime().availableProcessors())));
    }

    /**
     * Replays as {@link Replayer#replay} does; its first difference is the first of all.
     *
     * @param threads how many at most, 1 and above; where the journal no longer begins with record 1,
     *     one alone
     * @throws io.clearline.engine.journal.JournalDamagedException as the other
     * @throws RecordNotKeptException as the other
     * @throws JournalException as the other
     */
    public static ReplayReport replay(
        final DataDirectory data, final Supplier<Core> cores, final long fromSequence,
        final long toSequence, final int threads) {
        return replay(data, cores, fromSequence, toSequence, threads, PART_LEAST);
    }

    static ReplayReport replay(
        final DataDirectory data, final Supplier<Core> cores, final long fromSequence,
        final long toSequence, final int threads, final int partLeast) {
        final long first = Math.max(1, fromSequence);
        final long last = Math.min(toSequence, SoundJournal.promised(data));
        final int parts = (int) Math.min(threads, (last - first + 1) / partLeast);
        if (parts < 2 || !beginsWithFirst(data)) {
            return Replayer.replay(data, cores, fromSequence, toSequence);
        }
        final long startNs = System.nanoTime();
        final long[] begins = begins(first, last, parts);
        final List<Callable<ReplayReport>> calls = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            final long from = begins[i];
            final long to = i + 1 < parts ? begins[i + 1] - 1 : toSequence;
            calls.add(() -> Replayer.replay(data, cores, from, to));
        }
        return merge(run(calls), startNs);
    }

    private static boolean beginsWithFirst(final DataDirectory data) {
        try (JournalReader reader = JournalReader.open(data)) {
            return reader.nextSequence() == 1;
        }
    }

    /** Returns the first record of each part: a part is by so much shorter as applying takes before. */
    static long[] begins(final long first, final long last, final int parts) {
        double sum = 0;
        for (int i = 0; i < parts; i++) {
            sum += Math.pow(1 - APPLY_SHARE, i);
        }
        final long[] begins = new long[parts];
        double before = 0;
        for (int i = 0; i < parts; i++) {
            begins[i] = first + (long) ((last - first + 1) * before / sum);
            before += Math.pow(1 - APPLY_SHARE, i);
        }
        return begins;
    }

    private static List<ReplayReport> run(final List<Callable<ReplayReport>> calls) {
        final ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            final List<ReplayReport> reports = new ArrayList<>();
            // In order: what the first part finds wrong, those behind find too, or something that
            // follows from it.
            for (final Future<ReplayReport> part : threads.invokeAll(calls)) {
                reports.add(part.get());
            }
            return reports;
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (final InterruptedException early) {
            Thread.currentThread().interrupt();
            throw new JournalException("the replay was interrupted", early);
        } finally {
            threads.shutdown();
        }
    }

    private static ReplayReport merge(final List<ReplayReport> parts, final long startNs) {
        long records = 0;
        long equal = 0;
        long otherLogic = 0;
        ReplayReport.Mismatch first = null;
        for (final ReplayReport part : parts) {
            records += part.records();
            equal += part.equal();
            otherLogic += part.otherLogic();
            first = first == null ? part.firstMismatch() : first;
        }
        return new ReplayReport(parts.get(0).fromSequence(), records, equal, otherLogic, first,
            System.nanoTime() - startNs);
    }
}
