package io.clearline.adapters.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Makes goods: tariff lines, amounts, inputs out of the ledger, codes with something left. */
final class GoodsMaker {

    private static final int SHARE_DIGITS = 5;

    private final World world;
    private final Dice dice;

    GoodsMaker(World world, Dice dice) {
        this.world = world;
        this.dice = dice;
    }

    String trader() {
        return dice.of(world.tables.all("entities")).text("uscc");
    }

    String country() {
        return dice.of(world.tables.all("countries")).text("code");
    }

    /** A line of 8 or 10 digits; short rows of the tariff are filled up with digits. */
    String line() {
        String hs = dice.of(world.tables.all("tariff")).text("hs");
        while (hs.length() < 8) {
            hs += dice.between(0, 9);
        }
        return hs.length() == 8 && dice.percent(10) ? hs + dice.of("10", "90", "01") : hs;
    }

    /** A line without letters and categories, such as direct release needs. */
    String cleanLine(LocalDate day) {
        for (int i = 0; i < 20; i++) {
            String hs = line();
            Row row = world.tables.tariff(hs, day);
            if (row != null && row.letters("documents").isEmpty()
                    && row.letters("inspection").isEmpty() && !row.flag("taxed_catalogue")) {
                return hs;
            }
        }
        return line();
    }

    /** A live line, but for a few. */
    String liveLine(LocalDate day) {
        String hs = line();
        for (int i = 0; i < 20 && world.tables.tariff(hs, day) == null; i++) {
            hs = line();
        }
        return hs;
    }

    BigDecimal quantity() {
        return switch (dice.weighted(40, 30, 20, 10)) {
            case 0 -> BigDecimal.valueOf(dice.between(1, 50));
            case 1 -> BigDecimal.valueOf(dice.between(1, 40) * 50L);
            case 2 -> dice.decimal(1, 900, 1);
            default -> dice.decimal(0, 400, SHARE_DIGITS).add(new BigDecimal("0.00001"));
        };
    }

    BigDecimal value() {
        return dice.decimal(1, dice.of(90, 9000, 90000), dice.of(2, 2, 2, 0, 4))
                .add(BigDecimal.ONE);
    }

    /** Writes a number as a JSON string or, sometimes, as a JSON number. */
    void put(ObjectNode node, String name, BigDecimal number) {
        if (dice.percent(12)) {
            node.put(name, Decimals.canonical(number));
        } else {
            node.put(name, number.toPlainString());
        }
    }

    /** Some goods out of a ledger account: {@code ledger TRADER REGIME HS8}, or null. */
    String[] stock(String trader) {
        List<String> accounts = trader == null ? world.balances.accounts("ledger")
                : world.balances.accounts("ledger " + trader);
        return accounts.isEmpty() ? null : dice.of(accounts).split(" ");
    }

    /** A quantity that the account mostly covers, now and then all of it or too much. */
    BigDecimal drawn(String[] stock) {
        BigDecimal held = world.balances.of(String.join(" ", stock));
        int choice = dice.weighted(80, 8, 6, 6);
        if (choice == 1) {
            return held;
        }
        if (choice == 2) {
            return held.add(new BigDecimal("0.00001"));
        }
        if (choice == 3) {
            return quantity();
        }
        BigDecimal share = held.multiply(BigDecimal.valueOf(dice.between(1, 20)))
                .divide(BigDecimal.valueOf(100), dice.of(0, 1, SHARE_DIGITS), RoundingMode.UP);
        return share.min(held);
    }

    /** Codes with something left, by trader (null: any). */
    ProductCode code(String trader, boolean confirmation) {
        List<ProductCode> fit = new ArrayList<>();
        for (ProductCode code : world.codes.values()) {
            if ((trader == null || code.trader().equals(trader))
                    && (!confirmation || code.confirms())
                    && code.left(world.balances).signum() > 0) {
                fit.add(code);
            }
        }
        return fit.isEmpty() ? null : dice.recent(fit, 30);
    }

    BigDecimal partOf(ProductCode code) {
        BigDecimal left = code.left(world.balances);
        if (dice.percent(14)) {
            return dice.percent(50) ? left : left.add(new BigDecimal("0.00001"));
        }
        return left.multiply(BigDecimal.valueOf(dice.between(1, 50)))
                .divide(BigDecimal.valueOf(100), dice.of(2, SHARE_DIGITS), RoundingMode.UP)
                .max(new BigDecimal("0.00001"));
    }

