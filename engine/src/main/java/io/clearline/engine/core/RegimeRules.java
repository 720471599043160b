package io.clearline.engine.core;

import io.clearline.engine.record.Field;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.sbe.Election;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Form;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.NoticeCode;
import io.clearline.engine.record.sbe.NoticeReason;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.sbe.Regime;
import io.clearline.engine.reference.Parties;
import io.clearline.engine.reference.Policy;
import io.clearline.engine.state.Account;
import io.clearline.engine.state.Hold;

/**
 * Which regime an item is granted on import (rule 5: MOF-12 art. 1, ENT, GAC-81), whether direct release
 * may be chosen (rule 4: FTP Law art. 16, GAC-172), and what the other flows allow (rules 9 and 10).
 */
final class RegimeRules {
    private RegimeRules() {
    }

    /** Grants zero-tariff and bonded goods of an import. */
    static void grant(final Assessment a) {
        for (int i = 0; i < a.body.itemCount; i++) {
            final Item item = a.body.item(i);
            item.grant = switch (item.regime) {
                case ZERO_TARIFF -> zeroTariff(a, item);
                case BONDED -> bonded(a, item);
                default -> Item.Grant.NONE;
            };
            if (item.grant == Item.Grant.ZERO_TARIFF || item.grant == Item.Grant.ZERO_DUTY
                || item.grant == Item.Grant.BONDED) {
                Assessment.draw(
                    a.draft.additions, Account.of(item.regime, item.line8()), item.quantity);
            } else if (item.grant == Item.Grant.WAIVED_BY_ELECTION) {
                waive(a, item.line8());
            }
        }
    }

    private static Item.Grant zeroTariff(final Assessment a, final Item item) {
        final NoticeReason denied;
        if (item.line.taxedCatalogue()) {
            denied = NoticeReason.TAXED_CATALOGUE;
        } else if (!a.reference.parties().isEligible(a.trader, a.day)) {
            denied = NoticeReason.NOT_ELIGIBLE;
        } else if (a.isWaived(item.line8())) {
            denied = NoticeReason.WAIVED;
        } else {
            return item.election == Election.ALL ? Item.Grant.WAIVED_BY_ELECTION
                : item.election == Election.VAT_CT ? Item.Grant.ZERO_DUTY : Item.Grant.ZERO_TARIFF;
        }
        a.notice(item, NoticeCode.ZERO_TARIFF_DENIED, denied);
        return Item.Grant.NONE;
    }

    private static Item.Grant bonded(final Assessment a, final Item item) {
        if (a.reference.parties().isBonded(a.trader)) {
            return Item.Grant.BONDED;
        }
        a.notice(item, NoticeCode.BONDED_DENIED, NoticeReason.NOT_BONDED);
        return Item.Grant.NONE;
    }

    /** The waiver begins the day after the tax is paid; until then its months are kept. */
    private static void waive(final Assessment a, final int line8) {
        for (int i = 0; i < a.draft.waivers.size(); i += 3) {
            if (a.draft.waivers.get(i) == line8) {
                return;
            }
        }
        a.draft.waivers.add(line8);
        a.draft.waivers.add(0);
        a.draft.waivers.add(a.reference.policy().number(Policy.Name.WAIVER_MONTHS, a.day));
    }

    /** Refuses what its form or flow does not allow; looks at the holds of rules 1 to 3. */
    static void refuse(final Assessment a) {
        if (a.body.form == Form.H1) {
            directRelease(a);
        } else if (a.body.form == Form.BATCH) {
            batch(a);
        }
        if (a.body.flow == Flow.SECOND_LINE_EXIT || a.body.flow == Flow.ISLAND_TRANSFER) {
            for (int i = 0; i < a.body.itemCount; i++) {
                if (a.body.item(i).relaxed) {
                    a.reject(FieldPath.item(i, Field.ATTRIBUTES),
                        RejectCode.RELAXED_NOT_TRANSFERABLE);
                }
            }
        }
    }

    private static void directRelease(final Assessment a) {
        if (a.body.flow != Flow.FIRST_LINE_IMPORT) {
            a.reject(FieldPath.head(Field.FORM), RejectCode.H1_NOT_ALLOWED);
            return;
        }
        if (a.body.transit) {
            a.reject(FieldPath.head(Field.TRANSIT), RejectCode.H1_NOT_ALLOWED);
        }
        for (int i = 0; i < a.body.itemCount; i++) {
            final Item item = a.body.item(i);
            if (item.grant != Item.Grant.ZERO_TARIFF && item.grant != Item.Grant.ZERO_DUTY
                && item.grant != Item.Grant.BONDED) {
                a.reject(FieldPath.item(i, Field.REGIME), RejectCode.H1_NOT_ALLOWED);
            }
            if (item.letters != 0) {
                a.reject(FieldPath.item(i, Field.ITEM_DOCUMENTS), RejectCode.H1_NOT_ALLOWED);
            }
            if (isInspected(a, item.no)) {
                a.reject(FieldPath.item(i, Field.ITEM_INSPECTION), RejectCode.H1_NOT_ALLOWED);
            }
        }
    }

    private static boolean isInspected(final Assessment a, final int no) {
        for (int i = 0; i < a.draft.holds.size(); i += 2) {
            final long hold = a.draft.holds.get(i);
            if (Hold.item(hold) == no && (Hold.isKind(hold, HoldKind.QUARANTINE)
                || Hold.isKind(hold, HoldKind.INSPECTION))) {
                return true;
            }
        }
        return false;
    }

    /** HK-BATCH: advanced certified or white-listed, and nothing overdue. */
    private static void batch(final Assessment a) {
        final Parties parties = a.reference.parties();
        final boolean entitled = parties.credit(a.trader) == Parties.CREDIT_ADVANCED
            || parties.secondLine(a.trader) == Parties.SECOND_LINE_WHITE;
        if (!entitled || a.state.obligations().hasOverdueBatch(a.trader, a.day)) {
            a.reject(FieldPath.head(Field.FORM), RejectCode.BATCH_NOT_ALLOWED);
        }
    }

    /** Tells whether the receiver of a transfer takes an item over without import tax (rule 9). */
    static boolean receiverQualifies(final Assessment a, final Item item) {
        return item.regime == Regime.BONDED ? a.reference.parties().isBonded(a.receiver)
            : a.reference.parties().isEligible(a.receiver, a.day);
    }
}
