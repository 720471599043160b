package io.clearline.engine.state;

import io.clearline.engine.memory.LongList;
import io.clearline.engine.record.ChinaTime;
import io.clearline.engine.record.PackedReader;
import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import io.clearline.engine.record.Uscc;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.PrincipalDecoder;
import io.clearline.engine.record.sbe.ReferenceDecoder;
import io.clearline.engine.record.sbe.Table;
import io.clearline.engine.record.sbe.TimerKind;
import io.clearline.engine.reference.Validities;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Carries out the effects of a record: the only code that changes the state. It never decides, so that a
 * new release cannot rewrite what an old one decided.
 */
public final class Applier {
    private final ClearanceState state;
    private final PackedReader in = new PackedReader();
    private final DeclarationCodec codec = new DeclarationCodec();
    private final Declaration before = new Declaration();
    private final Declaration after = new Declaration();
    private final Code code = new Code();
    private final Arrivals.Arrival arrival = new Arrivals.Arrival();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ReferenceDecoder rows = new ReferenceDecoder();
    private final PrincipalDecoder principal = new PrincipalDecoder();
    private final ControlApplier controls;
    private int today;
    private long nowMs;
    private final List<Row> staged = new ArrayList<>();

    /** A row on its way into force. */
    private record Row(ReferenceTable table, byte[] cells) {
    }

    /** Creates the applier of a state. */
    public Applier(final ClearanceState state) {
        this.state = state;
        this.controls = new ControlApplier(state);
    }

    /**
     * Applies one record.
     *
     * @throws IllegalStateException if it is not the next one, or its effects are not sound
     */
    public void apply(
        final long sequence, final long timeMs, final DirectBuffer command, final int commandOffset,
        final DirectBuffer effects, final int offset, final int length) {
        if (sequence != state.lastSequence + 1) {
            throw new IllegalStateException(
                "record " + sequence + " does not follow " + state.lastSequence);
        }
        today = timeMs == ClearanceState.NO_TIME ? 0 : ChinaTime.day(timeMs);
        nowMs = timeMs;
        state.controls.advance(timeMs);
        in.wrap(effects, offset, length);
        while (in.remaining() > 0) {
            applyOne(in.getByte(), command, commandOffset);
        }
        state.lastSequence = sequence;
        state.lastTimeMs = timeMs;
    }

    private void applyOne(final int kind, final DirectBuffer command, final int commandOffset) {
        switch (kind) {
            case Effects.PARTY ->
                state.reference.parties().intern(in.buffer(), in.skip(Uscc.LENGTH));
            case Effects.DECLARATION -> {
                final int length = in.getVarInt();
                declaration(in.buffer(), in.skip(length), length);
            }
            case Effects.CODE -> {
                final int length = in.getVarInt();
                code(in.buffer(), in.skip(length), length);
            }
            case Effects.ARRIVAL -> {
                final int length = in.getVarInt();
                final int at = in.skip(length);
                arrival.decode(in.buffer(), at, length);
                state.arrivals.add(arrival, in.buffer(), at, length);
            }
            case Effects.DRAW_KEY -> state.drawSecret.set(in.getLong(), in.getLong());
            case Effects.DRAW_COMMITTED -> state.drawSecret.committed((int) in.getSigned());
            case Effects.DRAW_DISCLOSED -> state.drawSecret.disclosed();
            case Effects.STAGE -> {
                if (in.getByte() == 1) {
                    staged.clear();
                }
                rowsInto(staged, command, commandOffset);
            }
            case Effects.COMMIT -> bringIntoForce(staged);
            case Effects.ROWS -> {
                final List<Row> alone = new ArrayList<>();
                rowsInto(alone, command, commandOffset);
                bringIntoForce(alone);
            }
            case Effects.FIRED -> state.agenda.remove((int) in.getSigned(),
                TimerKind.get((short) in.getByte()), in.getVarInt(), in.getVarInt());
            case Effects.PRINCIPAL ->
                state.principals.put(Principals.of(principal, header, command, commandOffset));
            case Effects.CONTROL -> controls.control(command, commandOffset, nowMs);
            case Effects.WITHDRAW -> controls.withdraw(command, commandOffset, nowMs);
            case Effects.LIST -> controls.list(command, commandOffset);
            case Effects.HITS -> controls.hits(in);
            case Effects.MOVE -> controls.move(command, commandOffset, nowMs);
            case Effects.PAUSE -> controls.pause(command, commandOffset, nowMs);
            case Effects.COUNTERS -> controls.counters(command, commandOffset, in);
            case Effects.COUNTED -> {
                final int declaration = in.getVarInt();
                final int flags = in.getByte();
                final int length = in.getVarInt();
                state.controls.counters().count(declaration, (flags & Effects.AMENDED) != 0,
                    (flags & Effects.HELD) != 0, nowMs, in.buffer(), in.skip(length), length);
            }
            default -> throw new IllegalStateException("no effect has the kind " + kind);
        }
    }

    private void declaration(final DirectBuffer image, final int offset, final int length) {
        codec.decode(image, offset, length, after);
        int number = state.declarations.byNumber(after.number);
        final boolean known = number >= 0;
        if (!known) {
            final long agentHash =
                Uscc.hash(state.reference.parties().uscc(after.agent), 0);
            number = state.declarations.add(after, agentHash, image, offset, length);
            state.controls.accept();
            drawn(after);
        } else {
            state.declarations.read(number, before);
            state.declarations.replace(number, image, offset, length);
            // Draws are given back before new ones are taken and additions stand before old ones go, so
            // that no balance dips below zero in between.
            draws(before, -1);
            relieve(before, number);
            if (after.outcome != Outcome.HOLD) {
                state.controls.counters().settle(number);
            }
        }
        additions(after, 1);
        if (known) {
            additions(before, -1);
        }
        draws(after, 1);
        oblige(after, number);
    }

