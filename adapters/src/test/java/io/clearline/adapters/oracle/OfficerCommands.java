package io.clearline.adapters.oracle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clearline.adapters.oracle.Body.Document;
import io.clearline.adapters.oracle.Body.Item;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What happens to an accepted declaration: {@code document, resolve, pay, cancel}. */
final class OfficerCommands {

    /** What an officer found. */
    private enum Result {
        PASS, FAIL
    }

    /** What follows a FAIL. */
    private enum Action {
        RETURN, DESTROY, TREAT
    }

    private static final int CENTS = 2;

    private final World world;

    OfficerCommands(World world) {
        this.world = world;
    }

    Reply document(ObjectNode command, Moment moment) throws Refused {
        List<Fault> faults = new ArrayList<>();
        Fields fields = new Fields(command, "", faults);
        String name = fields.text("declaration", true, Fields.TEXT);
        String code = fields.text("code", true, 1);
        String no = fields.text("no", true, Fields.SHORT_TEXT);
        Refused.ifAny(faults);
        Declared declared = Named.get(world, name);
        if (declared.outcome != Declared.Outcome.HOLD) {
            throw new Refused("declaration", Fault.STATE);
        }
        declared.documents.add(new Document(code, no));
        BorderRules border = new BorderRules(world, moment.day());
        // "Open LICENCE holds of that letter are tried again, as of this day", items in order.
        declared.holds.removeIf(hold -> hold.kind() == HoldKind.LICENCE
                && hold.code().equals(code)
                && border.drawLicence(declared.documents, code, declared.body.trader(),
                        item(declared, hold), declared.verdict.draws));
        declared.releaseIfFree(world);
        return Reply.journaled(Answers.decision(declared));
    }

    private static Item item(Declared declared, Hold hold) {
        return declared.body.items().get(hold.item() - 1);
    }

    Reply resolve(ObjectNode command) throws Refused {
        List<Fault> faults = new ArrayList<>();
        Fields fields = new Fields(command, "", faults);
        String name = fields.text("declaration", true, Fields.TEXT);
        HoldKind kind = fields.word("hold", true, HoldKind.class);
        Integer item = fields.integer("item", false, 0);
        Result result = fields.word("result", true, Result.class);
        fields.text("officer", true, Fields.TEXT);
        fields.text("note", false, Fields.TEXT);
        Action action = fields.word("action", result == Result.FAIL, Action.class);
        Refused.ifAny(faults);
        Declared declared = Named.get(world, name);
        Predicate<Hold> meant = hold -> hold.kind() == kind
                && (item == null || item == hold.item());
        boolean pass = result == Result.PASS;
        if (declared.holds.stream().noneMatch(meant) || pass && kind.beyondPass()) {
            throw new Refused("hold", Fault.STATE);
        }
        if (pass) {
            declared.holds.removeIf(meant);
            declared.releaseIfFree(world);
        } else if (action == Action.RETURN) {
            declared.end(Declared.Outcome.RETURNED, world);
        } else if (action == Action.DESTROY) {
            declared.end(Declared.Outcome.DESTROYED, world);
        }
        return Reply.journaled(Answers.decision(declared));
    }

    Reply pay(ObjectNode command, Moment moment) throws Refused {
        List<Fault> faults = new ArrayList<>();
        Fields fields = new Fields(command, "", faults);
        String name = fields.text("declaration", true, Fields.TEXT);
        BigDecimal amount = fields.money("amount", CENTS);
        Refused.ifAny(faults);
        Declared declared = Named.get(world, name);
        if (declared.outcome.ended() || amount.compareTo(declared.due()) > 0) {
            throw new Refused("amount", Fault.STATE);
        }
        declared.paid = declared.paid.add(amount);
        if (declared.due().signum() == 0) {
            paidInFull(declared, moment);
        }
        return Reply.journaled(Answers.decision(declared));
    }

    /** "Hold TAX lifts, a reserved guarantee is freed, a batch is settled." */
    private void paidInFull(Declared declared, Moment moment) {
        boolean reserved = declared.verdict.reserved.signum() > 0;
        if (reserved) {
            declared.verdict.draws.release(Balances.guarantee(declared.body.trader()));
            declared.verdict.reserved = Tax.NOTHING;
        } else {
            // Under a guarantee the waivers began when it was reserved.
            declared.startWaivers(world, moment.day());
        }
        declared.holds.removeIf(hold -> hold.kind() == HoldKind.TAX);
        declared.releaseIfFree(world);
    }

    Reply cancel(ObjectNode command) throws Refused {
        List<Fault> faults = new ArrayList<>();
        Fields fields = new Fields(command, "", faults);
        String name = fields.text("declaration", true, Fields.TEXT);
        fields.text("reason", true, Fields.TEXT);
        Refused.ifAny(faults);
        Declared declared = Named.get(world, name);
        boolean released = declared.outcome == Declared.Outcome.RELEASE;
        if (declared.outcome.ended() || declared.departed
                || released && !takeBackAdditions(declared.verdict.additions)) {
            throw new Refused("declaration", Fault.STATE);
        }
        declared.end(Declared.Outcome.CANCELLED, world);
        return Reply.journaled(Answers.decision(declared));
    }

    /** "Takes back what a release added to ledgers, refused when that is already used." */
    private boolean takeBackAdditions(Map<String, BigDecimal> additions) {
        for (Map.Entry<String, BigDecimal> added : additions.entrySet()) {
            if (world.balances.of(added.getKey()).compareTo(added.getValue()) < 0) {
                return false;
            }
        }
        additions.forEach(world.balances::subtract);
        return true;
    }
}
