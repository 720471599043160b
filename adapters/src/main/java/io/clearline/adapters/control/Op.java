package io.clearline.adapters.control;

/** The bytes of a program. */
final class Op {
    static final int TRUE = 1;
    static final int FALSE = 2;
    static final int NOT = 3;
    static final int AND = 4;
    static final int OR = 5;
    static final int COND = 6;
    static final int EQ = 10;
    static final int NE = 11;
    static final int LT = 12;
    static final int LE = 13;
    static final int GT = 14;
    static final int GE = 15;
    static final int IN_LITERALS = 20;
    static final int IN_NAMED = 21;
    static final int IN_FIELD = 22;
    static final int STARTS_WITH = 23;
    static final int ENDS_WITH = 24;
    static final int CONTAINS = 25;
    static final int MATCHES = 26;
    static final int SIZE_STRING = 27;
    static final int SIZE_LIST = 28;
    static final int FIELD = 30;
    static final int STRING = 31;
    static final int INT = 32;
    static final int NUMBER = 33;
    static final int ADD = 40;
    static final int SUB = 41;
    static final int MUL = 42;
    static final int DIV = 43;
    static final int MOD = 44;
    static final int NEG = 45;
    static final int TO_NUMBER = 46;

    private Op() {
    }
}
