package io.clearline.adapters.control;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelMutableAst;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import io.clearline.engine.control.ControlField;
import io.clearline.engine.control.ValueType;

/**
 * Turns the text of a control, CEL, into a program for the engine (docs/controls.md). The text is
 * parsed and type-checked by cel-java; what it does not take, and what the engine does not run, is
 * refused with line, column and what to write instead. One text gives one result, always the same.
 *
 * <p>Creating one takes some 300 ms, so it is created when the first control arrives; a text takes
 * about one. Not thread-safe.
 */
public final class ControlCompiler {
    /** Expressions are no longer, in characters. */
    public static final int MOST_CHARACTERS = 4_096;

    private final CelCompiler cel = compiler();

    private static CelCompiler compiler() {
        final CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(CelOptions.current().maxExpressionCodePointSize(MOST_CHARACTERS).build())
            .addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(Functions.LIST,
                CelOverloadDecl.newGlobalOverload(
                    "list_string", Types.cel(ValueType.LIST), SimpleType.STRING)))
            .addFunctionDeclarations(Counting.declarations());
        for (final ControlField field : ControlField.values()) {
            builder.addVar(field.text(), Types.cel(field.type()));
        }
        return builder.build();
    }

    /** Compiles an expression of any length and content; never throws. */
    public Compiled compile(final String text) {
        final int most = MOST_CHARACTERS;
        if (text.length() > 2 * most || text.codePointCount(0, text.length()) > most) {
            return Compiled.refused(
                new Refusal(1, 1, "longer than " + most + " characters; write several controls"));
        }
        try {
            return compiled(new Source(text));
        } catch (final RefusedException e) {
            return Compiled.refused(e.refusal());
        } catch (final CelValidationException e) {
            return Compiled.refused(new Refusal(1, 1, Wording.cut(e.getMessage())));
        }
    }

    private Compiled compiled(final Source source) throws RefusedException, CelValidationException {
        Nesting.check(source);
        final CelValidationResult parsed = cel.parse(source.text(0, source.length()));
        if (parsed.hasError()) {
            throw Wording.first(parsed.getErrors());
        }
        CelAbstractSyntaxTree tree = parsed.getAst();
        final var positions = tree.getSource().getPositionsMap();
        final Surface surface = new Surface(source, positions);
        surface.check(tree.getExpr(), 1);
        final NumberLiterals numbers = new NumberLiterals(source, positions);
        final CelMutableAst mutable = CelMutableAst.fromCelAst(tree);
        if (numbers.widen(mutable.expr())) {
            tree = mutable.toParsedAst();
        }
        final CelValidationResult checked = cel.check(tree);
        if (checked.hasError()) {
            throw Wording.first(checked.getErrors());
        }
        return Compiled.of(
            new ProgramWriter(source, checked.getAst(), numbers).write(), surface.doubts());
    }
}
