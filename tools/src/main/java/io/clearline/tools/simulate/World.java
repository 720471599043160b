package io.clearline.tools.simulate;

import java.util.SplittableRandom;

/** What outlives the processes of one run: the machine, the clients, and the memory of both. */
final class World {
    private static final long START_MS = 1_772_411_400_000L;

    final Plan plan;
    final Wiring wiring;
    final SplittableRandom random;
    final Trace trace = new Trace();
    final Tally tally = new Tally();
    final SimClock clock = new SimClock(START_MS);
    final SimDisk disk = new SimDisk(clock);
    final Memory memory = new Memory();
    final Clients clients;
    final Workload workload;
    final Shadow shadow;
    /** What the next process must find in the journal at least. */
    long promised;
    /** Whether a process has come to its work since the power went last. */
    boolean settled = true;

    World(final Plan plan, final Wiring wiring, final Workload workload) {
        this.plan = plan;
        this.wiring = wiring;
        this.workload = workload;
        random = new SplittableRandom(plan.seed() + 1);
        clients = new Clients(random.split());
        shadow = new Shadow(memory, plan.declared());
    }
}
