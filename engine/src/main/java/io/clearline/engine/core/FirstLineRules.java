package io.clearline.engine.core;

import io.clearline.engine.record.Letters;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.HoldCode;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.Source;
import io.clearline.engine.reference.Licences;
import io.clearline.engine.reference.PrefixRules;
import io.clearline.engine.state.Declaration;
import io.clearline.engine.state.Hold;

/**
 * What still holds at the first line: bans (rule 1: FTP Law art. 13, 34), licences (rule 2: Customs Law
 * art. 24, 66), quarantine and statutory inspection (rule 3: FTP Law art. 16; Animal and Plant Quarantine
 * Law; Commodity Inspection Law art. 5).
 */
final class FirstLineRules {
    private static final long IMPORT_LICENCES = Letters.of("127FIJLMOPQRSUVXbefnqtk");
    private static final long EXPORT_LICENCES = Letters.of("345EBGy");
    private static final long IMPORT_BANNED = Letters.bit('9');
    private static final long EXPORT_BANNED = Letters.bit('8');
    private static final long QUARANTINE = Letters.of("PRV");
    private static final long INSPECTION = Letters.of("ML");
    private static final int ALERT_QUARANTINE = 0;
    private static final int ALERT_BAN = 1;

    private FirstLineRules() {
    }

    static void apply(final Assessment a) {
        final boolean isImport = a.body.flow == Flow.FIRST_LINE_IMPORT;
        for (int i = 0; i < a.body.itemCount; i++) {
            final Item item = a.body.item(i);
            ban(a, item, isImport);
            licences(a, item, isImport);
            if (isImport) {
                quarantine(a, item);
            }
        }
        keepDocuments(a);
    }

    private static void ban(final Assessment a, final Item item, final boolean isImport) {
        final PrefixRules.Rule ban = a.reference.bans().find(
            item.hs, item.hsDigits, item.origin, isImport ? 0 : 1, a.day);
        if (ban != null) {
            hold(a, item, HoldKind.PROHIBITED, Source.BAN, ban.number());
            return;
        }
        final PrefixRules.Rule alert = isImport ? alert(a, item, ALERT_BAN) : null;
        if (alert != null) {
            hold(a, item, HoldKind.PROHIBITED, Source.ALERT, alert.number());
        } else if ((item.line.documents() & (isImport ? IMPORT_BANNED : EXPORT_BANNED)) != 0) {
            hold(a, item, HoldKind.PROHIBITED, Source.TARIFF, item.line.hsKey());
        }
    }

    private static PrefixRules.Rule alert(final Assessment a, final Item item, final int action) {
        final PrefixRules alerts = a.reference.alerts();
        final PrefixRules.Rule byOrigin =
            alerts.find(item.hs, item.hsDigits, item.origin, action, a.day);
        return byOrigin != null || a.body.dispatchCountry == item.origin ? byOrigin
            : alerts.find(item.hs, item.hsDigits, a.body.dispatchCountry, action, a.day);
    }

    private static void licences(final Assessment a, final Item item, final boolean isImport) {
        long letters = item.line.documents() & (isImport ? IMPORT_LICENCES : EXPORT_LICENCES);
        if (letters != 0 && item.relaxed) {
            letters &= ~a.reference.relaxed().lifted(a.trader, item.hs, item.hsDigits);
        }
        item.letters = letters;
        for (long left = letters; left != 0; left &= left - 1) {
            final char letter = Letters.first(left);
            if (!drawLicence(a, item, letter)) {
                a.draft.hold(Hold.of(item.no, HoldKind.LICENCE, HoldCode.LETTER, letter,
                    Source.TARIFF), item.line.hsKey());
            }
        }
    }

    private static boolean drawLicence(final Assessment a, final Item item, final char letter) {
        for (int i = 0; i < a.body.documentCount; i++) {
            if (a.body.documents[3 * i] == letter) {
                final int licence = a.reference.licences().find(letter, a.body.buffer,
                    a.body.documents[3 * i + 1], a.body.documents[3 * i + 2]);
                if (licence >= 0
                    && drawLicence(a, licence, item.hs, item.hsDigits, item.quantity)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Draws a quantity from a licence if it is live, the trader's, covers the code and has as much. */
    static boolean drawLicence(final Assessment a, final int licence, final long hs,
        final int digits, final long quantity) {
        final Licences licences = a.reference.licences();
        if (!licences.covers(licence, a.trader, hs, digits, a.day)
            || licences.quantity(licence) >= 0 && a.licenceLeft(licence) < quantity) {
            return false;
        }
        Assessment.draw(a.draft.licenceDraws, licence, quantity);
        return true;
    }

    private static void quarantine(final Assessment a, final Item item) {
        final PrefixRules.Rule alert = alert(a, item, ALERT_QUARANTINE);
        if ((item.line.inspection() & QUARANTINE) != 0) {
            hold(a, item, HoldKind.QUARANTINE, Source.TARIFF, item.line.hsKey());
        } else if (alert != null) {
            hold(a, item, HoldKind.QUARANTINE, Source.ALERT, alert.number());
        }
        if ((item.line.inspection() & INSPECTION) != 0) {
            hold(a, item, HoldKind.INSPECTION, Source.TARIFF, item.line.hsKey());
        }
    }

    private static void hold(final Assessment a, final Item item, final HoldKind kind,
        final Source source, final long raisedBy) {
        a.draft.hold(Hold.of(item.no, kind, source), raisedBy);
    }

    /** Keeps what a later document needs to try missing licences again. */
    private static void keepDocuments(final Assessment a) {
        final Declaration draft = a.draft;
        if (!draft.isHeld(HoldKind.LICENCE)) {
            return;
        }
        for (int i = 0; i < draft.holds.size(); i += 2) {
            final int no = Hold.item(draft.holds.get(i));
            final int kept = draft.licenceItems.size();
            if (Hold.isKind(draft.holds.get(i), HoldKind.LICENCE)
                && (kept == 0 || draft.licenceItems.get(kept - 3) != no)) {
                final Item item = a.body.item(no - 1);
                draft.licenceItems.add(no);
                draft.licenceItems.add(
                    io.clearline.engine.reference.HsKey.of(item.hs, item.hsDigits));
                draft.licenceItems.add(item.quantity);
            }
        }
        for (int i = 0; i < a.body.documentCount; i++) {
            draft.addDocument(a.body.documents[3 * i], a.body.buffer,
                a.body.documents[3 * i + 1], a.body.documents[3 * i + 2]);
        }
    }
}
