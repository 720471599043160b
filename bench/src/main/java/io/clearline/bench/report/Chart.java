package io.clearline.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A line chart as SVG. Series are drawn in the order in which they are added. */
public final class Chart {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 440;
    private static final int LEFT = 80;
    private static final int RIGHT = 170;
    private static final int TOP = 40;
    private static final int BOTTOM = 50;
    private static final int TICKS = 5;
    private static final String[] COLOURS = {
        "#1b6ca8", "#c8553d", "#2e8b57", "#8e44ad", "#b8860b", "#444444", "#17a2a2", "#d6336c"};

    private final String title;
    private final Axis x;
    private final Axis y;
    private final List<Series> series = new ArrayList<>();

    /** One line. */
    private record Series(String name, double[] xs, double[] ys) {
    }

    /** Where values lie. */
    private static final class Axis {
        private final String label;
        private final boolean log;
        private double least = Double.MAX_VALUE;
        private double most = -Double.MAX_VALUE;

        private Axis(final String label, final boolean log) {
            this.label = label;
            this.log = log;
        }

        private double place(final double value) {
            return log ? Math.log10(Math.max(value, Double.MIN_NORMAL)) : value;
        }

        private void take(final double value) {
            least = Math.min(least, place(value));
            most = Math.max(most, place(value));
        }

        /** Takes the range to whole powers, or from zero on. */
        private void close() {
            if (least > most) {
                least = 0;
                most = 1;
            }
            least = log ? Math.floor(least) : 0;
            most = log ? Math.ceil(most) : most;
            most = most <= least ? least + 1 : most;
        }

        private double share(final double value) {
            return (place(value) - least) / (most - least);
        }

        private List<Double> ticks() {
            final List<Double> ticks = new ArrayList<>();
            if (log) {
                for (double power = least; power <= most; power++) {
                    ticks.add(Math.pow(10, power));
                }
                return ticks;
            }
            final double rough = (most - least) / TICKS;
            final double power = Math.pow(10, Math.floor(Math.log10(rough)));
            final double step = rough / power > 5 ? 10 * power : rough / power > 2 ? 5 * power
                : rough / power > 1 ? 2 * power : power;
            for (double tick = 0; tick <= most; tick += step) {
                ticks.add(tick);
            }
            return ticks;
        }
    }

    /** Creates an empty one, axes with equal or with logarithmic steps. */
    public Chart(final String title, final String x, final boolean logX, final String y,
        final boolean logY) {
        this.title = title;
        this.x = new Axis(x, logX);
        this.y = new Axis(y, logY);
    }

    /** Adds a line through points. */
    public Chart line(final String name, final double[] xs, final double[] ys) {
        series.add(new Series(name, xs.clone(), ys.clone()));
        for (int i = 0; i < xs.length; i++) {
            x.take(xs[i]);
            y.take(ys[i]);
        }
        return this;
    }

    /** Tells whether there is anything to draw. */
    public boolean isEmpty() {
        return series.isEmpty();
    }

    /** Returns the whole file. */
    public String svg() {
        x.close();
        y.close();
        final StringBuilder out = new StringBuilder();
        add(out, "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%1$d'"
            + " height='%2$d' font-family='sans-serif' font-size='12'>%n", WIDTH, HEIGHT);
        add(out, "<rect width='%d' height='%d' fill='white'/>%n", WIDTH, HEIGHT);
        add(out, "<text x='%d' y='22' font-size='15'>%s</text>%n", LEFT, escaped(title));
        axes(out);
        for (int i = 0; i < series.size(); i++) {
            draw(out, i);
        }
        return out.append("</svg>\n").toString();
    }

    private double left(final double value) {
        return LEFT + x.share(value) * (WIDTH - LEFT - RIGHT);
    }

    private double top(final double value) {
        return HEIGHT - BOTTOM - y.share(value) * (HEIGHT - TOP - BOTTOM);
    }

    private void axes(final StringBuilder out) {
        for (final double tick : x.ticks()) {
            add(out, "<path d='M%.1f %d V%d' stroke='#ddd'/><text x='%1$.1f' y='%d'"
                + " text-anchor='middle'>%s</text>%n", left(tick), TOP, HEIGHT - BOTTOM,
                HEIGHT - BOTTOM + 16, label(tick));
        }
        for (final double tick : y.ticks()) {
            add(out, "<path d='M%d %.1f H%d' stroke='#ddd'/><text x='%d' y='%.1f'"
                + " text-anchor='end'>%s</text>%n", LEFT, top(tick), WIDTH - RIGHT, LEFT - 6,
                top(tick) + 4, label(tick));
        }
        add(out, "<text x='%d' y='%d' text-anchor='middle'>%s</text>%n",
            (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, escaped(x.label));
        add(out, "<text transform='translate(16 %d) rotate(-90)' text-anchor='middle'>%s</text>%n",
            (TOP + HEIGHT - BOTTOM) / 2, escaped(y.label));
    }

    private void draw(final StringBuilder out, final int index) {
        final Series line = series.get(index);
        final String colour = COLOURS[index % COLOURS.length];
        add(out, "<polyline fill='none' stroke='%s' stroke-width='1.5' points='", colour);
        for (int i = 0; i < line.xs.length; i++) {
            add(out, "%.1f,%.1f ", left(line.xs[i]), top(line.ys[i]));
        }
        add(out, "'/>%n<text x='%d' y='%d' fill='%s'>%s</text>%n", WIDTH - RIGHT + 8,
            TOP + 14 + 16 * index, colour, escaped(line.name));
    }

    private static String label(final double value) {
        return value >= 1e6 && value % 1e5 == 0
            ? String.format(Locale.ROOT, "%sM", plain(value / 1e6))
            : value >= 1e3 ? String.format(Locale.ROOT, "%sk", plain(value / 1e3)) : plain(value);
    }

    private static String plain(final double value) {
        final String text = String.format(Locale.ROOT, "%.4f", value);
        return text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    private static String escaped(final String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;");
    }

    private static void add(final StringBuilder out, final String format, final Object... values) {
        out.append(String.format(Locale.ROOT, format, values));
    }
}
