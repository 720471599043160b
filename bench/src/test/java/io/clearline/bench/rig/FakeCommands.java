package io.clearline.bench.rig;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Commands that say nothing, two of setup first; every second one counts as a declaration. */
final class FakeCommands implements Commands {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);

    @Override
    public void require(final int commands) {
    }

    @Override
    public int setup() {
        return 2;
    }

    @Override
    public int prelude() {
        return 0;
    }

    @Override
    public DirectBuffer buffer(final int index) {
        return buffer;
    }

    @Override
    public int offset(final int index) {
        return 0;
    }

    @Override
    public int length(final int index) {
        return 16;
    }

    @Override
    public int declarations(final int from, final int to) {
        return (to - from) / 2;
    }
}
