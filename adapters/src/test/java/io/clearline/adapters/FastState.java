package io.clearline.adapters;

import io.clearline.engine.control.Control;
import io.clearline.engine.control.Controls;
import io.clearline.engine.control.Tally;
import io.clearline.engine.record.sbe.HoldCode;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.reference.Parties;
import io.clearline.engine.state.Account;
import io.clearline.engine.state.ClearanceState;
import io.clearline.engine.state.Code;
import io.clearline.engine.state.Declaration;
import io.clearline.engine.state.Hold;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.StringJoiner;

/** The state of the fast core in the reference core's words. */
final class FastState {
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    private final ClearanceState state;
    private final Parties parties;
    private final List<String> lines = new ArrayList<>();

    private FastState(final ClearanceState state) {
        this.state = state;
        this.parties = state.reference().parties();
    }

    static List<String> lines(final ClearanceState state) {
        final FastState lines = new FastState(state);
        lines.declarations();
        lines.balances();
        lines.codes();
        lines.controls();
        lines.lines.add("time " + TIME.format(
            Instant.ofEpochMilli(state.lastTimeMs()).atOffset(ZoneOffset.ofHours(8))));
        Collections.sort(lines.lines);
        return lines.lines;
    }

    private void declarations() {
        final Declaration d = new Declaration();
        for (int i = 0; i < state.declarations().size(); i++) {
            state.declarations().read(i, d);
            final String number = String.format("%018d", d.number);
            lines.add("declaration " + number + " agent=" + uscc(d.agent) + " outcome=" + d.outcome
                + " lane=" + lane(d) + " receipt=" + receipt(d) + " holds=[" + holds(d) + "] tax="
                + fen(d.duty) + "/" + fen(d.additionalDuty) + "/" + fen(d.consumptionTax) + "/"
                + fen(d.vat) + " paid=" + fen(d.paid) + " reserved=" + fen(d.guarantee)
                + " departed=" + d.departed + " hits=[" + hits(d) + "]"
                + " ref=" + d.ref.getStringWithoutLengthAscii(
                    0, d.refLength));
            for (int w = 0; w < d.waivers.size(); w += 3) {
                if (d.waivers.get(w + 1) != 0) {
                    lines.add(String.join(" ", "waiver", number, uscc(d.trader),
                        String.format("%08d", d.waivers.get(w)),
                        LocalDate.ofEpochDay(d.waivers.get(w + 1)).toString(),
                        LocalDate.ofEpochDay(d.waivers.get(w + 2)).toString()));
                }
            }
        }
    }

    private String holds(final Declaration d) {
        final StringJoiner holds = new StringJoiner(",");
        for (int i = 0; i < d.holds.size(); i += 2) {
            final long hold = d.holds.get(i);
            final HoldCode code = Hold.code(hold);
            holds.add(HoldKind.get((short) Hold.kind(hold)) + "/" + Hold.item(hold) + "/"
                + (code == HoldCode.NONE ? "null"
                    : code == HoldCode.LETTER ? String.valueOf((char) Hold.letter(hold))
                    : code == HoldCode.CITATION ? citation(d.holds.get(i + 1)) : code));
        }
        return holds.toString();
    }

    private String citation(final long control) {
        return new String(
            state.controls().version((int) control).citation(), StandardCharsets.UTF_8);
    }

    private String hits(final Declaration d) {
        final StringJoiner hits = new StringJoiner(",");
        for (int i = 0; i < d.hits.size(); i++) {
            hits.add(citation(d.hits.get(i)));
        }
        return hits.toString();
    }

    private static String lane(final Declaration d) {
        if (d.ended()) {
            return "null";
        }
        return d.outcome == Outcome.RELEASE ? d.audit ? "BLUE" : "GREEN"
            : d.isHeld(HoldKind.PROHIBITED) || examined(d) ? "RED" : "YELLOW";
    }

    private static boolean examined(final Declaration d) {
        return d.isHeld(HoldKind.EXAMINE) || d.isHeld(HoldKind.QUARANTINE)
            || d.isHeld(HoldKind.INSPECTION);
    }

    private static String receipt(final Declaration d) {
        return switch (d.outcome) {
            case RELEASE -> d.guarantee > 0 ? "B" : "P";
            case CANCELLED -> d.released ? "D" : "A";
            case HOLD -> d.isHeld(HoldKind.PROHIBITED) ? "H" : examined(d) ? "C"
                : d.isHeld(HoldKind.LICENCE) || d.isHeld(HoldKind.DOCUMENT) ? "H" : "T";
            default -> "null";
        };
    }

    private void balances() {
        state.ledgers().forEach((party, account, quantity) -> lines.add(String.join(" ", "ledger",
            uscc(party), Account.isBonded(account) ? "BONDED" : "ZERO_TARIFF",
            String.format("%08d", Account.line8(account)), quantity(quantity))));
        for (int i = 0; i < state.reference().licences().size(); i++) {
            if (state.ledgers().licenceUsed(i) != 0) {
                lines.add(String.join(" ", "licence",
                    String.valueOf((char) state.reference().licences().letter(i)),
                    new String(state.reference().licences().no(i),
                        java.nio.charset.StandardCharsets.UTF_8),
                    quantity(state.ledgers().licenceUsed(i))));
            }
        }
        for (int party = 0; party < parties.size(); party++) {
            if (state.ledgers().guaranteeUsed(party) != 0) {
                lines.add("guarantee " + uscc(party) + " "
                    + BigDecimal.valueOf(state.ledgers().guaranteeUsed(party), 2)
                        .stripTrailingZeros().toPlainString());
            }
        }
    }

    private void codes() {
        final Code code = new Code();
        for (int i = 0; i < state.codes().size(); i++) {
            state.codes().read(i, code);
            lines.add(String.join(" ", "code", code.letter + String.valueOf(code.number),
                uscc(code.trader), String.format("%08d", code.line8), quantity(code.quantity),
                quantity(state.codes().used(i))));
        }
    }

    private void controls() {
        final Controls controls = state.controls();
        for (int i = 0; i < controls.versions(); i++) {
            final Control control = controls.version(i);
            final Tally tally = control.tally();
            lines.add("control " + citation(i) + " " + control.state() + " declarations="
                + controls.declarations(control) + " hits=" + tally.hits() + " items="
                + tally.items() + " holds=" + tally.holds() + " errors=" + tally.errors());
        }
    }

    private String uscc(final int party) {
        return parties.uscc(party).getStringWithoutLengthAscii(0, 18);
    }

    private static String fen(final long fen) {
        return BigDecimal.valueOf(fen, 2).toPlainString();
    }

    private static String quantity(final long quantity) {
        return BigDecimal.valueOf(quantity, 5).stripTrailingZeros().toPlainString();
    }
}
