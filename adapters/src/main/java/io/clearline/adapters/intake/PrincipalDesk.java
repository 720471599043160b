package io.clearline.adapters.intake;

import io.clearline.adapters.identity.Identities;
import io.clearline.adapters.identity.Token;
import io.clearline.engine.pipeline.Offer;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.PrincipalEncoder;
import io.clearline.engine.record.sbe.PrincipalNumberDecoder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * Makes principals known to the engine as the operator at the machine, by commands that are journaled
 * like all others, and learns their numbers. What is known already is not journaled again. Thread-safe.
 */
public final class PrincipalDesk implements Identities.Registrar {
    private static final long WAIT_MS = 10_000;
    /** How long a busy engine is asked again: longer than making room in the journal takes. */
    private static final long BUSY_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Intake intake;

    /** Creates the desk of an intake. */
    public PrincipalDesk(final Intake intake) {
        this.intake = intake;
    }

    /**
     * Returns the number of a token's principal; may wait for a busy engine.
     *
     * @throws IllegalStateException if the engine does not take or answer the command
     */
    @Override
    public int numberOf(final Token token) {
        final ExpandableArrayBuffer command = new ExpandableArrayBuffer(256);
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final PrincipalEncoder out = new PrincipalEncoder().wrapAndApplyHeader(command, 0, header);
        out.at(PrincipalEncoder.atNullValue()).role(token.role()).office(token.office())
            .party(token.party()).active((short) 1).formErrorsCount(0);
        out.name(token.principal());
        final CompletableFuture<Integer> number = new CompletableFuture<>();
        try (Intake.Place place = intake.open(0, (in, sequence, timeMs, answer, offset, length) -> {
            final MessageHeaderDecoder kind = new MessageHeaderDecoder().wrap(answer, offset);
            number.complete(kind.templateId() == PrincipalNumberDecoder.TEMPLATE_ID
                ? new PrincipalNumberDecoder().wrapAndApplyHeader(answer, offset, kind).number()
                : -1);
        })) {
            final Offer offer = place == null ? Offer.BUSY
                : offer(place, command, header.encodedLength() + out.encodedLength());
            if (offer != Offer.ACCEPTED) {
                throw new IllegalStateException("the engine does not take the principal "
                    + token.principal() + " now: " + offer);
            }
            return number.get(WAIT_MS, TimeUnit.MILLISECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (final ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the engine did not answer for the principal "
                + token.principal(), e);
        }
    }
    private static Offer offer(
        final Intake.Place place, final DirectBuffer command, final int length) {
        final long start = System.nanoTime();
        Offer offer = place.offer(command, 0, length, 1);
        while (offer == Offer.BUSY && System.nanoTime() - start < BUSY_NS) {
            LockSupport.parkNanos(PAUSE_NS);
            offer = place.offer(command, 0, length, 1);
        }
        return offer;
    }
}
