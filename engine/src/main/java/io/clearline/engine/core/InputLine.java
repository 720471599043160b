package io.clearline.engine.core;

import io.clearline.engine.record.sbe.InputKind;
import io.clearline.engine.record.sbe.Regime;
import io.clearline.engine.reference.Tariff;

/** One input of made goods, decoded. Reused. */
final class InputLine {
    InputKind kind;
    long hs;
    int hsDigits;
    int origin;
    long quantity;
    long value;
    Regime regime;
    /** Index of the code's text in the command's buffer. */
    int codeAt;
    int codeLength;
    /** The live tariff line, null where its code is absent. */
    Tariff.Line line;
}
