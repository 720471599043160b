package io.clearline.engine.pipeline;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import io.clearline.engine.core.Core;
import io.clearline.engine.journal.Journal;
import java.util.ArrayList;
import java.util.List;

/**
 * An engine without threads: the same ring, stages, gate and group commit, each moved by a call, so
 * that whoever drives it chooses what happens in which order and can run any order again. For
 * simulation; one thread.
 */
public final class Steps implements Drive {
    private record Place(Stage stage, Sequence done) {
    }

    private final RingBuffer<Slot> ring;
    private final Fault fault;
    private final List<Place> places = new ArrayList<>();
    private ClearanceEngine engine;
    private SyncLoop sync;
    private Ticker ticker;

    private Steps(final RingBuffer<Slot> ring, final Fault fault) {
        this.ring = ring;
        this.fault = fault;
    }

    /**
     * Makes an engine that stands still.
     *
     * @param core stands where the journal ends
     * @param journal ready to append; closed with the engine
     * @param sink takes the answers
     */
    public static Steps open(
        final EngineConfig config, final Core core, final Journal journal,
        final AnswerSink sink) {
        final Steps[] made = new Steps[1];
        final ClearanceEngine engine = ClearanceEngine.started(
            config, core, journal, sink, null, null, (chosen, ring, fault) -> {
                made[0] = new Steps(ring, fault);
                return made[0];
            });
        made[0].engine = engine;
        return made[0];
    }

    /** Returns the engine, to offer to and to close once everything is answered. */
    public ClearanceEngine engine() {
        return engine;
    }

    /** Returns how many stages there are; the last one answers. */
    public int stages() {
        return places.size();
    }

    /**
     * Moves one command through a stage.
     *
     * @param stage from 0, in the order of a command's way
     * @return false if there is none that could go now
     */
    public boolean step(final int stage) {
        final Place place = places.get(stage);
        final long next = place.done.get() + 1;
        final long reached = stage == 0 ? ring.getCursor() : places.get(stage - 1).done.get();
        if (next > reached) {
            return false;
        }
        final Slot slot = ring.get(next);
        if (!fault.raised() && slot.state != Slot.VOID && !place.stage.ready(slot)) {
            return false;
        }
        place.stage.onEvent(slot, next, true);
        place.done.set(next);
        return true;
    }

    /** Has the engine look for timers that fell due, if it is on a wall clock. */
    public void tick() {
        if (ticker != null) {
            ticker.tick();
        }
    }

    /** Returns what a force that begins now must cover, -1 if nothing is to be forced. */
    public long unforced() {
        return sync == null || fault.raised() ? -1 : sync.unforced();
    }

    /** Forces the journal as the group commit does; {@code target} was {@link #unforced} before. */
    public void force(final long target) {
        sync.force(target);
    }

    @Override
    public Sequence stage(final Stage stage) {
        final Sequence done = new Sequence();
        places.add(new Place(stage, done));
        return done;
    }

    @Override
    public void sync(final SyncLoop loop, final Stage.Egress egress) {
        sync = loop;
    }

    @Override
    public void ticker(final Ticker value) {
        ticker = value;
    }

    @Override
    public void start() {
        // Moves when it is asked to.
    }

    @Override
    public boolean own(final Thread thread) {
        return false;
    }

    @Override
    public boolean stop(final long deadlineNs) {
        return true;
    }

    @Override
    public void failed(final String where, final Throwable cause) {
        // The engine tells whoever asks.
    }
}
