package io.clearline.tools.simulate;

import io.clearline.engine.core.Core;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.Journal;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.journal.JournalOptions;
import io.clearline.engine.pipeline.AnswerSink;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.pipeline.EngineState;
import io.clearline.engine.pipeline.Offer;
import io.clearline.engine.pipeline.Steps;
import io.clearline.engine.record.Hash64;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.recovery.Recovered;
import io.clearline.tools.simulate.Fate.End;
import io.clearline.tools.simulate.FaultKind.Outcome;
import io.clearline.tools.simulate.Finding.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One process, from the moment at which it opens the data directory to the one at which it dies. At
 * that moment the image of what it leaves is taken; it then runs on until its calls have returned,
 * and nothing of that counts.
 */
final class Life implements SimDisk.Watch, ProbedJournal.Probe, AnswerSink {
    private enum Phase {
        START, RUN, CLOSE
    }

    /** The smallest there are. */
    private static final long BLOCK_BYTES = 1;
    private static final long AHEAD_BYTES = 1;
    private static final int SLOT_BYTES = 256;
    /** A process that lives on until all is answered needs some hundred steps for it. */
    private static final int OVERTIME_STEPS = 100_000;
    private static final String JOURNAL_SUFFIX = ".cq4";
    private static final String HIGH_WATER = "high-water";

    private final World world;
    private final Fate fate;
    private final boolean last;
    private final SplittableRandom random;
    private Phase phase = Phase.START;
    private DataDirectory data;
    private Recovered recovered;
    private Core core;
    private Journal journal;
    private Steps steps;
    private Followers followers;
    private DiskImage left;
    private boolean powerCut;
    private FaultKind struck;
    private boolean forcing;
    private boolean roomKnown;
    /** Steps that are left; below 0 in overtime. */
    private int budget;
    private long forceTarget;
    private long answeredUpTo;
    private byte[] markBefore;
    private int filesBefore;
    private byte[] record;

    /**
     * Creates one.
     *
     * @param last whether it lives until everybody got all answers
     */
    Life(final World world, final Fate fate, final boolean last) {
        this.world = world;
        this.fate = fate;
        this.last = last;
        this.random = world.random.split();
    }

    /** Lives; returns what it leaves on the disk. */
    DiskImage live() {
        world.disk.watch(this);
        try {
            if (start()) {
                run();
            }
            if (left == null) {
                end();
            }
            return left;
        } finally {
            world.disk.watch(null);
            release();
        }
    }

    /** Tells whether the power went. */
    boolean powerCut() {
        return powerCut;
    }

    private boolean start() {
        world.wiring.beforeStart(world.disk.root());
        final long verified = Audit.verify(world);
        try {
            data = DataDirectory.open(
                world.disk.root(), world.wiring.machine(world.disk));
            recovered = world.wiring.recover(data);
            core = recovered.core();
            journal = world.wiring.journal(data,
                new JournalOptions(BLOCK_BYTES, world.clock::wallMs, AHEAD_BYTES), core);
        } catch (final JournalException refused) {
            if (left == null && struck == null && world.disk.full()) {
                struck = FaultKind.DISK_FULL;
            }
            if (left == null && struck == null) {
                throw new Finding(Kind.BROKEN, "the engine does not start: "
                    + refused.getMessage(), refused);
            }
            return false;
        }
        if (left != null) {
            return false;
        }
        found(verified);
        phase = Phase.RUN;
        return left == null;
    }

    private void found(final long verified) {
        final long last = core.lastSequence();
        if (verified != last) {
            throw new Finding(Kind.CONTRADICTED, "verify reads up to record " + verified
                + ", recovery up to record " + last);
        }
        world.trace.add("starts at record", last, 0);
        world.memory.found(last, world.promised);
        world.tally.windowed(world.clients.forget(last));
        world.clients.connected(last == 0);
        world.promised = last;
        world.settled = true;
        answeredUpTo = last;
        Audit.state(world, core, last);
        if (!recovered.report().unusableSnapshots().isEmpty()) {
            throw new Finding(Kind.BROKEN, "a snapshot cannot be used: "
                + recovered.report().unusableSnapshots());
        }
        if (recovered.report().snapshotSequence() > 0) {
            world.tally.snapshotStart();
        }
        Audit.seals(world, data);
        followers = new Followers(
            world, data, this::shown, () -> steps.engine().force(), random.split());
    }

    /** Returns the last record that a follower may show. */
    private long shown() {
        return world.plan.durability() == Durability.GROUP ? steps.engine().durableSequence()
            : steps.engine().lastSequence();
    }

    private EngineConfig config() {
        final EngineConfig config = EngineConfig.defaults().withPreset(world.plan.preset())
            .withDurability(world.wiring.durability(world.plan.durability()))
            .withRing(world.plan.ringSize(), SLOT_BYTES);
        return world.plan.declared() ? config : config.withWallClock(world.clock::wallMs);
    }

