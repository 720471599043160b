package io.clearline.adapters.inbox;

import io.clearline.adapters.identity.Identity;
import io.clearline.adapters.intake.Intake;
import io.clearline.adapters.json.AnswerEncoder;
import io.clearline.engine.pipeline.Offer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.ExpandableArrayBuffer;

/**
 * Sends one file, command by command. Those that the journal has already, from before a kill, are not sent
 * but answered from there: what is journaled of a file is in the order of its commands. One thread's.
 */
final class FileRun {
    private static final int IN_FLIGHT_MAX = 256;
    private static final long PARK_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LOOK_MS = 100;

    private final ExpandableArrayBuffer command = new ExpandableArrayBuffer(4096);
    private final AnswerEncoder encoder = new AnswerEncoder();
    private final Identity identity;
    private final Journaled journaled;
    private final BooleanSupplier stopped;
    private OutputStream results;
    private OutputStream rejects;
    private boolean refused;
    private List<String> remarks = List.of();
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
     * @param stopped tells whether to stop
     */
    FileRun(final Identity identity, final Journaled journaled, final BooleanSupplier stopped) {
        this.identity = identity;
        this.journaled = journaled;
        this.stopped = stopped;
    }

    /** Sends a file and writes the answers to it; the files begin anew each time. */
    End send(final Commands.Source file, final Intake intake, final Path resultsTo, final Path rejectsTo)
        throws IOException, InterruptedException {
        final Answers answers = new Answers(!identity.seesControls());
        try (Commands commands = file.open();
            OutputStream all = new BufferedOutputStream(Files.newOutputStream(resultsTo));
            OutputStream some = new BufferedOutputStream(Files.newOutputStream(rejectsTo));
            Intake.Place place = intake.open(identity.number(), answers)) {
            if (place == null) {
                return End.STOPPED;
            }
            results = all;
            rejects = some;
            try {
                boolean going = true;
                while (going && commands.next()) {
                    going = send(commands, place, answers);
                }
                remarks = commands.remarks();
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

    /** Tells whether all that the journal has is of the file's commands, in their order; sends nothing. */
    boolean isAllOf(final Commands.Source file) throws IOException {
        try (Commands commands = file.open()) {
            while (journaled.peek() != null && commands.next()) {
                if (isSame(journaled.peek(), commands.decode(command))) {
                    journaled.skip();
                }
            }
            return journaled.peek() == null;
        }
    }

    /** Tells whether an answer refused. */
    boolean isRefused() {
        return refused;
    }

    /** Returns what people are told of the file beside its answers; known when all of it was sent. */
    List<String> remarks() {
        return remarks;
    }

    private boolean send(final Commands commands, final Intake.Place place,
        final Answers answers) throws IOException, InterruptedException {
        final int size = commands.decode(command);
        final Journaled.Entry next = journaled.peek();
        if (next != null && isSame(next, size)) {
            journaled.skip();
            // Answers stand in the order of the commands.
            final boolean going = await(answers, 0);
            write(Answers.line(encoder, !identity.seesControls(), commands.number(),
                next.sequence(), next.timeMs(), next.answer(), 0));
            return going;
        }
        return await(answers, IN_FLIGHT_MAX - 1) && offer(commands, place, size);
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

    private boolean offer(
        final Commands commands, final Intake.Place place, final int size) {
        try {
            return offer(place, size, commands.number());
        } catch (final IllegalArgumentException tooLong) {
            // Answered as a line is that is longer than any may be.
            return offer(place, commands.decodeTooLong(command), commands.number());
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
