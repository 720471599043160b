package io.clearline.adapters.oracle;

import io.clearline.adapters.oracle.Body.Input;
import io.clearline.adapters.oracle.Body.InputKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The inputs of made goods, summed up: I and D of the value-added rate, the imported parts that
 * are taxed, and what the ledger must cover. A CUMULATIVE input stands for the same proportion
 * of what its upstream product kept.
 */
final class MadeGoods {

    BigDecimal imported = BigDecimal.ZERO;
    BigDecimal domestic = BigDecimal.ZERO;
    final List<Part> parts = new ArrayList<>();
    final List<Part> ledgerNeeds = new ArrayList<>();
    boolean unknownCode;

    private final World world;
    private final String trader;

    MadeGoods(World world, String trader) {
        this.world = world;
        this.trader = trader;
    }

    /** "V and input values are rounded first." */
    void add(Input input) {
        BigDecimal value = Decimals.cents(input.value());
        switch (input.kind()) {
            case IMPORTED -> {
                imported = imported.add(value);
                Part part = new Part(input.hs(), input.origin(), input.regime(),
                        input.quantity(), value);
                parts.add(part);
                ledgerNeeds.add(part);
            }
            case DOMESTIC -> domestic = domestic.add(value);
            case HAINAN -> {
                // Recognised Hainan-made inputs count neither as imported nor as domestic.
            }
            case CUMULATIVE -> addCumulative(input, value);
            default -> throw new IllegalStateException();
        }
    }

    private void addCumulative(Input input, BigDecimal value) {
        Part itself = new Part(input.hs(), input.origin(), input.regime(), input.quantity(), value);
        ProductCode code = codeOf(world, input);
        if (code == null) {
            // "If its code is unknown its value counts in I"; it draws at its own line.
            unknownCode = true;
            imported = imported.add(value);
            ledgerNeeds.add(itself);
            return;
        }
        imported = imported.add(code.valueShare(code.imported(), input.quantity()));
        domestic = domestic.add(code.valueShare(code.domestic(), input.quantity()));
        List<Part> behind = code.share(input.quantity());
        parts.addAll(behind);
        if (code.trader().equals(trader)) {
            ledgerNeeds.addAll(behind);
        } else {
            ledgerNeeds.add(itself);
        }
    }

    /** The code of a CUMULATIVE input; null if unknown "or of another 8-digit line". */
    static ProductCode codeOf(World world, Input input) {
        ProductCode code = world.codes.get(input.code());
        return code != null && code.hs8().equals(input.hs8()) ? code : null;
    }

    static boolean cumulative(Input input) {
        return input.kind() == InputKind.CUMULATIVE;
    }

    /** Nothing imported and nothing domestic: all the value was added on the island. */
    boolean nothingSubtracted() {
        return imported.add(domestic).signum() == 0;
    }

    /** "(P - I - D) / (I + D) >= value_added_threshold, compared exactly". */
    boolean reaches(BigDecimal threshold, BigDecimal price) {
        BigDecimal base = imported.add(domestic);
        return price.subtract(base).compareTo(threshold.multiply(base)) >= 0;
    }
}
