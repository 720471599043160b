package io.clearline.engine.record;

/** The scales of exact numbers: every amount, quantity and rate is a long in one of these units. */
public final class Scales {
    /** Declared money: 1/10000 of a currency unit, below 10^12 units. */
    public static final long MONEY = 10_000L;

    /** Decimals of declared money. */
    public static final int MONEY_DECIMALS = 4;

    /** Computed money: fen, 1/100 yuan. */
    public static final long FEN = 100L;

    /** Quantities and weights: 1/100000 of a unit, below 10^9 units. */
    public static final long QUANTITY = 100_000L;

    /** Decimals of quantities and weights. */
    public static final int QUANTITY_DECIMALS = 5;

    /** Rates, as fractions, and exchange rates: 1/100000000. */
    public static final long RATE = 100_000_000L;

    /** Decimals of rates. */
    public static final int RATE_DECIMALS = 8;

    /** Value-added rates in answers: 1/1000000. */
    public static final long ANSWER_RATE = 1_000_000L;

    private Scales() {
    }
}
