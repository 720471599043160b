package io.clearline.tools.simulate;

import io.clearline.tools.simulate.FaultKind.Outcome;
import io.clearline.tools.simulate.Finding.Kind;
import java.util.EnumMap;
import java.util.Map;

/** What some runs did and what came of it. */
final class Tally {
    private final Map<FaultKind, long[]> faults = new EnumMap<>(FaultKind.class);
    private final Map<CrashPoint, long[]> crashes = new EnumMap<>(CrashPoint.class);
    private final Map<Kind, Long> findings = new EnumMap<>(Kind.class);
    private long runs;
    private long commands;
    private long answers;
    private long records;
    private long windowed;
    private long snapshotStarts;

    void fault(final FaultKind kind, final Outcome outcome) {
        if (!kind.allows(outcome)) {
            throw new Finding(Kind.BROKEN, kind.words() + " ended as " + outcome);
        }
        faults.computeIfAbsent(kind, none -> new long[Outcome.values().length])[
            outcome.ordinal()]++;
    }

    void crash(final CrashPoint point, final boolean powerCut) {
        crashes.computeIfAbsent(point, none -> new long[2])[powerCut ? 1 : 0]++;
    }

    void finding(final Kind kind) {
        findings.merge(kind, 1L, Long::sum);
    }

    void run(final long sent, final long appended) {
        runs++;
        commands += sent;
        records += appended;
    }

    void answer() {
        answers++;
    }

    /** Answers that page-cache allows a power cut to take back. */
    void windowed(final long count) {
        windowed += count;
    }

    /** A start that began with a snapshot. */
    void snapshotStart() {
        snapshotStarts++;
    }

    /** Adds what another counted. */
    void add(final Tally other) {
        other.faults.forEach((kind, counts) -> {
            for (final Outcome outcome : Outcome.values()) {
                faults.computeIfAbsent(kind, none -> new long[counts.length])[
                    outcome.ordinal()] += counts[outcome.ordinal()];
            }
        });
        other.crashes.forEach((point, counts) -> {
            final long[] sum = crashes.computeIfAbsent(point, none -> new long[2]);
            sum[0] += counts[0];
            sum[1] += counts[1];
        });
        other.findings.forEach((kind, count) -> findings.merge(kind, count, Long::sum));
        runs += other.runs;
        commands += other.commands;
        answers += other.answers;
        records += other.records;
        windowed += other.windowed;
        snapshotStarts += other.snapshotStarts;
    }

    long runs() {
        return runs;
    }

    long commands() {
        return commands;
    }

    long answers() {
        return answers;
    }

    long records() {
        return records;
    }

    long windowed() {
        return windowed;
    }

    long snapshotStarts() {
        return snapshotStarts;
    }

    /** Returns how many findings there are. */
    long findings() {
        return findings.values().stream().mapToLong(Long::longValue).sum();
    }

    long findings(final Kind kind) {
        return findings.getOrDefault(kind, 0L);
    }

    /** Returns how often a fault came out so. */
    long faults(final FaultKind kind, final Outcome outcome) {
        final long[] counts = faults.get(kind);
        return counts == null ? 0 : counts[outcome.ordinal()];
    }

    /** Returns how often a process died at a point by a kill. */
    long kills(final CrashPoint point) {
        return crashes.containsKey(point) ? crashes.get(point)[0] : 0;
    }

    /** Returns how often the power went at a point. */
    long powerCuts(final CrashPoint point) {
        return crashes.containsKey(point) ? crashes.get(point)[1] : 0;
    }
}
