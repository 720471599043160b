package io.clearline.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.clearline.engine.state.Declaration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Where the engine itself fails on a command it fails safe: a declaration is held for an officer,
 * any other command is refused, and the engine goes on. Provoked by amounts that no long can hold.
 */
class EngineErrorTest {
    private static final String HUGE = "99999999999.9999";
    private static final String ENGINE_ERROR = "[{\"kind\":\"DOCUMENT\",\"item\":0,"
        + "\"code\":\"ENGINE_ERROR\"";
    private static final String RICH = ",'currency':'XAU'";

    private final Scene scene = new Scene();

    @BeforeEach
    void aCurrencyBeyondMeasure() {
        assertEquals("accepted", scene.send("'type':'reference','table':'currencies','rows':["
            + "{'currency':'XAU','rate':'999999999'}]").path("type").asText());
    }

    private static String failing(final String ref, final String regime) {
        return Scene.machines(ref, regime, RICH).replace("'1000'", "'" + HUGE + "'");
    }

    private RuntimeException failure() {
        return scene.recorder().core().lastFailure();
    }

    private JsonNode held(final String declare) {
        final JsonNode answer = scene.expect("HOLD", declare);
        assertEquals(ENGINE_ERROR, answer.path("holds").toString().substring(
            0, ENGINE_ERROR.length()), answer::toString);
        assertEquals(1, answer.path("holds").size());
        assertInstanceOf(ArithmeticException.class, failure());
        return answer;
    }

    @Test
    void aDeclarationIsHeldUntaxedWithNothingDrawn() {
        assertNull(failure());
        final JsonNode answer = held(failing("A", "ZERO_TARIFF"));
        assertEquals("0.00", answer.path("tax").path("total").asText());
        assertEquals("YELLOW", answer.path("lane").asText());
        assertEquals("H", answer.path("receipt").asText());
        assertEquals("[]", answer.path("notices").toString());
        final Declaration d = new Declaration();
        scene.recorder().core().state().declarations().read(0, d);
        assertEquals(0, d.additions.size() + d.ledgerDraws.size() + d.licenceDraws.size()
            + d.codeDraws.size() + d.waivers.size() + d.guarantee);
    }

    @Test
    void theEngineGoesOn() {
        final long first = held(failing("A", "TAXED")).path("declaration").asLong();
        assertEquals(first + 1, scene.expect("RELEASE", Scene.machines("B", "ZERO_TARIFF", ""))
            .path("declaration").asLong());
        assertEquals(first, scene.expect("HOLD", failing("A", "TAXED"))
            .path("declaration").asLong(), "a repeat gets the same answer");
    }

    @Test
    void anOfficerDecides() {
        held(failing("A", "ZERO_TARIFF"));
        held(failing("B", "ZERO_TARIFF"));
        final String resolve = "'type':'resolve','officer':'O','hold':'DOCUMENT',";
        scene.expect("RELEASE", resolve + "'declaration':'A','result':'PASS'");
        scene.expect("RETURNED",
            resolve + "'declaration':'B','result':'FAIL','action':'RETURN'");
        assertEquals(0, scene.recorder().state().stream()
            .filter(line -> line.startsWith("ledger")).count());
    }

    @Test
    void anotherCommandThatFailsIsRefused() {
        held(failing("A", "ZERO_TARIFF"));
        final String amend = "'type':'amend','declaration':'A','declare':{";
        scene.refuse("", "STATE", amend
            + failing("A", "ZERO_TARIFF").substring("'type':'declare',".length()) + "}");
        assertInstanceOf(ArithmeticException.class, failure());
        scene.expect("RELEASE", amend + Scene.machines("A", "ZERO_TARIFF", "")
            .substring("'type':'declare',".length()) + "}");
    }

    /** The checkpoint meets it by its plate, so that no vehicle leaves with what nobody judged. */
    @Test
    void anExitIsStoppedAtTheCheckpoint() {
        held(Scene.exit("A", "QA1", RICH, Scene.item("84573000", "ZERO_TARIFF", HUGE)));
        final JsonNode arrival = scene.send(
            "'type':'arrive','ref':'V','office':'6482','lane':'GENERAL','plate':'QA1'");
        assertEquals("STOP", arrival.path("result").asText(), arrival::toString);
        assertEquals("HELD", arrival.path("reason").asText());
        assertEquals(1, arrival.path("declarations").size());
    }

    /** Passed by an officer it may leave, in the lane that its goods need. */
    @Test
    void anExitThatAnOfficerPassedDeparts() {
        held(Scene.exit("A", "QA1", RICH, Scene.item("84573000", "ZERO_TARIFF", HUGE)));
        scene.expect("RELEASE", "'type':'resolve','officer':'O','hold':'DOCUMENT',"
            + "'declaration':'A','result':'PASS'");
        final String arrive = "'type':'arrive','office':'6482','plate':'QA1',";
        assertEquals("WRONG_LANE", scene.send(arrive + "'ref':'V','lane':'GENERAL'")
            .path("reason").asText());
        assertEquals("PASS", scene.send(arrive + "'ref':'W','lane':'SUPERVISED'")
            .path("result").asText());
    }
}
