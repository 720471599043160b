package io.clearline.engine.control;

import io.clearline.engine.control.Predicate.Truth;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a hidden class for each control would give over closures: the same controls as closures and as
 * classes that the compiler made of them, on the same subjects, in turns. A program to run by hand;
 * {@link PredicateTest} proves that the classes say the same.
 *
 * <pre>
 * java -XX:+UseSerialGC ... -cp ... io.clearline.engine.control.ClosuresBesideClasses 40 21
 * </pre>
 */
final class ClosuresBesideClasses {
    private static final String[] ORIGINS = {"JPN", "VNM", "THA", "USA", "DEU", "KOR"};
    private static final int SUBJECTS = 400;
    private static final int REPEATS = 25;

    private final SplittableRandom random = new SplittableRandom(4);
    private final List<Truth> closures = new ArrayList<>();
    private final List<Truth> classes = new ArrayList<>();
    private final Facts[] subjects = new Facts[SUBJECTS];
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    ClosuresBesideClasses(final int controls) throws ReflectiveOperationException {
        for (int i = 0; i < controls; i++) {
            final String hs = hs().substring(0, 2 + random.nextInt(3) * 2);
            final String origin = ORIGINS[random.nextInt(ORIGINS.length)];
            final int packages = random.nextInt(1000);
            final byte[] program = Programs.and(Programs.and(Programs.prefix("item.hs", hs),
                Programs.eq("item.origin", origin)), Programs.op(Op.GT, ValueType.INT,
                    Programs.field("packages"), Programs.whole(packages)));
            closures.add(Predicate.of(new UnsafeBuffer(program), 0, program.length,
                new NamedLists()).truth());
            classes.add(hidden(i, hs, origin, packages));
        }
        for (int i = 0; i < subjects.length; i++) {
            subjects[i] = new Facts().item().put("item.hs", hs())
                .put("item.origin", ORIGINS[random.nextInt(ORIGINS.length)])
                .put("packages", random.nextInt(1000));
        }
    }

    private String hs() {
        return String.format(Locale.ROOT, "%02d%06d", 84 + random.nextInt(3),
            random.nextInt(1_000_000));
    }

    /** Writes what a generator would: operands in locals, no call but for texts and fields. */
    private static Truth hidden(
        final int number, final String hs, final String origin, final int packages)
        throws ReflectiveOperationException {
        final String name = "HiddenTruth" + number;
        final byte[] bytes = compile(name, "package io.clearline.engine.control;\n"
            + "final class " + name + " implements Predicate.Truth {\n"
            + "  private static final Slice HS = new Slice(\"" + hs + "\".getBytes());\n"
            + "  private static final Slice ORIGIN = new Slice(\"" + origin + "\".getBytes());\n"
            + "  private static final ControlField A = ControlField.ITEM_HS;\n"
            + "  private static final ControlField B = ControlField.ITEM_ORIGIN;\n"
            + "  private static final ControlField C = ControlField.PACKAGES;\n"
            + "  public int of(final Subject s) {\n"
            + "    final boolean first = s.text(A).startsWith(HS);\n"
            + "    if (s.fault != 0) { return s.erred(); }\n"
            + "    if (!first) { return Predicate.FALSE; }\n"
            + "    final boolean second = s.text(B).isSame(ORIGIN);\n"
            + "    if (s.fault != 0) { return s.erred(); }\n"
            + "    if (!second) { return Predicate.FALSE; }\n"
            + "    final long third = s.number(C);\n"
            + "    return s.fault != 0 ? s.erred() : third > " + packages + "L ? 1 : 0;\n"
            + "  }\n}\n");
        return (Truth) MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass()
            .getDeclaredConstructor().newInstance();
    }

    private static byte[] compile(final String name, final String source) {
        final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        final ByteArrayOutputStream compiled = new ByteArrayOutputStream();
        final StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        final JavaFileManager memory = new ForwardingJavaFileManager<>(files) {
            @Override
            public JavaFileObject getJavaFileForOutput(final Location location,
                final String className, final JavaFileObject.Kind kind,
                final javax.tools.FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("mem:///" + className), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        return compiled;
                    }
                };
            }
        };
        final JavaFileObject unit = new SimpleJavaFileObject(
            URI.create("mem:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(final boolean ignoreEncodingErrors) {
                return source;
            }
        };
        if (!compiler.getTask(null, memory, null,
            List.of("-cp", System.getProperty("java.class.path"), "-proc:none"), null,
            List.of(unit)).call()) {
            throw new IllegalStateException(source);
        }
        return compiled.toByteArray();
    }

    /** Returns on how many pairs of control and subject the two disagree. */
    int differences() {
        int different = 0;
        for (final Facts subject : subjects) {
            for (int i = 0; i < closures.size(); i++) {
                different += closures.get(i).of(subject) == classes.get(i).of(subject) ? 0 : 1;
            }
        }
        return different;
    }

    private int matches;

    private double round(final List<Truth> truths) {
        final long from = threads.getCurrentThreadCpuTime();
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            for (final Facts subject : subjects) {
                for (int i = 0; i < truths.size(); i++) {
                    matches += truths.get(i).of(subject);
                }
            }
        }
        return (threads.getCurrentThreadCpuTime() - from)
            / ((double) REPEATS * SUBJECTS * truths.size());
    }

    private void measure(final int rounds) {
        final double[] ofClosures = new double[rounds];
        final double[] ofClasses = new double[rounds];
        for (int round = -rounds; round < rounds; round++) {
            final double one = round(closures);
            final double other = round(classes);
            if (round >= 0) {
                ofClosures[round] = one;
                ofClasses[round] = other;
            }
        }
        print("closures", ofClosures);
        print("hidden classes", ofClasses);
        System.out.println(matches + " matches, " + differences() + " differences");
    }

    private static void print(final String what, final double[] ns) {
        Arrays.sort(ns);
        System.out.printf(Locale.ROOT, "%s: CPU ns to try a control, least %.1f, median %.1f, most"
            + " %.1f%n", what, ns[0], ns[ns.length / 2], ns[ns.length - 1]);
    }

    /** Runs: how many controls, how many rounds. */
    public static void main(final String[] args) throws ReflectiveOperationException {
        new ClosuresBesideClasses(Integer.parseInt(args[0])).measure(Integer.parseInt(args[1]));
    }
}
