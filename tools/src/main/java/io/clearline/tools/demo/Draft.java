package io.clearline.tools.demo;

import io.clearline.engine.record.sbe.Election;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Form;
import io.clearline.engine.record.sbe.Regime;
import io.clearline.engine.record.sbe.RejectCode;

/** A declaration in the making: plain fields in the scales of the records, reused for the next. */
final class Draft {
    static final int ITEMS_MAX = 5;
    static final int DOCUMENTS_MAX = 16;

    long atMs;
    final byte[] ref = new byte[32];
    Flow flow;
    Form form;
    int office;
    /** The declarant, as the catalogue counts; {@code uscc} may be another where one errs. */
    int trader;
    byte[] uscc;
    /** Receiver of a transfer; null elsewhere. */
    byte[] receiver;
    int transport;
    int dispatchCountry;
    int packages;
    long grossKg;
    long netKg;
    int currency;
    byte[] conveyance;

    int documents;
    final int[] documentCode = new int[DOCUMENTS_MAX];
    final byte[][] documentNo = new byte[DOCUMENTS_MAX][];

    int items;
    final TariffLine[] line = new TariffLine[ITEMS_MAX];
    final int[] hs = new int[ITEMS_MAX];
    final long[] quantity = new long[ITEMS_MAX];
    final long[] value = new long[ITEMS_MAX];
    final int[] origin = new int[ITEMS_MAX];
    final Regime[] regime = new Regime[ITEMS_MAX];
    final Election[] election = new Election[ITEMS_MAX];
    final boolean[] relaxed = new boolean[ITEMS_MAX];

    /** The made goods that the first item is a part of, and the code it is sold under. */
    Product product;
    byte[] code;

    // What the generator knows of the decision to come.

    /** What an adapter finds wrong with the form and sends along; null if nothing. */
    RejectCode formError;
    /** Path of the field in error. */
    long formErrorKey;
    /** Whether it is surely not accepted. */
    boolean unacceptable;
    /** What an import is granted. */
    final Regime[] granted = new Regime[ITEMS_MAX];
    /** Whether a transfer goes to a receiver who qualifies. */
    final boolean[] free = new boolean[ITEMS_MAX];
    /** Whether enough value was added to the first item. */
    boolean dutyFree;

    /** Forgets the declaration before. */
    void clear() {
        documents = 0;
        formError = null;
        receiver = null;
        conveyance = null;
        product = null;
        code = null;
        unacceptable = false;
        dutyFree = false;
        for (int i = 0; i < ITEMS_MAX; i++) {
            election[i] = null;
            relaxed[i] = false;
            free[i] = false;
            granted[i] = null;
        }
    }

    void addDocument(final char letter, final byte[] number) {
        for (int i = 0; i < documents; i++) {
            if (documentCode[i] == letter && documentNo[i] == number) {
                return;
            }
        }
        if (documents < DOCUMENTS_MAX) {
            documentCode[documents] = letter;
            documentNo[documents++] = number;
        }
    }
}
