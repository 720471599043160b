package io.clearline.adapters.oracle;

import java.math.BigDecimal;
import java.util.List;

/**
 * The decoded fields of a declaration, defaults filled in. Two bodies are "the same content" if
 * and only if they are equal; decimals are canonical, so 1.0 equals "1".
 */
record Body(String ref, Flow flow, Form form, String office, String entryOffice, String trader,
        String receiver, String owner, String agent, String supervisionMode, String transport,
        String conveyance, String dispatchCountry, boolean transit, List<String> containers,
        Integer packages, BigDecimal grossKg, BigDecimal netKg, String currency,
        List<Document> documents, List<Item> items) {

    /** Document type of the Single Window. */
    enum Form {
        NORMAL, H1, H2, BATCH
    }

    /** What an eligible entity may choose to pay at the first line. */
    enum Election {
        ALL, VAT_CT
    }

    /** Where an input of made goods comes from. */
    enum InputKind {
        IMPORTED, DOMESTIC, HAINAN, CUMULATIVE
    }

    /** A document that goes with the declaration. */
    record Document(String code, String no) {
    }

    /** One line of goods. */
    record Item(Integer no, String hs, String name, BigDecimal quantity, BigDecimal value,
            String origin, Regime regime, List<String> attributes, Election election,
            String code, List<Input> inputs) {

        String hs8() {
            return hs.substring(0, 8);
        }

        boolean relaxed() {
            return attributes.contains("49");
        }

        /** Whether inputs, not the goods themselves, are taxed and drawn. */
        boolean made() {
            return !inputs.isEmpty();
        }
    }

    /** One input of made goods; values are in yuan. */
    record Input(InputKind kind, String hs, String origin, BigDecimal quantity, BigDecimal value,
            String code, Regime regime) {

        String hs8() {
            return hs.substring(0, 8);
        }
    }
}
