package io.clearline.adapters.oracle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clearline.adapters.oracle.Body.Input;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** {@code value-added}: the rate of rule 7, and a code for what was made. */
final class ValueAddedCommand {

    private static final int RATE_DECIMALS = 6;

    /** The fields that make two commands the same content. */
    private record Content(String ref, String trader, String hs, BigDecimal quantity,
            BigDecimal price, List<Input> inputs) {
    }

    private final World world;

    ValueAddedCommand(World world) {
        this.world = world;
    }

    Reply answer(ObjectNode command, Moment moment) throws Refused {
        List<Fault> faults = new ArrayList<>();
        Content content = read(command, moment, faults);
        List<String> key = new ArrayList<>();
        key.add(content.trader);
        key.add(content.ref);
        World.Answered known = world.valueAdded.get(key);
        boolean decoded = faults.stream().allMatch(Fault::onlyUnknown);
        if (known != null && decoded && known.content().equals(content)) {
            return Reply.repeated(known.answer().deepCopy());
        }
        Refused.ifAny(faults);
        if (world.tables.entity(content.trader) == null) {
            throw new Refused("trader", "UNKNOWN_PARTY");
        }
        if (!world.tables.filed(content.trader)) {
            throw new Refused("trader", "NOT_FILED");
        }
        if (known != null) {
            throw new Refused("ref", "DUPLICATE_REF");
        }
        ObjectNode answer = give(content, moment);
        world.valueAdded.put(key, new World.Answered(content, answer));
        return Reply.journaled(answer.deepCopy());
    }

    private Content read(ObjectNode command, Moment moment, List<Fault> faults) {
        Fields fields = new Fields(command, "", faults);
        ItemForm form = new ItemForm(world.tables, moment.day());
        return new Content(fields.matching("ref", true, DeclareForm.REF),
                fields.company("trader", true), form.hs(fields, true),
                fields.quantity("quantity"), fields.money("price", Fields.MONEY_DECIMALS),
                form.inputs(fields, true, Regime.ZERO_TARIFF));
    }

    private ObjectNode give(Content content, Moment moment) throws Refused {
        Draws draws = new Draws(world.balances);
        MadeGoods made = new MadeGoods(world, content.trader);
        try {
            drawCodes(content.inputs, draws);
            content.inputs.forEach(made::add);
            List<Part> parts = addedUp(made.parts);
            if (made.nothingSubtracted() || parts.size() > ItemForm.LONGEST_LIST) {
                throw new Refused("inputs", Fault.RANGE);
            }
            return code(content, made, parts, moment);
        } catch (Refused refused) {
            draws.giveBack();
            throw refused;
        }
    }

    /** Input by input: a known code of the same line, with the quantity left. */
    private void drawCodes(List<Input> inputs, Draws draws) throws Refused {
        for (int i = 0; i < inputs.size(); i++) {
            Input input = inputs.get(i);
            if (!MadeGoods.cumulative(input)) {
                continue;
            }
            ProductCode code = MadeGoods.codeOf(world, input);
            if (code == null) {
                throw new Refused("inputs[" + i + "].code", "UNKNOWN_CODE");
            }
            if (code.left(world.balances).compareTo(input.quantity()) < 0) {
                throw new Refused("inputs[" + i + "].quantity", Fault.RANGE);
            }
            draws.use(Balances.code(code.code()), input.quantity());
        }
    }

    /** "Those of one hs, origin and regime added up." */
    private static List<Part> addedUp(List<Part> parts) {
        List<Part> lines = new ArrayList<>();
        for (Part part : parts) {
            int same = 0;
            while (same < lines.size() && !lines.get(same).sameGoods(part)) {
                same++;
            }
            if (same == lines.size()) {
                lines.add(part);
            } else {
                Part line = lines.get(same);
                lines.set(same, line.with(line.quantity().add(part.quantity()),
                        line.value().add(part.value())));
            }
        }
        return lines;
    }

    private ObjectNode code(Content content, MadeGoods made, List<Part> parts, Moment moment) {
        BigDecimal price = Decimals.cents(content.price);
        BigDecimal base = made.imported.add(made.domestic);
        BigDecimal rate = price.subtract(base).divide(base, RATE_DECIMALS, RoundingMode.HALF_UP);
        BigDecimal threshold = world.tables.policy("value_added_threshold", moment.day());
        boolean qualifies = made.reaches(threshold, price);
        String code = world.next((qualifies ? "Q" : "L") + moment.day().getYear());
        world.codes.put(code, new ProductCode(code, content.trader, content.hs.substring(0, 8),
                content.quantity, made.imported, made.domestic, parts));
        return Answers.valueAdded(content.ref, rate.toPlainString(), qualifies, code);
    }
}
