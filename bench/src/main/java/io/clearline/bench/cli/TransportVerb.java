package io.clearline.bench.cli;

import io.clearline.adapters.aeron.Idle;
import io.clearline.bench.LoadStream;
import io.clearline.bench.report.Percentiles;
import io.clearline.bench.report.Spread;
import io.clearline.bench.report.Table;
import io.clearline.bench.transport.HttpRun;
import io.clearline.bench.transport.LineRun;
import io.clearline.engine.pipeline.Durability;
import io.clearline.tools.DurabilityOption;
import io.clearline.tools.Failure;
import io.clearline.tools.IdleOption;
import io.clearline.tools.Streams;
import io.clearline.tools.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearline bench transport}. */
@Command(
    name = "transport",
    description = "Load over a way into serve, on loopback, beside an echo on the same way in the"
        + " same run: over TCP and Aeron at a rate, each answer measured from the time its command"
        + " was meant to be sent; over HTTP at full speed.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class TransportVerb implements Callable<Integer> {
    private static final int RATE = 20_000;
    /** What answers may take: so many times the echo, and so much. */
    private static final double ECHO_FACTOR = 1.5;
    private static final long ECHO_EXTRA_NS = 20_000;
    private static final double STREAM_LEAST = 100_000;
    private static final double POSTS_LEAST_RATIO = 0.5;
    private static final int LINES_MAX = 10_000_000;

    private final Streams streams;

    @Mixin
    private CommonOptions common;

    @Mixin
    private LoadOptions load;

    @Option(names = "--over", required = true, paramLabel = "tcp|aeron|http",
        description = "The way in.")
    private String over;

    @Option(names = "--durability", defaultValue = "page-cache", paramLabel = "MODE",
        converter = DurabilityOption.class,
        description = "page-cache, which shows group beside, or group alone (default"
            + " ${DEFAULT-VALUE}).")
    private Durability durability;

    @Option(names = "--aeron-idle", defaultValue = "backoff", paramLabel = "backoff|yield|spin",
        converter = IdleOption.class,
        description = "What the servers' Aeron threads do while nothing comes (default"
            + " ${DEFAULT-VALUE}).")
    private Idle idle;

    @Option(names = "--lines", defaultValue = "200000", paramLabel = "N",
        description = "Over HTTP, declarations of a stream (default ${DEFAULT-VALUE}).")
    private int lines;

    @Option(names = "--posts", defaultValue = "20000", paramLabel = "N",
        description = "Over HTTP, single posts (default ${DEFAULT-VALUE}).")
    private int posts;

    TransportVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        common.check();
        load.check();
        CommonOptions.range("--lines", lines, 1, LINES_MAX);
        CommonOptions.range("--posts", posts, 1, LINES_MAX);
        if (!List.of("tcp", "aeron", "http").contains(over)) {
            throw Failure.usage("--over " + over + " is none: give tcp, aeron or http");
        }
        final Session session =
            new Session("transport", streams, common, load.config(durability), false);
        session.json().put("over", over);
        session.json().put("durability", durability.name());
        final boolean complete = "http".equals(over) ? http(session) : line(session);
        session.finish();
        return complete ? 0 : Failure.CHECK;
    }

    /** Each run has an engine of its own, and so the stream from its start. */
    private LoadStream stream() {
        return new LoadStream(common.traders(), common.controls(), Session.PRELUDE, false);
    }

    /** What some runs of a line saw, medians of them, and each. */
    private record Lines(
        Percentiles answer, Percentiles echo, long lost, List<Object> each) {
    }

    private boolean line(final Session session) throws IOException {
        final int rate = load.rate(RATE);
        final Table table = new Table("run", "p50", "p99", "p99.9", "p99.99", "max", "echo p50",
            "p50 may be", "lost");
        final Lines asked = lines(session, durability, rate, table, "");
        final Percentiles answer = asked.answer;
        final Percentiles echo = asked.echo;
        long lost = asked.lost;
        session.json().put("rate", rate);
        session.json().putAll(figures(answer, echo));
        if (isGroupBeside()) {
            final Lines group = lines(session, Durability.GROUP, rate, table, "group ");
            session.json().put("group", figures(group.answer, group.echo));
            lost += group.lost;
        }
        session.json().put("lost", lost);
        session.json().put("eachRun", asked.each);
        session.tell("Over %s, %,d commands a second, %s: microseconds from the time a command was"
            + " meant to be sent to its answer, in one line. The echo sends frames back from the"
            + " same server, in turns of half a second.", over, rate, durability);
        session.tell("%s", table);
        session.tell("p50 is %.2f of the echo's and %s what it may be: %.1f times the echo's and"
            + " %d us.", (double) answer.p50Ns() / echo.p50Ns(), holds(answer, echo) ? "within"
            : "ABOVE", ECHO_FACTOR, ECHO_EXTRA_NS / 1000);
        return lost == 0;
    }

    /** Answers that wait for the disk are shown beside those that do not, and bound by nothing. */
    private boolean isGroupBeside() {
        return durability == Durability.PAGE_CACHE;
    }

    private Lines lines(final Session session, final Durability mode, final int rate,
        final Table table, final String prefix) throws IOException {
        final List<Object> each = new ArrayList<>();
        final List<Percentiles> answers = new ArrayList<>();
        final List<Percentiles> echoes = new ArrayList<>();
        long lost = 0;
        for (int number = 1; number <= common.runs(); number++) {
            session.note("%srun %d of %d", prefix, number, common.runs());
            final LineRun run = new LineRun(stream(), load.config(mode), mode);
            if ("tcp".equals(over)) {
                run.overTcp(common.home(), rate, load.seconds());
            } else {
                run.overAeron(common.home(), idle, rate, load.seconds());
            }
            final Percentiles answer = Percentiles.of(run.answers());
            final Percentiles echo = Percentiles.of(run.echoes());
            answers.add(answer);
            echoes.add(echo);
            lost += run.lost();
            final Map<String, Object> one = figures(answer, echo);
            one.put("lost", run.lost());
            each.add(one);
            row(table, prefix + number, answer, echo, Integer.toString(run.lost()));
        }
        final Percentiles answer = Percentiles.median(answers);
        final Percentiles echo = Percentiles.median(echoes);
        row(table, prefix + "median", answer, echo, Long.toString(lost));
        return new Lines(answer, echo, lost, each);
    }

    private static Map<String, Object> figures(final Percentiles answer, final Percentiles echo) {
        final Map<String, Object> figures = new LinkedHashMap<>();
        Figures.percentiles(figures, "", answer);
        Figures.percentiles(figures, "echo", echo);
        figures.put("ratioToEcho", (double) answer.p50Ns() / echo.p50Ns());
        figures.put("p50NsMax", (long) limitNs(echo));
        figures.put("holds", holds(answer, echo));
        return figures;
    }

    private static double limitNs(final Percentiles echo) {
        return ECHO_FACTOR * echo.p50Ns() + ECHO_EXTRA_NS;
    }

    private static boolean holds(final Percentiles answer, final Percentiles echo) {
        return answer.p50Ns() <= limitNs(echo);
    }

    private static void row(final Table table, final String name, final Percentiles answer,
        final Percentiles echo, final String lost) {
        final String[] cells = Table.cells(answer);
        table.row(name, cells[0], cells[1], cells[2], cells[3], cells[4],
            Table.us(echo.p50Ns()), Table.us(limitNs(echo)), lost);
    }

    private List<HttpRun> runs(final Session session, final Durability mode)
        throws IOException {
        final List<HttpRun> runs = new ArrayList<>();
        for (int number = 1; number <= common.runs(); number++) {
            session.note("run %d of %d, %s", number, common.runs(), mode);
            final HttpRun run = new HttpRun(stream(), load.config(mode), mode);
            run.measure(common.home(), lines, posts);
            runs.add(run);
        }
        return runs;
    }

    private boolean http(final Session session) throws IOException {
        session.note("a run that is not counted, to warm up");
        new HttpRun(stream(), load.config(durability), durability)
            .measure(common.home(), lines, posts);
        final List<HttpRun> runs = runs(session, durability);
        final Table table = new Table("a second", "least", "median", "most");
        row(table, "declarations in a stream", runs, HttpRun::streamPerSecond);
        row(table, "lines, echoed", runs, HttpRun::emptyStreamPerSecond);
        row(table, "single posts", runs, HttpRun::postsPerSecond);
        row(table, "single posts, empty handler", runs, HttpRun::emptyPostsPerSecond);
        long lost = runs.stream().mapToLong(HttpRun::lost).sum();
        if (isGroupBeside()) {
            final List<HttpRun> group = runs(session, Durability.GROUP);
            row(table, "declarations in a stream, group", group, HttpRun::streamPerSecond);
            row(table, "single posts, group", group, HttpRun::postsPerSecond);
            lost += group.stream().mapToLong(HttpRun::lost).sum();
            session.json().put("groupStreamPerSecond",
                spread(group, HttpRun::streamPerSecond).median());
            session.json().put("groupPostsPerSecond",
                spread(group, HttpRun::postsPerSecond).median());
        }
        final Spread stream = spread(runs, HttpRun::streamPerSecond);
        final Spread ratio = spread(runs, run -> run.postsPerSecond() / run.emptyPostsPerSecond());
        final Map<String, Object> json = session.json();
        json.put("streamPerSecond", stream.median());
        json.put("emptyStreamPerSecond", spread(runs, HttpRun::emptyStreamPerSecond).median());
        json.put("streamHolds", stream.median() >= STREAM_LEAST);
        json.put("postsPerSecond", spread(runs, HttpRun::postsPerSecond).median());
        json.put("emptyPostsPerSecond", spread(runs, HttpRun::emptyPostsPerSecond).median());
        json.put("postsRatio", ratio.median());
        json.put("postsHolds", ratio.median() >= POSTS_LEAST_RATIO);
        json.put("lost", lost);
        session.tell("Over HTTP, %s, %d runs after one that warmed up: JSON Lines in one connection"
            + " as fast as they are taken, and single posts over four, one behind the other on"
            + " each; beside them a server of the same kind that echoes lines and answers posts"
            + " with nothing.", durability, common.runs());
        session.tell("%s", table);
        session.tell("The stream is %s %,.0f a second; single posts are %.2f of the empty handler's"
            + " (at least %.1f: %s); %d commands were lost.",
            stream.median() >= STREAM_LEAST ? "above" : "BELOW", STREAM_LEAST, ratio.median(),
            POSTS_LEAST_RATIO, ratio.median() >= POSTS_LEAST_RATIO ? "yes" : "NO", lost);
        return lost == 0;
    }

    private static Spread spread(final List<HttpRun> runs, final ToDoubleFunction<HttpRun> part) {
        return Spread.of(runs.stream().mapToDouble(part).toArray());
    }

    private static void row(final Table table, final String name, final List<HttpRun> runs,
        final ToDoubleFunction<HttpRun> part) {
        final Spread spread = spread(runs, part);
        table.row(name, Table.whole(spread.least()), Table.whole(spread.median()),
            Table.whole(spread.most()));
    }
}
