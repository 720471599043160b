package io.clearline.tools.simulate;

import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.core.Core;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalVerifier;
import io.clearline.engine.journal.VerifyReport;
import io.clearline.engine.pipeline.Preset;
import io.clearline.engine.recovery.ReplayReport;
import io.clearline.engine.recovery.Replayer;
import io.clearline.engine.state.Conservation;
import io.clearline.tools.simulate.Finding.Kind;
import java.nio.file.Files;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** What must hold, and is looked at whenever it can be. */
final class Audit {
    private Audit() {
    }

    /** The journal as a process will find it is sound and holds what was appended; its last record. */
    static long verify(final World world) {
        if (!Files.exists(world.disk.root().resolve("format"))) {
            return 0;
        }
        final VerifyReport report = JournalVerifier.verify(
            DataDirectory.at(world.disk.root(), world.wiring.machine(world.disk)),
            world.memory::compare);
        if (!report.sound()) {
            throw new Finding(Kind.BROKEN, "verify finds the journal damaged "
                + report.damage());
        }
        return report.lastSequence();
    }

    /** A core that was recovered is where one that never crashed would be. */
    static void state(final World world, final Core core, final long last) {
        recovered(world, core, last);
        world.trace.add("state", last, core.stateHash());
    }

    /** As the other; leaves no trace. */
    static void recovered(final World world, final Core core, final long last) {
        world.shadow.go(last);
        final long hash = world.shadow.core().stateHash();
        if (core.stateHash() != hash) {
            throw new Finding(Kind.CONTRADICTED, "the state after record " + last
                + " is not that of a core that never crashed");
        }
        conserved(core);
    }

    private static void conserved(final Core core) {
        if (core instanceof ClearanceCore clearance) {
            Conservation.fault(clearance.state()).ifPresent(fault -> {
                throw new Finding(Kind.BROKEN, "the state does not add up: " + fault);
            });
        }
    }

    /** An append that was refused left the state as the journal has it. */
    static void refusedAppend(final World world, final Core core) {
        world.shadow.go(world.memory.last());
        // Timers are applied while the command before which they fell due is decided.
        if (world.plan.preset() == Preset.FUSED
            && !world.shadow.falls(world.memory.record(world.memory.last() + 1))) {
            if (core.lastSequence() != world.memory.last()) {
                throw new Finding(Kind.INVENTED, "the state has record " + core.lastSequence()
                    + ", which the journal refused");
            }
            state(world, core, world.memory.last());
        }
    }

    /** An answer is what a core that never crashed gives. */
    static void answer(
        final World world, final Command command, final byte[] answer, final long sequence,
        final long timeMs, final long before) {
        if (sequence == 0) {
            repeat(world, command, answer, timeMs, before);
            return;
        }
        if (sequence <= before || sequence > world.memory.last()) {
            throw new Finding(Kind.INVENTED, "an answer names record " + sequence + " after "
                + before + ", " + world.memory.last() + " were appended");
        }
        final UnsafeBuffer record = new UnsafeBuffer(world.memory.record(sequence));
        if (!Arrays.equals(Memory.command(record), command.bytes)
            || !Arrays.equals(Memory.answer(record), answer)) {
            throw new Finding(Kind.CONTRADICTED, "the answer to command " + command.number
                + " is not that of record " + sequence);
        }
        world.shadow.go(sequence);
    }

    private static void repeat(
        final World world, final Command command, final byte[] answer, final long timeMs,
        final long before) {
        long at = before;
        world.shadow.go(at);
        while (!Arrays.equals(world.shadow.repeat(command.bytes, timeMs), answer)) {
            // Timers that fell due while nobody sent anything left no answer to count by.
            at++;
            if (at > world.memory.last() || !world.shadow.falls(world.memory.record(at))) {
                throw new Finding(Kind.CONTRADICTED, "command " + command.number
                    + " is answered without a record, otherwise than by a core that never"
                    + " crashed");
            }
            world.shadow.go(at);
        }
    }

    /** After all is over: everybody was answered, and what is there can be decided again. */
    static void end(final World world) {
        if (world.clients.unanswered() > 0) {
            throw new Finding(
                Kind.LOST, world.clients.unanswered() + " commands were never answered");
        }
        final long last = verify(world);
        if (last != world.memory.last()) {
            throw new Finding(Kind.LOST, "the journal ends with record " + last + ", "
                + world.memory.last() + " were appended");
        }
        final ReplayReport replay = Replayer.replay(
            DataDirectory.at(world.disk.root(), world.disk), ClearanceCore::new, Replayer.FIRST,
            Long.MAX_VALUE);
        if (replay.equal() != replay.records()
            || replay.fromSequence() + replay.records() != last + 1) {
            throw new Finding(Kind.CONTRADICTED, "of records " + replay.fromSequence() + " to "
                + last + " " + replay.equal() + " are decided again as recorded");
        }
    }
}
