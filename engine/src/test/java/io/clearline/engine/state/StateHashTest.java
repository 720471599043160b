package io.clearline.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.clearline.engine.record.PackedWriter;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Form;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.Regime;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Equal states have equal hashes whatever they went through; a difference anywhere shows. */
class StateHashTest {
    private static final int ACCOUNT = Account.of(Regime.ZERO_TARIFF, 84_573_000);

    /** A state with its applier, fed with declarations. */
    private static final class Engine {
        private final ClearanceState state = new ClearanceState(1);
        private final Applier applier = new Applier(state);
        private final Effects effects = new Effects();
        private final PackedWriter out = new PackedWriter(64);
        private long sequence;

        /** The declarations' agent is the second party that was ever seen. */
        private Engine() {
            final byte[] uscc = "91460100MACX00011Q".getBytes(StandardCharsets.US_ASCII);
            for (int party = 0; party < 2; party++) {
                uscc[17] = (byte) ('0' + party);
                state.reference.parties().intern(new UnsafeBuffer(uscc), 0);
            }
        }

        private void declare(final Declaration d) {
            effects.declaration(out.reset(), d);
            apply(1000 * ++sequence);
        }

        private void apply(final long timeMs) {
            applier.apply(
                sequence, timeMs, out.buffer(), 0, out.buffer(), 0, out.length());
        }
    }

    private final Declaration d = new Declaration();

    private Declaration declaration(final int serial, final Outcome outcome) {
        d.clear();
        d.number = 640_020_261_000_000_000L + serial;
        d.trader = 1;
        d.agent = 1;
        d.flow = Flow.FIRST_LINE_IMPORT;
        d.form = Form.NORMAL;
        d.outcome = outcome;
        final byte[] ref = ("R" + serial).getBytes(StandardCharsets.US_ASCII);
        d.ref.putBytes(0, ref);
        d.refLength = ref.length;
        return d;
    }

    private Declaration adding(final int serial, final Outcome outcome, final long quantity) {
        declaration(serial, outcome).additions.add(ACCOUNT);
        d.additions.add(quantity);
        return d;
    }

    @Test
    void theRouteDoesNotCount() {
        final Engine direct = new Engine();
        direct.declare(adding(1, Outcome.HOLD, 5));
        direct.declare(adding(1, Outcome.HOLD, 5));
        direct.declare(adding(1, Outcome.RELEASE, 9));
        final Engine winding = new Engine();
        winding.declare(adding(1, Outcome.RELEASE, 70));
        winding.declare(adding(1, Outcome.HOLD, 1));
        assertNotEquals(direct.state.hash(), winding.state.hash());
        winding.declare(adding(1, Outcome.RELEASE, 9));
        assertEquals(9, winding.state.ledgers().balance(1, ACCOUNT));
        assertEquals(direct.state.hash(), winding.state.hash());
    }

    @Test
    void everyDifferenceShows() {
        final Engine a = new Engine();
        final Engine b = new Engine();
        a.declare(declaration(1, Outcome.RELEASE));
        b.declare(declaration(1, Outcome.HOLD));
        assertNotEquals(a.state.hash(), b.state.hash(), "an outcome");
        b.declare(declaration(1, Outcome.RELEASE));
        assertNotEquals(a.state.hash(), b.state.hash(), "a sequence");
        a.declare(declaration(1, Outcome.RELEASE));
        assertEquals(a.state.hash(), b.state.hash());
        a.effects.drawKey(a.out.reset(), 1, 2);
        a.sequence++;
        a.apply(9_000);
        b.out.reset();
        b.sequence++;
        b.apply(9_000);
        assertNotEquals(a.state.hash(), b.state.hash(), "the key of the draws");
        assertNotEquals(new ClearanceState(1).hash(), new ClearanceState(2).hash(), "the logic");
    }

    @Test
    void recordsAreAppliedInTheirOrder() {
        final Engine engine = new Engine();
        engine.declare(declaration(1, Outcome.RELEASE));
        final long hash = engine.state.hash();
        for (final long wrong : new long[] {0, 1, 3}) {
            engine.sequence = wrong;
            assertThrows(IllegalStateException.class, () -> engine.apply(9_000));
        }
        assertEquals(hash, engine.state.hash());
    }

    @Test
    void aDrawBeyondTheBalanceIsAnError() {
        final Engine engine = new Engine();
        engine.declare(adding(1, Outcome.RELEASE, 9));
        declaration(2, Outcome.HOLD).ledgerDraws.add(ACCOUNT);
        d.ledgerDraws.add(10);
        assertThrows(IllegalStateException.class, () -> engine.declare(d));
        assertEquals(9, engine.state.ledgers().balance(1, ACCOUNT));
    }

    @Test
    void unknownEffectsAreErrors() {
        final Engine engine = new Engine();
        engine.out.putByte(99);
        engine.sequence = 1;
        assertThrows(IllegalStateException.class, () -> engine.apply(1));
        final UnsafeBuffer cut = new UnsafeBuffer(new byte[] {Effects.DECLARATION, 30, 1});
        assertThrows(IllegalStateException.class,
            () -> engine.applier.apply(1, 1, cut, 0, cut, 0, cut.capacity()));
        assertEquals(0, engine.state.lastSequence());
    }
}
