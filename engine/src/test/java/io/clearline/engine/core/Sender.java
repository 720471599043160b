package io.clearline.engine.core;

import io.clearline.engine.control.Guard;
import io.clearline.engine.record.Alpha3;
import io.clearline.engine.record.Field;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.AmendEncoder;
import io.clearline.engine.record.sbe.ControlEncoder;
import io.clearline.engine.record.sbe.ControlMoveEncoder;
import io.clearline.engine.record.sbe.ControlState;
import io.clearline.engine.record.sbe.ControlThen;
import io.clearline.engine.record.sbe.DeclareEncoder;
import io.clearline.engine.record.sbe.Election;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Form;
import io.clearline.engine.record.sbe.ListAction;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.NamedListEncoder;
import io.clearline.engine.record.sbe.Regime;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.sbe.WithdrawEncoder;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** Writes commands to a {@link Desk}; fields are set between sends. */
final class Sender {
    final Desk desk;
    final MutableDirectBuffer buffer = new ExpandableArrayBuffer(8192);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    long at = 1_772_400_000_000L;
    ControlThen then = ControlThen.EXAMINE;
    long rate = Scales.RATE;
    long from = ControlEncoder.fromNullValue();
    long to = ControlEncoder.toNullValue();
    boolean refused;
    ControlState state = ControlState.NULL_VAL;
    String author = "";
    Guard guard;
    Flow flow = Flow.FIRST_LINE_IMPORT;
    String conveyance = "QIONG 1";
    int sent;

    Sender(final Desk desk) {
        this.desk = desk;
    }

    Sender then(final ControlThen next) {
        then = next;
        return this;
    }

    /** Publishes a control and returns what it is refused for. */
    String control(final int issuer, final String id, final int version, final byte[] program) {
        final ControlEncoder out = new ControlEncoder().wrapAndApplyHeader(buffer, 0, header)
            .at(at).version(version).issuer(issuer).then(then).rate(rate).from(from).to(to)
            .errorLine(refused ? 2 : ControlEncoder.errorLineNullValue())
            .errorColumn(refused ? 7 : ControlEncoder.errorColumnNullValue())
            .state(state)
            .expect(guard == null ? ControlEncoder.expectNullValue() : guard.expect())
            .factor(guard == null ? ControlEncoder.factorNullValue() : guard.factor())
            .over(guard == null ? ControlEncoder.overNullValue() : guard.over());
        final ControlEncoder.FormErrorsEncoder errors = out.formErrorsCount(refused ? 1 : 0);
        if (refused) {
            errors.next().key(FieldPath.head(Field.WHEN)).code(RejectCode.EXPRESSION);
        }
        out.controlId(id).when("?").basis("art. " + id).instruction("open it")
            .putProgram(program, 0, program.length).errorMessage(refused ? "unknown: trada" : "")
            .author(author);
        desk.send(buffer, header.encodedLength() + out.encodedLength());
        return desk.refusal();
    }

    /** Moves a version of a control of 6700 and returns what it is refused for. */
    String move(final String id, final int version, final ControlState to, final String officer) {
        final ControlMoveEncoder out = new ControlMoveEncoder()
            .wrapAndApplyHeader(buffer, 0, header).at(at).version(version).issuer(6700).state(to);
        out.formErrorsCount(0);
        out.controlId(id).officer(officer).reason("why");
        desk.send(buffer, header.encodedLength() + out.encodedLength());
        return desk.refusal();
    }

    String withdraw(final int issuer, final String id) {
        final WithdrawEncoder out = new WithdrawEncoder().wrapAndApplyHeader(buffer, 0, header)
            .at(at).issuer(issuer);
        out.formErrorsCount(0);
        out.controlId(id).reason("over");
        desk.send(buffer, header.encodedLength() + out.encodedLength());
        return desk.refusal();
    }

    void list(final int issuer, final String name, final ListAction action, final long expires,
        final String... members) {
        final NamedListEncoder out = new NamedListEncoder().wrapAndApplyHeader(buffer, 0, header)
            .at(at).issuer(issuer).action(action).expires(expires);
        out.formErrorsCount(0);
        final NamedListEncoder.MembersEncoder group = out.membersCount(members.length);
        for (final String member : members) {
            group.next().value(member);
        }
        out.name(name).basis("joint work");
        desk.send(buffer, header.encodedLength() + out.encodedLength());
    }

    /** Declares items of the given tariff codes. */
    void declare(final long... codes) {
        desk.send(buffer, write(0, codes));
    }

    int write(final int offset, final long... codes) {
        final DeclareEncoder out = new DeclareEncoder().wrapAndApplyHeader(buffer, offset, header)
            .at(at).submitterRef("R" + sent++).flow(flow).form(Form.NORMAL).office(6400)
            .entryOffice(6401).trader(Desk.TRADER).receiver("").owner(Desk.TRADER)
            .agent(Desk.AGENT).supervisionMode(110).transport(0x7434)
            .dispatchCountry(flow == Flow.FIRST_LINE_IMPORT ? Alpha3.of("VNM") : Alpha3.ABSENT)
            .transit((short) 1).packages(7).grossKg(250_000).netKg(200_000)
            .currency(Alpha3.of("USD"));
        out.formErrorsCount(0);
        out.documentsCount(2).next().code('1').no("N1").next().code('m').no("N2");
        out.containersCount(2).next().number("CSQU3054383").next().number("MSCU1234566");
        final DeclareEncoder.ItemsEncoder items = out.itemsCount(codes.length);
        for (int i = 0; i < codes.length; i++) {
            items.next().no(i + 1).hs(codes[i]).hsDigits((short) 8).quantity(150_000)
                .value(1_000_000).origin(Alpha3.of("JPN"))
                .regime(flow == Flow.FIRST_LINE_IMPORT ? Regime.TAXED : Regime.DOMESTIC)
                .election(Election.NULL_VAL).relaxed((short) 0).inputsCount(0);
            items.name("Näme").attributes("x1\u001F49").code("Q1");
        }
        out.conveyance(conveyance);
        return header.encodedLength() + out.encodedLength();
    }

    /** Amends a declaration, found by its reference, to items of other codes. */
    void amend(final String declaration, final long... codes) {
        final int length = write(0, codes);
        final byte[] body = new byte[length];
        buffer.getBytes(0, body);
        final AmendEncoder out = new AmendEncoder().wrapAndApplyHeader(buffer, 0, header).at(at);
        out.formErrorsCount(0);
        out.declaration(declaration).putBody(body, 0, length);
        desk.send(buffer, header.encodedLength() + out.encodedLength());
    }
}
