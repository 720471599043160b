package io.clearline.tools.simulate;

import io.clearline.engine.journal.Journal;
import java.io.IOException;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Production's journal with its moments shown: before, inside and after an append and a force. The
 * moment inside an append is the one at which the journal asks the record for its memory, with the
 * document open and nothing in it.
 */
final class ProbedJournal implements Journal {
    /** Sees the moments. */
    interface Probe {
        void beforeAppend(DirectBuffer record, int offset, int length);

        /** The document is open; what is thrown here is a disk that refuses. */
        void insideAppend();

        void afterAppend();

        void beforeForce();

        void afterForce();
    }

    private final Journal journal;
    private final Probe probe;
    private final HookedRecord hooked = new HookedRecord();

    ProbedJournal(final Journal journal, final Probe probe) {
        this.journal = journal;
        this.probe = probe;
    }

    @Override
    public void append(final DirectBuffer record, final int offset, final int length) {
        probe.beforeAppend(record, offset, length);
        hooked.wrap(record, offset, length);
        hooked.armed = true;
        journal.append(hooked, 0, length);
        probe.afterAppend();
    }

    @Override
    public void force() throws IOException {
        probe.beforeForce();
        journal.force();
        probe.afterForce();
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

    /** A record that tells when it is copied. */
    private final class HookedRecord extends UnsafeBuffer {
        private boolean armed;

        HookedRecord() {
            super(0, 0);
        }

        @Override
        public byte[] byteArray() {
            if (armed) {
                armed = false;
                probe.insideAppend();
            }
            return super.byteArray();
        }
    }
}
