package io.clearline.tools;

import io.clearline.engine.record.sbe.HoldCode;
import io.clearline.engine.record.sbe.HoldKind;
import java.util.Map;

/**
 * Says in plain words what kinds of holds and letters of licences mean, for reports that people
 * read.
 */
public final class Words {
    private static final Map<Character, String> LETTERS = Map.ofEntries(
        Map.entry('1', "import licence"), Map.entry('2', "dual-use import licence"),
        Map.entry('3', "dual-use export licence"), Map.entry('4', "export licence"),
        Map.entry('5', "textile export licence"), Map.entry('7', "automatic import licence"),
        Map.entry('B', "export inspection record"), Map.entry('E', "endangered species, export"),
        Map.entry('F', "endangered species, import"), Map.entry('G', "dual-use export licence"),
        Map.entry('I', "narcotics and psychotropics permit"), Map.entry('J', "gold permit"),
        Map.entry('L', "drug permit"), Map.entry('M', "cryptography permit"),
        Map.entry('O', "automatic licence, machinery"), Map.entry('P', "solid waste permit"),
        Map.entry('Q', "medicine clearance"), Map.entry('R', "veterinary medicine clearance"),
        Map.entry('S', "pesticide clearance"), Map.entry('U', "legal catch certificate"),
        Map.entry('V', "human genetic resources permit"), Map.entry('X', "toxic chemicals permit"),
        Map.entry('b', "broadcast and film permit"), Map.entry('e', "cotton beyond the quota"),
        Map.entry('f', "audio-visual permit"), Map.entry('k', "explosives permit"),
        Map.entry('n', "audio-visual copyright"), Map.entry('q', "country tariff quota"),
        Map.entry('t', "tariff quota"), Map.entry('y', "border trade export licence"));

    private Words() {
    }

    /** Says what a licence letter stands for. */
    public static String letter(final char letter) {
        return LETTERS.getOrDefault(letter, "document " + letter);
    }

    /** Says what a hold is about. */
    public static String hold(final HoldKind kind, final HoldCode code, final char letter) {
        return switch (kind) {
            case PROHIBITED -> "banned goods";
            case LICENCE -> letter(letter) + " missing or used up";
            case QUARANTINE -> "quarantine of animals, plants, food";
            case INSPECTION -> "statutory inspection of goods";
            case DOCUMENT -> switch (code) {
                case CONFIRMATION_CODE -> "value-added confirmation code";
                case CUMULATIVE_CODE -> "cumulative code";
                case LEDGER_SHORT -> "not covered by the two-line ledger";
                case TARIFF_LINE -> "tariff line no longer live";
                case ENGINE_ERROR -> "the engine failed on it: an officer decides";
                default -> "documents asked for by a control";
            };
            case EXAMINE -> code == HoldCode.RANDOM ? "drawn at random for examination"
                : "examination asked for by a control";
            case TAX -> "tax due and not covered by the guarantee";
            case NULL_VAL -> "unknown";
        };
    }
}