    private void run() {
        steps = Steps.open(config(), core, new ProbedJournal(journal, this), this);
        budget = 20 + random.nextInt(600);
        while (left == null && struck == null && (budget-- > 0 || last || !settled()) && !done()) {
            step(draw());
            if (budget < -OVERTIME_STEPS) {
                throw new Finding(Kind.BROKEN, "commands still wait for their answers after "
                    + OVERTIME_STEPS + " steps");
            }
        }
    }

    /** Tells whether everybody got all answers. */
    private boolean done() {
        return world.clients.commands() >= world.plan.commands() && world.clients.idle()
            && !world.clients.waits();
    }

    /** Early processes that are to meet no fault live until the reference data is loaded. */
    private boolean settled() {
        return world.clients.settled() || world.plan.earlyFaults();
    }

    private int draw() {
        int sum = 0;
        for (final int weight : world.plan.weights()) {
            sum += weight;
        }
        int at = random.nextInt(sum);
        int kind = 0;
        while (at >= world.plan.weights()[kind]) {
            at -= world.plan.weights()[kind++];
        }
        return kind;
    }

    private void step(final int kind) {
        switch (kind) {
            case 0 -> offer();
            case 1 -> move(random.nextInt(steps.stages() - 1));
            case 2 -> move(steps.stages() - 1);
            case 3 -> force();
            case 4 -> followers.step();
            case 5 -> pass();
            case 6 -> world.disk.writeBack(random);
            case 7 -> beside();
            default -> duplicate();
        }
        reached(CrashPoint.IDLE);
    }

    private void offer() {
        final Clients clients = world.clients;
        if (clients.idle() && clients.commands() < world.plan.commands()) {
            clients.add(world.workload.next());
        }
        final Command next = clients.next();
        if (next == null) {
            return;
        }
        final Offer offer = steps.engine().tryOffer(
            new UnsafeBuffer(next.bytes), 0, next.bytes.length, clients.correlation());
        world.trace.add("offer " + offer, next.number, next.bytes.length);
        if (offer == Offer.ACCEPTED) {
            if (roomKnown) {
                throw new Finding(Kind.BROKEN, "commands are taken without room for them");
            }
            clients.offered();
        }
    }

    /** The work beside goes on; the disk fills up and is cleared again. */
    private void beside() {
        steps.tick();
        world.disk.goOnBeside();
        roomKnown = world.disk.full();
        if (world.disk.full() && random.nextInt(5) == 0) {
            room();
        } else if (settled() && fate.strikes(FaultKind.DISK_FULL)) {
            world.trace.add("disk full", 0, 0);
            world.disk.full(true);
        }
    }

    private void room() {
        world.trace.add("disk cleared", 0, 0);
        world.tally.fault(FaultKind.DISK_FULL, Outcome.SURVIVED);
        world.disk.full(false);
        world.disk.goOnBeside();
        roomKnown = false;
    }

    private boolean move(final int stage) {
        final boolean moved = steps.step(stage);
        if (moved) {
            world.trace.add("stage", stage, world.memory.last());
        }
        checkEngine();
        return moved;
    }

    /** What stopped the engine must be what was done to it. */
    private void checkEngine() {
        final Throwable failure = steps.engine().failure().orElse(null);
        if (failure instanceof Finding finding) {
            throw finding;
        }
        if (failure instanceof JournalException && world.disk.full() && struck == null) {
            struck = FaultKind.DISK_FULL;
        }
        if (failure != null && left == null && struck == null) {
            throw new Finding(Kind.BROKEN, "the engine stopped: " + failure, failure);
        }
    }

    private boolean force() {
        final long target = steps.unforced();
        if (target < 0) {
            return false;
        }
        reached(CrashPoint.BEFORE_FORCE);
        meanwhile();
        world.trace.add("force", target, world.memory.last());
        forcing = true;
        steps.force(target);
        forcing = false;
        checkEngine();
        return true;
    }

    /** The other threads go on while one waits for the disk. */
    private void meanwhile() {
        for (int i = random.nextInt(4); i > 0 && left == null && struck == null; i--) {
            step(random.nextInt(3));
        }
    }

    private void pass() {
        switch (random.nextInt(fate.point() == CrashPoint.IN_ROLL ? 4 : 12)) {
            case 0 -> {
                final long ms = random.nextLong(172_800_000);
                world.clock.stepBack(ms);
                world.trace.add("clock steps back", ms, 0);
                world.tally.fault(FaultKind.CLOCK_BACK, Outcome.SURVIVED);
            }
            case 1, 2 -> world.clock.pass(random.nextLong(172_800_000));
            default -> world.clock.pass(random.nextLong(100));
        }
    }

