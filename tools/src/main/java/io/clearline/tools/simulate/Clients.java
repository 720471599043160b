package io.clearline.tools.simulate;

import io.clearline.tools.simulate.Finding.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Port systems: they send, keep every answer they get, and after a failure send again what was not
 * answered, in whatever order, and some that was.
 */
final class Clients {
    private final SplittableRandom random;
    private final Deque<Command> queue = new ArrayDeque<>();
    /** What a new journal takes first, in this order: the key of the draws and the reference data. */
    private final List<Command> setup = new ArrayList<>();
    private final List<Command> answered = new ArrayList<>();
    /** Offered and not answered by the present process, by correlation. */
    private final Map<Long, Command> waiting = new HashMap<>();
    private final List<Command> commands = new ArrayList<>();
    private long offers;
    private long resends;

    Clients(final SplittableRandom random) {
        this.random = random;
    }

    /** Adds a command of those that a new journal takes first. */
    void addSetup(final byte[] bytes) {
        setup.add(new Command(-1 - setup.size(), bytes));
    }

    /** Tells whether the reference data is loaded. */
    boolean settled() {
        return setup.stream().allMatch(command -> command.answer != null);
    }

    /**
     * A process takes commands.
     *
     * @param fresh whether its journal is empty
     */
    void connected(final boolean fresh) {
        if (settled()) {
            return;
        }
        // All over again, as a load is taken as a whole; the key belongs to a new journal alone.
        queue.removeAll(setup);
        answered.removeAll(setup);
        for (int i = setup.size() - 1; i > 0; i--) {
            setup.get(i).answer = null;
            queue.addFirst(setup.get(i));
        }
        if (fresh) {
            queue.addFirst(setup.get(0));
        } else if (setup.get(0).answer == null) {
            setup.get(0).answer = new byte[0];
        }
    }

    /** Adds a new command. */
    void add(final byte[] bytes) {
        final Command command = new Command(commands.size(), bytes);
        commands.add(command);
        queue.add(command);
    }

    /** Returns how many commands there are. */
    int commands() {
        return commands.size();
    }

    long resends() {
        return resends;
    }

    boolean idle() {
        return queue.isEmpty();
    }

    boolean waits() {
        return !waiting.isEmpty();
    }

    /** Returns the command to offer next. */
    Command next() {
        return queue.peek();
    }

    /** Returns the correlation for the next offer. */
    long correlation() {
        return offers + 1;
    }

    /** The next command was accepted under {@link #correlation}. */
    void offered() {
        offers++;
        waiting.put(offers, queue.remove());
    }

    /** Sends a command once more that was answered, or is on its way. */
    boolean duplicate() {
        final List<Command> sent = new ArrayList<>(answered);
        waiting.keySet().stream().sorted().map(waiting::get).forEach(sent::add);
        if (sent.isEmpty()) {
            return false;
        }
        queue.addFirst(sent.get(random.nextInt(sent.size())));
        resends++;
        return true;
    }

    /** Takes an answer. */
    Command answered(final long correlation, final byte[] answer, final long restsOn) {
        final Command command = waiting.remove(correlation);
        if (command == null) {
            throw new Finding(Kind.INVENTED, "an answer to correlation " + correlation
                + ", which waits for none");
        }
        final boolean kept = command.answer != null && Answered.isIdempotent(command.bytes)
            && Answered.isAccepted(command.answer);
        if (kept && !Answered.agree(command.answer, answer)) {
            throw new Finding(Kind.CONTRADICTED, "command " + command.number
                + " was accepted before and is answered otherwise now");
        }
        if (command.answer == null) {
            answered.add(command);
        }
        if (!kept) {
            command.answer = answer;
            command.restsOn = restsOn;
        }
        return command;
    }

    /** The process is gone: what was not answered is sent again, shuffled. */
    void disconnected() {
        final List<Command> again = new ArrayList<>();
        waiting.keySet().stream().sorted().map(waiting::get).forEach(again::add);
        waiting.clear();
        resends += again.size();
        while (!again.isEmpty()) {
            queue.addFirst(again.remove(random.nextInt(again.size())));
        }
    }

    /**
     * Answers that rest on records behind this one are void, as their durability allows.
     *
     * @return how many
     */
    int forget(final long last) {
        int count = 0;
        for (final Command command : List.copyOf(answered)) {
            if (command.restsOn > last) {
                command.answer = null;
                answered.remove(command);
                queue.add(command);
                count++;
            }
        }
        return count;
    }

    /** Returns how many commands have no answer. */
    long unanswered() {
        return commands.stream().filter(command -> command.answer == null).count();
    }
}
