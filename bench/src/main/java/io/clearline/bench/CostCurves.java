package io.clearline.bench;

import com.sun.management.ThreadMXBean;
import io.clearline.bench.report.Spread;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.IntArrayList;

/**
 * How the cost of a command of the mixed stream grows: with the declarations of the state, with the
 * items of a declaration, with the controls in force. CPU time of the thread, some rounds after some
 * that warm up. One thread's.
 */
public final class CostCurves {
    private static final long SEED = 20_260_302;
    private static final int CONTROLS = 100;
    private static final int PRELUDE = 40_000;
    private static final int COMMANDS = 20_000;
    /** What a round applies is so small a share of the state that all rounds are of one size. */
    private static final int SHARE = 100;
    private static final int APPLIED_LEAST = 1_000;
    private static final int BATCH = 5_000;
    private static final int CHOSEN = 500;

    private final int traders;
    private final int rounds;
    private final int warmUp;
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long consumed;

    /** One point: how large, CPU ns of deciding, and of deciding and applying (null = not asked). */
    public record Point(int size, Spread decideNs, Spread stepNs) {
    }

    /**
     * Prepares.
     *
     * @param traders how many traders there are, from 1,000
     * @param rounds how many rounds count
     * @param warmUp how many declarations come before any that count: a million until the compiler is done
     */
    public CostCurves(final int traders, final int rounds, final int warmUp) {
        this.warmUp = warmUp;
        this.traders = traders;
        this.rounds = rounds;
    }

    private MixedWorld world() {
        return new MixedWorld(SEED, traders, CONTROLS, (command, offset, length) -> { });
    }

    /** Costs by declarations in the state; sizes in rising order, one state that grows. */
    public List<Point> byState(final int... sizes) {
        world().grow(warmUp);
        final MixedWorld world = world();
        final List<Point> points = new ArrayList<>();
        for (final int size : sizes) {
            world.grow(size);
            final double[] decide = new double[rounds];
            final double[] step = new double[rounds];
            world.write(COMMANDS);
            for (int round = -rounds; round < rounds; round++) {
                decide[Math.max(0, round)] = cost(world, COMMANDS, false);
            }
            final int applied = Math.max(APPLIED_LEAST, Math.min(COMMANDS, size / SHARE));
            for (int round = 0; round < rounds; round++) {
                world.write(applied);
                step[round] = cost(world, applied, true);
            }
            points.add(new Point(size, Spread.of(decide), Spread.of(step)));
        }
        return points;
    }

    private double cost(final MixedWorld world, final int commands, final boolean apply) {
        final long from = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < commands; i++) {
            consumed += (apply ? world.decideAndApply(i) : world.decide(i)).answerLength();
        }
        return (threads.getCurrentThreadCpuTime() - from) / (double) commands;
    }

    /** Costs of deciding an import by the number of its items, in turns. */
    public List<Point> byItems(final int... sizes) {
        final MixedWorld[] worlds = new MixedWorld[sizes.length];
        final IntArrayList[] chosen = new IntArrayList[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            worlds[i] = world();
            worlds[i].run(PRELUDE);
            chosen[i] = imports(worlds[i], sizes[i]);
        }
        final double[][] ns = new double[sizes.length][rounds];
        for (int round = -rounds; round < rounds; round++) {
            for (int i = 0; i < sizes.length; i++) {
                final double cost = cost(worlds[i], chosen[i]);
                if (round >= 0) {
                    ns[i][round] = cost;
                }
            }
        }
        return points(sizes, ns);
    }

    private static IntArrayList imports(final MixedWorld world, final int items) {
        world.stream().acts(false);
        world.stream().items(items);
        world.write(BATCH);
        final IntArrayList chosen = new IntArrayList();
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final DeclareDecoder declare = new DeclareDecoder();
        for (int i = 0; i < world.size() && chosen.size() < CHOSEN; i++) {
            declare.wrapAndApplyHeader(world.commands(), world.offset(i), header);
            if (declare.flow() == Flow.FIRST_LINE_IMPORT) {
                chosen.addInt(i);
            }
        }
        return chosen;
    }

    private double cost(final MixedWorld world, final IntArrayList commands) {
        final long from = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < commands.size(); i++) {
            consumed += world.decide(commands.getInt(i)).answerLength();
        }
        return (threads.getCurrentThreadCpuTime() - from) / (double) commands.size();
    }

    /** Costs of deciding by the number of controls in force, in turns. */
    public List<Point> byControls(final int... sizes) {
        final MixedCosts[] costs = new MixedCosts[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            costs[i] = new MixedCosts(traders, sizes[i]);
        }
        final double[][] ns = new double[sizes.length][rounds];
        for (int round = -rounds; round < rounds; round++) {
            for (int i = 0; i < sizes.length; i++) {
                final double cost = costs[i].round();
                if (round >= 0) {
                    ns[i][round] = cost;
                }
            }
        }
        return points(sizes, ns);
    }

    private static List<Point> points(final int[] sizes, final double[][] ns) {
        final List<Point> points = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            points.add(new Point(sizes[i], Spread.of(ns[i]), null));
        }
        return points;
    }

    /** Returns what nobody needs, so that it has to be calculated. */
    public long consumed() {
        return consumed;
    }
}
