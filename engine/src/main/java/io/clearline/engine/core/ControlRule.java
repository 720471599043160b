package io.clearline.engine.core;

import io.clearline.engine.control.Control;
import io.clearline.engine.control.Controls;
import io.clearline.engine.control.Matches;
import io.clearline.engine.memory.LongList;
import io.clearline.engine.record.Hash64;
import io.clearline.engine.record.PackedWriter;
import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.ControlState;
import io.clearline.engine.record.sbe.ControlThen;
import io.clearline.engine.record.sbe.HoldCode;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.Source;
import io.clearline.engine.state.Effects;
import io.clearline.engine.state.Hold;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The districts' controls on a declaration (contract section 6): each match that is taken holds its
 * item or asks for an audit, and is cited; one in shadow does nothing but be recorded. Whatever goes
 * wrong in an expression holds for DOCUMENT: an officer looks, never nobody. Reused; one thread.
 */
final class ControlRule {
    private final DeclarationSubject subject = new DeclarationSubject();
    private final Matches matches = new Matches();
    private final UnsafeBuffer citation = new UnsafeBuffer(0, 0);
    /** Indexes of the matches that are taken, in the order of their citations. */
    private int[] taken = new int[16];
    private int count;

    void apply(final Assessment a) {
        count = 0;
        matches.clear();
        final Controls controls = a.state.controls();
        if (controls.tried() == 0 && controls.counters().size() == 0) {
            return;
        }
        subject.wrap(a);
        // Drafts and paused controls count, too: once they are tried they know what was before.
        controls.counters().measure(subject, a.amendedAt, a.tally);
        controls.match(subject, matches);
        take(a);
        for (int i = 0; i < count; i++) {
            final Control control = matches.control(taken[i]);
            if (control.state() == ControlState.SHADOW) {
                continue;
            }
            final ControlThen then = matches.isError(taken[i])
                ? ControlThen.DOCUMENT : control.terms().then();
            if (then == ControlThen.AUDIT) {
                a.draft.audit = true;
            } else {
                a.draft.hold(Hold.of(matches.item(taken[i]),
                    then == ControlThen.EXAMINE ? HoldKind.EXAMINE : HoldKind.DOCUMENT,
                    HoldCode.CITATION, 0, Source.CONTROL), control.number());
            }
            hit(a, control);
        }
    }

    /**
     * Writes what was hit, in shadow too, for the counts and for those who explain.
     *
     * @param first whether it counts: an amended declaration was counted when it was accepted
     */
    void record(final Effects effects, final PackedWriter out, final boolean first) {
        if (count == 0) {
            return;
        }
        int controls = 1;
        for (int i = 1; i < count; i++) {
            controls += matches.control(taken[i]) == matches.control(taken[i - 1]) ? 0 : 1;
        }
        effects.hits(out, first, controls);
        int errors = 0;
        for (int from = 0, i = 0; i < count; i++) {
            final Control control = matches.control(taken[i]);
            errors += matches.isError(taken[i]) ? 1 : 0;
            if (i + 1 == count || matches.control(taken[i + 1]) != control) {
                effects.hit(out, control.number(), i + 1 - from, errors);
                from = i + 1;
                errors = 0;
            }
        }
    }

    /** Returns all matches on the declaration that was tried last, as they are cited. */
    List<ControlFinding> findings() {
        final List<ControlFinding> findings = new ArrayList<>();
        for (int i = 0; i < matches.size(); i++) {
            boolean isTaken = false;
            for (int j = 0; j < count; j++) {
                isTaken |= taken[j] == i;
            }
            final int no = matches.item(i);
            subject.item(Math.max(0, no - 1));
            findings.add(ControlFinding.of(
                matches.control(i), no, isTaken, matches.fault(i), subject));
        }
        findings.sort(ControlFinding.ORDER);
        return findings;
    }

    /** Draws what is taken and puts it in the order of the citations. */
    private void take(final Assessment a) {
        if (taken.length < matches.size()) {
            taken = new int[matches.size() * 2];
        }
        for (int i = 0; i < matches.size(); i++) {
            final Control control = matches.control(i);
            if (!matches.isError(i) && !isDrawn(a, control, matches.item(i))) {
                continue;
            }
            int at = count++;
            while (at > 0 && control.compareHolds(matches.control(taken[at - 1])) < 0) {
                taken[at] = taken[at - 1];
                at--;
            }
            taken[at] = i;
        }
    }

    /**
     * The same kind of draw as rule 12, for each match: nobody steers it, and it can be drawn
     * again.
     */
    private boolean isDrawn(final Assessment a, final Control control, final int item) {
        final long rate = control.terms().rate();
        return rate >= Scales.RATE || a.draws.isTaken(a, what(control), item, rate);
    }

    /** Names a control to the draws: by the hash of its citation. */
    private long what(final Control control) {
        citation.wrap(control.citation());
        return Hash64.of(citation, 0, citation.capacity(), 0);
    }

    /** Cites a control once, by issuer, then id. */
    private static void hit(final Assessment a, final Control control) {
        final LongList hits = a.draft.hits;
        int at = hits.size();
        while (at > 0) {
            final Control before = a.state.controls().version((int) hits.get(at - 1));
            if (before == control) {
                return;
            }
            if (before.compareHits(control) < 0) {
                break;
            }
            at--;
        }
        hits.insert(at, control.number());
    }
}
