package io.clearline.tools.demo;

import io.clearline.engine.record.Alpha3;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Who trades what, read once from the bundled files: {@code demo/goods.csv} names goods with usual
 * prices, origins and traders; the reference data says what licences and inspections they need.
 * Does not change: many days may share one.
 */
public final class DemoCatalogue {
    /**
     * The day of the demo: eligibility is judged on it, by name of the day as the files write it.
     */
    static final String DAY = "2026-03-02";

    private static final String IMPORT_LETTERS = "127FIJLMOPQRSUVXbefnqtk";
    private static final String EXPORT_LETTERS = "345EBGy";

    private final List<DemoTrader> traders = new ArrayList<>();
    private final List<String> codes = new ArrayList<>();
    private final Map<String, byte[]> licences = new HashMap<>();
    private final Set<String> relaxed = new HashSet<>();
    private final Map<Integer, TariffLine> tariff = new HashMap<>();
    private final Map<Character, Offering[][]> byFlow = new HashMap<>();
    private final Map<Character, Offering[][]> byFlowAndTrader = new HashMap<>();
    private final DemoTax tax = new DemoTax();
    private final int[] firstLineOffices;
    private final int[] secondLineOffices;

    /** Reads the bundled files. */
    public DemoCatalogue() {
        readTraders();
        for (final Map<String, String> row : BundledReference.rows("/reference/tariff.csv")) {
            final TariffLine line = TariffLine.of(tariff.size(), row);
            tariff.put(line.hs(), line);
        }
        final Map<Character, List<Offering[]>> flows = new HashMap<>();
        for (final Map<String, String> row : BundledReference.rows("/demo/goods.csv")) {
            final char flow = row.get("flow").charAt(0);
            final Goods goods = goods(flow, row, line(Integer.parseInt(row.get("hs"))));
            flows.computeIfAbsent(flow, none -> new ArrayList<>())
                .add(offerings(goods, row.get("traders")));
        }
        flows.forEach(this::index);
        firstLineOffices = offices("first_line");
        secondLineOffices = offices("second_line");
    }

    private void readTraders() {
        for (final Map<String, String> row : BundledReference.rows("/reference/licences.csv")) {
            licences.put(row.get("holder") + row.get("code") + row.get("hs"), ascii(row.get("no")));
        }
        for (final Map<String, String> row : BundledReference.rows("/reference/relaxed.csv")) {
            relaxed.add(row.get("end_user") + row.get("hs"));
        }
        for (final Map<String, String> row : BundledReference.rows("/reference/entities.csv")) {
            final String to = row.get("eligible_to");
            codes.add(row.get("uscc"));
            traders.add(new DemoTrader(ascii(row.get("uscc")),
                !row.get("eligible_from").isEmpty() && (to.isEmpty() || to.compareTo(DAY) >= 0),
                "Y".equals(row.get("bonded")), "Y".equals(row.get("encouraged")),
                "ADVANCED".equals(row.get("credit")) || "WHITE".equals(row.get("second_line")),
                row.get("credit").endsWith("DISHONEST")));
        }
    }

    private static Goods goods(
        final char flow, final Map<String, String> row, final TariffLine line) {
        final StringBuilder letters = new StringBuilder();
        final String asked = flow == 'I' ? IMPORT_LETTERS : flow == 'E' ? EXPORT_LETTERS : "";
        for (final char letter : line.documents().toCharArray()) {
            if (asked.indexOf(letter) >= 0) {
                letters.append(letter);
            }
        }
        return new Goods(
            line, Integer.parseInt(row.get("share")), fen(row.get("price")),
            Integer.parseInt(row.get("quantity")), origins(row.get("origins")),
            letters.toString());
    }

    private Offering[] offerings(final Goods goods, final String numbers) {
        final String[] rows = numbers.split(" ");
        final Offering[] offerings = new Offering[rows.length];
        for (int i = 0; i < rows.length; i++) {
            final int trader = Integer.parseInt(rows[i]) - 1;
            final String hs = String.format(Locale.ROOT, "%08d", goods.line().hs());
            final byte[][] numbersOf = new byte[goods.letters().length()][];
            for (int letter = 0; letter < numbersOf.length; letter++) {
                numbersOf[letter] = licence(codes.get(trader), goods.letters().charAt(letter), hs);
            }
            offerings[i] = new Offering(
                goods, trader, relaxed.contains(codes.get(trader) + hs), numbersOf);
        }
        return offerings;
    }

    private byte[] licence(final String holder, final char letter, final String hs) {
        for (int digits = 2; digits <= hs.length(); digits++) {
            final byte[] number = licences.get(holder + letter + hs.substring(0, digits));
            if (number != null) {
                return number;
            }
        }
        return null;
    }

    private void index(final char flow, final List<Offering[]> goods) {
        final List<Offering[]> weighted = new ArrayList<>();
        final List<List<Offering>> ofTrader = new ArrayList<>();
        traders.forEach(none -> ofTrader.add(new ArrayList<>()));
        for (final Offering[] offerings : goods) {
            for (int i = 0; i < offerings[0].goods().share(); i++) {
                weighted.add(offerings);
            }
            for (final Offering offering : offerings) {
                ofTrader.get(offering.trader()).add(offering);
            }
        }
        byFlow.put(flow, weighted.toArray(Offering[][]::new));
        byFlowAndTrader.put(flow, ofTrader.stream()
            .map(some -> some.toArray(Offering[]::new)).toArray(Offering[][]::new));
    }

    private static int[] offices(final String line) {
        return BundledReference.rows("/reference/offices.csv").stream()
            .filter(row -> "Y".equals(row.get(line)))
            .mapToInt(row -> Integer.parseInt(row.get("code"))).toArray();
    }

    private static long fen(final String yuan) {
        return new java.math.BigDecimal(yuan).movePointRight(2).longValueExact();
    }

    private static int[] origins(final String codes) {
        return List.of(codes.split(" ")).stream().mapToInt(Alpha3::of).toArray();
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    DemoTax tax() {
        return tax;
    }

    int traders() {
        return traders.size();
    }

    int lines() {
        return tariff.size();
    }

    /** Returns a line of the tariff, which must have it. */
    TariffLine line(final int hs) {
        return java.util.Objects.requireNonNull(tariff.get(hs), () -> "no tariff line " + hs);
    }

    DemoTrader trader(final int index) {
        return traders.get(index);
    }

    /**
     * Returns the goods of a flow ({@code I}, {@code E} or {@code D}), each as often as its share
     * says.
     */
    Offering[][] goods(final char flow) {
        return byFlow.get(flow);
    }

    /** Returns what each trader trades in a flow. */
    Offering[][] goodsByTrader(final char flow) {
        return byFlowAndTrader.get(flow);
    }

    int[] firstLineOffices() {
        return firstLineOffices;
    }

    int[] secondLineOffices() {
        return secondLineOffices;
    }
}
