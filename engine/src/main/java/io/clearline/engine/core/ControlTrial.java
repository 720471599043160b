package io.clearline.engine.core;

import io.clearline.engine.control.Control;
import io.clearline.engine.control.ControlMessage;
import io.clearline.engine.control.Controls;
import io.clearline.engine.control.Counters;
import io.clearline.engine.control.Matches;
import io.clearline.engine.control.Predicate;
import io.clearline.engine.record.Alpha3;
import io.clearline.engine.record.ChinaTime;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.PackedReader;
import io.clearline.engine.record.PackedWriter;
import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.ControlState;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Tries controls on declarations without deciding anything: which would they match? Their states,
 * times and rates are set aside, for a control is tried before it is in force. Counters count the
 * declarations that were taken, in their order. Reference data and named lists are those of a core;
 * nothing of it changes. One thread.
 */
public final class ControlTrial {
    private final Assessment a;
    private final Controls controls;
    private final DeclarationSubject subject = new DeclarationSubject();
    private final Matches matches = new Matches();
    private final PackedWriter packed = new PackedWriter(256);
    private int taken;
    private long latestMs = Long.MIN_VALUE;

    /** Creates a trial over the reference data and named lists of a core. */
    public ControlTrial(final ClearanceCore core) {
        a = new Assessment(core.state());
        controls = new Controls(core.state().controls().lists());
    }

    /**
     * Adds a control.
     *
     * @param command a sound Control message
     * @return the version, or null if one that is not lower was added before it
     * @throws IllegalArgumentException if all together name more counters than an engine keeps
     */
    public Control add(final DirectBuffer command, final int offset) {
        final ControlMessage message = new ControlMessage(command, offset);
        final Control.Terms said = message.terms();
        if (controls.highest(said.issuer(), said.id()) >= said.version()) {
            return null;
        }
        final Control.Terms always = new Control.Terms(said.issuer(), said.id(), said.version(),
            said.then(), Scales.RATE, Long.MIN_VALUE, Long.MAX_VALUE, said.basis(),
            said.instruction(), said.author(), said.guard());
        final DirectBuffer program = message.program();
        final int length = program.capacity();
        if (!controls.counters().hasRoomFor(program, 0, length)) {
            throw new IllegalArgumentException(
                "the controls name more than " + Counters.MOST + " counters together");
        }
        if (controls.counters().plan(program, 0, length, Long.MIN_VALUE, packed.reset())) {
            controls.counters().begin(program, 0, length,
                new PackedReader().wrap(packed.buffer(), 0, packed.length()));
        }
        return controls.put(always, ControlState.ACTIVE, program, 0, length, Long.MIN_VALUE);
    }

    /**
     * Takes a declaration.
     *
     * @param command a Declare message; it is read again by what follows
     * @param timeMs engine time
     * @return why nothing can be tried on it, or null
     */
    public String take(
        final DirectBuffer command, final int offset, final int length, final long timeMs) {
        count();
        a.begin(ChinaTime.day(timeMs), timeMs);
        a.body.open(command, offset);
        a.body.decode(length, a.rejects);
        a.identify();
        if (!a.rejects.isEmpty()) {
            return a.rejects.code(0) + " at " + FieldPath.text(a.rejects.key(0));
        }
        if (a.body.currency != Alpha3.CNY && a.reference.places().rate(
            a.body.currency, a.day) < 0) {
            return "no rate of " + Alpha3.text(a.body.currency) + " on that day";
        }
        a.draft.refLength = a.body.refLength;
        a.draft.ref.putBytes(0, a.body.buffer, a.body.refAt, a.body.refLength);
        TaxRules.value(a);
        subject.wrap(a);
        controls.counters().measure(subject, -1, a.tally);
        return null;
    }

    /** Counts the declaration that was taken before, if any. */
    private void count() {
        if (a.tally.isKept()) {
            latestMs = Math.max(latestMs, a.nowMs);
            a.tally.write(packed.reset());
            controls.counters().count(
                taken++, false, false, latestMs, packed.buffer(), 0, packed.length());
        }
    }

    /** Tells whether the reference data know the trader of the declaration that was taken. */
    public boolean knowsTrader() {
        return a.reference.parties().isEntity(a.trader);
    }

    /** Tries all controls on the declaration that was taken; returns how many matches there are. */
    public int match() {
        subject.wrap(a);
        controls.match(subject, matches);
        return matches.size();
    }

    /** Tries one control on the declaration that was taken; returns how many matches there are. */
    public int match(final Control control) {
        subject.wrap(a);
        final Predicate predicate = control.predicate();
        int found = predicate.namesItem() || predicate.of(subject) == Predicate.FALSE ? 0 : 1;
        for (int i = 0; predicate.namesItem() && i < subject.items(); i++) {
            subject.item(i);
            found += predicate.of(subject) == Predicate.FALSE ? 0 : 1;
        }
        return found;
    }

    /** Returns the matches that {@link #match()} found, with what they saw. */
    public List<ControlFinding> findings() {
        final List<ControlFinding> findings = new ArrayList<>();
        for (int i = 0; i < matches.size(); i++) {
            final int no = matches.item(i);
            subject.item(Math.max(0, no - 1));
            findings.add(ControlFinding.of(
                matches.control(i), no, true, matches.fault(i), subject));
        }
        findings.sort(ControlFinding.ORDER);
        return findings;
    }
}
