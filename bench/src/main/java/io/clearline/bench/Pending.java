package io.clearline.bench;

import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.state.ClearanceState;
import io.clearline.engine.state.Code;
import io.clearline.engine.state.Declaration;
import java.util.SplittableRandom;
import org.agrona.collections.IntArrayList;

/**
 * What the commands so far have led to, read from the state now and then: declarations that wait
 * for an act, exits that wait for the checkpoint, codes that are still good. Not thread-safe.
 */
final class Pending {
    private final ClearanceState state;
    private final Stock stock;
    private final IntArrayList held = new IntArrayList();
    private final IntArrayList exits = new IntArrayList();
    private final IntArrayList confirmations = new IntArrayList();
    private final IntArrayList cumulatives = new IntArrayList();
    private final IntArrayList touched = new IntArrayList();
    private final Declaration declaration = new Declaration();
    private final Code code = new Code();
    private int declarationsSeen;
    private int codesSeen;

    Pending(final ClearanceState state, final Stock stock) {
        this.state = state;
        this.stock = stock;
    }

    /** Looks at what is new in the state, or was touched by an act, since it looked last. */
    void learn() {
        for (int i = 0; i < touched.size(); i++) {
            classify(touched.getInt(i), false);
        }
        touched.clear();
        for (; declarationsSeen < state.declarations().size(); declarationsSeen++) {
            classify(declarationsSeen, true);
        }
        for (; codesSeen < state.codes().size(); codesSeen++) {
            state.codes().read(codesSeen, code);
            (code.letter == 'Q' ? confirmations : cumulatives).addInt(codesSeen);
        }
    }

    private void classify(final int number, final boolean fresh) {
        state.declarations().read(number, declaration);
        if (declaration.outcome == Outcome.HOLD || declaration.isUnsettledBatch()) {
            held.addInt(number);
        }
        if (declaration.outcome != Outcome.RELEASE) {
            return;
        }
        for (int i = 0; i < declaration.additions.size(); i += 2) {
            stock.add(declaration.additionsParty(), (int) declaration.additions.get(i),
                declaration.additions.get(i + 1));
        }
        final boolean settledBatch = declaration.dueDay != 0 && !fresh;
        if (declaration.flow == Flow.SECOND_LINE_EXIT && !settledBatch) {
            exits.addInt(number);
        }
    }

    private static int take(final IntArrayList from, final SplittableRandom random) {
        return from.isEmpty() ? -1 : from.fastUnorderedRemove(random.nextInt(from.size()));
    }

    /** Takes some declaration that waits for an act, or -1. */
    int takeHeld(final SplittableRandom random) {
        final int number = take(held, random);
        if (number >= 0) {
            touched.addInt(number);
        }
        return number;
    }

    /** Takes some exit that waits for the checkpoint, or -1. */
    int takeExit(final SplittableRandom random) {
        return take(exits, random);
    }

    /** Fills {@code into} with some confirmation code, if there is one. */
    boolean confirmation(final SplittableRandom random, final Code into) {
        return pick(confirmations, random, into);
    }

    /** Fills {@code into} with some cumulative code, if there is one. */
    boolean cumulative(final SplittableRandom random, final Code into) {
        return pick(cumulatives, random, into);
    }

    private boolean pick(
        final IntArrayList from, final SplittableRandom random, final Code into) {
        if (from.isEmpty()) {
            return false;
        }
        final int at = random.nextInt(from.size());
        final int number = from.getInt(at);
        state.codes().read(number, into);
        if (state.codes().used(number) > into.quantity / 2) {
            from.fastUnorderedRemove(at);
        }
        return true;
    }
}