    /** In overtime nobody sends again, or clients that are faster than the engine never end. */
    private void duplicate() {
        if (budget > 0 && world.clients.settled() && world.clients.duplicate()) {
            world.tally.fault(FaultKind.DUPLICATE, Outcome.SURVIVED);
        }
    }

    /** The process meets the end it was to have, if it has not died on the way. */
    private void end() {
        if (struck != null) {
            halt();
        } else if (fate.end() == End.CLOSE || fate.point() == CrashPoint.IN_CLOSE) {
            close();
        } else {
            die(CrashPoint.IDLE, image -> { });
        }
    }

    private void halt() {
        if (steps != null && steps.engine().state() != EngineState.FAILED) {
            throw new Finding(Kind.BROKEN, "the engine goes on after a " + struck.words());
        }
        world.trace.add(struck.words(), 0, 0);
        world.tally.fault(struck, Outcome.HALTED);
        if (steps != null
            && (struck == FaultKind.APPEND_ERROR || struck == FaultKind.DISK_FULL)) {
            Audit.refusedAppend(world, core);
            world.memory.refused();
        }
        world.disk.full(false);
        // After a failed force nobody knows what is on the disk: what was not forced may be gone.
        powerCut = struck == FaultKind.FORCE_ERROR;
        promise();
        final DiskImage now = DiskImage.of(world.disk.root());
        left = powerCut ? world.disk.cut(now, random) : now;
        world.disk.watch(null);
    }

    private void close() {
        if (world.disk.full()) {
            room();
        }
        while (left == null && struck == null && steps.engine().pending() > 0) {
            if (!move(random.nextInt(steps.stages()))) {
                force();
            }
        }
        if (left != null || struck != null) {
            if (left == null) {
                halt();
            }
            return;
        }
        followers.check();
        phase = Phase.CLOSE;
        try {
            steps.engine().close();
        } catch (final RuntimeException failed) {
            if (struck == null && left == null) {
                throw new Finding(Kind.BROKEN, "the engine does not close: " + failed, failed);
            }
        }
        if (left == null && struck != null) {
            halt();
        } else if (left == null) {
            world.memory.forced(world.memory.last());
            world.promised = world.memory.last();
            world.trace.add("closed", world.memory.last(), 0);
            left = DiskImage.of(world.disk.root());
        }
    }

    private void release() {
        try {
            if (followers != null) {
                followers.die();
            }
            if (journal != null) {
                journal.close();
            }
        } catch (final JournalException late) {
            // What a dead process could not close is nobody's loss.
            journal = null;
        } finally {
            if (data != null) {
                data.close();
            }
        }
    }

    private void reached(final CrashPoint point) {
        reached(point, image -> { });
    }

    private void reached(final CrashPoint point, final Consumer<DiskImage> made) {
        if (left != null || struck != null) {
            return;
        }
        final CrashPoint moment = point == CrashPoint.IN_RENAME ? point
            : phase == Phase.START ? CrashPoint.IN_START
            : phase == Phase.CLOSE ? CrashPoint.IN_CLOSE
            : following() == null || point == CrashPoint.AFTER_FORCE ? point : following();
        if (fate.diesAt(moment) && (settled() || phase != Phase.RUN)) {
            die(moment, made);
        }
    }

    private void die(final CrashPoint point, final Consumer<DiskImage> made) {
        powerCut = fate.end() == End.POWER_CUT;
        final DiskImage now = DiskImage.of(world.disk.root());
        made.accept(now);
        left = powerCut ? world.disk.cut(now, random) : now;
        world.disk.watch(null);
        promise();
        world.trace.add((powerCut ? "power cut " : "kill ") + point, world.promised, 0);
        world.tally.crash(point, powerCut);
        world.tally.fault(powerCut ? FaultKind.POWER_CUT : FaultKind.KILL, Outcome.SURVIVED);
    }

    /** What the next process must find. */
    private void promise() {
        final Memory memory = world.memory;
        world.settled &= !powerCut;
        if (powerCut) {
            world.promised = world.plan.durability() == Durability.GROUP
                ? Math.max(memory.forced(), memory.answered()) : memory.forced();
            // Whoever got a head holds it against the journal.
            world.promised = Math.max(world.promised, world.sealedLast);
        } else if (phase != Phase.START) {
            world.promised = memory.last();
        }
    }

    @Override
    public void beforeAppend(final DirectBuffer buffer, final int offset, final int length) {
        if (left != null) {
            return;
        }
        world.memory.appending(buffer, offset, length);
        record = world.memory.record(world.memory.last() + 1);
        reached(CrashPoint.BEFORE_APPEND);
        if (fate.point() == CrashPoint.BEFORE_MARK) {
            markBefore = DiskImage.of(world.disk.root()).files().get(HIGH_WATER);
        }
        if (fate.point() == CrashPoint.IN_ROLL) {
            filesBefore = journalFiles();
        }
    }

