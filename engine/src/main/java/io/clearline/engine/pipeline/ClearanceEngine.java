package io.clearline.engine.pipeline;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import io.clearline.engine.core.Core;
import io.clearline.engine.journal.ChronicleJournal;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.Journal;
import io.clearline.engine.journal.JournalOptions;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.recovery.Recovered;
import io.clearline.engine.recovery.Recovery;
import io.clearline.engine.recovery.RecoveryReport;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;

/**
 * The engine as its users see it: commands in by {@link #tryOffer}, answers out by the {@link
 * AnswerSink}, in the order of the offers. Owns the core, the journal and its threads from {@link
 * #open} to {@link #close}.
 *
 * <p>A fatal error (the journal refuses, a force fails, out of memory, a core or sink that throws)
 * stops it: the state is {@link EngineState#FAILED}, nothing more is taken and nothing more leaves.
 * What was accepted and not answered then is in doubt: it is offered again with the same {@code
 * ref} after a restart. A failed engine is still to be closed.
 *
 * <p>All methods are thread-safe.
 */
public final class ClearanceEngine implements AutoCloseable {
    private static final long POLL_NS = 100_000;
    private static final long FIRST_ROOM_NS = 1_000_000_000L;

    /** Makes what moves the stages. */
    @FunctionalInterface
    interface DriveSource {
        Drive drive(EngineConfig config, RingBuffer<Slot> ring, Fault fault);
    }

    private final EngineConfig config;
    private final Journal journal;
    private final DataDirectory data;
    private final RecoveryReport recovery;
    private final Fault fault = new Fault(this::onFault);
    private final Gate gate;
    private final RingBuffer<Slot> ring;
    private final Drive drive;
    private final Sequence answered;
    private final Ticker ticker;
    private final Admission admission;
    private final LongAdder busy = new LongAdder();
    private final Object closing = new Object();
    private volatile EngineState state = EngineState.RUNNING;
    private boolean closed;

    private ClearanceEngine(
        final EngineConfig config, final Core core, final Journal journal, final AnswerSink sink,
        final DataDirectory data, final RecoveryReport recovery, final DriveSource drives) {
        this.config = config;
        this.journal = journal;
        this.data = data;
        this.recovery = recovery;
        this.gate = new Gate(fault, config.durability(), core.lastSequence());
        final EngineClock clock = config.wallClockMs() == null ? EngineClock.declared()
            : EngineClock.wall(config.wallClockMs(), core.lastTimeMs());
        this.ring = RingBuffer.createMultiProducer(
            Slot.arena(config.ringSize(), config.slotBytes()), config.ringSize(),
            EngineThreads.waitStrategy(config.waiting()));
        this.drive = drives.drive(config, ring, fault);
        this.admission = new Admission(journal, config);
        final Decider decider = new Decider(core, clock);
        final Stage.Egress egress = new Stage.Egress(fault, gate, sink, admission);
        this.answered = stages(decider, egress);
        ring.addGatingSequences(answered);
        if (config.durability() == Durability.GROUP) {
            drive.sync(new SyncLoop(journal, gate, fault), egress);
        }
        this.ticker = new Ticker(config.tickMs(), this::tick);
        if (config.wallClockMs() != null && config.tickMs() > 0) {
            drive.ticker(ticker);
        }
    }

    /** Puts the stages in their places; returns how far the last of them is. */
    private Sequence stages(final Decider decider, final Stage egress) {
        if (config.preset() == Preset.STAGED) {
            drive.stage(new Stage.Deciding(fault, decider));
            drive.stage(new Stage.Journaling(fault, journal, gate));
            return drive.stage(egress);
        }
        final Stage fused = new Stage.Fused(fault, decider, journal, gate);
        // What waits for the disk must not keep the core from the next group.
        if (config.preset() == Preset.SINGLE && config.durability() == Durability.PAGE_CACHE) {
            return drive.stage(new Stage.Both(fault, fused, egress));
        }
        drive.stage(fused);
        return drive.stage(egress);
    }

    /**
     * Starts an engine.
     *
     * @param core stands where the journal ends
     * @param journal ready to append; closed by {@link #close}
     * @param sink takes the answers on the egress thread; what it throws stops the engine
     */
    public static ClearanceEngine open(
        final EngineConfig config, final Core core, final Journal journal, final AnswerSink sink) {
        return started(config, core, journal, sink, null, null, EngineThreads::new).withRoom();
    }

    /**
     * Opens a data directory, brings the core to where its journal ends and starts an engine on it.
     *
     * @param directory the data directory; created if it is missing
     * @param cores makes new cores; asked again when one was spoilt by a snapshot that turned out bad
     * @param sink takes the answers on the egress thread; what it throws stops the engine
     * @throws io.clearline.engine.journal.JournalException if the directory is in use, cannot be
     *     written, or its journal is damaged; nothing is left open then
     */
    public static ClearanceEngine open(
        final Path directory, final EngineConfig config, final Supplier<Core> cores,
        final AnswerSink sink) {
        return open(directory, config, JournalOptions.defaults(), cores, sink);
    }

