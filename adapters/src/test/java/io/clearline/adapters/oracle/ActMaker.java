package io.clearline.adapters.oracle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Makes what happens to declarations, and the two commands around the island: code and port. */
final class ActMaker {

    private static final int RECENT = 120;

    private final World world;
    private final Dice dice;
    private final GoodsMaker goods;
    private final BodyMaker bodies;
    /** The bodies of accepted declarations as they were sent, for amendments. */
    private final Map<String, ObjectNode> sent;

    ActMaker(World world, Dice dice, GoodsMaker goods, BodyMaker bodies,
            Map<String, ObjectNode> sent) {
        this.world = world;
        this.dice = dice;
        this.goods = goods;
        this.bodies = bodies;
        this.sent = sent;
    }

    private static ObjectNode command(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    /** A recent declaration that fits, mostly; null if there is none. */
    private Declared pick(Predicate<Declared> fits) {
        List<Declared> all = new ArrayList<>(world.declarations.values());
        List<Declared> window = all.subList(Math.max(0, all.size() - RECENT), all.size());
        List<Declared> fit = window.stream().filter(fits).toList();
        if (!fit.isEmpty() && dice.percent(96)) {
            return dice.of(fit);
        }
        return all.isEmpty() ? null : dice.recent(all, RECENT);
    }

    /** By number or by ref; now and then by something that nobody declared. */
    private void name(ObjectNode command, Declared declared) {
        if (declared == null || dice.percent(2)) {
            command.put("declaration", dice.of("640020261999999999", "NOBODY"));
        } else {
            command.put("declaration",
                    dice.percent(70) ? declared.number : declared.content.ref());
        }
    }

    private static boolean held(Declared declared) {
        return declared.outcome == Declared.Outcome.HOLD;
    }

    ObjectNode resolve() {
        Declared declared = pick(d -> d.holds.stream().anyMatch(h -> !h.kind().beyondPass()));
        if (dice.percent(15)) {
            declared = pick(ActMaker::held);
        }
        ObjectNode command = command("resolve");
        name(command, declared);
        Hold hold = declared == null || declared.holds.isEmpty() || dice.percent(4)
                ? new Hold(dice.of(List.of(HoldKind.values())), dice.between(0, 3), null)
                : dice.of(declared.holds);
        command.put("hold", hold.kind().name());
        if (dice.percent(50)) {
            command.put("item", hold.item());
        }
        boolean pass = dice.percent(hold.kind().beyondPass() ? 25 : 88);
        command.put("result", pass ? "PASS" : "FAIL").put("officer", dice.of("HK001", "关员"));
        if (!pass && dice.percent(95)) {
            command.put("action", dice.of("RETURN", "DESTROY", "TREAT", "TREAT"));
        }
        if (dice.percent(10)) {
            command.put("note", dice.of("seen", "x".repeat(255)));
        }
        return command;
    }

    ObjectNode pay() {
        // Batches are paid late, so that some are overdue.
        boolean batches = dice.percent(30);
        Declared declared = pick(d -> !d.outcome.ended() && d.due().signum() > 0
                && (batches || d.verdict.dueDay == null));
        ObjectNode command = command("pay");
        name(command, declared);
        BigDecimal due = declared == null ? BigDecimal.ONE : declared.due();
        switch (dice.weighted(72, 16, 6, 3, 3)) {
            case 0 -> goods.put(command, "amount", due);
            case 1 -> goods.put(command, "amount", due.divide(BigDecimal.valueOf(3), 2,
                    RoundingMode.UP));
            case 2 -> goods.put(command, "amount", due.add(new BigDecimal("0.01")));
            case 3 -> goods.put(command, "amount", due.add(new BigDecimal("0.001")));
            default -> command.put("amount", dice.of("0", "-1", "1e3", "1000000000000", ""));
        }
        return command;
    }

    ObjectNode document() {
        Declared declared = pick(d -> d.holds.stream()
                .anyMatch(h -> h.kind() == HoldKind.LICENCE));
        ObjectNode command = command("document");
        name(command, declared);
        String code = dice.of("7", "O");
        String no = "NONE";
        if (declared != null && dice.percent(85)) {
            List<Hold> holds = declared.holds.stream()
                    .filter(h -> h.kind() == HoldKind.LICENCE).toList();
            code = holds.isEmpty() ? code : dice.of(holds).code();
            List<String[]> found = bodies.licences(code, declared.body.trader());
            no = found.isEmpty() ? no : dice.of(found)[1];
        }
        return command.put("code", code).put("no", no);
    }

    ObjectNode cancel() {
        Declared declared = pick(d -> !d.outcome.ended() && !d.departed);
        if (dice.percent(10)) {
            declared = pick(d -> d.departed);
        }
        ObjectNode command = command("cancel");
        name(command, declared);
        return command.put("reason", dice.percent(3) ? "" : "sold elsewhere");
    }

    ObjectNode amend(LocalDate day) {
        Declared declared = pick(d -> held(d) && d.paid.signum() == 0);
        if (dice.percent(30)) {
            Declared late = lateBatch(day);
            declared = late == null ? declared : late;
        }
        ObjectNode command = command("amend");
        name(command, declared);
        Flow flow = declared == null || dice.percent(6) ? bodies.flow() : declared.body.flow();
        ObjectNode known = declared == null ? null : sent.get(declared.number);
        boolean small = known != null && dice.percent(55);
        ObjectNode body = small ? known.deepCopy() : bodies.body(flow, day);
        if (small) {
            ObjectNode item = (ObjectNode) body.get("items").get(0);
            goods.put(item, dice.of("value", "quantity"), goods.quantity());
        }
        if (dice.percent(8)) {
            new Spoiler(dice).spoil(body);
        } else if (dice.percent(14)) {
            // Well-formed, but rejected by the rules: all must be as before.
            body.put("form", "H1").put("transit", true);
        }
        if (dice.percent(10)) {
            // What stays the declaration's own is not even looked at.
            body.put("ref", "").put("agent", "nobody").put("at", 5);
        }
        command.set("declare", body);
        return command;
    }

    /** A batch held since an earlier month: its due day must not move with the amendment. */
    private Declared lateBatch(LocalDate day) {
        List<Declared> fit = world.declarations.values().stream()
                .filter(d -> held(d) && d.paid.signum() == 0 && d.verdict.dueDay != null
                        && d.acceptedDay.getMonth() != day.getMonth()).toList();
        return fit.isEmpty() ? null : dice.recent(fit, 20);
    }

    ObjectNode arrive(int serial) {
        Declared declared = pick(d -> d.body.flow() == Flow.SECOND_LINE_EXIT && !d.departed
                && d.outcome == Declared.Outcome.RELEASE);
        boolean exit = declared != null && declared.body.flow() == Flow.SECOND_LINE_EXIT
                && dice.percent(85);
        ObjectNode command = command("arrive").put("ref", "G" + serial);
        command.put("office", exit ? declared.body.entryOffice()
                : dice.of("6482", "6483", "6400", "6482", "6499"));
        command.put("lane", dice.of("SUPERVISED", "SUPERVISED", "SUPERVISED", "GENERAL"));
        return command.put("plate", exit ? declared.body.conveyance() : BodyMaker.plate(dice));
    }

    ObjectNode valueAdded(int serial, LocalDate day) {
        List<Row> filed = world.tables.all("entities").stream()
                .filter(row -> row.flag("encouraged") || dice.percent(3)).toList();
        String[] stock = goods.stock(null);
        String trader = dice.of(filed).text("uscc");
        if (stock != null && world.tables.filed(stock[1]) && dice.percent(60)) {
            trader = stock[1];
        }
        ObjectNode command = command("value-added").put("ref", "V" + serial);
        command.put("trader", dice.percent(2) ? "91460000MACX99999E" : trader);
        command.put("hs", dice.percent(75) ? dice.of("18062000", "16052100", "39011000",
                "1803100090", "84715040") : goods.liveLine(day));
        goods.put(command, "quantity", goods.quantity().add(BigDecimal.TEN));
        ArrayNode inputs = command.putArray("inputs");
        goods.inputs(inputs, trader, day);
        goods.put(command, "price", goods.price(inputs));
        return command;
    }
}