    private void drawn(final Declaration d) {
        state.drawSecret.drawn(d.acceptedDay);
        if (!state.reference.selection().isEmpty()) {
            final int place = Selections.placeOf(d);
            if (state.reference.selection().of(place, d.acceptedDay) != null) {
                state.selections.add(place, d);
            }
        }
    }

    private void draws(final Declaration d, final int sign) {
        for (int i = 0; i < d.licenceDraws.size(); i += 2) {
            state.ledgers.useLicence(
                (int) d.licenceDraws.get(i), sign * d.licenceDraws.get(i + 1));
        }
        if (d.guarantee != 0) {
            state.ledgers.useGuarantee(d.trader, sign * d.guarantee);
        }
        move(d.ledgerDraws, d.trader, -sign);
        for (int i = 0; i < d.codeDraws.size(); i += 2) {
            state.codes.use((int) d.codeDraws.get(i), sign * d.codeDraws.get(i + 1));
        }
    }

    private void additions(final Declaration d, final int sign) {
        if (d.additionsStand()) {
            move(d.additions, d.additionsParty(), sign);
        }
    }

    private void move(final LongList accounts, final int party, final int sign) {
        for (int i = 0; i < accounts.size(); i += 2) {
            state.ledgers.add(party, (int) accounts.get(i), sign * accounts.get(i + 1));
        }
    }

    private void oblige(final Declaration d, final int number) {
        for (int i = 0; i < d.waivers.size(); i += 3) {
            if (d.waivers.get(i + 1) != 0) {
                final int line8 = (int) d.waivers.get(i);
                final int to = (int) d.waivers.get(i + 2);
                state.obligations.addWaiver(
                    d.trader, line8, (int) d.waivers.get(i + 1), to, number);
                remind(to + 1, TimerKind.WAIVER_ENDED, line8, number);
            }
        }
        if (d.isUnsettledBatch()) {
            state.obligations.addBatch(d.trader, d.dueDay, number);
            remind(d.dueDay + 1, TimerKind.BATCH_OVERDUE, 0, number);
        }
        if (d.awaitsCheckpoint()) {
            state.obligations.addExit(d.plate, d.plateLength, d.entryOffice, number);
        }
    }

    /** What is due by now has fired already: a later change must not let it fire again. */
    private void remind(
        final int day, final TimerKind kind, final int line8, final int declaration) {
        if (day > today) {
            state.agenda.add(day, kind, line8, declaration);
        }
    }

    private void relieve(final Declaration d, final int number) {
        for (int i = 0; i < d.waivers.size(); i += 3) {
            if (d.waivers.get(i + 1) != 0) {
                final int line8 = (int) d.waivers.get(i);
                final int to = (int) d.waivers.get(i + 2);
                state.obligations.removeWaiver(
                    d.trader, line8, (int) d.waivers.get(i + 1), to, number);
                state.agenda.remove(to + 1, TimerKind.WAIVER_ENDED, line8, number);
            }
        }
        if (d.isUnsettledBatch()) {
            state.obligations.removeBatch(d.trader, d.dueDay, number);
            state.agenda.remove(d.dueDay + 1, TimerKind.BATCH_OVERDUE, 0, number);
        }
        if (d.awaitsCheckpoint()) {
            state.obligations.removeExit(d.plate, d.plateLength, d.entryOffice, number);
        }
    }

    private void code(final DirectBuffer image, final int offset, final int length) {
        code.decode(image, offset, length);
        state.codes.add(code, image, offset, length);
        for (int i = 0; i < code.codeDraws.size(); i += 2) {
            state.codes.use((int) code.codeDraws.get(i), code.codeDraws.get(i + 1));
        }
    }

    private void rowsInto(final List<Row> list, final DirectBuffer command, final int offset) {
        rows.wrapAndApplyHeader(command, offset, header);
        final ReferenceTable table = ReferenceTable.of(rows.table());
        rows.formErrors().forEachRemaining(ignored -> { });
        for (final ReferenceDecoder.RowsDecoder row : rows.rows()) {
            final byte[] cells = new byte[row.cellsLength()];
            row.getCells(cells, 0, cells.length);
            list.add(new Row(table, cells));
        }
    }

    private void bringIntoForce(final List<Row> list) {
        for (final Row row : list) {
            state.reference.put(row.table(), row.cells());
        }
        list.clear();
        state.rememberPolicy();
    }

    /** Writes the state, and what was put aside for it. */
    public void save(final StateOutput out) {
        state.save(out);
        controls.save(out);
        out.putInt(staged.size());
        for (final Row row : staged) {
            out.putByte(row.table().wire().value());
            out.putSized(row.cells());
        }
    }

    /**
     * Reads what {@link #save} wrote into a new state.
     *
     * @throws IllegalStateException if records were applied to it before, or the bytes are none
     */
    public void load(final StateInput in) {
        if (state.lastSequence != 0) {
            throw new IllegalStateException(
                "the state is not a new one: it stands at record " + state.lastSequence);
        }
        state.load(in);
        controls.load(in);
        for (int left = in.getInt(); left > 0; left--) {
            staged.add(new Row(
                ReferenceTable.of(Table.get((short) in.getByte())), in.getSized()));
        }
    }

    /** Checks the rows that are put aside together with those of a command; see {@code Check}. */
    public Validities.Check checkStaged() {
        final Validities.Check check = state.reference.check();
        for (final Row row : staged) {
            check.add(row.table(), row.cells());
        }
        return check;
    }
}
