package io.clearline.engine.journal;

import java.io.IOException;
import java.nio.file.Path;

/** A process that holds a data directory until it is killed or its input ends. */
public final class LockHolder {
    private LockHolder() {
    }

    /** Takes the directory as its argument; says whether it got the lock. */
    public static void main(final String[] arguments) throws IOException {
        try (DataDirectory data = DataDirectory.open(Path.of(arguments[0]))) {
            System.out.println(data.owned() ? "locked" : "not locked");
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        } catch (final JournalException e) {
            System.out.println(e.getMessage());
        }
    }
}
