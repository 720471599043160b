package io.clearline.engine.state;

import io.clearline.engine.control.Counters;
import io.clearline.engine.control.Contribution;
import io.clearline.engine.record.PackedReader;
import io.clearline.engine.record.PackedWriter;
import org.agrona.DirectBuffer;

/**
 * Writes what a decision changes, as the packed effects of a record: a kind byte, then what that kind
 * needs (docs/wire-format.md). {@link Applier} carries them out.
 */
public final class Effects {
    /** A credit code not seen before; it gets the next number. */
    static final int PARTY = 1;
    /** A declaration's new image, of a new or of a known number. */
    static final int DECLARATION = 2;
    /** A new code. */
    static final int CODE = 3;
    /** A new arrival. */
    static final int ARRIVAL = 4;
    /** The key of the random draws. */
    static final int DRAW_KEY = 5;
    /** A day's draw key is committed to. */
    static final int DRAW_COMMITTED = 25;
    /** The key of the day that was last drawn on is disclosed. */
    static final int DRAW_DISCLOSED = 26;
    /** The principal of the command stands as the command says. */
    static final int PRINCIPAL = 35;
    /** The rows of the command come into force, alone. */
    static final int ROWS = 12;
    /** The rows of the command are put aside; drops those put aside before if the byte is 1. */
    static final int STAGE = 6;
    /** The rows put aside come into force, together. */
    static final int COMMIT = 7;
    /** Something fell due and leaves the agenda. */
    static final int FIRED = 8;
    /** The control of the command comes into force. */
    static final int CONTROL = 9;
    /** All versions of the control that the command names end. */
    static final int WITHDRAW = 10;
    /** The members of the command come on a list, or off it. */
    static final int LIST = 11;
    /** What the controls hit of the declaration that follows, in shadow too. */
    static final int HITS = 20;
    /** The version of a control that the command names moves to the state it names. */
    static final int MOVE = 21;
    /** The version of a control that the command names is paused by its harm guard. */
    static final int PAUSE = 22;
    /** What a declaration adds to the counters; stands before its image. */
    static final int COUNTED = 30;
    /** Flag of COUNTED: the declaration may be amended yet. */
    static final int HELD = 1;
    /** Flag of COUNTED: it is an amendment. */
    static final int AMENDED = 2;
    /** The counters that the control of the command names; stands before the control. */
    public static final int COUNTERS = 31;

    private final DeclarationCodec codec = new DeclarationCodec();
    private final PackedWriter image = new PackedWriter(1024);

    /** Writes that a party gets the next number. */
    public void party(final PackedWriter out, final DirectBuffer uscc, final int offset) {
        out.putByte(PARTY).putBytes(uscc, offset, io.clearline.engine.record.Uscc.LENGTH);
    }

    /** Writes how a declaration now stands. */
    public void declaration(final PackedWriter out, final Declaration declaration) {
        codec.encode(declaration, image.reset());
        out.putByte(DECLARATION).putSized(image);
    }

    /** Writes a new code. */
    public void code(final PackedWriter out, final Code code) {
        code.encode(image.reset());
        out.putByte(CODE).putSized(image);
    }

    /** Writes a new arrival. */
    public void arrival(final PackedWriter out, final Arrivals.Arrival arrival) {
        arrival.encode(image.reset());
        out.putByte(ARRIVAL).putSized(image);
    }

    /** Writes the key of the random draws. */
    public void drawKey(final PackedWriter out, final long low, final long high) {
        out.putByte(DRAW_KEY).putLong(low).putLong(high);
    }

    /** Writes that the draw key of a day is committed to. */
    public void drawCommitted(final PackedWriter out, final int day) {
        out.putByte(DRAW_COMMITTED).putSigned(day);
    }

    /** Writes that the draw key of the day last drawn on is disclosed. */
    public void drawDisclosed(final PackedWriter out) {
        out.putByte(DRAW_DISCLOSED);
    }

