package io.clearline.adapters;

import io.clearline.adapters.csv.ReferenceException;
import io.clearline.adapters.csv.ReferenceLoader;
import io.clearline.adapters.json.AnswerEncoder;
import io.clearline.adapters.json.CommandDecoder;
import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * The real core between the real JSON adapters, without ring and journal: one line in, one line
 * out.
 */
public final class FastCore {
    private final ClearanceCore core = new ClearanceCore();
    private final CommandDecoder decoder = new CommandDecoder(true);
    private final AnswerEncoder encoder = new AnswerEncoder();
    private final ExpandableArrayBuffer command = new ExpandableArrayBuffer(4096);

    /** Loads a reference directory. */
    public void load(final Path directory) {
        try {
            new ReferenceLoader().load(directory).forEachPart(this::step);
        } catch (final ReferenceException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Verdict step(final DirectBuffer buffer, final int offset, final int length) {
        final RuntimeException before = core.lastFailure();
        final Verdict verdict = core.decide(buffer, offset, length, Core.DECLARED_CLOCK);
        if (core.lastFailure() != before) {
            throw new IllegalStateException("the engine failed on a command", core.lastFailure());
        }
        if (verdict.journaled()) {
            core.apply(core.lastSequence() + 1, verdict.timeMs(), buffer, offset, length,
                verdict.effects().buffer(), 0, verdict.effects().length());
        }
        return verdict;
    }

    /** Answers a line. */
    public String answer(final int in, final String line) {
        final byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        final int length = decoder.decode(bytes, 0, bytes.length, command, 0);
        final Verdict verdict = step(command, 0, length);
        final int encoded = encoder.encode(in, verdict.journaled() ? core.lastSequence() : 0,
            verdict.timeMs(), verdict.answer(), 0);
        return new String(encoder.bytes(), 0, encoded - 1, StandardCharsets.UTF_8);
    }

    /** Returns the core. */
    public ClearanceCore core() {
        return core;
    }
}
