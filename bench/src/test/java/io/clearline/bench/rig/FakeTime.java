package io.clearline.bench.rig;

import org.agrona.concurrent.NanoClock;

/** A clock that stands still but for what is waited for and what work is said to take. */
final class FakeTime implements NanoClock, Pacer {
    private long nowNs = 1_000_000;

    @Override
    public long nanoTime() {
        return nowNs;
    }

    @Override
    public void await(final long timeNs) {
        nowNs = Math.max(nowNs, timeNs);
    }

    @Override
    public void rest() {
        nowNs += 1_000_000;
    }

    void pass(final long ns) {
        nowNs += ns;
    }
}