    /** Writes that the principal of the command stands as the command says. */
    public void principal(final PackedWriter out) {
        out.putByte(PRINCIPAL);
    }

    /** Writes that the rows of the command come into force. */
    public void rows(final PackedWriter out) {
        out.putByte(ROWS);
    }

    /** Writes that the rows of the command are put aside. */
    public void stage(final PackedWriter out, final boolean first) {
        out.putByte(STAGE).putByte(first ? 1 : 0);
    }

    /** Writes that the rows put aside come into force. */
    public void commit(final PackedWriter out) {
        out.putByte(COMMIT);
    }

    /** Writes that the control of the command comes into force. */
    public void control(final PackedWriter out) {
        out.putByte(CONTROL);
    }

    /**
     * Writes which counters the control of the command names, if any.
     *
     * @param nowMs since when new ones count
     */
    public void counters(final PackedWriter out, final Counters counters,
        final DirectBuffer program, final int offset, final int length, final long nowMs) {
        if (counters.plan(program, offset, length, nowMs, image.reset())) {
            out.putByte(COUNTERS).putBytes(image.buffer(), 0, image.length());
        }
    }

    /**
     * Writes what a declaration adds to the counters.
     *
     * @param declaration its dense number
     * @param isAmended whether it is an amendment that is counted
     * @param isHeld whether it may be amended yet
     */
    public void counted(final PackedWriter out, final int declaration, final boolean isAmended,
        final boolean isHeld, final Contribution tally) {
        tally.write(image.reset());
        out.putByte(COUNTED).putVar(declaration)
            .putByte((isHeld ? HELD : 0) | (isAmended ? AMENDED : 0))
            .putSized(image.buffer(), 0, image.length());
    }

    /** Writes that all versions of the control which the command names end. */
    public void withdraw(final PackedWriter out) {
        out.putByte(WITHDRAW);
    }

    /** Writes that a list changes as the command says. */
    public void list(final PackedWriter out) {
        out.putByte(LIST);
    }

    /**
     * Writes that controls hit the declaration whose image follows, before all else that the record
     * changes; {@link #hit} says each.
     *
     * @param first whether it counts: an amended declaration was counted when it was accepted
     */
    public void hits(final PackedWriter out, final boolean first, final int count) {
        out.putByte(HITS).putByte(first ? 1 : 0).putVar(count);
    }

    /**
     * Writes one of the hits.
     *
     * @param control number of the version
     * @param items how many items it hit, 1 for the declaration as a whole
     * @param errors on how many of them its expression erred
     */
    public void hit(
        final PackedWriter out, final int control, final int items, final int errors) {
        out.putVar(control).putVar(items).putVar(errors);
    }

    /**
     * Reads which controls hit the declaration of a record, in shadow too: of each the number, its
     * items and errors as {@link #hit} has them; for those who explain. Allocates.
     */
    public static long[] hits(final DirectBuffer effects, final int offset, final int length) {
        final PackedReader in = new PackedReader();
        in.wrap(effects, offset, length);
        if (length == 0 || in.getByte() != HITS) {
            return new long[0];
        }
        in.getByte();
        final long[] hits = new long[3 * in.getVarInt()];
        for (int i = 0; i < hits.length; i++) {
            hits[i] = in.getVar();
        }
        return hits;
    }

    /** Writes that a version of a control moves as the command says. */
    public void move(final PackedWriter out) {
        out.putByte(MOVE);
    }

    /** Writes that a version of a control is paused by its harm guard. */
    public void pause(final PackedWriter out) {
        out.putByte(PAUSE);
    }

    /** Writes that an entry of the agenda has fired. */
    public void fired(final PackedWriter out, final Agenda.Entry entry) {
        out.putByte(FIRED).putSigned(entry.day).putByte(entry.kind.value());
        out.putVar(entry.line8).putVar(entry.declaration);
    }
}
