package io.clearline.engine.core;

import io.clearline.engine.record.Alpha3;
import io.clearline.engine.record.Field;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.Uscc;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.reference.Places;

/**
 * What is wrong with a declaration that the message alone cannot tell: codes that no table knows on the
 * day (contract section 3; Customs Law art. 24). What the message alone tells came with it.
 */
final class FormRules {
    /** Stands for an absent office. */
    private static final int NO_OFFICE = 65535;

    private FormRules() {
    }

    static void apply(final Assessment a) {
        head(a);
        for (int i = 0; i < a.body.itemCount; i++) {
            item(a, a.body.item(i), i);
        }
    }

    private static void head(final Assessment a) {
        final Body body = a.body;
        final Places places = a.reference.places();
        if (body.office != NO_OFFICE && !places.isOffice(body.office)) {
            a.reject(FieldPath.head(Field.OFFICE), RejectCode.UNKNOWN_OFFICE);
        }
        if (body.entryOffice != NO_OFFICE
            && !(places.isOffice(body.entryOffice) && serves(places, body.entryOffice, body.flow))) {
            a.reject(FieldPath.head(Field.ENTRY_OFFICE), RejectCode.UNKNOWN_OFFICE);
        }
        if (!Uscc.isAbsent(body.buffer, body.traderAt)
            && !a.reference.parties().isEntity(a.trader)) {
            a.reject(FieldPath.head(Field.TRADER), RejectCode.UNKNOWN_PARTY);
            // A check over two fields is made when both are right: this one was made too early.
            a.rejects.remove(FieldPath.head(Field.RECEIVER), RejectCode.RANGE);
        }
        country(a, FieldPath.head(Field.DISPATCH_COUNTRY), body.dispatchCountry);
        if (body.currency != Alpha3.ABSENT && body.currency != Alpha3.CNY
            && places.rate(body.currency, a.day) < 0) {
            a.reject(FieldPath.head(Field.CURRENCY), RejectCode.UNKNOWN_CURRENCY);
        }
    }

    private static boolean serves(final Places places, final int office, final Flow flow) {
        return switch (flow) {
            case FIRST_LINE_IMPORT, FIRST_LINE_EXPORT -> places.servesFirstLine(office);
            case SECOND_LINE_EXIT, SECOND_LINE_ENTRY -> places.servesSecondLine(office);
            default -> true;
        };
    }

    private static void item(final Assessment a, final Item item, final int index) {
        if (item.hsDigits != 0) {
            item.line = a.reference.tariff().find(item.hs, item.hsDigits, a.day);
            if (item.line == null) {
                a.reject(FieldPath.item(index, Field.HS), RejectCode.UNKNOWN_HS);
            }
        }
        country(a, FieldPath.item(index, Field.ORIGIN), item.origin);
        for (int i = 0; i < item.inputCount; i++) {
            final InputLine input = a.body.inputs.get(item.firstInput + i);
            if (input.hsDigits != 0) {
                input.line = a.reference.tariff().find(input.hs, input.hsDigits, a.day);
                if (input.line == null) {
                    a.reject(FieldPath.item(index, Field.INPUTS, i, Field.SUB_HS),
                        RejectCode.UNKNOWN_HS);
                }
            }
            country(a, FieldPath.item(index, Field.INPUTS, i, Field.SUB_ORIGIN), input.origin);
        }
    }

    private static void country(final Assessment a, final long path, final int alpha3) {
        if (alpha3 != Alpha3.ABSENT && !a.reference.places().isCountry(alpha3)) {
            a.reject(path, RejectCode.UNKNOWN_COUNTRY);
        }
    }
}
