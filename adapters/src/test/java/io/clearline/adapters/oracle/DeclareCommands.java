package io.clearline.adapters.oracle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** {@code declare} and {@code amend}: the two commands that decide a body. */
final class DeclareCommands {

    private static final int MOST_REJECTS = 64;

    private final World world;
    private final Controls controls;

    DeclareCommands(World world, Controls controls) {
        this.world = world;
        this.controls = controls;
    }

    /** {@code faultyAt}: the fault of the command's own {@code at}, or null. */
    Reply declare(ObjectNode command, Moment moment, Fault faultyAt) {
        List<Fault> faults = new ArrayList<>();
        if (faultyAt != null) {
            faults.add(faultyAt);
        }
        Fields fields = new Fields(command, "", faults);
        Body body = new DeclareForm(world.tables, moment.day(), fields).declared();
        String ref = body.ref();
        List<String> key = new ArrayList<>();
        key.add(body.agent());
        key.add(ref);
        Declared known = world.accepted.get(key);
        // A repeat is recognised by its content alone: what was accepted is not judged again,
        // not even for a line or a currency that has meanwhile lapsed (rule 13).
        boolean decoded = faults.stream().allMatch(Fault::onlyUnknown);
        if (known != null && decoded && known.content.equals(body)) {
            return Reply.repeated(Answers.decision(known));
        }
        if (!faults.isEmpty()) {
            return Reply.journaled(Answers.reject(ref, first(faults)));
        }
        if (known != null) {
            return Reply.journaled(Answers.reject(ref, List.of(new Fault("ref",
                    "DUPLICATE_REF"))));
        }
        Verdict verdict = new Judge(world, controls, moment.instant(), moment.day(), body, null)
                .judge();
        if (!verdict.rejects.isEmpty()) {
            return Reply.journaled(Answers.reject(ref, first(verdict.rejects)));
        }
        Declared declared = accept(body, moment);
        controls.accept(moment.instant());
        world.counting.count(declared, verdict.counted, moment.instant());
        declared.decide(body, verdict, world, moment.day());
        world.accepted.put(key, declared);
        return Reply.journaled(Answers.decision(declared));
    }

    private Declared accept(Body body, Moment moment) {
        // 18 digits: office, year, 0 for export else 1, a sequence per those three.
        String direction = body.flow() == Flow.FIRST_LINE_EXPORT ? "0" : "1";
        String number = world.next(body.office() + moment.day().getYear() + direction);
        Declared declared = new Declared(number, moment.day(), body);
        world.declarations.put(number, declared);
        world.latestByRef.put(body.ref(), declared);
        return declared;
    }

    /** "At most 64 rejects are listed, the first in order." */
    private static List<Fault> first(List<Fault> faults) {
        return faults.subList(0, Math.min(MOST_REJECTS, faults.size()));
    }

    Reply amend(ObjectNode command, Moment moment) throws Refused {
        List<Fault> faults = new ArrayList<>();
        Fields fields = new Fields(command, "", faults);
        String name = fields.text("declaration", true, Fields.TEXT);
        fields.object("declare", true);
        Refused.ifAny(faults);
        Declared declared = Named.find(world, name);
        List<Fault> bodyFaults = new ArrayList<>();
        Body body = amendedBody(command, declared, moment, bodyFaults);
        // "Form before all": the body's form too, and all of its faults.
        if (!bodyFaults.isEmpty()) {
            throw new Refused(first(bodyFaults));
        }
        if (declared == null) {
            throw new Refused("declaration", "UNKNOWN_DECLARATION");
        }
        if (declared.outcome != Declared.Outcome.HOLD || declared.paid.signum() > 0) {
            throw new Refused("declaration", Fault.STATE);
        }
        List<World.Waiver> waivers = List.copyOf(world.waivers);
        declared.giveBack(world);
        Verdict verdict = new Judge(world, controls, moment.instant(), declared.acceptedDay, body,
                declared.number).judge();
        if (!verdict.rejects.isEmpty()) {
            declared.verdict.draws.takeAgain();
            world.waivers.clear();
            world.waivers.addAll(waivers);
            throw new Refused(first(prefixed(verdict.rejects)));
        }
        world.counting.count(declared, verdict.counted, moment.instant());
        declared.decide(body, verdict, world, moment.day());
        return Reply.journaled(Answers.decision(declared));
    }

    private Body amendedBody(ObjectNode command, Declared declared, Moment moment,
            List<Fault> faults) {
        Fields fields = new Fields((ObjectNode) command.get("declare"), "declare.", faults);
        DeclareForm form = new DeclareForm(world.tables, moment.day(), fields);
        return declared == null ? form.amended("", "")
                : form.amended(declared.content.ref(), declared.content.agent());
    }

    private static List<Fault> prefixed(List<Fault> faults) {
        return faults.stream().map(f -> new Fault("declare." + f.field(), f.code())).toList();
    }
}
