package io.clearline.engine.reference;

import io.clearline.engine.record.Alpha3;

/** Countries, currencies and customs offices: small tables looked up by their packed code. */
public final class Places {
    private static final int KNOWN = 1;
    private static final int MFN = 2;
    private static final int FIRST_LINE = 2;
    private static final int SECOND_LINE = 4;

    /** An exchange rate in one validity; linked to the next of its currency. */
    private static final class Rate {
        private final ReferenceRow row;
        private final Rate next;

        Rate(final ReferenceRow row, final Rate next) {
            this.row = row;
            this.next = next;
        }
    }

    private final byte[] countries = new byte[Alpha3.SIZE];
    private final byte[] offices = new byte[10_000];
    private final Rate[] rates = new Rate[Alpha3.SIZE];

    void putCountry(final ReferenceRow row) {
        countries[(int) row.number(0)] = (byte) (KNOWN | (row.flag(2) ? MFN : 0));
    }

    void putOffice(final ReferenceRow row) {
        offices[(int) row.number(0)] =
            (byte) (KNOWN | (row.flag(3) ? FIRST_LINE : 0) | (row.flag(4) ? SECOND_LINE : 0));
    }

    void addRate(final ReferenceRow row) {
        final int code = (int) row.number(0);
        rates[code] = new Rate(row, rates[code]);
    }

    void removeRate(final ReferenceRow row) {
        final int code = (int) row.number(0);
        Rate kept = null;
        for (Rate at = rates[code]; at != null; at = at.next) {
            kept = at.row == row ? kept : new Rate(at.row, kept);
        }
        rates[code] = kept;
    }

    /** Tells whether the country is in countries.csv. */
    public boolean isCountry(final int alpha3) {
        return alpha3 < Alpha3.SIZE && countries[alpha3] != 0;
    }

    /** Tells whether goods of that origin pay the most-favoured-nation rate. */
    public boolean isMfn(final int alpha3) {
        return (countries[alpha3] & MFN) != 0;
    }

    /** Tells whether the office is in offices.csv. */
    public boolean isOffice(final int code) {
        return code < offices.length && offices[code] != 0;
    }

    /** Tells whether the office serves the first line. */
    public boolean servesFirstLine(final int code) {
        return (offices[code] & FIRST_LINE) != 0;
    }

    /** Tells whether the office serves the second line. */
    public boolean servesSecondLine(final int code) {
        return (offices[code] & SECOND_LINE) != 0;
    }

    /**
     * Returns yuan per unit of a currency on a day, scaled by {@code Scales.RATE}; CNY is not asked for.
     *
     * @return the rate, or -1 where there is none
     */
    public long rate(final int alpha3, final int day) {
        if (alpha3 >= Alpha3.SIZE) {
            return -1;
        }
        for (Rate at = rates[alpha3]; at != null; at = at.next) {
            if (at.row.number(2) <= day && day <= at.row.number(3)) {
                return at.row.number(1);
            }
        }
        return -1;
    }
}
