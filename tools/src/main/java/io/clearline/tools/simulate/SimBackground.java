package io.clearline.tools.simulate;

import io.clearline.engine.journal.Background;

/** Work beside that is done when the simulation says so, or when somebody waits for it. */
final class SimBackground implements Background {
    private static final long PAUSE_MS = 1_000;

    private final SimClock clock;
    private final Runnable work;
    private boolean running;

    SimBackground(final SimClock clock, final Runnable work) {
        this.clock = clock;
        this.work = work;
    }

    /** Does the work once. */
    void goOn() {
        if (running) {
            work.run();
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void ask() {
        // It is done in its turn.
    }

    @Override
    public void pause(final long ns) {
        clock.pass(PAUSE_MS);
        goOn();
    }

    @Override
    public void close() {
        running = false;
    }
}
