package io.clearline.tools;

import io.clearline.adapters.history.Counts;
import io.clearline.adapters.text.RowText;
import io.clearline.engine.control.Control;
import io.clearline.engine.control.Guard;
import io.clearline.engine.record.Scales;
import java.nio.charset.StandardCharsets;

/** Spells what a version of a control says. */
final class ControlText {
    private static final String OPEN = "-";

    private ControlText() {
    }

    static String text(final byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    static String rate(final Control.Terms terms) {
        return RowText.decimal(terms.rate(), Scales.RATE_DECIMALS);
    }

    static String from(final Control.Terms terms) {
        return terms.fromMs() == Long.MIN_VALUE ? OPEN : JsonText.time(terms.fromMs());
    }

    static String to(final Control.Terms terms) {
        return terms.toMs() == Long.MAX_VALUE ? OPEN : JsonText.time(terms.toMs());
    }

    static String guard(final Guard guard) {
        return "expects to hit " + RowText.decimal(guard.expect(), Scales.RATE_DECIMALS)
            + " of declarations, is paused above " + factor(guard) + " times that over "
            + TextTable.number(guard.over());
    }

    private static String factor(final Guard guard) {
        return RowText.decimal(guard.factor(), Guard.FACTOR_DECIMALS);
    }

    /** Adds what it says and its state, but for the texts. */
    static void terms(final JsonText json, final Control control) {
        final Control.Terms terms = control.terms();
        json.text("control", text(control.citation()))
            .text("issuer", RowText.padded(terms.issuer(), 4)).text("id", text(terms.id()))
            .number("version", terms.version()).text("state", control.state().name())
            .text("then", terms.then().name()).text("rate", rate(terms))
            .text("from", from(terms).equals(OPEN) ? null : from(terms))
            .text("to", to(terms).equals(OPEN) ? null : to(terms));
        if (terms.guard() != null) {
            json.open("guard")
                .text("expect", RowText.decimal(terms.guard().expect(), Scales.RATE_DECIMALS))
                .text("factor", factor(terms.guard())).number("over", terms.guard().over())
                .close();
        }
    }

    /** Adds what it counted. */
    static void counts(final JsonText json, final Counts counts) {
        json.number("declarations", counts.declarations()).number("hits", counts.hits())
            .number("items", counts.items()).number("holds", counts.holds())
            .number("errors", counts.errors());
    }

    static String counts(final Counts counts) {
        return "declarations " + TextTable.number(counts.declarations()) + ", hits "
            + TextTable.number(counts.hits()) + " (" + counts.share() + "), items "
            + TextTable.number(counts.items()) + ", holds " + TextTable.number(counts.holds())
            + ", errors " + TextTable.number(counts.errors());
    }
}
