package io.clearline.bench;

import io.clearline.adapters.text.CheckDigits;
import io.clearline.adapters.text.RowPacker;
import io.clearline.engine.record.Alpha3;
import io.clearline.engine.record.PackedWriter;
import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.record.sbe.RejectCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.agrona.collections.Int2IntHashMap;
import org.agrona.collections.IntArrayList;

/**
 * Reference data of the size of a province for the mixed stream: traders, 9,000 tariff lines and
 * what stands around them. Names and figures are made up. The same for the same seed.
 */
final class MixedReference {
    /** So many traders unless said otherwise. */
    static final int TRADERS = 100_000;
    /** One trader in so many has a licence. */
    private static final int TRADERS_PER_LICENCE = 5;
    static final int LINES = 9_000;
    static final int FIRST_LINE_OFFICE = 6401;
    static final int SECOND_LINE_OFFICE = 6451;
    static final int OFFICES = 10;
    /** Letter of the one licence that imports of some lines need. */
    static final char LETTER = '1';

    private static final String USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final String[] COUNTRIES = ("ARE ARG AUS AUT BEL BGD BRA CAN CHE CHL CHN COL CRI"
        + " CZE DEU DNK ECU EGY ESP FIN FRA GBR GRC HKG HUN IDN IND IRL IRN ISR ITA JPN KAZ KHM KOR"
        + " LAO LKA MAC MAR MEX MMR MYS NGA NLD NOR NZL PAK PER PHL POL PRT ROU RUS SAU SGP SVK SWE"
        + " THA TUR TWN UKR USA VNM ZAF").split(" ");
    private static final String[] CURRENCIES = {"USD", "7.05", "EUR", "8.21", "JPY", "0.046"};

    /** What the stream knows of a trader. */
    record Trader(byte[] uscc, boolean eligible, boolean bonded, boolean filed, boolean batch) {
    }

    /** What the stream knows of a tariff line. */
    record Line(long hs, int digits, boolean licensed, boolean inspected, boolean taxed) {
        int line8() {
            return (int) (digits == 10 ? hs / 100 : hs);
        }
    }

    /** A licence. */
    record Licence(byte[] no, int holder, int line) {
    }

    final Trader[] traders;
    final Line[] lines = new Line[LINES];
    final Licence[] licences;
    /** Lines by their first eight digits. */
    final Int2IntHashMap byLine8 = new Int2IntHashMap(-1);
    /** Licences of each line. */
    final IntArrayList[] ofLine = new IntArrayList[LINES];

    private final SplittableRandom random;
    private final PackedWriter packed = new PackedWriter(1 << 10);
    private final RowPacker packer = new RowPacker(packed);
    private final ReferenceTape out;

    MixedReference(final long seed, final int traderCount, final ReferenceTape out) {
        this.traders = new Trader[traderCount];
        this.licences = new Licence[traderCount / TRADERS_PER_LICENCE];
        this.random = new SplittableRandom(seed);
        this.out = out;
        row(ReferenceTable.POLICY, "random.CERTIFIED", "0.005", "", "");
        row(ReferenceTable.POLICY, "random.REGULAR", "0.015", "", "");
        row(ReferenceTable.POLICY, "random.DISHONEST", "0.3", "", "");
        row(ReferenceTable.POLICY, "random.WATCH", "0.2", "", "");
        places();
        for (int i = 0; i < traders.length; i++) {
            trader(i);
        }
        for (int i = 0; i < LINES; i++) {
            line(i);
        }
        risks();
        for (int i = 0; i < licences.length; i++) {
            licence(i);
        }
        out.flush();
    }

    int country() {
        return Alpha3.of(COUNTRIES[random.nextInt(COUNTRIES.length)]);
    }

    /** Returns the code of some country, evenly drawn by the stream; any index from 0. */
    static String country(final int index) {
        return COUNTRIES[index % COUNTRIES.length];
    }

    static int currency(final int index) {
        return Alpha3.of(CURRENCIES[2 * index]);
    }

    private boolean chance(final int perMille) {
        return random.nextInt(1000) < perMille;
    }

    private static String yn(final boolean flag) {
        return flag ? "Y" : "N";
    }

    /** Packs a row as the loader of CSV files does. */
    private void row(final ReferenceTable table, final String... cells) {
        packed.reset();
        packer.begin(table);
        for (int i = 0; i < cells.length; i++) {
            final byte[] cell = cells[i].getBytes(StandardCharsets.UTF_8);
            final RejectCode fault = packer.cell(i, cell, 0, cell.length, false);
            if (fault != null) {
                throw new IllegalStateException(fault + ": " + Arrays.toString(cells));
            }
        }
        out.row(table, packed.buffer(), packed.length());
    }

