package io.clearline.engine.state;

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
    /** The control that the command names ends. */
    static final int WITHDRAW = 10;
    /** The members of the command come on a list, or off it. */
    static final int LIST = 11;

    private final DeclarationCodec codec = new DeclarationCodec();
    private final PackedWriter image = new PackedWriter(1024);

    /** Writes that a party gets the next number. */
    public void party(final PackedWriter out, final DirectBuffer uscc, final int offset) {
        out.putByte(PARTY).putBytes(uscc, offset, io.clearline.engine.record.Uscc.LENGTH);
    }

    /** Writes how a declaration now stands. */
    public void declaration(final PackedWriter out, final Declaration declaration) {
        codec.encode(declaration, image.reset());
        out.putByte(DECLARATION).putSized(image.buffer(), 0, image.length());
    }

    /** Writes a new code. */
    public void code(final PackedWriter out, final Code code) {
        code.encode(image.reset());
        out.putByte(CODE).putSized(image.buffer(), 0, image.length());
    }

    /** Writes a new arrival. */
    public void arrival(final PackedWriter out, final Arrivals.Arrival arrival) {
        arrival.encode(image.reset());
        out.putByte(ARRIVAL).putSized(image.buffer(), 0, image.length());
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

    /** Writes that the control which the command names ends. */
    public void withdraw(final PackedWriter out) {
        out.putByte(WITHDRAW);
    }

    /** Writes that a list changes as the command says. */
    public void list(final PackedWriter out) {
        out.putByte(LIST);
    }

    /** Writes that an entry of the agenda has fired. */
    public void fired(final PackedWriter out, final Agenda.Entry entry) {
        out.putByte(FIRED).putSigned(entry.day).putByte(entry.kind.value());
        out.putVar(entry.line8).putVar(entry.declaration);
    }
}
