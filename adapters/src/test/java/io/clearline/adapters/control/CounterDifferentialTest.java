package io.clearline.adapters.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import io.clearline.engine.control.ControlField;
import io.clearline.engine.control.Counters;
import io.clearline.engine.control.NamedLists;
import io.clearline.engine.control.Predicate;
import io.clearline.engine.control.Contribution;
import io.clearline.engine.control.ValueType;
import io.clearline.engine.record.PackedReader;
import io.clearline.engine.record.PackedWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What counters say to expressions of every operator is what cel-java makes of them where count and
 * sum are plain functions over the list of all past declarations: streams of declarations, some of
 * them amended, over minutes and months, all from one seed.
 */
class CounterDifferentialTest {
    private static final int EXPRESSIONS = Integer.getInteger("control.counting", 40);
    private static final int DECLARATIONS = 250;
    private static final long HOUR_MS = 3_600_000;
    private static final String[] KEYS = {"trader", "agent", "conveyance", "receiver", "origin"};
    private static final String[] MEASURES =
        {"value", "quantity", "grossKg", "netKg", "packages"};
    private static final String[] WINDOWS =
        {"PT1H", "PT5H", "P1D", "P2DT3H", "P7D", "P30D", "P90D"};
    private static final int[] HOURS = {1, 5, 24, 51, 168, 720, 2160};
    /** Minutes of a bucket for each window, as docs/controls.md lists them. */
    private static final int[] BUCKETS = {1, 5, 15, 60, 120, 480, 1440};

    /** A counter as it is spelled, and as plain code has it. */
    private record Plain(
        ControlField key, int window, ControlField measure, CelRuntime.Program when) {

        long bucket(final long timeMs) {
            return Math.floorDiv(timeMs + 8 * HOUR_MS, BUCKETS[window] * 60_000L);
        }

        boolean isIn(final long timeMs, final long nowMs) {
            final int more = (HOURS[window] * 60 + BUCKETS[window] - 1) / BUCKETS[window];
            return bucket(timeMs) >= bucket(nowMs) - more;
        }
    }

    /** A past declaration: when it was accepted, and what it added to each counter under which key. */
    private record Past(long atMs, List<String> keys, List<BigDecimal> amounts) {
    }

    private final List<Plain> plain = new ArrayList<>();
    private final List<Past> past = new ArrayList<>();
    private final ControlCompiler compiler = new ControlCompiler();
    private final Counters counters = new Counters(new NamedLists());
    private final Contribution tally = new Contribution();
    private final PackedWriter out = new PackedWriter(256);
    private final Facts facts = new Facts();
    private final Cel cel = cel();
    private SplittableRandom random;
    private ExpressionMaker conditions;
    private long now = 1_772_380_800_000L;
    private int amended;

    private Cel cel() {
        final CelBuilder builder = CelFactory.standardCelBuilder()
            .setOptions(CelOptions.current().errorOnIntWrap(true).build())
            .addFunctionDeclarations(
                CelFunctionDecl.newFunctionDeclaration("list", CelOverloadDecl.newGlobalOverload(
                    "list_string", Types.cel(ValueType.LIST), SimpleType.STRING)),
                CelFunctionDecl.newFunctionDeclaration("counted", CelOverloadDecl
                    .newGlobalOverload("counted_int", SimpleType.INT, SimpleType.INT)),
                CelFunctionDecl.newFunctionDeclaration("summed", CelOverloadDecl
                    .newGlobalOverload("summed_int", SimpleType.DOUBLE, SimpleType.INT)))
            .addFunctionBindings(
                CelFunctionBinding.from("list_string", String.class, name -> List.of()),
                CelFunctionBinding.from("counted_int", Long.class,
                    which -> says((int) (long) which).longValueExact()),
                CelFunctionBinding.from("summed_int", Long.class,
                    which -> Double.parseDouble(says((int) (long) which).toString())));
        for (final ControlField field : ControlField.values()) {
            builder.addVar(field.text(), Types.cel(field.type()));
        }
        return builder.build();
    }

    private CelRuntime.Program program(final String text) {
        try {
            return cel.createProgram(cel.compile(text).getAst());
        } catch (final CelEvaluationException | CelValidationException e) {
            throw new IllegalStateException(text, e);
        }
    }

    private static int evaluate(
        final CelRuntime.Program program, final Map<String, Object> variables) {
        try {
            return Boolean.TRUE.equals(program.eval(variables))
                ? Predicate.TRUE : Predicate.FALSE;
        } catch (final CelEvaluationException e) {
            return Predicate.ERROR;
        }
    }

    private static ControlField field(final String text) {
        return java.util.Arrays.stream(ControlField.values())
            .filter(field -> field.text().equals(text)).findFirst().orElseThrow();
    }

    /** Spells a counter, one in three of them one that there is already. */
    private ExpressionMaker.Spelled counter(final boolean isSum) {
        final int key = random.nextInt(KEYS.length);
        final int window = random.nextInt(WINDOWS.length);
        final int kind = random.nextInt(3);
        final int measure = random.nextInt(key == 4 || kind > 0 ? 2 : MEASURES.length);
        final String prefix = new String[] {"85", "640", "8542"}[random.nextInt(3)];
        final ExpressionMaker.Spelled when = kind < 2 ? null : conditions.truth(2);
        final String officer = (isSum ? "sum" : "count") + "(\"" + KEYS[key] + "\", \""
            + WINDOWS[window] + "\"" + (isSum ? ", \"" + MEASURES[measure] + "\"" : "")
            + (kind == 0 ? "" : kind == 1 ? ", \"" + prefix + "\"" : ", " + when.officer()) + ")";
        plain.add(new Plain(field(key == 4 ? "item.origin" : KEYS[key]), window,
            !isSum ? null : field(measure < 2 ? "item." + MEASURES[measure] : MEASURES[measure]),
            program(kind == 0 ? "true" : kind == 1 ? "item.hs.startsWith(\"" + prefix + "\")"
                : when.cel())));
        return new ExpressionMaker.Spelled(
            officer, (isSum ? "summed(" : "counted(") + (plain.size() - 1) + ")");
    }

