package io.clearline.adapters.json;

import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Form;
import io.clearline.engine.record.sbe.Regime;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The families of rules in the order of contract section 5: which declarations each looks at, by
 * what it makes itself known in a decision, and the law it stands on.
 */
enum RuleFamily {
    FORM("form", "Customs Law art. 24", facts -> true,
        "SYNTAX", "MISSING", "FORMAT", "RANGE", "CHECK_DIGIT", "UNKNOWN_HS", "UNKNOWN_COUNTRY",
        "UNKNOWN_CURRENCY", "UNKNOWN_OFFICE", "UNKNOWN_PARTY", "NET_EXCEEDS_GROSS",
        "ITEM_NUMBERING", "ITEM_COUNT", "REGIME_FLOW", "DUPLICATE_REF"),
    BANS("bans", "FTP Law art. 13", RuleFamily::isFirstLine, "PROHIBITED"),
    LICENCES("licences", "Customs Law art. 24", RuleFamily::isFirstLine, "LICENCE"),
    QUARANTINE("quarantine and inspection",
        "Animal and Plant Quarantine Law arts 10-19; Commodity Inspection Law art. 5",
        RuleFamily::isImport, "QUARANTINE", "INSPECTION"),
    DIRECT_RELEASE("direct release", "FTP Law art. 16; GAC-172",
        facts -> facts.form() == Form.H1, "H1_NOT_ALLOWED"),
    REGIME("zero-tariff and bonded regimes", "MOF-12; MOF-13; GAC-81",
        facts -> isImport(facts) && isAny(facts, Regime.ZERO_TARIFF, Regime.BONDED),
        "ZERO_TARIFF_DENIED", "BONDED_DENIED"),
    TAX("tax", "Customs Law art. 29; Tariff Law arts 23, 43",
        facts -> facts.flow() != Flow.SECOND_LINE_ENTRY, "TAX"),
    VALUE_ADDED("value-added exemption", "GAC-158 arts 2-4",
        facts -> isAny(facts, Regime.VALUE_ADDED),
        "VALUE_ADDED_DENIED", "CONFIRMATION_CODE", "CUMULATIVE_CODE", "TARIFF_LINE"),
    LEDGER("two-line ledger", "GAC-159; Customs Law art. 37",
        facts -> facts.flow() == Flow.FIRST_LINE_EXPORT || facts.flow() == Flow.SECOND_LINE_EXIT
            || facts.flow() == Flow.ISLAND_TRANSFER, "LEDGER_SHORT"),
    TRANSFER("relaxed goods stay where they are", "HK-EXC",
        facts -> facts.relaxed() && (facts.flow() == Flow.SECOND_LINE_EXIT
            || facts.flow() == Flow.ISLAND_TRANSFER), "RELAXED_NOT_TRANSFERABLE"),
    BATCH("batch exit", "HK-BATCH", facts -> facts.form() == Form.BATCH, "BATCH_NOT_ALLOWED"),
    RISK("controls, credit and random draw", "Customs Law art. 28", facts -> true,
        "EXAMINE", "CITATION");

    private final String title;
    private final String basis;
    private final Predicate<DeclaredFacts> looksAt;
    private final Set<String> signs;

    RuleFamily(
        final String title, final String basis, final Predicate<DeclaredFacts> looksAt,
        final String... signs) {
        this.title = title;
        this.basis = basis;
        this.looksAt = looksAt;
        this.signs = Set.of(signs);
    }

    private static boolean isImport(final DeclaredFacts facts) {
        return facts.flow() == Flow.FIRST_LINE_IMPORT;
    }

    private static boolean isFirstLine(final DeclaredFacts facts) {
        return isImport(facts) || facts.flow() == Flow.FIRST_LINE_EXPORT;
    }

    private static boolean isAny(
        final DeclaredFacts facts, final Regime one, final Regime... others) {
        final Set<Regime> common = EnumSet.of(one, others);
        common.retainAll(facts.regimes());
        return !common.isEmpty();
    }

    /** Returns the name for people. */
    String title() {
        return title;
    }

    /** Returns the law that the family stands on. */
    String basis() {
        return basis;
    }

    /** Tells whether the family looks at such a declaration. */
    boolean looksAt(final DeclaredFacts facts) {
        return looksAt.test(facts);
    }

    /** Tells whether one of the codes that a decision holds is of this family. */
    boolean fired(final Set<String> codes) {
        return codes.stream().anyMatch(signs::contains);
    }
}
