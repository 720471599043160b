package io.clearline.adapters.client;

import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.ControlEncoder;
import io.clearline.engine.record.sbe.ControlState;
import io.clearline.engine.record.sbe.ControlThen;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import java.math.BigDecimal;
import java.time.Instant;
import org.agrona.ExpandableArrayBuffer;

/**
 * Builds a version of a risk control (docs/controls.md); what is not said is absent, and the server says what
 * is missing or wrong, and where in the expression. What the schema cannot hold is refused here, by an {@link
 * IllegalArgumentException} that names the field. Not thread-safe.
 */
public final class ControlBuilder {
    private static final int FACTOR_DECIMALS = 4;

    private final String id;
    private final int version;
    private final int issuer;
    private String when = "";
    private ControlThen then = ControlThen.NULL_VAL;
    private long rate = Scales.RATE;
    private long from = ControlEncoder.fromNullValue();
    private long to = ControlEncoder.toNullValue();
    private String basis = "";
    private String instruction = "";
    private ControlState state = ControlState.NULL_VAL;
    private String author = "";
    private long expect = ControlEncoder.expectNullValue();
    private long factor = ControlEncoder.factorNullValue();
    private int over = ControlEncoder.overNullValue();

    /**
     * Begins a version.
     *
     * @param id 1 to 32 characters
     * @param version above all before
     * @param issuer the district, four digits
     */
    public ControlBuilder(final String id, final int version, final String issuer) {
        this.id = id;
        this.version = version;
        this.issuer = Fields.four("issuer", issuer);
    }

    /** Which goods it hits, in CEL, and what is done with them. */
    public ControlBuilder rule(final String expression, final ControlThen action) {
        when = expression;
        then = action;
        return this;
    }

    /** Share of what it hits that is taken, 0 to 1, at most 8 decimals; all unless said otherwise. */
    public ControlBuilder rate(final BigDecimal share) {
        rate = Fields.scaled("rate", share, Scales.RATE_DECIMALS);
        return this;
    }

    /** From when, included, until when, excluded; null = open. */
    public ControlBuilder during(final Instant begin, final Instant end) {
        from = begin == null ? ControlEncoder.fromNullValue() : begin.toEpochMilli();
        to = end == null ? ControlEncoder.toNullValue() : end.toEpochMilli();
        return this;
    }

    /** The law it stands on, 1 to 255 characters. */
    public ControlBuilder basis(final String text) {
        basis = text;
        return this;
    }

    /** What the officer is to do. */
    public ControlBuilder instruction(final String text) {
        instruction = text;
        return this;
    }

    /** In which state it begins: DRAFT or SHADOW for an analyst. */
    public ControlBuilder state(final ControlState first) {
        state = first;
        return this;
    }

    /** Who wrote it. */
    public ControlBuilder author(final String name) {
        author = name;
        return this;
    }

    /**
     * Has it paused where it hits far more than it should.
     *
     * @param share of declarations it is expected to hit, 0 to 1, at most 8 decimals
     * @param times how many times that is too many, 1 to 1000, at most 4 decimals
     * @param declarations over how many that is judged
     */
    public ControlBuilder guard(
        final BigDecimal share, final BigDecimal times, final int declarations) {
        expect = Fields.scaled("expect", share, Scales.RATE_DECIMALS);
        factor = Fields.scaled("factor", times, FACTOR_DECIMALS);
        over = declarations;
        return this;
    }

    /** Returns the command. */
    public Command build() {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(512);
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final ControlEncoder out = new ControlEncoder().wrapAndApplyHeader(buffer, 0, header);
        out.at(ControlEncoder.atNullValue()).version(version).issuer(issuer).then(then).rate(rate)
            .from(from).to(to).errorLine(ControlEncoder.errorLineNullValue())
            .errorColumn(ControlEncoder.errorColumnNullValue()).state(state).expect(expect)
            .factor(factor).over(over).formErrorsCount(0);
        // The server makes the program of the expression itself.
        out.controlId(id).when(when).basis(basis).instruction(instruction)
            .putProgram(new byte[0], 0, 0).errorMessage("").author(author);
        return Command.copy(buffer, header.encodedLength() + out.encodedLength());
    }
}
