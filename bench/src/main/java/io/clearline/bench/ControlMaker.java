package io.clearline.bench;

import io.clearline.engine.control.ControlField;
import io.clearline.engine.control.Op;
import io.clearline.engine.control.ValueType;
import io.clearline.engine.record.PackedWriter;
import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.ControlEncoder;
import io.clearline.engine.record.sbe.ControlState;
import io.clearline.engine.record.sbe.ControlThen;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Makes controls as districts would publish them: by tariff heading and origin, by trader, by
 * vessel, by lists of either; one in a thousand by weight alone, which no index helps. Of any
 * number a few hit, the others begin like what is declared and match nothing. The same for the same
 * seed.
 */
final class ControlMaker {
    /** What the declarations name: texts as expressions see them, drawn with the random given. */
    interface Names {
        /** Returns a tariff number of 4, 6 or 8 digits, the shorter the lower {@code draw} is. */
        String hs(SplittableRandom random, int draw);

        /** Returns a trader. */
        String trader(SplittableRandom random);

        /** Returns a conveyance. */
        String conveyance(SplittableRandom random);
    }

    private static final int UNINDEXED_ONE_IN = 1_000;
    private static final String[] FLOWS = {"FIRST_LINE_IMPORT", "FIRST_LINE_EXPORT",
        "SECOND_LINE_ENTRY", "SECOND_LINE_EXIT", "ISLAND_TRANSFER"};
    private static final String[] ORIGINS = {"JPN", "VNM", "THA", "USA", "DEU", "KOR", "AUS",
        "BRA", "FRA", "ITA", "MYS", "IDN", "GBR", "CHL", "NZL", "CHN"};

    private final Names names;
    private final SplittableRandom random = new SplittableRandom(14);
    private final PackedWriter program = new PackedWriter(256);
    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(1024);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ControlEncoder control = new ControlEncoder();

    /** Creates one for the demo's declarations. */
    ControlMaker() {
        this(new DemoNames());
    }

    ControlMaker(final Names names) {
        this.names = names;
    }

    MutableDirectBuffer buffer() {
        return buffer;
    }

    /**
     * Writes control {@code number}; the first three hit every declaration. Returns the message's
     * length.
     */
    int next(final int number) {
        program.reset();
        switch (number) {
            case 0 -> among(ControlField.FLOW, FLOWS);
            case 1 -> starts(ControlField.OFFICE, "64");
            case 2 -> {
                op(Op.AND);
                above(ControlField.ITEM_VALUE, 0);
                op(Op.NOT);
                equal(ControlField.TRADER, "");
            }
            default -> missing(number);
        }
        return write(number, 1, number == 0 ? ControlThen.EXAMINE
            : number == 1 ? ControlThen.AUDIT : ControlThen.DOCUMENT, Scales.RATE);
    }

    /**
     * Writes a control on all imports out of a country, of which it takes a share, scaled by {@link
     * Scales#RATE}. Returns the message's length.
     */
    int imports(
        final int number, final String country, final ControlThen then, final long rate) {
        program.reset();
        op(Op.AND);
        equal(ControlField.FLOW, "FIRST_LINE_IMPORT");
        equal(ControlField.DISPATCH_COUNTRY, country);
        return write(number, 1, then, rate);
    }

    /** Writes a version of a control that hits nothing. */
    int version(final int number, final int version) {
        program.reset();
        missing(number);
        return write(number, version, ControlThen.EXAMINE, Scales.RATE);
    }

