package io.clearline.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Controls of several districts from text to citation, through the real core and adapters. */
class ControlsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TRADER = "91460100MACX00011Q";

    private final FastCore core = new FastCore();
    private int line;

    @BeforeEach
    void load() {
        core.load(Path.of("src/test/resources/oracle/reference"));
    }

    private JsonNode answer(final String text) {
        line++;
        try {
            return JSON.readTree(core.answer(line, text.replace("'at':T", String.format(
                "'at':'2026-03-02T09:%02d:00+08:00'", line)).replace('\'', '"')));
        } catch (final IOException e) {
            throw new IllegalStateException(text, e);
        }
    }

    private String publish(final String issuer, final String id, final int version,
        final String when, final String then) {
        final JsonNode answer = answer("{'type':'control','at':T,'id':'" + id + "','version':"
            + version + ",'issuer':'" + issuer + "','when':'" + when.replace("\"", "\\\"")
            + "','then':'" + then + "','basis':'order " + id + "'}");
        return answer.get("type").asText() + answer.path("rejects").toString()
            .replace("\"", "");
    }

    private String withdraw(final String issuer, final String id) {
        final JsonNode answer = answer("{'type':'withdraw','at':T,'id':'" + id + "','issuer':'"
            + issuer + "','reason':'over'}");
        return answer.get("type").asText() + answer.path("rejects").toString()
            .replace("\"", "");
    }

    /** Two items from Japan, of 1,000 and 100,000.01 yuan; says how it was decided. */
    private String declare() {
        final JsonNode answer = answer("{'type':'declare','at':T,'ref':'R" + line
            + "','flow':'FIRST_LINE_IMPORT','form':'NORMAL','office':'6400','entryOffice':'6400',"
            + "'trader':'" + TRADER + "','supervisionMode':'0110','transport':'2',"
            + "'dispatchCountry':'JPN','packages':3,'grossKg':2,'netKg':1,"
            + "'items':[{'no':1,'hs':'84571010','name':'centre','quantity':1,'value':1000,"
            + "'origin':'JPN','regime':'ZERO_TARIFF'},{'no':2,'hs':'84573000','name':'cnc',"
            + "'quantity':1,'value':100000.01,'origin':'JPN','regime':'ZERO_TARIFF'}]}");
        final StringBuilder text = new StringBuilder(answer.get("outcome").asText())
            .append(' ').append(answer.get("lane").asText());
        answer.get("holds").forEach(hold -> text.append(' ').append(hold.get("kind").asText())
            .append('/').append(hold.get("item").asInt()).append('/')
            .append(hold.get("code").asText()).append('/').append(hold.get("by").asText())
            .append('/').append(hold.get("basis").asText()));
        answer.get("hits").forEach(hit -> text.append(" +").append(hit.asText()));
        return text.toString();
    }

    @Test
    void districtsWorkSideBySide() {
        assertEquals("RELEASE GREEN", declare());
        assertEquals("accepted", publish("6700", "ZJ-014", 1,
            "item.hs.startsWith(\"8457\") && item.value > 100000", "EXAMINE"));
        assertEquals("accepted", publish("7200", "NN-02", 3, "dispatchCountry == \"JPN\"",
            "AUDIT"));
        final String examined = "HOLD RED EXAMINE/2/6700/ZJ-014@1/control:6700/ZJ-014@1"
            + "/order ZJ-014 +6700/ZJ-014@1 +7200/NN-02@3";
        assertEquals(examined, declare());
        assertEquals("rejected[{field:id,code:STATE}]", withdraw("7200", "ZJ-014"));
        assertEquals("accepted", withdraw("6700", "ZJ-014"));
        assertEquals("rejected[{field:id,code:STATE}]", withdraw("6700", "ZJ-014"));
        assertEquals("RELEASE BLUE +7200/NN-02@3", declare());
        assertEquals("rejected[{field:version,code:STATE}]",
            publish("6700", "ZJ-014", 1, "true", "EXAMINE"));
        assertEquals("accepted", publish("7200", "NN-02", 4, "size(items) == 2", "DOCUMENT"));
        assertEquals("HOLD YELLOW DOCUMENT/0/7200/NN-02@4/control:7200/NN-02@4/order NN-02"
            + " +7200/NN-02@4", declare());
    }

    @Test
    void aRefusedExpressionNamesItsPlaceAndChangesNothing() {
        assertEquals("accepted", publish("5100", "GZ-1", 1, "transit", "EXAMINE"));
        assertEquals("rejected[{field:when,code:EXPRESSION,line:1,column:9,"
            + "message:unknown name 'item.hss', the nearest known is 'item.hs'}]",
            publish("5100", "GZ-1", 2, "true || item.hss == \"\"", "EXAMINE"));
        assertEquals("rejected[{field:version,code:STATE}]",
            publish("5100", "GZ-1", 1, "item.hss == \"\"", "EXAMINE"));
        assertEquals("RELEASE GREEN", declare());
        assertEquals("accepted", publish("5100", "GZ-1", 2, "true", "AUDIT"));
        assertEquals("RELEASE BLUE +5100/GZ-1@2", declare());
    }

    @Test
    void namedListsComeAndGo() {
        assertEquals("accepted",
            publish("6700", "ZJ-W", 1, "trader in list(\"ZJ-watch\")", "EXAMINE"));
        assertEquals("RELEASE GREEN", declare());
        assertEquals("accepted", answer("{'type':'list','at':T,'name':'ZJ-watch','issuer':'6400',"
            + "'action':'ADD','members':['" + TRADER + "','x'],'basis':'b'}")
            .get("type").asText());
        assertEquals("HOLD RED EXAMINE/0/6700/ZJ-W@1/control:6700/ZJ-W@1/order ZJ-W +6700/ZJ-W@1",
            declare());
        assertEquals("accepted", answer("{'type':'list','at':T,'name':'ZJ-watch','issuer':'6400',"
            + "'action':'REMOVE','members':['" + TRADER + "'],'basis':'b'}").get("type").asText());
        assertEquals("RELEASE GREEN", declare());
    }

    @Test
    void whatGoesWrongIsLookedAtByAnOfficer() {
        assertEquals("accepted",
            publish("6400", "HK-1", 1, "10 / (packages - 3) > 1", "AUDIT"));
        assertEquals("HOLD YELLOW DOCUMENT/0/6400/HK-1@1/control:6400/HK-1@1/order HK-1"
            + " +6400/HK-1@1", declare());
    }
}
