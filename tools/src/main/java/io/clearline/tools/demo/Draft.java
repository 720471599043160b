package io.clearline.tools.demo;

import io.clearline.engine.record.sbe.Election;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Form;
import io.clearline.engine.record.sbe.Regime;

/** A declaration in the making: plain fields in the scales of the records, reused for the next. */
final class Draft {
    static final int ITEMS_MAX = 5;
    static final int DOCUMENTS_MAX = 16;

    long atMs;
    final byte[] ref = new byte[32];
    Flow flow;
    Form form;
    int office;
    byte[] trader;
    int transport;
    int dispatchCountry;
    boolean dispatchMissing;
    int packages;
    long grossKg;
    long netKg;
    int currency;

    int documents;
    final int[] documentCode = new int[DOCUMENTS_MAX];
    final byte[][] documentNo = new byte[DOCUMENTS_MAX][];

    int items;
    final int[] hs = new int[ITEMS_MAX];
    final byte[][] name = new byte[ITEMS_MAX][];
    final long[] quantity = new long[ITEMS_MAX];
    final long[] value = new long[ITEMS_MAX];
    final int[] origin = new int[ITEMS_MAX];
    final Regime[] regime = new Regime[ITEMS_MAX];
    final Election[] election = new Election[ITEMS_MAX];
    final boolean[] relaxed = new boolean[ITEMS_MAX];

    void addDocument(final char code, final byte[] number) {
        for (int i = 0; i < documents; i++) {
            if (documentCode[i] == code && documentNo[i] == number) {
                return;
            }
        }
        if (documents < DOCUMENTS_MAX) {
            documentCode[documents] = code;
            documentNo[documents++] = number;
        }
    }
}
