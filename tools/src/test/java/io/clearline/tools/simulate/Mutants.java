package io.clearline.tools.simulate;

import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import io.clearline.engine.journal.Background;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.Journal;
import io.clearline.engine.journal.JournalOptions;
import io.clearline.engine.journal.Machine;
import io.clearline.engine.journal.SoundJournal;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import io.clearline.engine.record.sbe.DeclareEncoder;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.recovery.Recovered;
import io.clearline.engine.recovery.RecoveryReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Engines with one fault each, planted from outside: a part of production's is wrapped. */
final class Mutants {
    private Mutants() {
    }

    /** Returns all of them by what is wrong with each. */
    static Map<String, Supplier<Wiring>> all() {
        final Map<String, Supplier<Wiring>> all = new LinkedHashMap<>();
        all.put("the force is skipped", SkippedForce::new);
        all.put("a directory is never forced", () -> new UnforcedDirectory(Files::isDirectory));
        all.put("the directory of followers is never forced",
            () -> new UnforcedDirectory(file -> file.endsWith("followers")));
        all.put("a restart of the machine goes unnoticed", UnnoticedRestart::new);
        all.put("a record is applied before it is appended", AppliedFirst::new);
        all.put("an append that fails is taken for one that did not", SwallowedAppend::new);
        all.put("recovery drops what the last record changed", DroppedEffects::new);
        all.put("recovery drops the last record", DroppedRecord::new);
        all.put("answers leave before their records are durable", EarlyGate::new);
        all.put("the high-water mark is ignored", IgnoredMark::new);
        all.put("a torn tail is not cut", UncutTail::new);
        all.put("a resend is decided twice", DecidedTwice::new);
        return all;
    }

    /** Production's journal, to be changed in one respect. */
    private static class WrappedJournal implements Journal {
        private final Journal journal;

        WrappedJournal(final Journal journal) {
            this.journal = journal;
        }

        @Override
        public void append(final DirectBuffer record, final int offset, final int length) {
            journal.append(record, offset, length);
        }

        @Override
        public void force() throws IOException {
            journal.force();
        }

        @Override
        public long diskFreeBytes() {
            return journal.diskFreeBytes();
        }

        @Override
        public long diskSizeBytes() {
            return journal.diskSizeBytes();
        }

        @Override
        public void close() {
            journal.close();
        }
    }

    /** Production's core, to be changed in one respect. */
    private static class WrappedCore implements Core {
        final Core core = new ClearanceCore();

        @Override
        public Verdict decide(
            final DirectBuffer command, final int offset, final int length, final long clockMs,
            final int principal) {
            return core.decide(command, offset, length, clockMs, principal);
        }

        @Override
        public void apply(
            final long sequence, final long timeMs, final DirectBuffer command,
            final int commandOffset, final int commandLength, final DirectBuffer effects,
            final int effectsOffset, final int effectsLength) {
            core.apply(sequence, timeMs, command, commandOffset, commandLength, effects,
                effectsOffset, effectsLength);
        }

        @Override
        public int dueTimer(final long byMs, final org.agrona.MutableDirectBuffer into) {
            return core.dueTimer(byMs, into);
        }

        @Override
        public long lastSequence() {
            return core.lastSequence();
        }

        @Override
        public long lastTimeMs() {
            return core.lastTimeMs();
        }

        @Override
        public long policyHigh() {
            return core.policyHigh();
        }

        @Override
        public long policyLow() {
            return core.policyLow();
        }

        @Override
        public int logicVersion() {
            return core.logicVersion();
        }

        @Override
        public long stateHash() {
            return core.stateHash();
        }

        @Override
        public void save(final StateOutput out) {
            core.save(out);
        }

        @Override
        public void load(final StateInput in) {
            core.load(in);
        }
    }

    private static final class SkippedForce extends Wiring {
        @Override
        Journal journal(final DataDirectory data, final JournalOptions options, final Core core) {
            return new WrappedJournal(super.journal(data, options, core)) {
                @Override
                public void force() {
                    // Says that it did.
                }
            };
        }
    }

    /** Changes how files are opened. */
    private record OtherMachine(Machine machine, Predicate<Path> unforced, long boot)
        implements Machine {
        @Override
        public FileChannel open(final Path file, final OpenOption... options) throws IOException {
            return unforced.test(file) ? FileChannel.open(file, options)
                : machine.open(file, options);
        }

        @Override
        public void rename(final Path from, final Path to) throws IOException {
            machine.rename(from, to);
        }

        @Override
        public long bootId() {
            return boot == 0 ? machine.bootId() : boot;
        }

        @Override
        public long nanoTime() {
            return machine.nanoTime();
        }

        @Override
        public long freeBytes(final Path directory) throws IOException {
            return machine.freeBytes(directory);
        }

        @Override
        public long sizeBytes(final Path directory) throws IOException {
            return machine.sizeBytes(directory);
        }

        @Override
        public Background background(final String name, final Runnable work) {
            return machine.background(name, work);
        }
    }

    private static final class UnforcedDirectory extends Wiring {
        private final Predicate<Path> unforced;

        UnforcedDirectory(final Predicate<Path> unforced) {
            this.unforced = unforced;
        }

        @Override
        Machine machine(final Machine simulated) {
            return new OtherMachine(simulated, unforced, 0);
        }
    }

    private static final class UnnoticedRestart extends Wiring {
        @Override
        Machine machine(final Machine simulated) {
            return new OtherMachine(simulated, file -> false, 7);
        }
    }

