package io.clearline.engine.core;

import io.clearline.engine.record.sbe.Election;
import io.clearline.engine.record.sbe.Regime;
import io.clearline.engine.reference.HsKey;
import io.clearline.engine.reference.Tariff;

/** One item of a declaration, decoded, with what the rules found out about it. Reused. */
final class Item {
    /** What the trader is granted for the item. */
    enum Grant {
        /** Nothing: taxed. */
        NONE,
        /** Zero-tariff, no tax but measures. */
        ZERO_TARIFF,
        /** Zero-tariff, but VAT and consumption tax by election. */
        ZERO_DUTY,
        /** Grantable, but the trader elected to pay all three taxes. */
        WAIVED_BY_ELECTION,
        /** Bonded. */
        BONDED
    }

    /** Position from 1. */
    int no;
    long hs;
    int hsDigits;
    long quantity;
    long value;
    int origin;
    Regime regime;
    Election election;
    boolean relaxed;
    int nameAt;
    int nameLength;
    /** Parted by the unit separator. */
    int attributesAt;
    int attributesLength;
    int codeAt;
    int codeLength;
    /** The inputs stand in the body from here on. */
    int firstInput;
    int inputCount;

    /** The live tariff line. */
    Tariff.Line line;
    /** Value in fen. */
    long fen;
    Grant grant;
    /** Licence letters left after lifting. */
    long letters;
    /** Whether the value added frees of duty. */
    boolean dutyFree;
    /** Whether the ledger covers it. */
    boolean covered;

    void clear() {
        line = null;
        fen = 0;
        grant = Grant.NONE;
        letters = 0;
        dutyFree = false;
        covered = true;
    }

    int line8() {
        return HsKey.line8(hs, hsDigits);
    }

    boolean isMade() {
        return inputCount > 0 && regime != Regime.DOMESTIC;
    }
}
