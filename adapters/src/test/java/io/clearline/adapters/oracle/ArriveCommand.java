package io.clearline.adapters.oracle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code arrive}: a plate at a second-line checkpoint. */
final class ArriveCommand {

    /** The two kinds of lanes at a checkpoint. */
    private enum Lane {
        SUPERVISED, GENERAL
    }

    /** The fields that make two commands the same content. */
    private record Content(String ref, String office, Lane lane, String plate) {
    }

    private final World world;

    ArriveCommand(World world) {
        this.world = world;
    }

    Reply answer(ObjectNode command, Moment moment) throws Refused {
        List<Fault> faults = new ArrayList<>();
        Fields fields = new Fields(command, "", faults);
        Content content = new Content(fields.matching("ref", true, DeclareForm.REF),
                fields.matching("office", true, DeclareForm.FOUR_DIGITS),
                fields.word("lane", true, Lane.class),
                fields.text("plate", true, Fields.SHORT_TEXT));
        Refused.ifAny(faults);
        List<String> key = List.of(content.office, content.ref);
        World.Answered known = world.arrivals.get(key);
        if (known != null && known.content().equals(content)) {
            return Reply.repeated(known.answer().deepCopy());
        }
        if (known != null) {
            throw new Refused("ref", "DUPLICATE_REF");
        }
        if (world.tables.office(content.office) == null) {
            throw new Refused("office", "UNKNOWN_OFFICE");
        }
        ObjectNode answer = pass(content, moment.day());
        world.arrivals.put(key, new World.Answered(content, answer));
        return Reply.journaled(answer.deepCopy());
    }

    private ObjectNode pass(Content content, LocalDate day) {
        List<Declared> found = new ArrayList<>();
        for (Declared declared : world.declarations.values()) {
            if (isMeant(declared, content, day)) {
                found.add(declared);
            }
        }
        found.sort(Comparator.comparing(declared -> declared.number));
        String reason = reasonToStop(found, content.lane);
        if (reason == null) {
            found.forEach(declared -> declared.departed = true);
        }
        List<String> numbers = found.stream().map(declared -> declared.number).toList();
        return Answers.arrival(content.ref, reason == null ? "PASS" : "STOP", reason, numbers);
    }

    private static boolean isMeant(Declared declared, Content content, LocalDate day) {
        LocalDate oldest = day.minusDays(declared.verdict.checkpointDays);
        return !declared.departed && !declared.outcome.ended()
                && declared.body.flow() == Flow.SECOND_LINE_EXIT
                && declared.body.conveyance().equals(content.plate)
                && declared.body.entryOffice().equals(content.office)
                && !declared.acceptedDay.isBefore(oldest);
    }

    private static String reasonToStop(List<Declared> found, Lane lane) {
        if (found.stream().anyMatch(d -> d.outcome == Declared.Outcome.HOLD)) {
            return "HELD";
        }
        boolean supervised = found.stream().flatMap(d -> d.body.items().stream())
                .anyMatch(item -> item.regime() != Regime.DOMESTIC);
        if (supervised && lane == Lane.GENERAL) {
            return "WRONG_LANE";
        }
        return found.isEmpty() && lane == Lane.SUPERVISED ? "NO_DECLARATION" : null;
    }
}