    private static final class AppliedFirst extends Wiring {
        @Override
        Core core() {
            return new WrappedCore() {
                @Override
                public void apply(
                    final long sequence, final long timeMs, final DirectBuffer command,
                    final int commandOffset, final int commandLength, final DirectBuffer effects,
                    final int effectsOffset, final int effectsLength) {
                    if (sequence > lastSequence()) {
                        super.apply(sequence, timeMs, command, commandOffset, commandLength,
                            effects, effectsOffset, effectsLength);
                    }
                }
            };
        }

        @Override
        Journal journal(final DataDirectory data, final JournalOptions options, final Core core) {
            return new WrappedJournal(super.journal(data, options, core)) {
                @Override
                public void append(final DirectBuffer record, final int offset, final int length) {
                    core.apply(RecordHeader.sequence(record, offset),
                        RecordHeader.timeMs(record, offset), record,
                        RecordHeader.commandAt(offset), RecordHeader.commandLength(record, offset),
                        record, RecordHeader.effectsAt(record, offset),
                        RecordHeader.effectsLength(record, offset));
                    super.append(record, offset, length);
                }
            };
        }
    }

    private static final class SwallowedAppend extends Wiring {
        @Override
        Journal journal(final DataDirectory data, final JournalOptions options, final Core core) {
            return new WrappedJournal(super.journal(data, options, core)) {
                @Override
                public void append(final DirectBuffer record, final int offset, final int length) {
                    try {
                        super.append(record, offset, length);
                    } catch (final io.clearline.engine.journal.JournalException ignored) {
                        // Goes on as if nothing had happened.
                        return;
                    }
                }
            };
        }
    }

    private static final class DroppedEffects extends Wiring {
        @Override
        Recovered recover(final DataDirectory data) {
            final SoundJournal journal = SoundJournal.read(data, (record, offset, length) -> { });
            final long last = journal.lastSequence();
            final Core core = core();
            SoundJournal.read(data, (record, offset, length) -> {
                final long sequence = RecordHeader.sequence(record, offset);
                core.apply(sequence, RecordHeader.timeMs(record, offset), record,
                    RecordHeader.commandAt(offset), RecordHeader.commandLength(record, offset),
                    record, RecordHeader.effectsAt(record, offset),
                    sequence == last ? 0 : RecordHeader.effectsLength(record, offset));
            });
            return recovered(core, journal);
        }
    }

    private static final class DroppedRecord extends Wiring {
        @Override
        Recovered recover(final DataDirectory data) {
            final SoundJournal journal = SoundJournal.read(data, (record, offset, length) -> { });
            final long last = journal.lastSequence();
            final Core core = core();
            SoundJournal.read(data, (record, offset, length) -> {
                final long sequence = RecordHeader.sequence(record, offset);
                if (sequence < last) {
                    core.apply(sequence, RecordHeader.timeMs(record, offset), record,
                        RecordHeader.commandAt(offset), RecordHeader.commandLength(record, offset),
                        record, RecordHeader.effectsAt(record, offset),
                        RecordHeader.effectsLength(record, offset));
                }
            });
            return recovered(core, journal);
        }
    }

    private static Recovered recovered(final Core core, final SoundJournal journal) {
        return new Recovered(core, new RecoveryReport(0, List.of(), journal.records(),
            core.lastSequence(), core.lastTimeMs(), journal.end(), 0, 0));
    }

    private static final class EarlyGate extends Wiring {
        @Override
        Durability durability(final Durability promised) {
            return Durability.PAGE_CACHE;
        }
    }

    /** Begins each start with a fresh mark, so that the journal ends wherever it does. */
    private static final class IgnoredMark extends Wiring {
        @Override
        void beforeStart(final Path directory) {
            try {
                final Path journal = directory.resolve("journal");
                if (Files.isDirectory(journal)) {
                    Files.deleteIfExists(directory.resolve("high-water"));
                    final Path aside = directory.resolve(".aside");
                    Files.move(journal, aside);
                    DataDirectory.open(directory).close();
                    Files.delete(journal);
                    Files.move(aside, journal);
                }
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Puts back what the opening of the journal cleared away. */
    private static final class UncutTail extends Wiring {
        @Override
        Journal journal(final DataDirectory data, final JournalOptions options, final Core core) {
            final DiskImage before = DiskImage.of(data.journal());
            final Journal opened = super.journal(data, options, core);
            before.files().forEach((name, bytes) -> restore(data.journal().resolve(name), bytes));
            return opened;
        }

        private static void restore(final Path file, final byte[] bytes) {
            if (!file.toString().endsWith(".cq4")) {
                return;
            }
            try {
                Files.write(file, bytes, java.nio.file.StandardOpenOption.CREATE,
                    java.nio.file.StandardOpenOption.WRITE);
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Takes a declaration that was accepted before for a new one under another reference. */
    private static final class DecidedTwice extends Wiring {
        @Override
        Core core() {
            return new WrappedCore() {
                private int again;

                @Override
                public Verdict decide(
                    final DirectBuffer command, final int offset, final int length,
                    final long clockMs, final int principal) {
                    final Verdict verdict =
                        super.decide(command, offset, length, clockMs, principal);
                    final byte[] bytes = new byte[length];
                    command.getBytes(offset, bytes);
                    if (verdict.journaled() || Answered.kind(bytes) != DeclareEncoder.TEMPLATE_ID) {
                        return verdict;
                    }
                    final byte[] ref = Arrays.copyOf(
                        ("AGAIN-" + again++).getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                        DeclareEncoder.submitterRefLength());
                    final UnsafeBuffer renamed = new UnsafeBuffer(bytes);
                    new DeclareEncoder().wrap(renamed, MessageHeaderEncoder.ENCODED_LENGTH)
                        .putSubmitterRef(ref, 0);
                    return super.decide(renamed, 0, length, clockMs, principal);
                }
            };
        }
    }
}