    private int journalFiles() {
        final String[] files = data.journal().toFile().list();
        return (int) Arrays.stream(files).filter(name -> name.endsWith(JOURNAL_SUFFIX)).count();
    }

    private static String[] files(final DiskImage image) {
        return image.files().keySet().stream()
            .filter(name -> name.endsWith(JOURNAL_SUFFIX)).toArray(String[]::new);
    }

    @Override
    public void insideAppend() {
        if (left != null) {
            return;
        }
        if (fate.strikes(FaultKind.APPEND_ERROR)) {
            struck = FaultKind.APPEND_ERROR;
            throw new IllegalStateException("simulated: the disk takes nothing more");
        }
        if (fate.point() == CrashPoint.IN_ROLL && journalFiles() > filesBefore) {
            reached(CrashPoint.IN_ROLL, this::begin);
        }
        reached(CrashPoint.IN_APPEND, image -> {
            world.tally.fault(FaultKind.TORN_RECORD, Outcome.SURVIVED);
            Documents.begin(last(image), new UnsafeBuffer(record), random);
        });
    }

    private static byte[] last(final DiskImage image) {
        final String[] files = files(image);
        return image.files().get(files[files.length - 1]);
    }

    private void begin(final DiskImage image) {
        final String[] files = files(image);
        final String name = files[files.length - 1];
        if (random.nextInt(6) == 0) {
            image.files().remove(name);
        } else {
            image.files().put(name, Documents.begun(image.files().get(name), random));
        }
    }

    @Override
    public void afterAppend() {
        if (left != null) {
            return;
        }
        reached(CrashPoint.BEFORE_MARK, image -> image.files().put(HIGH_WATER, markBefore));
        reached(CrashPoint.IN_MARK, image -> tear(image.files().get(HIGH_WATER)));
        if (left == null) {
            world.memory.appended();
        }
        world.trace.add("append", world.memory.last(),
            RecordHeader.crc(new UnsafeBuffer(record), 0));
        reached(CrashPoint.AFTER_APPEND);
    }

    /** Tears the slot of the mark that was just written. */
    private void tear(final byte[] mark) {
        final long sequence = RecordHeader.sequence(new UnsafeBuffer(record), 0);
        final int at = (int) (sequence & 1) * Pages.PAGE;
        Arrays.fill(mark, at + random.nextInt(48), at + 48, (byte) 0);
    }

    @Override
    public void beforeForce() {
        forceTarget = world.memory.last();
    }

    @Override
    public void afterForce() {
        if (left == null) {
            world.memory.forced(forceTarget);
            reached(CrashPoint.AFTER_FORCE);
        }
    }

    @Override
    public void beforeForce(final String name) throws IOException {
        if (left != null) {
            return;
        }
        if (forcing) {
            meanwhile();
        }
        if (settled() && following() == null && fate.strikes(FaultKind.FORCE_ERROR)) {
            struck = FaultKind.FORCE_ERROR;
            throw new IOException("simulated: input/output error");
        }
        reached(CrashPoint.IN_FORCE);
    }

    private CrashPoint following() {
        return followers == null ? null : followers.at();
    }

    @Override
    public void afterForce(final String name) {
        world.trace.add("forced " + name, 0, 0);
        reached(CrashPoint.IN_FORCE);
    }

    @Override
    public void aroundRename(final String name) {
        reached(CrashPoint.IN_RENAME);
    }

    @Override
    public int write(final String name, final int bytes) throws IOException {
        reached(CrashPoint.IDLE);
        if (left == null && phase == Phase.START && fate.strikes(FaultKind.WRITE_ERROR)) {
            struck = FaultKind.WRITE_ERROR;
            throw new IOException("simulated: no space left on device");
        }
        if (left == null && fate.strikes(FaultKind.SHORT_WRITE)) {
            world.tally.fault(FaultKind.SHORT_WRITE, Outcome.SURVIVED);
            return Math.max(1, bytes / 2);
        }
        return bytes;
    }

    @Override
    public void onAnswer(
        final long correlation, final long sequence, final long timeMs, final DirectBuffer answer,
        final int offset, final int length) {
        reached(CrashPoint.BEFORE_ANSWER);
        if (left != null) {
            return;
        }
        final byte[] bytes = new byte[length];
        answer.getBytes(offset, bytes);
        final long restsOn = sequence == 0 ? answeredUpTo : sequence;
        final Command command = world.clients.answered(correlation, bytes, restsOn);
        Audit.answer(world, command, bytes, sequence, timeMs, answeredUpTo);
        answeredUpTo = restsOn;
        world.memory.answered(restsOn);
        world.tally.answer();
        world.trace.add("answer", sequence, Hash64.of(answer, offset, length, 0));
        reached(CrashPoint.AFTER_ANSWER);
    }
}
