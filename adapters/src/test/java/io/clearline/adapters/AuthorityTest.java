package io.clearline.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.PrincipalEncoder;
import io.clearline.engine.record.sbe.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each role may send what is its own, for its office and its declarations, and nothing else. */
class AuthorityTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OWN = "91460300MA5T000048";
    private static final String OTHER = "91460100MA5T00001L";
    private static final String AT = "\"at\":\"2026-03-02T09:00:00+08:00\"";
    private static final Set<Role> TRADE = EnumSet.of(Role.PORT_SYSTEM, Role.DECLARANT);

    @TempDir
    private Path home;
    private final FastCore core = new FastCore();
    private final Map<Role, Integer> numbers = new EnumMap<>(Role.class);
    private int line;

    @BeforeEach
    void load() throws Exception {
        Files.writeString(home.resolve("countries.csv"), "code,name,mfn\nJPN,Japan,Y\n");
        Files.writeString(home.resolve("offices.csv"), "code,name,district,first_line,second_line\n"
            + "6400,Haikou,6400,Y,Y\n6401,Sanya,6400,Y,Y\n");
        Files.writeString(home.resolve("entities.csv"),
            "uscc,name,eligible_from,eligible_to,credit,second_line,encouraged,bonded,guarantee\n"
            + OWN + ",Works,2025-12-18,,REGULAR,NORMAL,N,N,\n"
            + OTHER + ",Mill,2025-12-18,,REGULAR,NORMAL,N,N,\n");
        Files.writeString(home.resolve("tariff.csv"),
            "hs,name,unit,duty_mfn,duty_general,duty_specific,duty_export,vat,consumption_tax,"
            + "taxed_catalogue,documents,inspection,from,to\n"
            + "84596110,mill,001,0.1,0.3,,,0.13,,N,,P,,\n");
        core.load(home);
        for (final Role role : Role.values()) {
            if (role != Role.NULL_VAL) {
                numbers.put(role, principal(role.name(), role, 6400, OWN, true));
            }
        }
    }

    private int principal(final String name, final Role role, final int office,
        final String party, final boolean active) throws Exception {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final PrincipalEncoder out = new PrincipalEncoder().wrapAndApplyHeader(buffer, 0, header);
        out.at(PrincipalEncoder.atNullValue()).role(role).office(office).party(party)
            .active((short) (active ? 1 : 0)).formErrorsCount(0);
        out.name(name);
        return JSON.readTree(core.answer(
            0, buffer, header.encodedLength() + out.encodedLength())).get("number").asInt();
    }

    private JsonNode send(final int principal, final String command) throws Exception {
        return JSON.readTree(core.answer(++line, command, principal));
    }

    private static String declare(final String ref, final String trader, final String office) {
        return """
            {"type":"declare",%s,"ref":"%s","flow":"FIRST_LINE_IMPORT","form":"NORMAL",\
            "office":"%s","entryOffice":"%s","trader":"%s","supervisionMode":"0110",\
            "transport":"2","dispatchCountry":"JPN","packages":1,"grossKg":2,"netKg":1,\
            "items":[{"no":1,"hs":"84596110","name":"mill","quantity":1,"value":1000,\
            "origin":"JPN","regime":"ZERO_TARIFF"}]}""".formatted(AT, ref, office, office, trader);
    }

    private static String code(final JsonNode answer) {
        return answer.has("rejects") && answer.get("rejects").size() > 0
            ? answer.get("rejects").get(0).get("code").asText() : null;
    }

    private void only(final Set<Role> allowed, final String command) throws Exception {
        for (final Map.Entry<Role, Integer> role : numbers.entrySet()) {
            final JsonNode answer =
                send(role.getValue(), command.replace("%ROLE%", role.getKey().name()));
            assertEquals(!allowed.contains(role.getKey()), "FORBIDDEN".equals(code(answer)),
                role.getKey() + " " + command + " " + answer);
        }
    }

    @Test
    void eachVerbHasItsRoles() throws Exception {
        send(0, declare("A", OWN, "6400"));
        only(TRADE, declare("D-%ROLE%", OWN, "6400"));
        only(TRADE, "{\"type\":\"document\"," + AT + ",\"declaration\":\"A\",\"code\":\"1\","
            + "\"no\":\"X\"}");
        only(TRADE, "{\"type\":\"pay\"," + AT + ",\"declaration\":\"A\",\"amount\":1}");
        only(TRADE, "{\"type\":\"cancel\"," + AT + ",\"declaration\":\"none\",\"reason\":\"r\"}");
        only(TRADE, "{\"type\":\"amend\"," + AT + ",\"declaration\":\"A\",\"declare\":"
            + declare("B", OWN, "6400") + "}");
        only(TRADE, "{\"type\":\"value-added\"," + AT + ",\"ref\":\"V-%ROLE%\",\"trader\":\"" + OWN
            + "\",\"hs\":\"84596110\",\"quantity\":1,\"price\":1,\"inputs\":[]}");
        only(EnumSet.of(Role.OFFICER), "{\"type\":\"resolve\"," + AT + ",\"declaration\":\"A\","
            + "\"hold\":\"EXAMINE\",\"result\":\"PASS\",\"officer\":\"o\"}");
        only(EnumSet.of(Role.OFFICER, Role.PORT_SYSTEM), "{\"type\":\"arrive\"," + AT
            + ",\"ref\":\"R-%ROLE%\",\"office\":\"6400\",\"lane\":\"GENERAL\",\"plate\":\"QA1\"}");
        only(EnumSet.of(Role.ADMINISTRATOR),
            "{\"type\":\"reference\"," + AT + ",\"table\":\"policy\",\"rows\":[]}");
    }

    @Test
    void publishersAlonePutAControlInForce() throws Exception {
        send(0, "{\"type\":\"control\"," + AT + ",\"id\":\"A\",\"version\":1,\"issuer\":\"6400\","
            + "\"when\":\"true\",\"then\":\"AUDIT\",\"basis\":\"b\",\"state\":\"SHADOW\"}");
        final String plain = "{\"type\":\"control\"," + AT + ",\"id\":\"P\",\"version\":1,\"issuer\":\"6400\","
            + "\"when\":\"true\",\"then\":\"AUDIT\",\"basis\":\"b\",\"instruction\":\"i\"}";
        assertEquals("FORBIDDEN", code(send(numbers.get(Role.ANALYST), plain)));
        assertNull(code(send(numbers.get(Role.ANALYST),
            plain.replace("\"then\"", "\"state\":\"DRAFT\",\"then\""))));
        final String move = "{\"type\":\"control-state\"," + AT + ",\"id\":\"A\",\"version\":1,"
            + "\"issuer\":\"6400\",\"state\":\"%s\",\"officer\":\"o\",\"reason\":\"r\"}";
        only(EnumSet.of(Role.ANALYST, Role.PUBLISHER), move.formatted("PAUSED"));
        only(EnumSet.of(Role.PUBLISHER), move.formatted("ACTIVE"));
        assertEquals("state", send(numbers.get(Role.ANALYST), move.formatted("ACTIVE"))
            .get("rejects").get(0).get("field").asText());
        assertNull(code(send(numbers.get(Role.ANALYST), move.formatted("PAUSED"))));
        assertNull(code(send(numbers.get(Role.PUBLISHER), move.formatted("ACTIVE"))));
    }

    @Test
    void anOfficerActsForItsOwnOffice() throws Exception {
        send(0, declare("A", OWN, "6400"));
        send(0, declare("B", OWN, "6401"));
        final String pass = "{\"type\":\"resolve\"," + AT + ",\"declaration\":\"%s\","
            + "\"hold\":\"QUARANTINE\",\"result\":\"PASS\",\"officer\":\"o\"}";
        final int officer = numbers.get(Role.OFFICER);
        assertEquals("RELEASE", send(officer, pass.formatted("A")).get("outcome").asText());
        final JsonNode refused = send(officer, pass.formatted("B"));
        assertEquals("FORBIDDEN", code(refused));
        assertEquals("declaration", refused.get("rejects").get(0).get("field").asText());
        assertEquals("FORBIDDEN", code(send(officer, "{\"type\":\"arrive\"," + AT
            + ",\"ref\":\"R\",\"office\":\"6401\",\"lane\":\"GENERAL\",\"plate\":\"QA1\"}")));
    }

    /** Of others' declarations a declarant does not even learn that they are there. */
    @Test
    void aDeclarantSeesItsOwn() throws Exception {
        final int declarant = numbers.get(Role.DECLARANT);
        send(0, declare("A", OWN, "6400"));
        final String number = send(0, declare("B", OTHER, "6400")).get("declaration").asText();
        final String pay = "{\"type\":\"pay\"," + AT + ",\"declaration\":\"%s\",\"amount\":1}";
        final String amend = "{\"type\":\"amend\"," + AT + ",\"declaration\":\"%s\",\"declare\":"
            + declare("Z", OWN, "6400") + "}";
        assertEquals("STATE", code(send(declarant, pay.formatted("A"))));
        for (final String foreign : new String[] {"B", number, "not-there"}) {
            assertEquals("UNKNOWN_DECLARATION", code(send(declarant, pay.formatted(foreign))));
            assertEquals("UNKNOWN_DECLARATION", code(send(declarant, amend.formatted(foreign))));
        }
        // Not even by repeating what another sent.
        final JsonNode repeated = send(declarant, declare("B", OTHER, "6400"));
        assertEquals("FORBIDDEN", code(repeated));
        assertEquals("agent", repeated.get("rejects").get(0).get("field").asText());
        assertNull(code(send(declarant, declare("C", OWN, "6400"))));
    }

    @Test
    void aPrincipalIsKnownByItsNameAndEnds() throws Exception {
        final int number = numbers.get(Role.DECLARANT);
        final long before = core.core().lastSequence();
        assertEquals(number, principal("DECLARANT", Role.DECLARANT, 6400, OWN, true));
        assertEquals(before, core.core().lastSequence(), "what stands already is not journaled");
        assertEquals(number, principal("DECLARANT", Role.DECLARANT, 6400, OWN, false));
        assertTrue(core.core().lastSequence() > before);
        assertEquals("FORBIDDEN", code(send(number, declare("A", OWN, "6400"))));
        assertEquals("FORBIDDEN", code(send(99, declare("A", OWN, "6400"))));
    }
}