    /** As the other, with a choice of how the journal is written. */
    public static ClearanceEngine open(
        final Path directory, final EngineConfig config, final JournalOptions options,
        final Supplier<Core> cores, final AnswerSink sink) {
        final DataDirectory data = DataDirectory.open(directory);
        Journal journal = null;
        try {
            final Recovered recovered = Recovery.recover(data, cores);
            journal = ChronicleJournal.open(data, options);
            return started(config, recovered.core(), journal, sink, data, recovered.report(),
                EngineThreads::new).withRoom();
        } catch (final RuntimeException | Error refused) {
            if (journal != null) {
                journal.close();
            }
            data.close();
            throw refused;
        }
    }

    static ClearanceEngine started(
        final EngineConfig config, final Core core, final Journal journal, final AnswerSink sink,
        final DataDirectory data, final RecoveryReport recovery, final DriveSource drives) {
        Objects.requireNonNull(sink, "sink");
        final ClearanceEngine engine =
            new ClearanceEngine(config, core, journal, sink, data, recovery, drives);
        engine.drive.start();
        return engine;
    }

    /** Waits a moment for room on the disk, so that who opened an engine does not find it busy. */
    private ClearanceEngine withRoom() {
        final long deadlineNs = System.nanoTime() + FIRST_ROOM_NS;
        while (!admission.open() && admission.room().enough() && !fault.raised()
            && System.nanoTime() - deadlineNs < 0) {
            LockSupport.parkNanos(POLL_NS);
        }
        return this;
    }

    /**
     * Offers a command of the operator at the machine, who may do everything.
     *
     * @see #tryOffer(DirectBuffer, int, int, long, int)
     */
    public Offer tryOffer(
        final DirectBuffer command, final int offset, final int length, final long correlation) {
        return tryOffer(command, offset, length, correlation, 0);
    }

    /**
     * Offers one command. Never blocks; the bytes are copied before it returns. Of several threads
     * each finds its own commands answered in the order of its offers.
     *
     * @param command holds the SBE command message, its message header included
     * @param offset index of the message header
     * @param length length of the message in bytes
     * @param correlation handed to the sink with the answer
     * @param principal the sender's number, which its record names
     * @return ACCEPTED if it will be answered, BUSY if the ring is full or the disk is ({@link
     *     #busyReason}), CLOSED if the engine takes nothing any more
     * @throws IllegalArgumentException if the command is longer than the engine takes, or no
     *     message
     */
    public Offer tryOffer(
        final DirectBuffer command, final int offset, final int length, final long correlation,
        final int principal) {
        checkLength(length);
        command.boundsCheck(offset, length);
        if (state != EngineState.RUNNING || fault.raised()) {
            return Offer.CLOSED;
        }
        if (!admission.take(length)) {
            busy.increment();
            return Offer.BUSY;
        }
        final long sequence;
        try {
            sequence = ring.tryNext();
        } catch (final InsufficientCapacityException full) {
            admission.release(length);
            busy.increment();
            return Offer.BUSY;
        }
        return publish(sequence, command, offset, length, correlation, principal);
    }

    /** Returns where the engine stands in its life. */
    public EngineState state() {
        return fault.raised() ? EngineState.FAILED : state;
    }

    /** Returns the fatal error that stopped the engine, if one did. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(fault.cause());
    }

    /** Returns the sequence of the last record in the journal, 0 before the first. */
    public long lastSequence() {
        return gate.appended();
    }

    /**
     * Returns the sequence up to which the journal is known to be forced; 0 until {@link #force} or
     * {@link #close} if the durability is {@link Durability#PAGE_CACHE}.
     */
    public long durableSequence() {
        return gate.durable();
    }

    /**
     * Sees to it that what was appended up to now is on the disk, for followers that must not run
     * ahead of it. Where answers wait for the disk anyway, or the engine has failed, it does
     * nothing; a refused force stops the engine.
     *
     * @return {@link #durableSequence} after it
     */
    public long force() {
        // Held against close, which lets go of the journal.
        synchronized (closing) {
            final long last = gate.appended();
            if (!closed && !fault.raised() && config.durability() == Durability.PAGE_CACHE
                && gate.durable() < last) {
                try {
                    journal.force();
                    gate.durable(last);
                } catch (final IOException | RuntimeException refused) {
                    fault.raise("force", refused);
                }
            }
            return gate.durable();
        }
    }

    /** Returns how many commands are in the ring, at this moment or a little earlier. */
    public long pending() {
        return Math.max(0, ring.getCursor() - answered.get());
    }

