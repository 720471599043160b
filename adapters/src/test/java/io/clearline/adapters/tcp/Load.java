package io.clearline.adapters.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.adapters.client.Answer;
import io.clearline.adapters.client.ClearlineClient;
import io.clearline.adapters.client.ClientOptions;
import io.clearline.adapters.client.Command;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.Regime;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A client that sends all the time, declarations and payments, while its line is harmed; afterwards it
 * says whether anything was lost or done twice. Each third declaration is taxed and paid in three equal
 * parts, which have no ref: a part taken twice would have the last one refused.
 */
final class Load implements AutoCloseable {
    private static final int IN_FLIGHT = 128;
    private static final int PARTS = 3;
    private static final BigDecimal THIRD = new BigDecimal("81.00");
    private static final long PATIENCE_S = 60;

    private final ClearlineClient client;
    private final List<Answer> heard = Collections.synchronizedList(new ArrayList<>());
    private final List<CompletableFuture<Void>> checks = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "load");
    private volatile boolean stopped;
    private volatile Throwable failure;
    private int refs;

    Load(final ClientOptions options) throws IOException {
        client = ClearlineClient.connect(options.withInFlightMax(IN_FLIGHT), heard::add);
        thread.start();
    }

    private void run() {
        try {
            while (!stopped) {
                refs++;
                if (refs % 3 == 0) {
                    paid("R" + refs);
                } else {
                    final String ref = "R" + refs;
                    checks.add(client.submit(Port.free(ref)).thenAccept(answer ->
                        expect(answer, ref, Outcome.RELEASE)));
                }
            }
        } catch (final RuntimeException | Error e) {
            failure = e;
        }
    }

    private void paid(final String ref) {
        expect(client.submit(Port.declare(ref, Port.FREE, 1, Regime.TAXED)).join(), ref,
            Outcome.HOLD);
        final List<CompletableFuture<Answer>> parts = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            parts.add(client.submit(Command.pay(ref, THIRD)));
        }
        checks.add(CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
            .thenRun(() -> expectPaid(ref, parts.stream().map(CompletableFuture::join).toList())));
    }

    /** A server that was too busy for one part took the next before it: which is which is not said. */
    private static void expectPaid(final String ref, final List<Answer> parts) {
        final List<Answer> inOrder = new ArrayList<>(parts);
        inOrder.sort(Comparator.comparingLong(Answer::sequence));
        for (int part = 0; part < PARTS; part++) {
            expect(inOrder.get(part), ref, part == PARTS - 1 ? Outcome.RELEASE : Outcome.HOLD);
        }
    }

    private static void expect(final Answer answer, final String ref, final Outcome outcome) {
        assertEquals(Optional.of(ref), answer.ref(), answer::json);
        assertEquals(Optional.of(outcome), answer.outcome(), answer::json);
    }

    /** Returns how many answers were heard. */
    int answers() {
        return heard.size();
    }

    /** Tells whether any of them was resent, for it was in flight when a line ended. */
    private boolean hasResent() {
        synchronized (heard) {
            return heard.stream().anyMatch(Answer::resent);
        }
    }

    /** Waits until so many more answers were heard. */
    void awaitMore(final int count) throws InterruptedException {
        final int until = answers() + count;
        while (answers() < until) {
            Thread.sleep(1);
        }
    }

    /**
     * Tells whether its line is to be harmed once more. Whether anything is in flight then is chance: on
     * until it was, up to ten times as often.
     */
    boolean wants(final int done, final int least) {
        return done < least || !hasResent() && done < 10 * least;
    }

    /** Returns how many lines it has had. */
    int lines() {
        return client.lines();
    }

    boolean isOpen() {
        return client.isOpen();
    }

    /** Ends the load and waits until all is answered. */
    void finish() throws Exception {
        stopped = true;
        thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_S));
        assertTrue(!thread.isAlive(), "the load hangs");
        if (failure != null) {
            throw new AssertionError(failure);
        }
        CompletableFuture.allOf(checks.toArray(CompletableFuture[]::new))
            .get(PATIENCE_S, TimeUnit.SECONDS);
    }

    /**
     * Checks what was heard against what is journaled; returns how many answers were resent.
     *
     * @param name says which run it was, its seed with it
     */
    long check(final String name, final Map<String, Integer> records, final List<Long> sent) {
        assertEquals(refs, records.size(), name + ": refs with a record");
        records.forEach((ref, count) -> assertEquals(1, count, name + ": records of " + ref));
        final List<Long> sequences = heard.stream().map(Answer::sequence).toList();
        assertEquals(sent, sequences, name + ": every answer once, in order");
        return heard.stream().filter(Answer::resent).count();
    }

    @Override
    public void close() {
        stopped = true;
        client.close();
    }
}