    private BigDecimal adds(final Plain counter) {
        // What errs is counted.
        return evaluate(counter.when, facts.variables()) == Predicate.FALSE ? BigDecimal.ZERO
            : counter.measure == null ? BigDecimal.ONE
            : new BigDecimal(facts.value(counter.measure).toString());
    }

    private BigDecimal says(final int which) {
        final Plain counter = plain.get(which);
        final String key = (String) facts.value(counter.key);
        if (key.isEmpty()) {
            return BigDecimal.ZERO;
        }
        BigDecimal sum = adds(counter);
        for (int i = 0; i < past.size(); i++) {
            final Past one = past.get(i);
            if (i != amended && one.keys.get(which).equals(key)
                && counter.isIn(one.atMs, now)) {
                sum = sum.add(one.amounts.get(which));
            }
        }
        return sum;
    }

    private Past remember(final long atMs) {
        final List<String> keys = new ArrayList<>();
        final List<BigDecimal> amounts = new ArrayList<>();
        for (final Plain counter : plain) {
            keys.add((String) facts.value(counter.key));
            amounts.add(adds(counter));
        }
        return new Past(atMs, keys, amounts);
    }

    private void begin(final byte[] program) {
        final UnsafeBuffer bytes = new UnsafeBuffer(program);
        if (counters.plan(bytes, 0, program.length, now, out.reset())) {
            counters.begin(bytes, 0, program.length,
                new PackedReader().wrap(out.buffer(), 0, out.length()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void sameAsCelOverAListOfAll(final long seed) {
        random = new SplittableRandom(seed);
        conditions = new ExpressionMaker(random);
        final ExpressionMaker maker = new ExpressionMaker(random, this::counter);
        final List<String> texts = new ArrayList<>();
        final List<Predicate> engine = new ArrayList<>();
        final List<CelRuntime.Program> expected = new ArrayList<>();
        while (texts.size() < EXPRESSIONS) {
            final ExpressionMaker.Spelled text = maker.truth(random.nextInt(1, 4));
            final Compiled compiled = compiler.compile(text.officer());
            if (compiled.refusal() != null) {
                // Or a word that a field never has: CEL takes it, we do not (docs/controls.md).
                assertTrue(compiled.refusal().message().startsWith("what is counted cannot ask")
                    || compiled.refusal().message().contains("' is never '"),
                    compiled.refusal() + "\n" + text.officer());
                continue;
            }
            final UnsafeBuffer program = new UnsafeBuffer(compiled.program());
            final boolean counts =
                text.officer().contains("count(") || text.officer().contains("sum(");
            if (counts && counters.hasRoomFor(program, 0, program.capacity())) {
                begin(compiled.program());
                texts.add(text.officer());
                engine.add(Predicate.of(program, 0, program.capacity(), counters));
                expected.add(program(text.cel()));
            }
        }
        assertTrue(counters.size() > 20, counters.size() + " counters");
        stream(seed, texts, engine, expected);
    }

    private void stream(final long seed, final List<String> texts, final List<Predicate> engine,
        final List<CelRuntime.Program> expected) {
        final int[] outcomes = new int[3];
        for (int i = 0; i < DECLARATIONS; i++) {
            now += random.nextInt(30) == 0 ? random.nextLong(40 * 24 * HOUR_MS)
                : random.nextInt(3) == 0 ? 0 : random.nextLong(3 * HOUR_MS);
            facts.draw(random, now);
            amended = !past.isEmpty() && random.nextInt(6) == 0
                ? Math.max(0, past.size() - 1 - random.nextInt(10)) : -1;
            counters.measure(facts, amended, tally);
            facts.with(tally);
            for (int e = 0; e < engine.size(); e++) {
                final int which = e;
                final int cel = evaluate(expected.get(e), facts.variables());
                assertEquals(cel, engine.get(e).of(facts), () -> "seed " + seed + "\n"
                    + texts.get(which) + "\n" + facts);
                outcomes[cel]++;
            }
            final int declaration = amended < 0 ? past.size() : amended;
            tally.write(out.reset());
            counters.count(
                declaration, amended >= 0, true, now, out.buffer(), 0, out.length());
            if (amended < 0) {
                past.add(remember(now));
            } else {
                past.set(amended, remember(past.get(amended).atMs));
            }
        }
        assertTrue(outcomes[Predicate.TRUE] > 500, "matches " + outcomes[Predicate.TRUE]);
        assertTrue(outcomes[Predicate.FALSE] > 500, "misses " + outcomes[Predicate.FALSE]);
    }

    /** The refusals above are no accident of the maker: both are what the guide says. */
    @ParameterizedTest
    @ValueSource(strings = {"true", "transit", "item.value > 1", "ref in list('x')"})
    void conditionsOfEveryKindAreTaken(final String when) {
        assertNull(compiler.compile("count('trader', 'P1D', " + when + ") > 1").refusal());
    }
}