    /** Fills {@code inputs} with one to four inputs of made goods. */
    void inputs(ArrayNode inputs, String trader, LocalDate day) {
        int count = dice.between(1, 4);
        for (int i = 0; i < count; i++) {
            input(inputs.addObject(), trader, day);
        }
        if (dice.percent(10)) {
            // One code or line twice in an item: the needs add up.
            inputs.add(inputs.get(0).deepCopy());
        }
    }

    private void input(ObjectNode input, String trader, LocalDate day) {
        int kind = dice.weighted(50, 18, 10, 22);
        ProductCode code = kind == 3 ? code(dice.percent(50) ? trader : null, false) : null;
        if (kind == 3 && (code != null || dice.percent(20))) {
            cumulative(input, code);
        } else if (kind == 1 || kind == 2) {
            input.put("kind", kind == 1 ? "DOMESTIC" : "HAINAN");
            put(input, "quantity", quantity());
            put(input, "value", value());
        } else {
            imported(input, trader, day);
        }
    }

    private void imported(ObjectNode input, String trader, LocalDate day) {
        String[] stock = stock(dice.percent(95) ? trader : null);
        boolean fromStock = stock != null && dice.percent(92);
        input.put("kind", "IMPORTED");
        input.put("hs", fromStock ? lineOf(stock[3]) : liveLine(day));
        input.put("origin", country());
        put(input, "quantity", fromStock ? drawn(stock) : quantity());
        put(input, "value", value());
        if (fromStock && (stock[2].equals("BONDED") || dice.percent(30))) {
            input.put("regime", stock[2]);
        }
    }

    /**
     * A price at, just under, near or far from the threshold. Inputs with a known code count
     * with what it keeps, as in rule 7.
     */
    BigDecimal price(ArrayNode inputs) {
        BigDecimal base = BigDecimal.ZERO;
        for (int i = 0; i < inputs.size(); i++) {
            base = base.add(subtracted(inputs.get(i)));
        }
        BigDecimal edge = Decimals.cents(base.multiply(new BigDecimal("1.3")));
        BigDecimal price = switch (dice.weighted(10, 10, 20, 45, 15)) {
            case 0 -> edge;
            case 1 -> edge.subtract(new BigDecimal("0.01"));
            case 2 -> base.multiply(dice.decimal(1, 2, 2)).setScale(2, RoundingMode.UP);
            case 3 -> edge.multiply(new BigDecimal("1.7")).setScale(2, RoundingMode.UP);
            default -> value();
        };
        return price.max(BigDecimal.ONE);
    }

    private BigDecimal subtracted(JsonNode input) {
        BigDecimal value = Decimals.cents(new BigDecimal(input.get("value").asText()));
        ProductCode code = world.codes.get(input.path("code").asText());
        if (code != null) {
            BigDecimal used = new BigDecimal(input.get("quantity").asText());
            return code.valueShare(code.imported().add(code.domestic()), used);
        }
        return input.get("kind").textValue().equals("HAINAN") ? BigDecimal.ZERO : value;
    }

    /** The 8 digits, or a 10-digit row below them. */
    String lineOf(String hs8) {
        for (Row row : world.tables.all("tariff")) {
            if (row.text("hs").length() == 10 && row.text("hs").startsWith(hs8)
                    && dice.percent(40)) {
                return row.text("hs");
            }
        }
        return hs8;
    }

    private void cumulative(ObjectNode input, ProductCode code) {
        input.put("kind", "CUMULATIVE");
        boolean wrongLine = dice.percent(4);
        input.put("hs", code == null || wrongLine ? dice.of("18062000", "39011000")
                : code.hs8());
        put(input, "quantity", code == null ? quantity() : partOf(code));
        put(input, "value", value());
        input.put("code", code == null || dice.percent(3)
                ? dice.of("L2026999999999", "Q1999000000001", "nonsense") : code.code());
        if (dice.percent(25)) {
            input.put("regime", dice.of("BONDED", "ZERO_TARIFF"));
        }
    }
}
