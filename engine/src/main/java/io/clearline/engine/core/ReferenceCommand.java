package io.clearline.engine.core;

import io.clearline.engine.record.Field;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.sbe.ReferenceDecoder;
import io.clearline.engine.reference.Validities;
import io.clearline.engine.state.Applier;

/**
 * Rows of a reference table arrive, alone or as part of a load that comes into force as one (contract
 * sections 2 and 3, reference). Two versions of one thing that are valid on one day are refused.
 */
final class ReferenceCommand {
    private final Step step;
    private final Applier applier;
    private final ReferenceDecoder in = new ReferenceDecoder();

    ReferenceCommand(final Step step, final Applier applier) {
        this.step = step;
        this.applier = applier;
    }

    void decide() {
        in.wrapAndApplyHeader(step.command, step.offset, step.header);
        for (ReferenceDecoder.FormErrorsDecoder e = in.formErrors(); e.hasNext();) {
            e.next();
            step.rejects.add(e.key(), e.code());
        }
        if (step.refusedForForm()) {
            return;
        }
        final boolean comesIntoForce = in.load() == 0 || in.last() == 1;
        if (comesIntoForce && refusedForOverlap()) {
            return;
        }
        if (in.load() == 0) {
            step.effects.rows(step.verdict.effects());
        } else {
            step.effects.stage(step.verdict.effects(), in.load() == 1);
        }
        if (in.last() == 1) {
            step.effects.commit(step.verdict.effects());
        }
        step.answers.accept(step.verdict);
    }

    /** Checks what would come into force: the rows of the command, and those put aside before it. */
    private boolean refusedForOverlap() {
        final Validities.Check check =
            in.load() == 2 ? applier.checkStaged() : step.state.reference().check();
        final int before = check.size();
        final ReferenceTable table = ReferenceTable.of(in.table());
        for (final ReferenceDecoder.RowsDecoder row : in.rows()) {
            final byte[] cells = new byte[row.cellsLength()];
            row.getCells(cells, 0, cells.length);
            check.add(table, cells);
        }
        final int overlap = check.firstOverlap();
        if (overlap >= 0) {
            step.answers.refuse(step.verdict, FieldPath.row(check.tableOf(overlap),
                Math.max(0, overlap - before), check.columnOf(overlap)), RejectCode.RANGE);
        }
        return overlap >= 0;
    }
}
