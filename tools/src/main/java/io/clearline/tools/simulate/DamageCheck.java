package io.clearline.tools.simulate;

import io.clearline.engine.core.Core;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.Journal;
import io.clearline.engine.journal.JournalDamagedException;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.journal.JournalOptions;
import io.clearline.engine.journal.JournalStart;
import io.clearline.engine.journal.JournalVerifier;
import io.clearline.engine.journal.Machine;
import io.clearline.engine.journal.ScanReport;
import io.clearline.engine.journal.VerifyReport;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.recovery.Recovered;
import io.clearline.engine.recovery.Salvage;
import io.clearline.tools.simulate.FaultKind.Outcome;
import io.clearline.tools.simulate.Finding.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Has an engine start on a harmed copy of what the last process left. It must refuse and name the
 * first record that was hit, or be able to go on with nothing missing: what it then appends must be
 * read again.
 */
final class DamageCheck {
    private static final int APPENDED = 3;
    private static final int LENGTH = 256;

    private final World world;
    private final Path place;
    private final Machine machine;
    private final Damage damage;

    private DamageCheck(final World world, final Path place, final Damage damage) {
        this.world = world;
        this.place = place;
        this.damage = damage;
        this.machine = world.wiring.machine(world.disk.unwatched());
    }

    /** Harms the image and looks what an engine makes of it in an empty directory. */
    static void run(final World world, final DiskImage image, final Path place) {
        final Damage damage = Damage.to(image, world.random.split());
        image.writeTo(place);
        final DamageCheck check = new DamageCheck(world, place, damage);
        final Outcome outcome = check.outcome();
        if (outcome == Outcome.DETECTED && world.random.nextInt(4) == 0) {
            // The check may have appended where the harm lies before a snapshot.
            DiskImage.delete(place);
            image.writeTo(place);
            check.salvage();
        }
        world.trace.add(damage.kind().words() + " " + outcome, damage.firstHit(), 0);
        world.tally.fault(damage.kind(), outcome);
    }

    private Outcome outcome() {
        final long verified;
        try {
            world.wiring.beforeStart(place);
            final VerifyReport report = JournalVerifier.verify(
                DataDirectory.at(place, machine), world.memory::compare);
            verified = report.sound() ? report.lastSequence() : -1;
            if (report.sound() && report.lastSequence() < damage.firstHit()
                && damage.firstHit() <= world.memory.last()) {
                throw new Finding(Kind.LOST, "verify finds nothing wrong: " + told());
            }
        } catch (final JournalException unreadable) {
            return refused(unreadable, -1);
        }
        return started(verified);
    }

    private Outcome started(final long verified) {
        try (DataDirectory data = DataDirectory.open(place, machine)) {
            final Recovered recovered = world.wiring.recover(data);
            final Outcome outcome = appended(data, recovered.core(), verified);
            // What lies before a snapshot is not needed to start, and is not looked at.
            if (outcome == Outcome.SURVIVED && verified < 0
                && damage.firstHit() > recovered.report().snapshotSequence()) {
                throw new Finding(Kind.LOST, "verify refuses what the engine starts on: " + told());
            }
            return verified < 0 ? Outcome.DETECTED : outcome;
        } catch (final JournalException refused) {
            return refused(refused, verified);
        }
    }

