package io.clearline.adapters.oracle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that the reference core remembers between commands. */
final class World {

    /** "Dates and years are those of China, UTC+8." */
    static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

    /** Zero-tariff goods of one trader and line that are denied on these days. */
    record Waiver(String declaration, String trader, String hs8, LocalDate from, LocalDate to) {
    }

    /** An answer that is given again for the same content. */
    record Answered(Object content, ObjectNode answer) {
    }

    final Tables tables = new Tables();
    final Counting counting = new Counting();
    final Balances balances = new Balances();
    final Controls controls = new Controls(counting);
    /** By number, oldest first. */
    final Map<String, Declared> declarations = new LinkedHashMap<>();
    /** The latest declaration of a {@code ref}, whoever sent it. */
    final Map<String, Declared> latestByRef = new HashMap<>();
    /** Accepted declarations by agent and ref, never forgotten here. */
    final Map<List<String>, Declared> accepted = new HashMap<>();
    final Map<String, ProductCode> codes = new LinkedHashMap<>();
    final List<Waiver> waivers = new ArrayList<>();
    final Map<List<String>, Answered> valueAdded = new HashMap<>();
    final Map<List<String>, Answered> arrivals = new HashMap<>();
    private final Map<String, Integer> sequences = new HashMap<>();
    /** Engine time, null until a command brought one. */
    Instant now;

    static LocalDate day(Instant instant) {
        return instant.atOffset(CHINA).toLocalDate();
    }

    /** The next number of a nine-digit sequence. */
    String next(String prefix) {
        return prefix + String.format("%09d", sequences.merge(prefix, 1, Integer::sum));
    }

    boolean waived(String trader, String hs8, LocalDate day) {
        for (Waiver waiver : waivers) {
            if (waiver.trader.equals(trader) && waiver.hs8.equals(hs8)
                    && !day.isBefore(waiver.from) && !day.isAfter(waiver.to)) {
                return true;
            }
        }
        return false;
    }

    BigDecimal guaranteeLeft(String trader) {
        Row entity = tables.entity(trader);
        return entity.decimal("guarantee").subtract(balances.of(Balances.guarantee(trader)));
    }
}
