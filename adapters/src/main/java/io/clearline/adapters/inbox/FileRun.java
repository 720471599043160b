package io.clearline.adapters.inbox;

import io.clearline.adapters.identity.Identity;
import io.clearline.adapters.intake.Intake;
import io.clearline.adapters.json.AnswerEncoder;
import io.clearline.adapters.json.CommandDecoder;
import io.clearline.adapters.text.LineSplitter;
import io.clearline.engine.pipeline.Offer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.ExpandableArrayBuffer;

/**
 * Sends one file, line by line. Lines whose command the journal has already, from before a kill, are not sent
 * but answered from there: what is journaled of a file is in the order of its lines. One thread's.
 */
final class FileRun {
    private static final int IN_FLIGHT_MAX = 256;
    private static final long PARK_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LOOK_MS = 100;

    private final CommandDecoder decoder;
    private final ExpandableArrayBuffer command = new ExpandableArrayBuffer(4096);
    private final AnswerEncoder encoder = new AnswerEncoder();
    private final Identity identity;
    private final Journaled journaled;
    private final BooleanSupplier stopped;
    private OutputStream results;
    private OutputStream rejects;
    private boolean refused;
    private int inFlight;

    /** What became of a file. */
    enum End {
        /** All of it was sent and answered. */
        COMPLETE,
        /** The server stops; the rest is sent when it is started again. */
        STOPPED
    }

    /**
     * Creates a run.
     *
     * @param decoder this thread's; keeps nothing of a line
     * @param stopped tells whether to stop
     */
    FileRun(final CommandDecoder decoder, final Identity identity, final Journaled journaled,
        final BooleanSupplier stopped) {
        this.decoder = decoder;
        this.identity = identity;
        this.journaled = journaled;
        this.stopped = stopped;
    }

    /** Sends a file and writes the answers to it; the files begin anew each time. */
    End send(final Path file, final Intake intake, final Path resultsTo, final Path rejectsTo)
        throws IOException, InterruptedException {
        final Answers answers = new Answers(!identity.seesControls());
        try (InputStream in = Files.newInputStream(file);
            OutputStream all = new BufferedOutputStream(Files.newOutputStream(resultsTo));
            OutputStream some = new BufferedOutputStream(Files.newOutputStream(rejectsTo));
            Intake.Place place = intake.open(identity.number(), answers)) {
            if (place == null) {
                return End.STOPPED;
            }
            results = all;
            rejects = some;
            final LineSplitter lines = new LineSplitter(in, CommandDecoder.MAX_LINE);
            try {
                boolean going = true;
                while (going && lines.next()) {
                    going = line(lines, place, answers);
                }
                return going && await(answers, 0) ? End.COMPLETE : End.STOPPED;
            } catch (final IOException | RuntimeException e) {
                settle(answers);
                throw e;
            }
        }
    }

    /** What is in flight must be in the journal before anybody looks there how far the file came. */
    private void settle(final Answers answers) throws InterruptedException {
        while (inFlight > 0 && !stopped.getAsBoolean()) {
            inFlight -= answers.next(LOOK_MS) == null ? 0 : 1;
        }
    }

    /** Tells whether all that the journal has is of the file's lines, in their order; sends nothing. */
    boolean isAllOf(final Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            final LineSplitter lines = new LineSplitter(in, CommandDecoder.MAX_LINE);
            while (journaled.peek() != null && lines.next()) {
                if (isSame(journaled.peek(), decode(lines))) {
                    journaled.skip();
                }
            }
            return journaled.peek() == null;
        }
    }

    private int decode(final LineSplitter lines) {
        final int length = lines.tooLong() ? CommandDecoder.MAX_LINE + 1 : lines.length();
        return decoder.decode(lines.buffer(), lines.offset(), length, command, 0);
    }

    /** Tells whether an answer refused. */
    boolean isRefused() {
        return refused;
    }

    private boolean line(final LineSplitter lines, final Intake.Place place,
        final Answers answers) throws IOException, InterruptedException {
        final int size = decode(lines);
        final Journaled.Entry next = journaled.peek();
        if (next != null && isSame(next, size)) {
            journaled.skip();
            // Answers stand in the order of the lines.
            final boolean going = await(answers, 0);
            write(Answers.line(encoder, !identity.seesControls(), lines.number(),
                next.sequence(), next.timeMs(), next.answer(), 0));
            return going;
        }
        return await(answers, IN_FLIGHT_MAX - 1) && offer(lines, place, size);
    }

    private boolean isSame(final Journaled.Entry entry, final int size) {
        if (entry.command().capacity() != size) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (entry.command().getByte(i) != command.getByte(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean offer(final LineSplitter lines, final Intake.Place place, final int size) {
        try {
            return offer(place, size, (int) lines.number());
        } catch (final IllegalArgumentException tooLong) {
            // Answered as a line is that is longer than any may be.
            return offer(place, decoder.decode(lines.buffer(), lines.offset(),
                CommandDecoder.MAX_LINE + 1, command, 0), (int) lines.number());
        }
    }

    private boolean offer(final Intake.Place place, final int size, final int number) {
        Offer offer = place.offer(command, 0, size, number);
        while (offer == Offer.BUSY && !stopped.getAsBoolean()) {
            LockSupport.parkNanos(PARK_NS);
            offer = place.offer(command, 0, size, number);
        }
        inFlight += offer == Offer.ACCEPTED ? 1 : 0;
        return offer == Offer.ACCEPTED;
    }

    /** Writes answers until at most so many are awaited; returns false where the server stops before. */
    private boolean await(final Answers answers, final int most)
        throws IOException, InterruptedException {
        while (inFlight > most) {
            final Answers.Line next = answers.next(LOOK_MS);
            if (next != null) {
                inFlight--;
                write(next);
            } else if (stopped.getAsBoolean()) {
                return false;
            }
        }
        return true;
    }

    private void write(final Answers.Line line) throws IOException {
        results.write(line.json());
        if (line.refused()) {
            refused = true;
            rejects.write(line.json());
        }
    }
}
