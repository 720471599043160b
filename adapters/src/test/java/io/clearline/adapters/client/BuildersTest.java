package io.clearline.adapters.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.adapters.binary.CommandCheck;
import io.clearline.adapters.json.CommandDecoder;
import io.clearline.engine.record.sbe.ControlState;
import io.clearline.engine.record.sbe.ControlThen;
import io.clearline.engine.record.sbe.InputKind;
import io.clearline.engine.record.sbe.ListAction;
import io.clearline.engine.record.sbe.Regime;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;

/** What builders build is the command that JSON of the same fields is, byte for byte once it is checked. */
class BuildersTest {
    private static final String TRADER = "91460100MA5T00001L";

    private static byte[] bytes(final ExpandableArrayBuffer buffer, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    private static void expect(final String json, final Command built) throws Exception {
        final byte[] line = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        final ExpandableArrayBuffer out = new ExpandableArrayBuffer(1024);
        final byte[] decoded =
            bytes(out, new CommandDecoder(false).decode(line, 0, line.length, out, 0));
        assertArrayEquals(decoded, bytes(out,
            new CommandCheck().check(built.bytes(), 0, built.length(), out)), json);
    }

    @Test
    void valueAdded() throws Exception {
        expect("{'type':'value-added','ref':'V1','trader':'" + TRADER + "','hs':'18063100',"
            + "'quantity':1.5,'price':'20.25','inputs':["
            + "{'kind':'IMPORTED','hs':'1801000000','origin':'GHA','quantity':2,'value':3,"
            + "'regime':'BONDED'},{'kind':'DOMESTIC','quantity':1,'value':1},"
            + "{'kind':'CUMULATIVE','hs':'18062000','quantity':1,'value':4,'code':'Q2026000000001'}"
            + "]}", new ValueAddedBuilder("V1", TRADER, "18063100")
            .quantity(new BigDecimal("1.5")).price(new BigDecimal("20.25"))
            .input(InputKind.IMPORTED, "1801000000", "GHA", BigDecimal.valueOf(2),
                BigDecimal.valueOf(3), Regime.BONDED, "")
            .input(InputKind.DOMESTIC, BigDecimal.ONE, BigDecimal.ONE)
            .input(InputKind.CUMULATIVE, "18062000", null, BigDecimal.ONE, BigDecimal.valueOf(4),
                Regime.NULL_VAL, "Q2026000000001").build());
    }

    /** What is not said is absent: the server names it. */
    @Test
    void whatIsNotSaidIsMissing() throws Exception {
        expect("{'type':'value-added','ref':'V1','trader':'" + TRADER + "','hs':'18063100',"
            + "'inputs':[]}", new ValueAddedBuilder("V1", TRADER, "18063100").build());
        expect("{'type':'control','id':'C','version':1,'issuer':'6400'}",
            new ControlBuilder("C", 1, "6400").build());
    }

    @Test
    void controls() throws Exception {
        expect("{'type':'control','id':'ZJ-014','version':3,'issuer':'6700',"
            + "'when':'item.value > 5000','then':'EXAMINE','rate':0.25,"
            + "'from':'2026-03-02T00:00:00+08:00','to':'2026-04-02T00:00:00+08:00','basis':'b',"
            + "'instruction':'i','state':'SHADOW','author':'Li Ming','expect':0.05,"
            + "'factor':'2.5','over':200}", new ControlBuilder("ZJ-014", 3, "6700")
            .rule("item.value > 5000", ControlThen.EXAMINE).rate(new BigDecimal("0.25"))
            .during(Instant.parse("2026-03-01T16:00:00Z"), Instant.parse("2026-04-01T16:00:00Z"))
            .basis("b").instruction("i").state(ControlState.SHADOW).author("Li Ming")
            .guard(new BigDecimal("0.05"), new BigDecimal("2.5"), 200).build());
        expect("{'type':'control','id':'ZJ-014','version':3,'issuer':'6700',"
            + "'when':'nothing','then':'AUDIT','basis':'b'}",
            new ControlBuilder("ZJ-014", 3, "6700").rule("nothing", ControlThen.AUDIT)
            .basis("b").build());
    }

    @Test
    void actsOnControls() throws Exception {
        expect("{'type':'control-state','id':'ZJ-014','issuer':'6700','version':3,"
            + "'state':'PAUSED','officer':'Chen','reason':'hits too often'}",
            ControlActs.move(
                "ZJ-014", "6700", 3, ControlState.PAUSED, "Chen", "hits too often"));
        expect("{'type':'withdraw','id':'ZJ-014','issuer':'6700','reason':'over'}",
            ControlActs.withdraw("ZJ-014", "6700", "over"));
        expect("{'type':'list','name':'ZJ-watch','issuer':'6700','action':'ADD',"
            + "'members':['a','b'],'expires':'2026-04-02T00:00:00+08:00','basis':'joint'}",
            ControlActs.list("ZJ-watch", "6700", ListAction.ADD, List.of("a", "b"),
                Instant.parse("2026-04-01T16:00:00Z"), "joint"));
        expect("{'type':'list','name':'ZJ-watch','issuer':'6700','action':'REPLACE',"
            + "'members':[],'basis':'joint'}", ControlActs.list(
            "ZJ-watch", "6700", ListAction.REPLACE, List.of(), null, "joint"));
    }

    @Test
    void whatTheSchemaCannotHoldIsRefusedByName() {
        for (final Runnable wrong : List.<Runnable>of(
            () -> new ControlBuilder("C", 1, "64"),
            () -> new ControlBuilder("C", 1, "6400").rate(new BigDecimal("0.123456789")),
            () -> new ValueAddedBuilder("V", TRADER, "18 06"),
            () -> new ValueAddedBuilder("V", TRADER, "18063100").price(new BigDecimal("0.00001")),
            () -> new ValueAddedBuilder("V".repeat(33), TRADER, "18063100"))) {
            final String said =
                assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
            assertTrue(said.matches("(issuer|rate|hs|price|ref) is .*|(rate|price) has .*"), said);
        }
    }
}