    private void places() {
        for (final String country : COUNTRIES) {
            row(ReferenceTable.COUNTRIES, country, "Country " + country,
                yn(!"USA IRN TWN".contains(country)));
        }
        for (int i = 0; i < CURRENCIES.length; i += 2) {
            row(ReferenceTable.CURRENCIES, CURRENCIES[i], CURRENCIES[i + 1], "", "");
        }
        for (int i = 0; i < OFFICES; i++) {
            row(ReferenceTable.OFFICES, "" + (FIRST_LINE_OFFICE + i), "First-line port", "6400",
                "Y", "N");
            row(ReferenceTable.OFFICES, "" + (SECOND_LINE_OFFICE + i), "Second-line port", "6400",
                "N", "Y");
        }
    }

    private void trader(final int i) {
        final boolean eligible = chance(700);
        final boolean bonded = chance(200);
        final boolean filed = chance(300);
        final int draw = random.nextInt(1000);
        final String credit = draw < 100 ? "ADVANCED" : draw < 300 ? "CERTIFIED"
            : draw < 970 ? "REGULAR" : draw < 998 ? "DISHONEST" : "SERIOUSLY_DISHONEST";
        final String list = chance(50) ? "WHITE" : chance(20) ? "WATCH" : "NORMAL";
        final String uscc = uscc(i);
        row(ReferenceTable.ENTITIES, uscc, "Trader " + i, eligible ? "2025-12-18" : "", "",
            credit, list, yn(filed), yn(bonded),
            chance(600) ? "" + (5_000_000 + random.nextInt(45_000_000)) : "");
        traders[i] = new Trader(CommandPen.ascii(uscc), eligible, bonded, filed,
            "ADVANCED".equals(credit) || "WHITE".equals(list));
    }

    /** Makes a credit code of Hainan whose last character is the right one (GB 32100). */
    private String uscc(final int number) {
        final StringBuilder code = new StringBuilder("91460000M");
        int rest = number;
        for (int i = 0; i < 8; i++) {
            // Four characters tell traders apart, the others are there to spread.
            code.append(USCC_ALPHABET.charAt(i < 4 ? rest % 31 : random.nextInt(31)));
            rest /= 31;
        }
        for (int i = 0; i < USCC_ALPHABET.length(); i++) {
            final String whole = code.toString() + USCC_ALPHABET.charAt(i);
            if (CheckDigits.uscc(CommandPen.ascii(whole), 0, whole.length()) == null) {
                return whole;
            }
        }
        throw new IllegalStateException("no character completes " + code);
    }

    private void line(final int i) {
        final int chapter = 1 + i % 97;
        final int inChapter = i / 97;
        final long hs8 = chapter * 1_000_000L + (1 + inChapter / 8) * 10_000
            + (1 + inChapter % 8) * 1_000 + random.nextInt(1_000);
        final int digits = chance(100) ? 10 : 8;
        final long hs = digits == 10 ? hs8 * 100 + 10 : hs8;
        final boolean licensed = chance(30);
        final boolean inspected = chance(50);
        final boolean taxed = chance(60);
        final int vat = chance(150) ? 9 : 13;
        row(ReferenceTable.TARIFF, String.format("%0" + digits + "d", hs), "Goods " + i, "kg",
            "0.0" + random.nextInt(10), "0." + (20 + random.nextInt(50)), chance(20) ? "1.5" : "",
            chance(30) ? "0.1" : "", vat == 9 ? "0.09" : "0.13", chance(30) ? "0.1" : "",
            yn(taxed), (licensed ? "" + LETTER : "") + (chance(250) ? "A" : ""),
            inspected ? chance(500) ? "P/Q" : "M/N" : "", "", "");
        lines[i] = new Line(hs, digits, licensed, inspected, taxed);
        ofLine[i] = new IntArrayList();
        byLine8.put((int) hs8, i);
    }

    private String hs6() {
        final long line8 = lines[random.nextInt(LINES)].line8();
        return String.format("%06d", line8 / 100);
    }

    private void risks() {
        for (int i = 0; i < 300; i++) {
            row(ReferenceTable.MEASURES, "AD-" + i, "ANTI_DUMPING", hs6(),
                COUNTRIES[random.nextInt(COUNTRIES.length)], "0.25", "", "");
        }
        for (int i = 0; i < 40; i++) {
            row(ReferenceTable.BANS, hs6(), chance(500) ? "IMPORT" : "EXPORT", COUNTRIES[i],
                "Notice " + i, "", "");
        }
        for (int i = 0; i < 60; i++) {
            row(ReferenceTable.ALERTS, COUNTRIES[i], hs6().substring(0, 4), "QUARANTINE",
                "Alert " + i, "", "");
        }
    }

    private void licence(final int i) {
        int line = random.nextInt(LINES);
        while (!lines[line].licensed()) {
            line = (line + 1) % LINES;
        }
        final int holder = random.nextInt(traders.length);
        final String no = "HN26" + (100_000 + i);
        row(ReferenceTable.LICENCES, "" + LETTER, no, new String(traders[holder].uscc(),
            StandardCharsets.US_ASCII), String.format("%08d", lines[line].line8()),
            chance(500) ? "" : "900000000", "", "");
        licences[i] = new Licence(CommandPen.ascii(no), holder, line);
        ofLine[line].addInt(i);
    }
}
