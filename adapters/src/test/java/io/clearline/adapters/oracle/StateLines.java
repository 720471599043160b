package io.clearline.adapters.oracle;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** The state as text: a canonical form that two engines can be compared by. */
final class StateLines {

    private StateLines() {
    }

    static List<String> of(World world) {
        List<String> lines = new ArrayList<>();
        world.declarations.values().forEach(declared -> lines.add(declaration(declared)));
        world.codes.values().forEach(code -> lines.add(code(code, world.balances)));
        for (World.Waiver waiver : world.waivers) {
            lines.add(String.join(" ", "waiver", waiver.declaration(), waiver.trader(),
                    waiver.hs8(), waiver.from().toString(), waiver.to().toString()));
        }
        world.controls.all().forEach(version -> lines.add("control " + version));
        world.balances.addLinesTo(lines, "ledger", "licence", "guarantee");
        lines.add("time " + Answers.time(world.now));
        Collections.sort(lines);
        return lines;
    }

    /** {@code declaration NUMBER ref=.. agent=.. ...}; the ref comes last, it may hold blanks. */
    private static String declaration(Declared declared) {
        Tax tax = declared.verdict.tax;
        String holds = declared.holds.stream().sorted(Hold.ORDER)
                .map(hold -> hold.kind() + "/" + hold.item() + "/" + hold.code())
                .collect(Collectors.joining(","));
        return "declaration " + declared.number
                + " agent=" + declared.content.agent()
                + " outcome=" + declared.outcome
                + " lane=" + declared.lane()
                + " receipt=" + declared.receipt()
                + " holds=[" + holds + "]"
                + " tax=" + tax.duty() + "/" + tax.additionalDuty() + "/" + tax.consumptionTax()
                + "/" + tax.vat()
                + " paid=" + money(declared.paid)
                + " reserved=" + money(declared.verdict.reserved)
                + " departed=" + declared.departed
                + " hits=[" + String.join(",", declared.verdict.hits) + "]"
                + " ref=" + declared.content.ref();
    }

    private static String money(BigDecimal amount) {
        return Decimals.cents(amount).toPlainString();
    }

    private static String code(ProductCode code, Balances balances) {
        return String.join(" ", "code", code.code(), code.trader(), code.hs8(),
                Decimals.plain(code.quantity()),
                Decimals.plain(balances.of(Balances.code(code.code()))));
    }
}
