package io.clearline.adapters.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The contract as plain code: slow, exact and easy to read. It answers command lines one by one
 * and can show its whole state, so that a faster engine can be compared with it line by line.
 *
 * <p>Left out on purpose: journal and policy hash ({@code seq, policy, by, basis}), random draws
 * with a chance between 0 and 1, and the evaluation of controls (see {@link ControlSeam}).
 */
public final class ReferenceCore {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final boolean declaredClock;
    private final World world = new World();
    private final DeclareCommands declares;
    private final OfficerCommands officers;
    private final ValueAddedCommand valueAdded;
    private final ArriveCommand arrivals;
    private final DataCommands data;

    /** A core whose time is the commands' own {@code at}, or else that of the machine. */
    public ReferenceCore(boolean declaredClock) {
        this(declaredClock, new CaseExpressions());
    }

    ReferenceCore(boolean declaredClock, ControlSeam seam) {
        this.declaredClock = declaredClock;
        Controls controls = world.controls;
        this.declares = new DeclareCommands(world, controls);
        this.officers = new OfficerCommands(world);
        this.valueAdded = new ValueAddedCommand(world);
        this.arrivals = new ArriveCommand(world);
        this.data = new DataCommands(world, controls, seam);
    }

    /** Loads the reference tables of a directory; a bad row is an IllegalArgumentException. */
    public void load(Path referenceDir) {
        world.tables.load(referenceDir);
    }

    /** The one answer to a command line. */
    public ObjectNode answer(int lineNumber, String jsonLine) {
        ObjectNode command = object(jsonLine);
        ObjectNode answer = command == null
                ? Answers.reject(null, List.of(new Fault("", "SYNTAX"))) : answer(command);
        ObjectNode whole = answer.objectNode();
        whole.put("in", lineNumber);
        whole.setAll(answer);
        whole.put("at", Answers.time(world.now));
        return whole;
    }

    /** The object in a line, or null: "a line that is no JSON object" is a SYNTAX error. */
    private static ObjectNode object(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            return node instanceof ObjectNode object ? object : null;
        } catch (JsonProcessingException unreadable) {
            return null;
        }
    }

    private ObjectNode answer(ObjectNode command) {
        Fault faultyAt = faultyAt(command);
        Moment moment = moment(command, faultyAt);
        List<Controls.Version> paused = world.controls.pauseTripped();
        Reply reply = reply(command, moment, faultyAt);
        if (!reply.journaled()) {
            world.controls.takeBack(paused);
        }
        // "Only journaled commands move it: no repeat, no SYNTAX."
        boolean timeIsKnown = moment.given() || !declaredClock;
        if (reply.journaled() && timeIsKnown) {
            world.now = moment.instant();
        }
        return reply.answer();
    }

    private Fault faultyAt(ObjectNode command) {
        JsonNode at = command.get("at");
        if (at == null || at.isNull()) {
            return declaredClock ? new Fault("at", Fault.MISSING) : null;
        }
        boolean valid = at.isTextual() && Times.parse(at.textValue()) != null;
        return valid ? null : new Fault("at", Fault.FORMAT);
    }

    /** "Never running backwards: an earlier at is decided at the latest time seen." */
    private Moment moment(ObjectNode command, Fault faultyAt) {
        Instant time = world.now;
        if (!declaredClock) {
            time = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        } else if (faultyAt == null) {
            time = Times.parse(command.get("at").textValue());
        }
        boolean backwards = world.now != null && time.isBefore(world.now);
        return new Moment(backwards ? world.now : time, faultyAt == null);
    }

    private Reply reply(ObjectNode command, Moment moment, Fault faultyAt) {
        JsonNode type = command.get("type");
        boolean declare = type != null && type.isTextual() && type.textValue().equals("declare");
        if (moment.instant() == null) {
            // "No time seen yet: only at is reported."
            return declare ? Reply.journaled(Answers.reject(wellFormedRef(command),
                    List.of(faultyAt))) : refusal(List.of(faultyAt));
        }
        if (declare) {
            return declares.declare(command, moment, faultyAt);
        }
        try {
            return other(command, moment, faultyAt);
        } catch (Refused refused) {
            return refusal(refused.faults());
        }
    }

    private static Reply refusal(List<Fault> faults) {
        return Reply.journaled(Answers.rejected(faults));
    }

    private static String wellFormedRef(ObjectNode command) {
        String ref = command.path("ref").textValue();
        return ref != null && DeclareForm.REF.matcher(ref).matches() ? ref : null;
    }

    private Reply other(ObjectNode command, Moment moment, Fault faultyAt) throws Refused {
        JsonNode type = command.get("type");
        if (type == null || type.isNull()) {
            throw new Refused("type", Fault.MISSING);
        }
        String word = type.isTextual() ? type.textValue() : "";
        boolean known = List.of("value-added", "document", "resolve", "pay", "amend", "cancel",
                "arrive", "control", "control-state", "withdraw", "reference").contains(word);
        if (!known) {
            throw new Refused("type", Fault.FORMAT);
        }
        if (faultyAt != null) {
            throw new Refused(List.of(faultyAt));
        }
        return switch (word) {
            case "value-added" -> valueAdded.answer(command, moment);
            case "document" -> officers.document(command, moment);
            case "resolve" -> officers.resolve(command);
            case "pay" -> officers.pay(command, moment);
            case "amend" -> declares.amend(command, moment);
            case "cancel" -> officers.cancel(command);
            case "arrive" -> arrivals.answer(command, moment);
            case "control" -> data.control(command);
            case "control-state" -> data.move(command);
            case "withdraw" -> data.withdraw(command);
            default -> data.reference(command);
        };
    }

    /** What the core remembers, for the generator of commands. */
    World world() {
        return world;
    }

    /** The whole state as sorted lines of text, one fact a line. */
    public List<String> state() {
        return StateLines.of(world);
    }
}