    private int write(
        final int number, final int version, final ControlThen then, final long rate) {
        final byte[] bytes = new byte[program.length()];
        program.buffer().getBytes(0, bytes);
        control.wrapAndApplyHeader(buffer, 0, header).at(ControlEncoder.atNullValue())
            .version(version).issuer(new int[] {5100, 6400, 6700, 7200}[number & 3]).then(then)
            .rate(rate).from(ControlEncoder.fromNullValue()).to(ControlEncoder.toNullValue())
            .errorLine(ControlEncoder.errorLineNullValue())
            .errorColumn(ControlEncoder.errorColumnNullValue()).state(ControlState.NULL_VAL)
            .expect(ControlEncoder.expectNullValue()).factor(ControlEncoder.factorNullValue())
            .over(ControlEncoder.overNullValue()).formErrorsCount(0);
        control.controlId("C" + number).when("item.hs.startsWith(\"8703\")").basis("Order 282")
            .instruction("open and count").putProgram(bytes, 0, bytes.length).errorMessage("")
            .author("");
        return header.encodedLength() + control.encodedLength();
    }

    /** Begins like what is declared and asks in the end for what is not. */
    private void missing(final int number) {
        if (number % UNINDEXED_ONE_IN == UNINDEXED_ONE_IN - 1) {
            above(ControlField.GROSS_KG, 950_000_000);
            return;
        }
        op(Op.AND);
        final int kind = random.nextInt(100);
        if (kind < 40) {
            op(Op.AND);
            starts(ControlField.ITEM_HS, names.hs(random, random.nextInt(10)));
            equal(ControlField.ITEM_ORIGIN, ORIGINS[random.nextInt(ORIGINS.length)]);
        } else if (kind < 65) {
            equal(ControlField.TRADER, names.trader(random));
        } else if (kind < 75) {
            equal(ControlField.CONVEYANCE, names.conveyance(random));
        } else if (kind < 88) {
            among(ControlField.TRADER, names.trader(random), names.trader(random),
                names.trader(random), names.trader(random), names.trader(random));
        } else if (kind < 97) {
            among(ControlField.ITEM_HS, names.hs(random, 9), names.hs(random, 9),
                names.hs(random, 9));
        } else {
            program.putByte(Op.IN_NAMED.number());
            field(ControlField.RECEIVER);
            sized("list-" + random.nextInt(20));
        }
        above(ControlField.ITEM_VALUE, 99_000_000_000L);
    }

    private void op(final Op op) {
        program.putByte(op.number());
    }

    private void field(final ControlField field) {
        program.putByte(Op.FIELD.number()).putByte(field.number());
    }

    private void sized(final String text) {
        program.putSized(text.getBytes(StandardCharsets.UTF_8));
    }

    private void text(final String text) {
        op(Op.STRING);
        sized(text);
    }

    private void equal(final ControlField field, final String text) {
        program.putByte(Op.EQ.number()).putByte(ValueType.STRING.number());
        field(field);
        text(text);
    }

    private void starts(final ControlField field, final String text) {
        op(Op.STARTS_WITH);
        field(field);
        text(text);
    }

    private void among(final ControlField field, final String... texts) {
        program.putByte(Op.IN_LITERALS.number()).putByte(ValueType.STRING.number());
        field(field);
        program.putVar(texts.length);
        for (final String text : texts) {
            text(text);
        }
    }

    private void above(final ControlField field, final long whole) {
        program.putByte(Op.GT.number()).putByte(ValueType.NUMBER.number());
        field(field);
        program.putByte(Op.NUMBER.number()).putSigned(whole).putByte(0);
    }

    /** Names as the demo's declarations have them; headings are as dense as in the tariff. */
    private static final class DemoNames implements Names {
        @Override
        public String hs(final SplittableRandom random, final int draw) {
            final int chapter = 1 + random.nextInt(97);
            final String heading = String.format("%02d%02d", chapter, 1 + random.nextInt(13));
            return draw < 3 ? heading : draw < 6 ? heading + (10 + random.nextInt(8) * 10)
                : heading + (10 + random.nextInt(8) * 10) + (random.nextInt(3) * 10 + 10);
        }

        @Override
        public String trader(final SplittableRandom random) {
            return String.format("91460100MA5T%05dX", random.nextInt(50_000));
        }

        @Override
        public String conveyance(final SplittableRandom random) {
            return "QIONG " + random.nextInt(20_000);
        }
    }
}
