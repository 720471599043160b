package io.clearline.adapters.oracle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes bodies of declarations that mostly fit the state: traders with stock, live licences. */
final class BodyMaker {

    private static final String[] PLATES = {"QA1", "QA22", "QA333", "QA4444", "QB 5", "QB66"};

    private final World world;
    private final Dice dice;
    private final GoodsMaker goods;

    BodyMaker(World world, Dice dice, GoodsMaker goods) {
        this.world = world;
        this.dice = dice;
        this.goods = goods;
    }

    Flow flow() {
        // Imports first: without stock nothing can leave.
        int imports = world.balances.accounts("ledger").size() < 12 ? 200 : 40;
        return Flow.values()[dice.weighted(imports, 10, 30, 6, 16)];
    }

    static String plate(Dice dice) {
        return dice.of(List.of(PLATES));
    }

    /** A body without {@code type}, {@code at} and {@code ref}. */
    ObjectNode body(Flow flow, LocalDate day) {
        return body(flow, trader(flow), day);
    }

    /** A batch of a trader who may have one unpaid. */
    ObjectNode batch(String trader, LocalDate day) {
        return body(Flow.SECOND_LINE_EXIT, trader, day).put("form", "BATCH");
    }

    private ObjectNode body(Flow flow, String trader, LocalDate day) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("flow", flow.name());
        body.put("form", "NORMAL");
        body.put("office", dice.of("6400", "6400", "6400", "6481", "6482"));
        body.put("entryOffice", entryOffice(flow));
        body.put("trader", trader);
        body.put("supervisionMode", dice.of("0110", "5000"));
        body.put("transport", dice.of("2", "5", "船"));
        body.put("packages", dice.between(1, 400));
        goods.put(body, "grossKg", new BigDecimal("120.5"));
        goods.put(body, "netKg", dice.of(new BigDecimal("100"), new BigDecimal("120.5")));
        common(body, flow);
        ArrayNode items = body.putArray("items");
        int count = dice.weighted(45, 25, 15, 10, 5) + 1;
        boolean direct = flow == Flow.FIRST_LINE_IMPORT && dice.percent(25);
        for (int i = 0; i < count; i++) {
            ObjectNode item = items.addObject();
            item.put("no", i + 1);
            if (flow == Flow.FIRST_LINE_IMPORT) {
                imported(item, trader, direct, day);
            } else {
                leaving(item, flow, trader, day);
            }
        }
        form(body, flow, trader, direct);
        documents(body, flow, trader, day);
        return body;
    }

    private String trader(Flow flow) {
        String[] stock = flow.outbound() ? goods.stock(null) : null;
        return stock != null && dice.percent(92) ? stock[1] : goods.trader();
    }

    private String entryOffice(Flow flow) {
        if (dice.percent(1)) {
            return "6700";
        }
        return flow.firstLine() ? dice.of("6400", "6481") : dice.of("6482", "6483", "6400");
    }

    private void common(ObjectNode body, Flow flow) {
        if (flow == Flow.SECOND_LINE_EXIT || dice.percent(5)) {
            body.put("conveyance", plate(dice));
        }
        if (flow == Flow.FIRST_LINE_IMPORT || dice.percent(10)) {
            body.put("dispatchCountry", goods.country());
        }
        if (flow == Flow.ISLAND_TRANSFER) {
            body.put("receiver", receiver(body.get("trader").textValue()));
        }
        if (dice.percent(25)) {
            body.put("agent", goods.trader());
        }
        if (dice.percent(10)) {
            body.put("owner", goods.trader());
        }
        if (dice.percent(8)) {
            body.put("transit", dice.percent(60));
        }
        if (dice.percent(20)) {
            // CNY spelled out must count as the default.
            body.put("currency", dice.of("USD", "EUR", "JPY", "CNY", "CNY"));
        }
        if (dice.percent(8)) {
            body.putArray("containers").add("CSQU3054383").add("MSKU6011672");
        }
        if (dice.percent(5)) {
            body.put("unknownField", "ignored").putNull("owner");
        }
    }

    private String receiver(String trader) {
        String receiver = goods.trader();
        while (receiver.equals(trader)) {
            receiver = goods.trader();
        }
        // Some receivers are not in entities.csv at all.
        return dice.percent(5) ? "91460000MACX99999E" : receiver;
    }

    private void imported(ObjectNode item, String trader, boolean direct, LocalDate day) {
        boolean clean = direct ? dice.percent(95) : dice.percent(40);
        String hs = clean ? goods.cleanLine(day) : goods.liveLine(day);
        boolean bonded = world.tables.bonded(trader) && dice.percent(50);
        String regime = bonded ? "BONDED"
                : world.tables.eligible(trader, day) ? "ZERO_TARIFF" : "TAXED";
        if (dice.percent(direct ? 3 : 12)) {
            regime = dice.of("TAXED", "ZERO_TARIFF", "BONDED");
        }
        goods(item, hs, regime, goods.quantity());
        if (dice.percent(18)) {
            item.put("election", dice.of("ALL", "VAT_CT"));
        }
        boolean relaxed = !world.tables.lifted(hs, trader).isEmpty() && dice.percent(60);
        if (relaxed || dice.percent(2)) {
            item.putArray("attributes").add(dice.of("11", "20")).add("49");
        }
    }

    private void goods(ObjectNode item, String hs, String regime, BigDecimal quantity) {
        item.put("hs", hs).put("name", dice.of("goods " + hs, "货物", "\uD83D\uDEA2 ship parts"));
        goods.put(item, "quantity", quantity);
        goods.put(item, "value", goods.value());
        item.put("origin", goods.country()).put("regime", regime);
    }

    private void leaving(ObjectNode item, Flow flow, String trader, LocalDate day) {
        String[] stock = goods.stock(dice.percent(97) ? trader : null);
        if (dice.percent(2)) {
            item.putArray("attributes").add("49");
        }
        if (flow == Flow.SECOND_LINE_ENTRY || stock == null || dice.percent(8)) {
            goods(item, goods.liveLine(day), "DOMESTIC", goods.quantity());
            if (dice.percent(5)) {
                goods.inputs(item.putArray("inputs"), trader, day);
            }
            return;
        }
        ProductCode own = goods.code(dice.percent(85) ? trader : null, true);
        boolean exit = flow == Flow.SECOND_LINE_EXIT;
        if (exit && (own != null && dice.percent(30) || dice.percent(6))) {
            valueAdded(item, own, trader, day);
        } else if (dice.percent(25)) {
            ProductCode made = dice.percent(70) ? own : null;
            String hs = made == null ? goods.liveLine(day) : made.hs8();
            goods(item, hs, dice.of("ZERO_TARIFF", "BONDED"), goods.quantity());
            goods.inputs(item.putArray("inputs"), trader, day);
        } else {
            goods(item, goods.lineOf(stock[3]), stock[2], goods.drawn(stock));
        }
    }

    private void valueAdded(ObjectNode item, ProductCode own, String trader, LocalDate day) {
        String hs = own == null ? goods.liveLine(day) : own.hs8();
        goods(item, hs, "VALUE_ADDED", own == null ? goods.quantity() : goods.partOf(own));
        ArrayNode made = item.putArray("inputs");
        goods.inputs(made, trader, day);
        goods.put(item, "value", goods.price(made));
        if (own != null && dice.percent(5)) {
            item.put("hs", goods.liveLine(day));
        }
        ProductCode any = dice.percent(12) ? goods.code(trader, false) : null;
        if (any != null) {
            item.put("code", any.code()).put("hs", any.hs8());
        } else if (own != null && dice.percent(92)) {
            item.put("code", own.code());
        }
        if (dice.percent(4)) {
            // I + D = 0 qualifies.
            ArrayNode inputs = item.putArray("inputs");
            inputs.addObject().put("kind", "HAINAN").put("quantity", "1").put("value", "3.5");
        }
    }

    private void form(ObjectNode body, Flow flow, String trader, boolean direct) {
        if (direct) {
            body.put("form", "H1");
            if (dice.percent(90)) {
                body.put("transit", false);
            }
        } else if (flow == Flow.SECOND_LINE_EXIT) {
            Row entity = world.tables.entity(trader);
            boolean trusted = entity.text("credit").equals("ADVANCED")
                    || entity.text("second_line").equals("WHITE");
            body.put("form", dice.percent(trusted ? 45 : 3) ? "BATCH" : dice.of("H2", "NORMAL"));
        }
        if (!direct && dice.percent(2)) {
            body.put("form", "H1");
            if (dice.percent(40)) {
                ((ObjectNode) body.get("items").get(0)).putArray("attributes").add("49");
            }
        }
    }

    /** For most letters a licence of the trader, and a few documents that do not matter. */
    private void documents(ObjectNode body, Flow flow, String trader, LocalDate day) {
        List<String[]> documents = new ArrayList<>();
        if (flow.firstLine()) {
            body.get("items").forEach(item -> {
                Row row = world.tables.tariff(item.get("hs").textValue(), day);
                Set<String> letters = row == null ? Set.of() : row.letters("documents");
                letters.forEach(letter -> documents.addAll(licences(letter, trader)));
            });
        }
        if (documents.isEmpty() && dice.percent(70)) {
            return;
        }
        ArrayNode list = body.putArray("documents");
        for (String[] document : documents.subList(0, Math.min(40, documents.size()))) {
            list.addObject().put("code", document[0]).put("no", document[1]);
        }
        if (dice.percent(20)) {
            list.addObject().put("code", dice.of("7", "O", "A", "证")).put("no", "NONE");
        }
    }

    List<String[]> licences(String letter, String trader) {
        List<String[]> found = new ArrayList<>();
        for (Row licence : world.tables.all("licences")) {
            boolean holders = licence.text("holder").equals(trader);
            if (licence.text("code").equals(letter) && (holders ? dice.percent(85)
                    : dice.percent(3))) {
                found.add(new String[] {letter, licence.text("no")});
            }
        }
        return found;
    }
}
