package io.clearline.tools.simulate;

import io.clearline.engine.pipeline.Durability;
import io.clearline.tools.demo.DemoCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs of the engine on a simulated machine, each wholly given by its seed. One thread; the
 * directories of a run lie under one that is given and are removed when it ends well.
 */
final class Simulation {
    private final Path home;
    private final List<byte[]> setup;
    private final Wiring wiring;
    private final DemoCatalogue catalogue = new DemoCatalogue();

    /**
     * What came of one run.
     *
     * @param seed its seed
     * @param hash of everything that happened, the same for every run of the seed
     * @param finding what must never happen and did, null if all was well
     * @param last the last steps, oldest first; empty if all was well
     * @param directory what the last process found; null if all was well
     */
    record Result(
        long seed, long hash, Tally tally, Finding finding, List<String> last, Path directory) {
    }

    /**
     * Creates a simulation.
     *
     * @param home an empty directory to work in, best one in memory
     * @param setup what a new journal takes first, the key of the draws before all
     * @param wiring what processes are put together from
     */
    Simulation(final Path home, final List<byte[]> setup, final Wiring wiring) {
        this.home = home;
        this.setup = setup;
        this.wiring = wiring;
    }

    /**
     * Runs one seed.
     *
     * @param durability what answers promise, null if the seed decides that too
     */
    Result run(final long seed, final Durability durability) {
        final Plan plan = Plan.of(seed, durability);
        final World world = new World(plan, wiring, new Workload(catalogue, seed));
        setup.forEach(world.clients::addSetup);
        final Path directory = home.resolve("seed-" + seed);
        if (Files.exists(directory)) {
            // An earlier finding of this seed, which is about to be found again.
            DiskImage.delete(directory);
        }
        DiskImage before = new DiskImage();
        try {
            boolean powerCut = false;
            for (int number = 1; number <= plan.lives() + 1; number++) {
                final boolean last = number > plan.lives();
                world.trace.life(number);
                if (last) {
                    world.disk.full(false);
                }
                final Path place = directory.resolve("life-" + number);
                before.writeTo(place);
                if (powerCut) {
                    world.disk.powerCut(place);
                } else {
                    world.disk.killed(place);
                }
                final Life life =
                    new Life(world, last ? Fate.peace() : Fate.of(world.random.split()), last);
                before = life.live();
                powerCut = life.powerCut();
                world.clients.disconnected();
                if (!last) {
                    DiskImage.delete(place);
                    damage(world, before, directory.resolve("damaged"));
                }
            }
            Audit.end(world);
            DiskImage.delete(directory);
            world.tally.run(world.clients.commands(), world.memory.last());
            return new Result(seed, world.trace.hash(), world.tally, null, List.of(), null);
        } catch (final Finding finding) {
            return found(world, finding, before, directory);
        } catch (final RuntimeException | Error thrown) {
            return found(world, new Finding(Finding.Kind.BROKEN, thrown.toString(), thrown),
                before, directory);
        }
    }

    /** Now and then a copy of what a process left is harmed; the run goes on with the original. */
    private static void damage(
        final World world, final DiskImage image, final Path place) {
        // What lies behind the forced mark after a power cut may be missing without being damage.
        if (!world.settled || world.memory.last() == 0 || world.random.nextInt(3) > 0) {
            return;
        }
        DamageCheck.run(world, image.copy(), place);
        DiskImage.delete(place);
    }

    private Result found(
        final World world, final Finding finding, final DiskImage before, final Path directory) {
        world.tally.run(world.clients.commands(), world.memory.last());
        world.tally.finding(finding.kind());
        final Path kept = directory.resolve("found");
        before.writeTo(kept);
        return new Result(world.plan.seed(), world.trace.hash(), world.tally, finding,
            world.trace.last(), kept);
    }
}
