package io.clearline.adapters.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import io.clearline.engine.control.NamedLists;
import io.clearline.engine.control.Predicate;
import io.clearline.engine.control.Slice;
import io.clearline.engine.control.ValueType;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * What the engine makes of an expression is what cel-java makes of it, errors included: expressions
 * of every operator on declarations, all from one seed.
 */
class DifferentialTest {
    private static final long SEED = Long.getLong("control.seed", 1);
    private static final int EXPRESSIONS = Integer.getInteger("control.expressions", 2_000);
    private static final int SUBJECTS = 40;
    private static final Map<String, List<String>> LISTS =
        Map.of("one", List.of("a", "6400", "\u6d77"), "two", List.of(""));

    private final Cel cel = cel();
    private final ControlCompiler compiler = new ControlCompiler();
    private final NamedLists lists = new NamedLists();

    private static Cel cel() {
        final CelBuilder builder = CelFactory.standardCelBuilder()
            .setOptions(CelOptions.current().errorOnIntWrap(true).build())
            .addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration("list",
                CelOverloadDecl.newGlobalOverload(
                    "list_string", Types.cel(ValueType.LIST), SimpleType.STRING)))
            .addFunctionBindings(CelFunctionBinding.from("list_string", String.class,
                name -> LISTS.getOrDefault(name, List.of())));
        for (final ControlField field : ControlField.values()) {
            builder.addVar(field.text(), Types.cel(field.type()));
        }
        return builder.build();
    }

    private void publishLists() {
        LISTS.forEach((name, members) -> {
            for (final String member : members) {
                final Slice text = Facts.slice(member);
                lists.put(name, 6700,
                    lists.intern(text.buffer(), text.offset(), text.length()), NamedLists.OPEN);
            }
        });
    }

    @Test
    void sameAsCel() throws CelValidationException {
        publishLists();
        final SplittableRandom random = new SplittableRandom(SEED);
        final ExpressionMaker maker = new ExpressionMaker(random);
        final int[] outcomes = new int[3];
        final Facts facts = new Facts();
        int refused = 0;
        for (int i = 0; i < EXPRESSIONS; i++) {
            final ExpressionMaker.Spelled text = maker.truth(random.nextInt(5));
            final Compiled compiled = compiler.compile(text.officer());
            if (compiled.refusal() != null) {
                // A word that a field never has: CEL takes it, we do not (docs/controls.md).
                assertTrue(compiled.refusal().message().contains("' is never '"), text.officer());
                refused++;
                continue;
            }
            final Predicate predicate = Predicate.of(
                new UnsafeBuffer(compiled.program()), 0, compiled.program().length, lists);
            final CelRuntime.Program program = program(text.cel());
            for (int j = 0; j < SUBJECTS; j++) {
                facts.draw(random);
                final int expected = evaluate(program, facts);
                assertEquals(expected, predicate.of(facts), () -> text.officer() + "\n" + facts);
                outcomes[expected]++;
            }
        }
        assertTrue(refused < EXPRESSIONS / 4, "refused " + refused);
        assertTrue(outcomes[Predicate.ERROR] > 300, "errors " + outcomes[Predicate.ERROR]);
        assertTrue(outcomes[Predicate.TRUE] > 3_000, "matches " + outcomes[Predicate.TRUE]);
    }

    private CelRuntime.Program program(final String text) throws CelValidationException {
        try {
            return cel.createProgram(cel.compile(text).getAst());
        } catch (final CelEvaluationException e) {
            throw new IllegalStateException(text, e);
        }
    }

    private static int evaluate(final CelRuntime.Program program, final Facts facts) {
        try {
            return Boolean.TRUE.equals(program.eval(facts.variables()))
                ? Predicate.TRUE : Predicate.FALSE;
        } catch (final CelEvaluationException e) {
            return Predicate.ERROR;
        }
    }
}
