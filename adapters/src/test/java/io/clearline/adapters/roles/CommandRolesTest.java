package io.clearline.adapters.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clearline.adapters.client.ClearlineClient;
import io.clearline.adapters.client.ClearlineException;
import io.clearline.adapters.identity.TokenFile;
import io.clearline.adapters.roles.AllWays.Way;
import io.clearline.engine.record.sbe.Role;
import io.clearline.engine.record.session.ByeReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each command of each role, over each way in, at another's declaration and another's office: taken or
 * refused as docs/integration.md says, and by the same code whatever the way.
 */
@Timeout(120)
class CommandRolesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OWN = "91460300MA5T000048";
    private static final String OTHER = "91460100MA5T00001L";
    private static final String CONTROL = "{\"type\":\"control\",\"id\":\"N-%s\",\"version\":1,"
        + "\"issuer\":\"6700\",\"when\":\"packages == 9\",\"then\":\"EXAMINE\",\"basis\":\"b\","
        + "\"instruction\":\"i\",\"state\":\"%s\"}";
    private static final String MOVE = "{\"type\":\"control-state\",\"id\":\"none\","
        + "\"version\":1,\"issuer\":\"6700\",\"state\":\"%s\",\"officer\":\"o\",\"reason\":\"r\"}";

    /** What each verb gives PORT_SYSTEM, DECLARANT, OFFICER, ANALYST, PUBLISHER, AUDITOR, ADMINISTRATOR. */
    private static final Map<String, String> CODES = codes();

    @TempDir
    private static Path home;
    private static AllWays ways;
    private static String others;
    private static final Map<String, ClearlineClient> CLIENTS = new HashMap<>();
    private static final Map<Role, String> TOKENS = new HashMap<>();

    private static Map<String, String> codes() {
        final Map<String, String> codes = new LinkedHashMap<>();
        codes.put("declare", "- - F F F F F");
        codes.put("declare-others", "- F F F F F F");
        codes.put("value-added", "NOT_FILED NOT_FILED F F F F F");
        codes.put("value-added-others", "NOT_FILED F F F F F F");
        codes.put("document", "- UNKNOWN_DECLARATION F F F F F");
        codes.put("pay", "STATE UNKNOWN_DECLARATION F F F F F");
        codes.put("amend", "- UNKNOWN_DECLARATION F F F F F");
        codes.put("cancel-none", "UNKNOWN_DECLARATION UNKNOWN_DECLARATION F F F F F");
        codes.put("cancel", "- UNKNOWN_DECLARATION F F F F F");
        codes.put("resolve", "F F F F F F F");
        codes.put("arrive", "- F - F F F F");
        codes.put("arrive-other-office", "F F F F F F F");
        codes.put("control-draft", "F F F - F F F");
        codes.put("control-active", "F F F F F F F");
        codes.put("control-state-pause", "F F F STATE STATE F F");
        codes.put("control-state-active", "F F F F STATE F F");
        codes.put("withdraw", "F F F STATE STATE F F");
        codes.put("list", "F F F - F F F");
        codes.put("reference", "F F F F F F -");
        return codes;
    }

    private static String declare(final String ref, final String trader, final int packages) {
        return """
            {"type":"declare","ref":"%s","flow":"FIRST_LINE_IMPORT","form":"NORMAL",\
            "office":"6481","entryOffice":"6400","trader":"%s","supervisionMode":"0110",\
            "transport":"2","dispatchCountry":"JPN","packages":%d,"grossKg":2,"netKg":1,\
            "items":[{"no":1,"hs":"84581100","name":"lathe","quantity":1,"value":1000,\
            "origin":"JPN","regime":"ZERO_TARIFF"}]}""".formatted(ref, trader, packages);
    }

    private static String arrive(final String ref, final String office) {
        return "{\"type\":\"arrive\",\"ref\":\"" + ref + "\",\"office\":\"" + office
            + "\",\"lane\":\"GENERAL\",\"plate\":\"QA1\"}";
    }

    private static String valueAdded(final String ref, final String trader) {
        return "{\"type\":\"value-added\",\"ref\":\"" + ref + "\",\"trader\":\"" + trader
            + "\",\"hs\":\"84581100\",\"quantity\":1,\"price\":2,\"inputs\":[{\"kind\":"
            + "\"DOMESTIC\",\"quantity\":1,\"value\":1}]}";
    }

    /** Returns a verb's command about another's declaration; {@code name} is one that nothing had yet. */
    private static String command(final String verb, final String name, final String target) {
        final String about = "\"declaration\":\"" + target + "\",";
        return switch (verb) {
            case "declare" -> declare(name, OWN, 1);
            case "declare-others" -> declare(name, OTHER, 1);
            case "value-added" -> valueAdded(name, OWN);
            case "value-added-others" -> valueAdded(name, OTHER);
            case "document" -> "{\"type\":\"document\"," + about + "\"code\":\"1\",\"no\":\"X\"}";
            case "pay" -> "{\"type\":\"pay\"," + about + "\"amount\":1}";
            case "amend" ->
                "{\"type\":\"amend\"," + about + "\"declare\":" + declare("X", OTHER, 7) + "}";
            case "cancel" -> "{\"type\":\"cancel\"," + about + "\"reason\":\"r\"}";
            case "cancel-none" ->
                "{\"type\":\"cancel\",\"declaration\":\"none\",\"reason\":\"r\"}";
            case "resolve" -> "{\"type\":\"resolve\"," + about
                + "\"hold\":\"EXAMINE\",\"result\":\"PASS\",\"officer\":\"o\"}";
            case "arrive" -> arrive(name, "6700");
            case "arrive-other-office" -> arrive(name, "6481");
            case "control-draft" -> CONTROL.formatted(name, "DRAFT");
            case "control-active" -> CONTROL.formatted(name, "ACTIVE");
            case "control-state-pause" -> MOVE.formatted("PAUSED");
            case "control-state-active" -> MOVE.formatted("ACTIVE");
            case "withdraw" -> "{\"type\":\"withdraw\",\"id\":\"none\",\"issuer\":\"6700\","
                + "\"reason\":\"r\"}";
            case "list" -> "{\"type\":\"list\",\"name\":\"L-" + name + "\",\"issuer\":\"6700\","
                + "\"action\":\"ADD\",\"members\":[\"a\"],\"basis\":\"b\"}";
            case "reference" -> "{\"type\":\"reference\",\"table\":\"countries\",\"rows\":"
                + "[{\"code\":\"KOR\",\"name\":\"Korea\",\"mfn\":\"Y\"}]}";
            default -> throw new IllegalArgumentException(verb);
        };
    }

    @BeforeAll
    static void start() throws Exception {
        final Path reference = Files.createDirectories(home.resolve("reference"));
        Files.writeString(reference.resolve("countries.csv"), "code,name,mfn\nJPN,Japan,Y\n");
        Files.writeString(reference.resolve("offices.csv"),
            "code,name,district,first_line,second_line\n6400,Haikou,6400,Y,Y\n"
            + "6481,Yangpu,6400,Y,Y\n6700,Dongguan,6700,Y,Y\n");
        Files.writeString(reference.resolve("entities.csv"),
            "uscc,name,eligible_from,eligible_to,credit,second_line,encouraged,bonded,guarantee\n"
            + OWN + ",Works,2025-12-18,,REGULAR,NORMAL,N,N,\n"
            + OTHER + ",Others,2025-12-18,,REGULAR,NORMAL,N,N,\n");
        Files.writeString(reference.resolve("tariff.csv"),
            "hs,name,unit,duty_mfn,duty_general,duty_specific,duty_export,vat,consumption_tax,"
            + "taxed_catalogue,documents,inspection,from,to\n"
            + "84581100,lathe,001,0.1,0.3,,,0.13,,N,,,,\n");
        Files.writeString(reference.resolve("controls.jsonl"),
            "{\"type\":\"control\",\"at\":\"2026-03-01T00:00:00+08:00\",\"id\":\"HK-1\","
            + "\"version\":1,\"issuer\":\"6400\",\"when\":\"packages == 7\","
            + "\"then\":\"EXAMINE\",\"basis\":\"Customs Law art. 28\",\"instruction\":\"open\"}\n");
        ways = new AllWays(home, reference);
        others = ways.tokens.make("another", Role.PORT_SYSTEM, 0, "",
            Instant.now().plusSeconds(600)).secret();
        for (final Role role : roles().toList()) {
            TOKENS.put(role, ways.tokens.make("my " + role, role, 6700,
                role == Role.DECLARANT ? OWN : "", Instant.now().plusSeconds(600)).secret());
        }
    }

    @AfterAll
    static void stop() {
        CLIENTS.values().forEach(ClearlineClient::close);
        ways.close();
    }

    private static Stream<Role> roles() {
        return Stream.of(Role.values()).filter(role -> role != Role.NULL_VAL);
    }

    static Stream<Arguments> table() {
        return Stream.of(Way.values()).flatMap(way -> CODES.entrySet().stream().map(
            row -> Arguments.of(way, row.getKey(), row.getValue())));
    }

    @ParameterizedTest
    @MethodSource("table")
    void eachRoleMayWhatItMay(final Way way, final String verb, final String codes)
        throws Exception {
        final String[] expected = codes.split(" ");
        for (final Role role : roles().toList()) {
            final String name = way + "-" + verb + "-" + role.value();
            final String target = "T" + Math.abs(name.hashCode());
            final JsonNode held = JSON.readTree(
                ways.post(others, declare(target, OTHER, 7)));
            assertEquals("HOLD", held.path("outcome").asText(), held.toString());
            final String answer = send(way, role,
                command(verb, "R" + Math.abs(name.hashCode()), target));
            final String code =
                JSON.readTree(answer).path("rejects").path(0).path("code").asText("-");
            assertEquals(expected[role.value() - roles().findFirst().orElseThrow().value()]
                .replaceAll("^F$", "FORBIDDEN"), code, role + ": " + answer);
            if (code.equals("FORBIDDEN") || code.equals("UNKNOWN_DECLARATION")) {
                for (final String secret : new String[] {target, OTHER, "HK-1", "art. 28",
                    held.path("declaration").asText()}) {
                    assertFalse(answer.contains(secret), role + " is told of " + secret);
                }
            }
            assertFalse(answer.contains("HK-1"), role + ": " + answer);
        }
    }

    private static String send(final Way way, final Role role, final String json)
        throws Exception {
        if (way == Way.HTTP) {
            return ways.post(TOKENS.get(role), json);
        }
        final String key = way + " " + role;
        if (!CLIENTS.containsKey(key)) {
            CLIENTS.put(key, ways.connect(way, TOKENS.get(role)));
        }
        return CLIENTS.get(key).send(AllWays.command(json)).json();
    }

    @ParameterizedTest
    @EnumSource(value = Way.class, names = {"TCP", "IPC"})
    void nobodyIsLetInWithoutAGoodToken(final Way way) throws Exception {
        final String expired = ways.tokens.make("late", Role.ADMINISTRATOR, 0, "",
            Instant.now().minusSeconds(1)).secret();
        final TokenFile.Made revoked = ways.tokens.make("gone", Role.ADMINISTRATOR, 0, "",
            Instant.now().plusSeconds(600));
        ways.tokens.revoke(revoked.token().id());
        // With the first good token the engine learns of all principals that have one.
        ways.post(others, declare("WARM-" + way, OTHER, 1));
        final long before = ways.engine.lastSequence();
        for (final String token : new String[] {"", "clearline_0_0", expired, revoked.secret()}) {
            final ClearlineException refused =
                assertThrows(ClearlineException.class, () -> ways.connect(way, token).close());
            assertEquals(ByeReason.UNAUTHORIZED, refused.reason());
            assertTrue(token.isEmpty() || !refused.getMessage().contains(token));
        }
        assertEquals(before, ways.engine.lastSequence());
    }
}
