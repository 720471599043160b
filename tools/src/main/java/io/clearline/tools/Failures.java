package io.clearline.tools;

import io.clearline.engine.journal.JournalDamagedException;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.journal.RecordNotKeptException;
import io.clearline.engine.pipeline.ClearanceEngine;
import io.clearline.engine.pipeline.DiskRoom;
import io.clearline.engine.seal.SealBrokenException;
import io.clearline.engine.seal.SealException;
import io.clearline.engine.seal.SealFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Turns what was thrown into a {@link Failure} with a line that a user can act on. */
final class Failures {
    private Failures() {
    }

    /** Returns why a verb failed. */
    static Failure of(final Throwable thrown) {
        if (thrown instanceof Failure known) {
            return known;
        }
        if (thrown instanceof UncheckedIOException wrapped) {
            return of(wrapped.getCause());
        }
        if (thrown instanceof IOException input) {
            return Failure.environment(text(input), thrown);
        }
        if (thrown instanceof JournalDamagedException damaged) {
            return Failure.check(damaged.getMessage(), thrown);
        }
        if (thrown instanceof RecordNotKeptException gone) {
            return Failure.usage(gone.getMessage(), thrown);
        }
        if (thrown instanceof JournalException journal) {
            return Failure.environment(journal.getMessage(), thrown);
        }
        if (thrown instanceof SealBrokenException broken) {
            return Failure.check(broken.getMessage(), thrown);
        }
        if (thrown instanceof SealFormatException input) {
            return Failure.usage(input.getMessage(), thrown);
        }
        if (thrown instanceof SealException seal) {
            return Failure.environment(seal.getMessage(), thrown);
        }
        return Failure.environment("internal error: " + thrown
            + "; please report it with what --stacktrace adds", thrown);
    }

    /** Returns why an engine that takes nothing any more stopped. */
    static Failure stopped(final ClearanceEngine engine) {
        final Throwable cause = engine.failure().orElse(null);
        if (cause == null) {
            return Failure.environment("the engine was closed", null);
        }
        final Failure inner = of(cause);
        return Failure.environment("the engine stopped: " + inner.getMessage()
            + "; what was answered is journaled, send the rest again with the same refs", cause);
    }

    /** Returns why an engine takes nothing as long as nobody makes space. */
    static Failure noRoom(final DiskRoom room) {
        return Failure.environment(String.format(Locale.ROOT,
            "the disk has no room for the journal: %,d MiB free, %,d MiB must be; free some space",
            room.freeBytes() >> 20, room.floorBytes() + (1 << 20) - 1 >> 20), null);
    }

    /** Says what happened to a file in words; the JDK's own message is often the bare path. */
    static String text(final IOException thrown) {
        if (thrown instanceof NoSuchFileException missing) {
            return missing.getFile() + " is not there";
        }
        if (thrown instanceof AccessDeniedException denied) {
            return denied.getFile() + " may not be accessed: check its owner and mode";
        }
        if (thrown instanceof FileSystemException file && file.getReason() != null) {
            return file.getFile() + ": " + file.getReason();
        }
        return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    }
}
