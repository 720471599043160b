package io.clearline.adapters.oracle;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Exact decimal arithmetic in the few forms that the contract names. */
final class Decimals {

    private Decimals() {
    }

    /** An amount of money: rounded half up to 0.01 yuan. */
    static BigDecimal cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }

    /** {@code whole x part / of}, rounded half up once, at the end. */
    static BigDecimal share(BigDecimal whole, BigDecimal part, BigDecimal of, int decimals) {
        return whole.multiply(part).divide(of, decimals, RoundingMode.HALF_UP);
    }

    /** One spelling for equal numbers, so that decoded bodies compare by value. */
    static BigDecimal canonical(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    static String plain(BigDecimal number) {
        return canonical(number).toPlainString();
    }
}
