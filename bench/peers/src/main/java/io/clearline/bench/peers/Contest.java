package io.clearline.bench.peers;

import com.sun.management.ThreadMXBean;
import io.clearline.bench.LoadStream;
import io.clearline.bench.report.Spread;
import io.clearline.engine.record.sbe.ControlThen;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.agrona.collections.IntArrayList;

/**
 * The same rules on the same declarations, in Drools and in the engine: first the outcomes, one by
 * one, then rounds in turns by the thread's CPU time, which the machine's other work does not touch.
 */
final class Contest implements AutoCloseable {
    private static final int PRELUDE = 20_000;
    private static final int TRADERS = 20;

    private final LoadStream stream;
    private final List<Rule> rules;
    private final EnginePeer without;
    private final EnginePeer with;
    private final DroolsPeer drools;
    private final IntArrayList commands = new IntArrayList();
    private final List<DeclarationFact> facts = new ArrayList<>();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long consumed;

    /**
     * What the comparison of outcomes found.
     *
     * @param declarations how many were compared
     * @param hit how many any rule matched
     * @param matches how many matches there were, of rules and items
     * @param different how many came out otherwise
     * @param first the first of them in words, "" if there is none
     */
    record Outcomes(int declarations, int hit, int matches, int different, String first) {
    }

    /** What a side took: CPU ns for a declaration in each round, and bytes allocated for one. */
    record Cost(double[] ns, double bytes) {
    }

    /** What all took; {@code controls} is the difference between the engine with and without. */
    record Costs(Cost drools, Cost with, Cost without) {
        Spread controlsNs() {
            final double[] difference = new double[with.ns.length];
            for (int i = 0; i < difference.length; i++) {
                difference[i] = with.ns[i] - without.ns[i];
            }
            return Spread.of(difference);
        }
    }

    /** Builds both sides and takes {@code count} declarations that the engine accepts. */
    Contest(final int traders, final int count) {
        stream = new LoadStream(traders, 0, PRELUDE, false);
        final int from = stream.size();
        stream.require(from + 2 * count);
        final FactReader reader = new FactReader();
        final List<String> some = new ArrayList<>();
        for (int i = from; some.size() < TRADERS; i++) {
            final String trader = reader.read(stream.buffer(i), stream.offset(i)).trader();
            if (!some.contains(trader)) {
                some.add(trader);
            }
        }
        rules = Rule.all(some);
        without = new EnginePeer(stream, List.of());
        with = new EnginePeer(stream, rules);
        drools = new DroolsPeer(rules);
        for (int i = from; commands.size() < count && i < stream.size(); i++) {
            if (with.hits(i, rules) != null) {
                commands.addInt(i);
                facts.add(reader.read(stream.buffer(i), stream.offset(i)));
            }
        }
        if (commands.size() < count) {
            throw new IllegalStateException("only " + commands.size() + " of " + 2 * count
                + " declarations are accepted");
        }
    }

    /** Compares the outcomes of every declaration. */
    Outcomes compare() {
        int hit = 0;
        int matches = 0;
        int different = 0;
        String first = "";
        for (int i = 0; i < facts.size(); i++) {
            final int[] ours = with.hits(commands.getInt(i), rules);
            final int[] theirs = asCited(drools.decide(facts.get(i)));
            hit += ours.length > 0 ? 1 : 0;
            matches += ours.length;
            if (!Arrays.equals(ours, theirs)) {
                different++;
                first = first.isEmpty() ? "declaration " + i + ": engine " + text(ours)
                    + ", Drools " + text(theirs) : first;
            }
        }
        return new Outcomes(facts.size(), hit, matches, different, first);
    }

    /** An answer cites a control that asks for an audit once, whichever items it matched. */
    private int[] asCited(final Hits hits) {
        final Hits cited = new Hits();
        int before = -1;
        for (final int hit : hits.sorted()) {
            final int rule = Hits.rule(hit);
            if (rules.get(rule).then() != ControlThen.AUDIT) {
                cited.hit(rule, Hits.item(hit));
            } else if (rule != before) {
                cited.hit(rule, 0);
            }
            before = rule;
        }
        return cited.sorted();
    }

    private String text(final int[] hits) {
        final StringBuilder text = new StringBuilder("[");
        for (final int hit : hits) {
            final Rule rule = rules.get(Hits.rule(hit));
            text.append(text.length() > 1 ? ", " : "").append(rule.number()).append(" (")
                .append(rule.cel()).append(") item ").append(Hits.item(hit));
        }
        return text.append(']').toString();
    }

    /** Runs rounds in turns, some to warm up, then those that count. */
    Costs measure(final int warmUp, final int rounds) {
        final List<IntToLongFunction> sides = List.of(
            i -> drools.decide(facts.get(i)).size(),
            i -> with.decide(commands.getInt(i)).answerLength(),
            i -> without.decide(commands.getInt(i)).answerLength());
        final double[][] ns = new double[sides.size()][rounds];
        final double[] bytes = new double[sides.size()];
        for (int round = -warmUp; round < rounds; round++) {
            for (int side = 0; side < sides.size(); side++) {
                final long bytesBefore = threads.getCurrentThreadAllocatedBytes();
                final double took = round(sides.get(side));
                if (round >= 0) {
                    ns[side][round] = took;
                    bytes[side] += threads.getCurrentThreadAllocatedBytes() - bytesBefore;
                }
            }
        }
        final double each = (double) rounds * facts.size();
        return new Costs(new Cost(ns[0], bytes[0] / each), new Cost(ns[1], bytes[1] / each),
            new Cost(ns[2], bytes[2] / each));
    }

    private double round(final IntToLongFunction side) {
        final long from = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < facts.size(); i++) {
            consumed += side.applyAsLong(i);
        }
        return (threads.getCurrentThreadCpuTime() - from) / (double) facts.size();
    }

    /** Returns what nobody needs, so that it has to be calculated. */
    long consumed() {
        return consumed;
    }

    @Override
    public void close() {
        drools.close();
    }
}
