package io.clearline.adapters.oracle;

import io.clearline.adapters.oracle.Body.Document;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** An accepted declaration as it now stands. */
final class Declared {

    /** How a declaration stands; a REJECT is never kept. */
    enum Outcome {
        RELEASE, HOLD, RETURNED, DESTROYED, CANCELLED;

        boolean ended() {
            return this == RETURNED || this == DESTROYED || this == CANCELLED;
        }
    }

    final String number;
    final LocalDate acceptedDay;
    /** "Content means the accepted declare; an amendment does not change it." */
    final Body content;
    Body body;
    Verdict verdict;
    Outcome outcome;
    final List<Hold> holds = new ArrayList<>();
    /** The body's documents and those added later. */
    final List<Document> documents = new ArrayList<>();
    BigDecimal paid = Tax.NOTHING;
    boolean departed;
    private boolean releasedOnce;

    Declared(String number, LocalDate acceptedDay, Body content) {
        this.number = number;
        this.acceptedDay = acceptedDay;
        this.content = content;
    }

    /** Takes over a new decision, the first one or that of an amendment. */
    void decide(Body newBody, Verdict newVerdict, World world, LocalDate day) {
        body = newBody;
        verdict = newVerdict;
        holds.clear();
        holds.addAll(newVerdict.holds());
        documents.clear();
        documents.addAll(newBody.documents());
        outcome = Outcome.HOLD;
        if (verdict.reserved.signum() > 0) {
            startWaivers(world, day);
        }
        releaseIfFree(world);
    }

    BigDecimal due() {
        return verdict.tax.total().subtract(paid);
    }

    /** The last hold gone, the declaration is released and its goods enter the ledgers. */
    void releaseIfFree(World world) {
        if (outcome == Outcome.HOLD && holds.isEmpty()) {
            outcome = Outcome.RELEASE;
            releasedOnce = true;
            verdict.additions.forEach(world.balances::add);
        }
    }

    /** From the day after payment or reservation (rule 5, GAC-81). */
    void startWaivers(World world, LocalDate day) {
        LocalDate from = day.plusDays(1);
        LocalDate to = from.plusMonths(verdict.waiverMonths).minusDays(1);
        for (String hs8 : verdict.electedLines) {
            world.waivers.add(new World.Waiver(number, body.trader(), hs8, from, to));
        }
    }

    /** Gives back all draws; "when the declaration gives back its draws, its waiver ends too". */
    void giveBack(World world) {
        verdict.draws.giveBack();
        world.waivers.removeIf(waiver -> waiver.declaration().equals(number));
    }

    void end(Outcome how, World world) {
        giveBack(world);
        verdict.reserved = Tax.NOTHING;
        outcome = how;
        holds.clear();
    }

    /** Lane of the open holds, or of the release; an ended declaration has none. */
    String lane() {
        if (outcome.ended()) {
            return null;
        }
        if (holds.isEmpty()) {
            return verdict.audit ? "BLUE" : "GREEN";
        }
        return holds.stream().anyMatch(hold -> hold.kind().red()) ? "RED" : "YELLOW";
    }

    /** The letter that the Single Window shows. */
    String receipt() {
        if (outcome == Outcome.CANCELLED) {
            return releasedOnce ? "D" : "A";
        }
        if (outcome.ended()) {
            return null;
        }
        if (outcome == Outcome.RELEASE) {
            return verdict.reserved.signum() > 0 ? "B" : "P";
        }
        if (held(HoldKind.PROHIBITED)) {
            return "H";
        }
        if (held(HoldKind.EXAMINE) || held(HoldKind.QUARANTINE) || held(HoldKind.INSPECTION)) {
            return "C";
        }
        return held(HoldKind.LICENCE) || held(HoldKind.DOCUMENT) ? "H" : "T";
    }

    private boolean held(HoldKind kind) {
        return holds.stream().anyMatch(hold -> hold.kind() == kind);
    }
}
