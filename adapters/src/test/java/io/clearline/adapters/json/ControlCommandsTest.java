package io.clearline.adapters.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.ControlDecoder;
import io.clearline.engine.record.sbe.ControlMoveDecoder;
import io.clearline.engine.record.sbe.ControlState;
import io.clearline.engine.record.sbe.ControlThen;
import io.clearline.engine.record.sbe.ListAction;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.NamedListDecoder;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.sbe.WithdrawDecoder;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Field by field: {@code control}, {@code withdraw} and {@code list}. */
class ControlCommandsTest {
    private static final String AT = "'at':'2026-03-02T09:30:00+08:00',";
    private static final String CONTROL = "{'type':'control'," + AT + "'id':'ZJ-014','version':3,"
        + "'issuer':'6700','when':'transit','then':'AUDIT','rate':0.25,"
        + "'from':'2026-03-02T00:00:00+08:00','to':'2026-04-02T00:00:00+08:00',"
        + "'basis':'joint control','instruction':'count'}";
    private static final String WITHDRAW =
        "{'type':'withdraw'," + AT + "'id':'ZJ-014','issuer':'6700','reason':'over'}";
    private static final String LIST = "{'type':'list'," + AT + "'name':'ZJ-watch',"
        + "'issuer':'6700','action':'ADD','members':['a','b'],"
        + "'expires':'2026-04-02T00:00:00+08:00','basis':'joint control'}";

    private static final String GUARDED = CONTROL.replace("}",
        ",'state':'SHADOW','author':'Li Ming','expect':0.05,'factor':'2.5','over':200}");
    private static final String MOVE = "{'type':'control-state'," + AT + "'id':'ZJ-014',"
        + "'issuer':'6700','version':3,'state':'PAUSED','officer':'Chen',"
        + "'reason':'hits too often'}";

    private static final MessageHeaderDecoder HEADER = new MessageHeaderDecoder();

    private static UnsafeBuffer decode(final String line) {
        return new UnsafeBuffer(Lines.decode(line.replace('\'', '"')));
    }

    private static ControlDecoder control(final UnsafeBuffer message) {
        return new ControlDecoder().wrapAndApplyHeader(message, 0, HEADER);
    }

