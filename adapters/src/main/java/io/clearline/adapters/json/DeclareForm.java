package io.clearline.adapters.json;

import io.clearline.engine.record.sbe.Election;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Form;
import io.clearline.engine.record.sbe.Regime;

/**
 * The fields of one {@code declare} as they were read, defaults filled in, faulty ones absent:
 * numbers on the wire's scales, texts as tokens of the tape. Reused; it exists because the wire
 * wants the faults first and JSON brings the fields in any order.
 */
final class DeclareForm {
    static final int MOST_ITEMS = 50;
    static final int MOST_DOCUMENTS = 50;
    static final int MOST_CONTAINERS = 50;

    long at;
    int reference;
    Flow flow;
    Form form;
    int office;
    int entryOffice;
    int trader;
    int receiver;
    int owner;
    int agent;
    int supervisionMode;
    int transport;
    int conveyance;
    int dispatchCountry;
    boolean transit;
    int packages;
    long grossKg;
    long netKg;
    int currency;

    int containers;
    final int[] container = new int[MOST_CONTAINERS];

    int documents;
    final int[] documentCode = new int[MOST_DOCUMENTS];
    final int[] documentNo = new int[MOST_DOCUMENTS];

    int items;
    final int[] no = new int[MOST_ITEMS];
    final long[] hs = new long[MOST_ITEMS];
    final int[] hsDigits = new int[MOST_ITEMS];
    final int[] name = new int[MOST_ITEMS];
    final long[] quantity = new long[MOST_ITEMS];
    final long[] value = new long[MOST_ITEMS];
    final int[] origin = new int[MOST_ITEMS];
    final Regime[] regime = new Regime[MOST_ITEMS];
    final int[] attributes = new int[MOST_ITEMS];
    final boolean[] relaxed = new boolean[MOST_ITEMS];
    final Election[] election = new Election[MOST_ITEMS];
    final int[] code = new int[MOST_ITEMS];
    final int[] firstInput = new int[MOST_ITEMS];
    final int[] inputCount = new int[MOST_ITEMS];
    final InputTable inputs = new InputTable();
}
