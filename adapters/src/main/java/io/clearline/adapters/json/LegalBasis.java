package io.clearline.adapters.json;

import io.clearline.engine.record.Field;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.sbe.HoldCode;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.NoticeReason;
import io.clearline.engine.record.sbe.RejectCode;

/**
 * The law that a hold, a notice or a reject stands on, in one place. Used where the reference row
 * or the control that raised a hold names no basis of its own. Short names of instruments:
 *
 * <ul>
 * <li>FTP Law: Hainan Free Trade Port Law (Order 85, 2021), art. 13 prohibited and restricted
 *     goods, art. 16 direct release but for goods under inspection, quarantine or licence
 * <li>Customs Law: art. 24 true declaration, and no release without a licence that is required;
 *     art. 26 change and withdrawal; art. 28 examination; art. 29 release after taxes are paid or
 *     guaranteed; art. 37 goods under customs supervision
 * <li>Animal and Plant Quarantine Law arts 10 to 19; Commodity Inspection Law art. 5
 * <li>MOF-12, MOF-13: Cai Guan Shui [2025] Nos 12 and 13, tax policy and catalogue of taxed imports
 * <li>GAC-81: Shu Shui Han [2025] No 81, carrying out MOF-12; GAC-158: value-added exemption, arts
 *     2 to 4; GAC-159: supervision of the port; GAC-172: direct release
 * <li>HK-BATCH, HK-EXC: Haikou Customs 2025-09, batch exit with central declaration, and used
 *     machinery without licence
 * </ul>
 *
 * <p>A word of ours, no legal advice: see the official texts.
 */
public final class LegalBasis {
    private static final String DECLARATION = "Customs Law art. 24";

    private LegalBasis() {
    }

    /** Returns the basis of a hold by its kind and code. */
    public static String ofHold(final HoldKind kind, final HoldCode code) {
        switch (kind) {
            case PROHIBITED:
                return "FTP Law art. 13";
            case LICENCE:
                return "Customs Law art. 24";
            case QUARANTINE:
                return "FTP Law art. 16; Animal and Plant Quarantine Law arts 10-19";
            case INSPECTION:
                return "Commodity Inspection Law art. 5";
            case EXAMINE:
                return "Customs Law art. 28";
            case TAX:
                return "Customs Law art. 29";
            default:
                return ofDocument(code);
        }
    }

    private static String ofDocument(final HoldCode code) {
        switch (code) {
            case CONFIRMATION_CODE:
            case CUMULATIVE_CODE:
                return "GAC-158 arts 2-4";
            case LEDGER_SHORT:
                return "GAC-159; Customs Law art. 37";
            case TARIFF_LINE:
                return "MOF-12; GAC-81";
            case ENGINE_ERROR:
                return "Customs Law art. 28: not decided by the engine, an officer decides";
            default:
                return DECLARATION;
        }
    }

    /** Returns the basis of a notice by its reason. */
    public static String ofNotice(final NoticeReason reason) {
        switch (reason) {
            case TAXED_CATALOGUE:
                return "MOF-12 art. 1(1); MOF-13";
            case NOT_ELIGIBLE:
                return "MOF-12 art. 1(2), 1(3)";
            case WAIVED:
                return "MOF-12 art. 1; GAC-81";
            case NOT_BONDED:
                return "GAC-159 art. 11";
            case NOT_FILED:
                return "GAC-158 art. 2";
            case BELOW_THRESHOLD:
                return "GAC-158 art. 4";
            default:
                return "";
        }
    }

    /** Returns the basis of a reject, or of a refusal, by its code and the field it names. */
    public static String ofReject(final RejectCode code, final long fieldPath) {
        switch (code) {
            case CHECK_DIGIT:
                return FieldPath.fieldOf(fieldPath) == Field.CONTAINERS
                    ? "ISO 6346" : "GB 32100-2015";
            case REGIME_FLOW:
                return "GAC-159; MOF-12";
            case H1_NOT_ALLOWED:
                return "FTP Law art. 16; GAC-172";
            case BATCH_NOT_ALLOWED:
                return "HK-BATCH";
            case RELAXED_NOT_TRANSFERABLE:
                return "HK-EXC";
            case NOT_FILED:
                return "GAC-158 art. 2";
            case UNKNOWN_CODE:
                return "GAC-158 arts 2-4";
            case EXPRESSION:
                return "docs/controls.md";
            case STATE:
            case UNKNOWN_DECLARATION:
                return "Customs Law art. 26";
            default:
                return DECLARATION;
        }
    }
}
