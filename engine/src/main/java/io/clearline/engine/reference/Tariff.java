package io.clearline.engine.reference;

import io.clearline.engine.record.Letters;

/** The tariff: of several lines the longest live prefix counts (contract section 2). */
public final class Tariff {
    /** One tariff line in one validity. Rates are scaled by {@code Scales.RATE}; empty ones are 0. */
    public static final class Line extends PrefixIndex.Row<Line> {
        private final ReferenceRow row;
        private final long documents;
        private final long inspection;

        Line(final ReferenceRow row) {
            this.row = row;
            documents = letters(row.bytes(10));
            inspection = letters(row.bytes(11));
            dutyMfn = row.amount(3);
            dutyGeneral = row.amount(4);
            dutySpecific = row.amount(5);
            dutyExport = row.amount(6);
            vat = row.amount(7);
            consumptionTax = row.amount(8);
            taxedCatalogue = row.flag(9);
            from = (int) row.number(12);
            to = (int) row.number(13);
        }

        private final long dutyMfn;
        private final long dutyGeneral;
        private final long dutySpecific;
        private final long dutyExport;
        private final long vat;
        private final long consumptionTax;
        private final boolean taxedCatalogue;
        private final int from;
        private final int to;

        private static long letters(final byte[] bytes) {
            long set = 0;
            for (final byte b : bytes) {
                set |= Letters.bit(b);
            }
            return set;
        }

        /** Returns the line's code as an {@link HsKey}. */
        public long hsKey() {
            return row.number(0);
        }

        /** Returns the supervision-condition letters as {@link Letters}. */
        public long documents() {
            return documents;
        }

        /** Returns the inspection categories as {@link Letters}. */
        public long inspection() {
            return inspection;
        }

        /** Returns the rate for origins with most-favoured-nation treatment. */
        public long dutyMfn() {
            return dutyMfn;
        }

        /** Returns the rate for other origins. */
        public long dutyGeneral() {
            return dutyGeneral;
        }

        /** Returns the specific duty in 1/10000 yuan per unit. */
        public long dutySpecific() {
            return dutySpecific;
        }

        /** Returns the export duty rate. */
        public long dutyExport() {
            return dutyExport;
        }

        /** Returns the rate of import VAT. */
        public long vat() {
            return vat;
        }

        /** Returns the rate of consumption tax. */
        public long consumptionTax() {
            return consumptionTax;
        }

        /** Tells whether the line is in the catalogue of taxed imports (MOF-13). */
        public boolean taxedCatalogue() {
            return taxedCatalogue;
        }

        boolean live(final int day) {
            return from <= day && day <= to;
        }
    }

    private final PrefixIndex<Line> index = new PrefixIndex<>();

    void add(final Line line) {
        index.add(line.hsKey(), line);
    }

    void remove(final Line line) {
        index.remove(line.hsKey(), line);
    }

    /**
     * Finds the line of a code.
     *
     * @param number the code as a number
     * @param digits 8 or 10
     * @param day the day it must be live on
     * @return the live line of the longest prefix, or null
     */
    public Line find(final long number, final int digits, final int day) {
        for (int length = digits; length >= 2; length--) {
            if ((index.lengths() & 1 << length) == 0) {
                continue;
            }
            for (Line at = index.head(number, digits, length); at != null; at = at.next()) {
                if (at.live(day)) {
                    return at;
                }
            }
        }
        return null;
    }
}
