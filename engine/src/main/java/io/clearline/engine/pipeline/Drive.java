package io.clearline.engine.pipeline;

import com.lmax.disruptor.Sequence;

/** Who moves an engine's stages: threads of their own in production, one step at a time elsewhere. */
interface Drive {
    /** Adds a stage behind the one before; returns how far it is. */
    Sequence stage(Stage stage);

    /**
     * Adds group commit, in a thread of its own or in that of the egress.
     *
     * @param egress what waits for it
     */
    void sync(SyncLoop loop, Stage.Egress egress);

    /** Adds what looks for timers while no commands come. */
    void ticker(Ticker ticker);

    /** Begins to move. */
    void start();

    /** Tells whether a thread is one that moves a stage. */
    boolean own(Thread thread);

    /**
     * Ends all movement.
     *
     * @return false if something still moves: what it works on must not be taken away from under it
     */
    boolean stop(long deadlineNs);

    /** Is told why the engine stopped. */
    void failed(String where, Throwable cause);
}
