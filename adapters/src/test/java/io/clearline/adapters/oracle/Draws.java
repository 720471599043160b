package io.clearline.adapters.oracle;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What one declaration has reserved, so that it can be given back, and taken again. */
final class Draws {

    /** A change of one balance: used accounts go up, the ledger goes down. */
    private record Entry(String account, BigDecimal amount) {
    }

    private final List<Entry> entries = new ArrayList<>();
    private final Balances balances;

    Draws(Balances balances) {
        this.balances = balances;
    }

    /** Uses up some of a licence, a code or a guarantee. */
    void use(String account, BigDecimal amount) {
        change(account, amount);
    }

    /** Takes goods out of the ledger. */
    void take(String account, BigDecimal quantity) {
        change(account, quantity.negate());
    }

    private void change(String account, BigDecimal amount) {
        entries.add(new Entry(account, amount));
        balances.add(account, amount);
    }

    void giveBack() {
        entries.forEach(entry -> balances.subtract(entry.account, entry.amount));
    }

    /** Undoes {@link #giveBack}: a refused amendment leaves all as before. */
    void takeAgain() {
        entries.forEach(entry -> balances.add(entry.account, entry.amount));
    }

    /** Frees one account alone, such as the guarantee when the tax is paid. */
    void release(String account) {
        for (Entry entry : entries) {
            if (entry.account.equals(account)) {
                balances.subtract(account, entry.amount);
            }
        }
        entries.removeIf(entry -> entry.account.equals(account));
    }
}
