package io.clearline.adapters.oracle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An endless stream of command lines over all flows and commands; the same seed gives the same
 * lines. It feeds each line to a reference core of its own and looks at that core's state, so
 * that most commands fit (goods that are there, holds that are open) and deep states are reached.
 */
public final class CommandStream {

    private static final int REMEMBERED = 300;
    private static final Instant START = Instant.parse("2026-01-04T16:30:00Z");

    private final Dice dice;
    private final ReferenceCore core = new ReferenceCore(true);
    private final World world = core.world();
    private final BodyMaker bodies;
    private final ActMaker acts;
    private final DataMaker data;
    /** Accepted bodies by number, and the last lines that can be sent again. */
    private final Map<String, ObjectNode> sent = new LinkedHashMap<>();
    private final List<ObjectNode> repeatable = new ArrayList<>();
    private Instant clock = START;
    private int serial;

    /** A stream over the reference data of a directory. */
    public CommandStream(long seed, Path referenceDir) {
        core.load(referenceDir);
        this.dice = new Dice(seed);
        GoodsMaker goods = new GoodsMaker(world, dice);
        this.bodies = new BodyMaker(world, dice, goods);
        this.acts = new ActMaker(world, dice, goods, bodies, sent);
        this.data = new DataMaker(world, dice);
    }

    /** The next command line. */
    public String next() {
        serial++;
        moveClock();
        if (dice.permille(8)) {
            return feed(dice.of("{broken", "\"text\"", "[1,2]", "7", "null", "{\"type\":\"pay\"} x",
                    "{\"type\":\"declare\"", "nonsense"));
        }
        ObjectNode command = dice.permille(5) ? batchAtDueDay() : null;
        if (command == null) {
            command = dice.permille(45) && !repeatable.isEmpty() ? again() : fresh();
        }
        String line = command.toString();
        ObjectNode answer = core.answer(serial, line);
        remember(command, answer);
        return line;
    }

    private String feed(String line) {
        core.answer(serial, line);
        return line;
    }

    /**
     * At the due day of an unpaid batch, when it is not overdue yet, or the day after: another
     * batch of the same trader. Null if there is none.
     */
    private ObjectNode batchAtDueDay() {
        for (Declared declared : world.declarations.values()) {
            boolean unpaid = declared.outcome == Declared.Outcome.RELEASE
                    && declared.verdict.dueDay != null && declared.due().signum() > 0;
            if (unpaid && declared.verdict.dueDay.isAfter(World.day(clock))) {
                LocalDate day = declared.verdict.dueDay.plusDays(dice.between(0, 1));
                clock = day.atTime(8, 0).toInstant(World.CHINA);
                ObjectNode command = bodies.batch(declared.body.trader(), day);
                return command.put("type", "declare").put("ref", "S" + serial)
                        .put("at", Answers.time(clock));
            }
        }
        return null;
    }

    /** Minutes mostly, days at times, months rarely; {@code at} itself may go back. */
    private void moveClock() {
        clock = clock.plus(switch (dice.weighted(10, 650, 300, 12, 1)) {
            case 0 -> Duration.ZERO;
            case 1 -> Duration.ofSeconds(dice.between(1, 1800));
            case 2 -> Duration.ofMinutes(dice.between(30, 180));
            case 3 -> Duration.ofDays(dice.between(1, 4));
            default -> Duration.ofDays(dice.between(20, 70));
        });
    }

    private void at(ObjectNode command) {
        int choice = dice.weighted(940, 40, 8, 12);
        if (choice == 0) {
            boolean utc = dice.percent(10);
            command.put("at", utc ? clock.toString() : Answers.time(clock));
        } else if (choice == 1) {
            command.put("at", Answers.time(clock.minusSeconds(dice.between(1, 300000))));
        } else if (choice == 2) {
            command.remove("at");
        } else {
            command.put("at", dice.of("yesterday", "2026-02-30T09:00:00+08:00",
                    "2026-03-02 09:00:00+08:00", "2026-03-02T09:00:00", ""));
        }
    }

    private ObjectNode fresh() {
        int kind = dice.weighted(480, 130, 120, 40, 45, 30, 75, 90, 22, 9, 3, 12, 5);
        ObjectNode command = switch (kind) {
            case 0 -> declare();
            case 1 -> acts.resolve();
            case 2 -> acts.pay();
            case 3 -> acts.document();
            case 4 -> acts.amend(World.day(clock));
            case 5 -> acts.cancel();
            case 6 -> acts.arrive(serial);
            case 7 -> acts.valueAdded(serial, World.day(clock));
            case 8 -> data.reference(World.day(clock));
            case 9 -> data.control(serial);
            case 10 -> data.withdraw();
            case 11 -> data.move();
            default -> strange();
        };
        at(command);
        return command;
    }

    private ObjectNode declare() {
        ObjectNode command = bodies.body(bodies.flow(), World.day(clock));
        command.put("type", "declare").put("ref", ref());
        if (dice.percent(6)) {
            new Spoiler(dice).spoil(command);
        }
        return command;
    }

    /** Mostly new; at times another agent's ref, or an own one with other content. */
    private String ref() {
        return dice.percent(4) ? "S" + dice.between(Math.max(1, serial - REMEMBERED), serial)
                : "S" + serial;
    }

    /** A known command with a field gone or wrong, or a type that nobody knows. */
    private ObjectNode strange() {
        ObjectNode command = dice.of(acts.pay(), acts.resolve(), acts.cancel(),
                acts.arrive(serial), acts.document(), acts.valueAdded(serial, World.day(clock)));
        List<String> names = new ArrayList<>();
        command.fieldNames().forEachRemaining(names::add);
        String field = dice.of(names);
        switch (dice.between(0, 3)) {
            case 0 -> command.remove(field);
            case 1 -> command.putNull(field);
            case 2 -> command.put(field, false);
            default -> command.put("type", "nonsense");
        }
        return command;
    }

    /** A command sent again at a later time: as it was, or with one value changed. */
    private ObjectNode again() {
        ObjectNode command = dice.of(repeatable).deepCopy();
        at(command);
        if (dice.percent(20) && command.has("items")) {
            // Another agent's ref: a declaration of its own.
            return command.put("agent", dice.of(world.tables.all("entities")).text("uscc"));
        }
        if (dice.percent(25)) {
            if (command.has("items")) {
                ((ObjectNode) command.get("items").get(0)).put("value", "1234.5");
            } else if (command.has("price")) {
                command.put("price", "77.77");
            } else {
                command.put("plate", "OTHER");
            }
        }
        return command;
    }

    private void remember(ObjectNode command, ObjectNode answer) {
        String type = answer.path("type").asText();
        String number = answer.path("declaration").textValue();
        if (type.equals("decision") && number != null && command.has("items")) {
            ObjectNode body = command.deepCopy();
            body.remove(List.of("type", "at", "ref"));
            sent.put(number, body);
        }
        boolean idempotent = command.has("items") && number != null
                || type.equals("value-added") || type.equals("arrival");
        if (idempotent) {
            repeatable.add(command.deepCopy());
        }
        if (repeatable.size() > REMEMBERED) {
            repeatable.remove(0);
        }
        if (sent.size() > REMEMBERED) {
            sent.remove(sent.keySet().iterator().next());
        }
    }
}