    private static String of(final String name) {
        return name.equals("control") ? CONTROL : name.equals("list") ? LIST : WITHDRAW;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "id||MISSING", "id|''|FORMAT", "id|7|FORMAT",
        "id|'12345678901234567890123456789012'|", "id|'123456789012345678901234567890123'|FORMAT",
        "version||MISSING", "version|0|RANGE", "version|2147483648|RANGE", "version|2147483647|",
        "version|1.0|FORMAT", "version|'1'|FORMAT",
        "issuer||MISSING", "issuer|6700|FORMAT", "issuer|'670'|FORMAT", "issuer|'67000'|FORMAT",
        "when||MISSING", "when|''|FORMAT", "when|true|FORMAT", "when|'true'|",
        "when|'transits'|EXPRESSION", "when|'flow'|EXPRESSION",
        "then||MISSING", "then|'audit'|FORMAT", "then|'EXAMINE'|", "then|'DOCUMENT'|",
        "rate||", "rate|null|", "rate|0|", "rate|1|", "rate|'1.00000000'|", "rate|0.00000001|",
        "rate|1.00000001|RANGE", "rate|-0.5|RANGE", "rate|0.000000001|FORMAT", "rate|true|FORMAT",
        "from||", "from|null|", "from|'2026-03-02'|FORMAT", "from|7|FORMAT",
        "to||", "to|''|FORMAT",
        "basis||MISSING", "basis|''|FORMAT",
        "instruction||", "instruction|null|", "instruction|''|FORMAT",
        "state||", "state|null|", "state|'DRAFT'|", "state|'SHADOW'|", "state|'ACTIVE'|",
        "state|'PAUSED'|FORMAT", "state|'draft'|FORMAT", "state|1|FORMAT",
        "author|null|", "author|'\u674e'|", "author|''|FORMAT", "author|7|FORMAT",
    })
    void controlFields(final String field, final String value, final String code) {
        expect(CONTROL, field, value, code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "expect||MISSING", "expect|null|MISSING", "expect|0|", "expect|'0.00000001'|",
        "expect|1.01|RANGE", "expect|-0.1|RANGE", "expect|0.000000001|FORMAT",
        "factor||MISSING", "factor|1|", "factor|'1.0001'|", "factor|0.9|RANGE",
        "factor|19.9999|", "factor|20|RANGE", "factor|1001|RANGE", "factor|1.00001|FORMAT",
        "over||MISSING", "over|1|", "over|0|RANGE", "over|1000000|", "over|1000001|RANGE",
        "over|'5'|FORMAT", "over|1.0|FORMAT",
    })
    void guardFields(final String field, final String value, final String code) {
        expect(GUARDED, field, value, code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "id||MISSING", "id|7|FORMAT", "issuer|'x'|FORMAT", "version||MISSING", "version|0|RANGE",
        "version|'3'|FORMAT", "state||MISSING", "state|'DRAFT'|", "state|'SHADOW'|",
        "state|'ACTIVE'|", "state|'WITHDRAWN'|", "state|'ENDED'|FORMAT", "officer||MISSING",
        "officer|''|FORMAT", "reason||MISSING", "reason|7|FORMAT"})
    void moveFields(final String field, final String value, final String code) {
        expect(MOVE, field, value, code);
    }

    @Test
    void stateAuthorAndGuardTravel() {
        final ControlDecoder in = control(decode(GUARDED));
        assertEquals(ControlState.SHADOW, in.state());
        assertEquals(Scales.RATE / 20, in.expect());
        assertEquals(25_000, in.factor());
        assertEquals(200, in.over());
        assertEquals(0, in.formErrors().count());
        in.skipControlId();
        in.skipWhen();
        in.skipBasis();
        in.skipInstruction();
        in.skipProgram();
        in.skipErrorMessage();
        assertEquals("Li Ming", in.author());
        final ControlDecoder plain = control(decode(CONTROL));
        assertEquals(ControlState.NULL_VAL, plain.state());
        assertEquals(ControlDecoder.expectNullValue(), plain.expect());
        final ControlMoveDecoder move =
            new ControlMoveDecoder().wrapAndApplyHeader(decode(MOVE), 0, HEADER);
        assertEquals(6700, move.issuer());
        assertEquals(3, move.version());
        assertEquals(ControlState.PAUSED, move.state());
        assertEquals(0, move.formErrors().count());
        assertEquals("ZJ-014 Chen hits too often",
            move.controlId() + " " + move.officer() + " " + move.reason());
    }

    private static void expect(
        final String line, final String field, final String value, final String code) {
        assertEquals(code == null ? List.of() : List.of(field + " " + code),
            Lines.errors(Lines.with(Lines.object(line), field, value).toString()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "id||MISSING", "id|7|FORMAT", "issuer|'x'|FORMAT", "reason||MISSING", "reason|''|FORMAT"})
    void withdrawFields(final String field, final String value, final String code) {
        expect(WITHDRAW, field, value, code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "name||MISSING", "name|''|FORMAT", "issuer|'x'|FORMAT", "action|'PUT'|FORMAT",
        "action|'REMOVE'|", "action|'REPLACE'|", "members||MISSING", "members|'a'|FORMAT",
        "members|[]|", "members[1]|''|FORMAT", "members[1]|null|MISSING", "members[0]|7|FORMAT",
        "expires||", "expires|'x'|FORMAT", "basis||MISSING"})
    void listFields(final String field, final String value, final String code) {
        expect(LIST, field, value, code);
    }

    @ParameterizedTest
    @CsvSource({"control", "withdraw", "list"})
    void onlyTheFirstFaultOfTheTableIsNamed(final String type) {
        assertEquals(List.of("at MISSING"), Lines.errors("{\"type\":\"" + type + "\"}"));
        final var one = Lines.with(Lines.object(of(type)), "issuer", "'x'");
        final String last = type.equals("withdraw") ? "reason" : "basis";
        assertEquals(List.of("issuer FORMAT"),
            Lines.errors(Lines.with(one, last, null).toString()));
    }

    @Test
    void otherFaultsGoBeforeTheExpression() {
        final var line = Lines.with(Lines.object(CONTROL), "when", "'transits'");
        assertEquals(List.of("when EXPRESSION"), Lines.errors(line.toString()));
        assertEquals(List.of("basis MISSING"),
            Lines.errors(Lines.with(line, "basis", null).toString()));
    }

    @Test
    void aMemberListHasABound() {
        final String many = "['x'" + ",'x'".repeat(ControlReader.MOST_MEMBERS - 1) + "]";
        expect(LIST, "members", many, null);
        expect(LIST, "members", many.replace("]", ",'x']"), "RANGE");
    }

    @Test
    void controlTravels() {
        final ControlDecoder in = control(decode(CONTROL));
        assertEquals(1_772_415_000_000L, in.at());
        assertEquals(3, in.version());
        assertEquals(6700, in.issuer());
        assertEquals(ControlThen.AUDIT, in.then());
        assertEquals(Scales.RATE / 4, in.rate());
        assertEquals(1_772_380_800_000L, in.from());
        assertEquals(1_775_059_200_000L, in.to());
        assertEquals(ControlDecoder.errorLineNullValue(), in.errorLine());
        assertEquals(0, in.formErrors().count());
        assertEquals("ZJ-014", in.controlId());
        assertEquals("transit", in.when());
        assertEquals("joint control", in.basis());
        assertEquals("count", in.instruction());
        final byte[] program = new byte[in.programLength()];
        in.getProgram(program, 0, program.length);
        assertArrayEquals(new byte[] {30, 15}, program);
        assertEquals("", in.errorMessage());
        final ControlDecoder least = control(decode("{'type':'control'," + AT
            + "'id':'A','version':1,'issuer':'6700','when':'true','then':'EXAMINE','basis':'b'}"));
        assertEquals(Scales.RATE, least.rate());
        assertEquals(ControlDecoder.fromNullValue(), least.from());
        assertEquals(ControlDecoder.toNullValue(), least.to());
    }

    @Test
    void aRefusedExpressionTravelsWithPlaceAndMessage() {
        final ControlDecoder in =
            control(decode(CONTROL.replace("'transit'", "'true &&\\n flo == 7'")));
        assertEquals(2, in.errorLine());
        assertEquals(2, in.errorColumn());
        in.formErrors().forEach(error -> assertEquals(RejectCode.EXPRESSION, error.code()));
        in.skipControlId();
        assertEquals("true &&\n flo == 7", in.when());
        in.skipBasis();
        in.skipInstruction();
        assertEquals(0, in.programLength());
        in.skipProgram();
        assertEquals("unknown name 'flo', the nearest known is 'flow'", in.errorMessage());
    }

    @Test
    void anExpressionThatIsTooLongIsBadForm() {
        expect(CONTROL, "when", "'" + "x".repeat(4_097) + "'", "FORMAT");
        expect(CONTROL, "when", "'" + "x".repeat(1 << 20) + "'", "FORMAT");
        expect(CONTROL, "when", "'" + "(".repeat(4_096) + "'", "EXPRESSION");
    }

    @Test
    void withdrawAndListTravel() {
        final WithdrawDecoder withdraw =
            new WithdrawDecoder().wrapAndApplyHeader(decode(WITHDRAW), 0, HEADER);
        assertEquals(6700, withdraw.issuer());
        assertEquals(0, withdraw.formErrors().count());
        assertEquals("ZJ-014 over", withdraw.controlId() + " " + withdraw.reason());
        final NamedListDecoder list =
            new NamedListDecoder().wrapAndApplyHeader(decode(LIST), 0, HEADER);
        assertEquals(ListAction.ADD, list.action());
        assertEquals(1_775_059_200_000L, list.expires());
        assertEquals(0, list.formErrors().count());
        final StringBuilder members = new StringBuilder();
        list.members().forEach(member -> members.append(member.value()));
        assertEquals("ab ZJ-watch joint control",
            members + " " + list.name() + " " + list.basis());
    }

    @Test
    void dumpsSayWhatWasPublished() {
        assertEquals("{\"type\":\"control\",\"at\":\"2026-03-02T09:30:00.000+08:00\","
            + "\"id\":\"ZJ-014\",\"version\":3,\"issuer\":\"6700\",\"when\":\"transit\","
            + "\"then\":\"AUDIT\",\"rate\":\"0.25\",\"from\":\"2026-03-02T00:00:00.000+08:00\","
            + "\"to\":\"2026-04-02T00:00:00.000+08:00\",\"basis\":\"joint control\","
            + "\"instruction\":\"count\",\"programBytes\":2}", dump(CONTROL));
        assertTrue(dump(CONTROL.replace("'transit'", "'flo'")).endsWith(
            ",\"errorLine\":1,\"errorColumn\":1,\"errorMessage\":"
            + "\"unknown name 'flo', the nearest known is 'flow'\"}"));
        assertTrue(dump(GUARDED).endsWith(",\"programBytes\":2,\"state\":\"SHADOW\","
            + "\"author\":\"Li Ming\",\"expect\":\"0.05\",\"factor\":\"2.5\",\"over\":200}"),
            dump(GUARDED));
        assertEquals("{\"type\":\"control-state\",\"at\":\"2026-03-02T09:30:00.000+08:00\","
            + "\"version\":3,\"issuer\":\"6700\",\"state\":\"PAUSED\",\"id\":\"ZJ-014\","
            + "\"officer\":\"Chen\",\"reason\":\"hits too often\"}", dump(MOVE));
        assertEquals("{\"type\":\"withdraw\",\"at\":\"2026-03-02T09:30:00.000+08:00\","
            + "\"id\":\"ZJ-014\",\"issuer\":\"6700\",\"reason\":\"over\"}", dump(WITHDRAW));
        assertEquals("{\"type\":\"list\",\"at\":\"2026-03-02T09:30:00.000+08:00\","
            + "\"issuer\":\"6700\",\"action\":\"ADD\","
            + "\"expires\":\"2026-04-02T00:00:00.000+08:00\",\"members\":[\"a\",\"b\"],"
            + "\"name\":\"ZJ-watch\",\"basis\":\"joint control\"}", dump(LIST));
    }

    private static String dump(final String line) {
        final JsonWriter json = new JsonWriter();
        new CommandJson(json).append(decode(line), 0);
        return new String(
            json.bytes(), 0, json.length(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