    /** What can be saved goes on in a new directory, and what is lost is listed. */
    private void salvage() {
        final Path to = place.resolveSibling("recovered");
        final Salvage.Result result;
        try {
            result = Salvage.salvage(DataDirectory.at(place, machine), to, world.wiring::core,
                (record, offset, length) -> world.memory.compare(record, offset, length));
        } catch (final JournalException none) {
            // Nothing to go on from, or nothing of the records is harmed.
            if (damage.firstHit() > 1 && damage.firstHit() <= world.memory.last()
                && JournalStart.read(DataDirectory.at(place, machine)) == 1) {
                throw new Finding(Kind.LOST, "nothing could be recovered: " + told() + ": "
                    + none.getMessage(), none);
            }
            return;
        }
        final long last = result.range().last();
        final Recovered recovered = world.wiring.recover(DataDirectory.at(to, machine));
        if (world.memory.record(last) == null && last > 0) {
            throw new Finding(Kind.INVENTED, "recover comes to record " + last + " of "
                + world.memory.last() + ": " + told());
        }
        Audit.recovered(world, recovered.core(), last);
        if (last < damage.firstHit() - 1 && last < world.memory.last()) {
            throw new Finding(Kind.LOST, "recover comes to record " + last + " only: " + told());
        }
        checkLosses(result.scan().losses());
        final VerifyReport verified =
            JournalVerifier.verify(DataDirectory.at(to, machine), world.memory::compare);
        if (!verified.sound() || verified.records() != last - result.range().first() + 1) {
            throw new Finding(Kind.LOST, "what recover made holds " + verified.records()
                + " records of " + result.range().first() + " to " + last + ": " + told());
        }
        DiskImage.delete(to);
    }

    /** What is listed as lost is lost, and the first record that is lost is listed. */
    private void checkLosses(final List<ScanReport.Loss> losses) {
        final long lost = damage.firstLost();
        if (lost <= world.memory.last()
            ? losses.isEmpty() || losses.get(0).from() != lost : !losses.isEmpty()) {
            throw new Finding(Kind.LOST, "recover lists " + losses + " as lost, record " + lost
                + " is the first: " + told());
        }
    }

    private String told() {
        return damage.kind().words() + " in " + damage.where() + ", first record hit "
            + damage.firstHit();
    }

    private Outcome refused(final JournalException refused, final long verified) {
        if (refused instanceof JournalDamagedException damaged) {
            final long named = damaged.damage().sequence();
            if (named > damage.firstHit()) {
                throw new Finding(Kind.LOST, "record " + damage.firstHit() + " was hit, record "
                    + named + " is named: " + told(), refused);
            }
            return Outcome.DETECTED;
        }
        if (verified >= 0 || damage.firstHit() == Long.MAX_VALUE) {
            return Outcome.HALTED;
        }
        throw new Finding(Kind.BROKEN, "refused without naming the damage: " + told() + ": "
            + refused.getMessage(), refused);
    }

    /** Nothing may be missing, and what comes after must be found again. */
    private Outcome appended(
        final DataDirectory data, final Core core, final long verified) {
        final long last = core.lastSequence();
        if (last < world.memory.last()) {
            throw new Finding(Kind.LOST, "the engine starts at record " + last + " of "
                + world.memory.last() + ": " + told());
        }
        Audit.recovered(world, core, last);
        final ByteBuffer bytes = ByteBuffer.allocateDirect(LENGTH);
        final UnsafeBuffer record = new UnsafeBuffer(bytes);
        try (Journal journal = world.wiring.journal(
            data, new JournalOptions(1, world.clock::wallMs, 1), core)) {
            for (long sequence = last + 1; sequence <= last + APPENDED; sequence++) {
                RecordHeader.write(record, 0, 1, sequence, core.lastTimeMs(), 0, 0, 1,
                    LENGTH - RecordHeader.LENGTH, 0, 0);
                RecordHeader.crc(
                    record, 0, RecordHeader.crc(bytes, 0, LENGTH, new CRC32C()));
                journal.append(record, 0, LENGTH);
            }
            journal.force();
        } catch (final JournalDamagedException refused) {
            throw refused;
        } catch (final JournalException | IOException halted) {
            return Outcome.HALTED;
        }
        final VerifyReport report = JournalVerifier.verify(
            DataDirectory.at(place, machine), (read, offset, length) -> { });
        if (verified >= 0 && (!report.sound() || report.lastSequence() != last + APPENDED)) {
            throw new Finding(Kind.LOST, "what was appended behind the damage is not found"
                + " again: " + told() + ", then " + report.damage());
        }
        return Outcome.SURVIVED;
    }
}