    /**
     * Returns why offers are answered BUSY now. For one that just was: where there is no room, to
     * offer again at once is in vain; what was accepted before is journaled and answered all the
     * same, and once there is space the engine goes on by itself.
     */
    public BusyReason busyReason() {
        return admission.room().enough() ? BusyReason.RING_FULL : BusyReason.NO_ROOM;
    }

    /** Returns how much room the disk has for the journal, and how much it must have. */
    public DiskRoom room() {
        return admission.room();
    }

    /** Returns how many offers were answered BUSY. */
    public long busyCount() {
        return busy.sum();
    }

    /** Returns what bringing the core up took, if the engine was opened on a directory. */
    public Optional<RecoveryReport> recovery() {
        return Optional.ofNullable(recovery);
    }

    /** Returns the data directory, if the engine was opened on one; for followers to read from. */
    public Optional<DataDirectory> dataDirectory() {
        return Optional.ofNullable(data);
    }

    /** Returns what the engine was opened with. */
    public EngineConfig config() {
        return config;
    }

    /**
     * Stops the intake, answers everything that was accepted, forces the journal, stops the threads
     * and lets go of the journal, all within the configured time. Further calls wait for the first
     * and do nothing.
     *
     * @throws IllegalStateException if not everything could be answered and forced, or if it is
     *     called by a thread of the engine (a sink, say), which would wait for itself; not for a
     *     failure that was there before, which {@link #failure} tells
     */
    @Override
    public void close() {
        if (drive.own(Thread.currentThread())) {
            throw new IllegalStateException("a thread of the engine cannot close it");
        }
        synchronized (closing) {
            if (closed) {
                return;
            }
            closed = true;
            final boolean failedBefore = fault.raised();
            state = EngineState.CLOSING;
            ticker.stop();
            final long deadlineNs = System.nanoTime() + config.closeTimeoutMs() * 1_000_000;
            drain(deadlineNs);
            gate.stop();
            if (drive.stop(deadlineNs)) {
                forceAndRelease();
            }
            state = EngineState.CLOSED;
            if (fault.raised() && !failedBefore) {
                throw new IllegalStateException("the engine failed while it closed", fault.cause());
            }
        }
    }

    private void checkLength(final int length) {
        if (length > config.commandBytesMax()) {
            throw new IllegalArgumentException("a command of " + length
                + " bytes is longer than the " + config.commandBytesMax() + " that are taken");
        }
        if (length < MessageHeaderDecoder.ENCODED_LENGTH) {
            throw new IllegalArgumentException("a command of " + length
                + " bytes is shorter than a message header");
        }
    }

    private Offer publish(
        final long sequence, final DirectBuffer command, final int offset, final int length,
        final long correlation, final int principal) {
        final Slot slot = ring.get(sequence);
        // A claimed slot must be published whatever happens, or the ring stands still for ever.
        try {
            // close() says CLOSING and then looks how far claims have gone. A claim it did not see
            // comes after that, so it is seen here, and the offer is not accepted: none is lost in
            // between.
            if (state != EngineState.RUNNING) {
                slot.state = Slot.VOID;
                admission.release(length);
                return Offer.CLOSED;
            }
            slot.offer(command, offset, length, correlation, principal);
            return Offer.ACCEPTED;
        } catch (final OutOfMemoryError thrown) {
            fault.raise("intake", thrown);
            return Offer.CLOSED;
        } finally {
            ring.publish(sequence);
        }
    }

    /** Has the core look what fell due, in the order of the ring like any command. */
    private void tick() {
        if (state != EngineState.RUNNING || fault.raised() || !admission.open()) {
            return;
        }
        final long sequence;
        try {
            sequence = ring.tryNext();
        } catch (final InsufficientCapacityException full) {
            // Commands bring the time along, too.
            return;
        }
        ring.get(sequence).offerTick();
        ring.publish(sequence);
    }

    private void drain(final long deadlineNs) {
        VarHandle.fullFence();
        final long last = ring.getCursor();
        boolean interrupted = false;
        while (answered.get() < last && !fault.raised()) {
            if (System.nanoTime() - deadlineNs > 0) {
                fault.raise("close", new IllegalStateException(
                    (last - answered.get()) + " accepted commands were not answered within "
                    + config.closeTimeoutMs() + " ms"));
            }
            LockSupport.parkNanos(POLL_NS);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void forceAndRelease() {
        try (Journal released = journal) {
            if (!fault.raised()) {
                final long last = gate.appended();
                released.force();
                gate.durable(last);
            }
        } catch (final Exception | Error thrown) {
            fault.raise("close", thrown);
        }
        if (data != null) {
            data.close();
        }
    }

    private void onFault(final String where, final Throwable cause) {
        gate.wake();
        drive.failed(where, cause);
        config.onFailure().accept(cause);
    }
}
